"""Addresses of learning, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.learning import certificates

ONE = "<slug:desk>/conferences/<str:reference>"
app_name = "workroom_learning"
urlpatterns = [
    path(f"{ONE}/certificates/", certificates.certificates, name="certificates"),
    path(f"{ONE}/certificates/all.pdf", certificates.all_on_paper, name="certificates_pdf"),
    path(f"{ONE}/certificates/<str:code>.pdf", certificates.one_on_paper, name="certificate_pdf"),
    path(f"{ONE}/certificates/<str:code>/revoke/", certificates.revoke, name="revoke"),
]
