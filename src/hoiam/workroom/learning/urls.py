"""Addresses of learning, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.learning import certificates, follow_up, items, lessons, practice, sheets

ONE = "<slug:desk>/conferences/<str:reference>"
app_name = "workroom_learning"
urlpatterns = [
    path("<slug:desk>/items/", items.items, name="items"),
    path("<slug:desk>/items/new/", items.new_item, name="new_item"),
    path("<slug:desk>/items/<str:code>/", items.item, name="item"),
    path(f"{ONE}/learning/", sheets.learning, name="learning"),
    path("<slug:desk>/lessons/", lessons.lessons, name="lessons"),
    path("<slug:desk>/lessons/new/", lessons.new_lesson, name="new_lesson"),
    path("<slug:desk>/lessons/<slug:code>.pdf", lessons.lesson_pdf, name="lesson_pdf"),
    path("<slug:desk>/lessons/<slug:code>/", lessons.lesson, name="lesson"),
    path("<slug:desk>/practice/", practice.exercises, name="exercises"),
    path(f"{ONE}/practice/", practice.practice, name="practice"),
    path(f"{ONE}/follow-up/", follow_up.follow_up, name="follow_up"),
    path(f"{ONE}/certificates/", certificates.certificates, name="certificates"),
    path(f"{ONE}/certificates/all.pdf", certificates.all_on_paper, name="certificates_pdf"),
    path(f"{ONE}/certificates/<str:code>.pdf", certificates.one_on_paper, name="certificate_pdf"),
    path(f"{ONE}/certificates/<str:code>/revoke/", certificates.revoke, name="revoke"),
]
