"""Addresses of coverage and of reported figures, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.coverage import reported, screens

app_name = "workroom_coverage"
_BASE = "<slug:desk>/coverage/"
_REPORTED = "<slug:desk>/conferences/<str:reference>/reported/"
urlpatterns = [
    path("installation/coverage/", screens.of_installation, name="installation"),
    path("installation/coverage/<slug:form>/", screens.installation_file, name="installation_file"),
    path(_BASE, screens.of_desk, name="coverage"),
    path(f"{_BASE}file/<slug:form>/", screens.desk_file, name="file"),
    path(f"{_BASE}reported/", reported.conflicts, name="conflicts"),
    path(f"{_BASE}reported/rounds/<int:number>/", reported.of_round, name="round"),
    path(
        f"{_BASE}reported/rounds/<int:number>/<int:figure>/",
        reported.take_back_of_round,
        name="take_back_of_round",
    ),
    path(_REPORTED, reported.of_conference, name="reported"),
    path(f"{_REPORTED}<int:figure>/", reported.take_back, name="take_back"),
]
