"""Addresses of series of briefings, and of what a briefing has beyond other conferences; below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.briefings import conclusions, papers, proposals, questions, record, seats, series

app_name = "workroom_briefings"
ONE = "<slug:desk>/conferences/<str:reference>/"
SERIES = "<slug:desk>/briefings/<int:number>/"
urlpatterns = [
    path("<slug:desk>/briefings/", series.listed, name="series"),
    path("<slug:desk>/briefings/new/", series.new, name="new"),
    path(SERIES, series.one, name="one"),
    path(f"{SERIES}prepare/", series.prepare, name="prepare"),
    path(f"{SERIES}end/", series.end, name="end"),
    path(f"{SERIES}missed/<int:period>/", series.missed, name="missed"),
    path(f"{ONE}proposals/", proposals.proposals, name="proposals"),
    path(f"{ONE}proposals/<slug:key>/", proposals.take_up, name="take_up"),
    path(f"{ONE}seats/", seats.seats, name="seats"),
    path(f"{ONE}seats/gate/", seats.gate, name="gate"),
    path(f"{ONE}questions/", questions.questions, name="questions"),
    path(f"{ONE}questions/<int:number>/", questions.question, name="question"),
    path(f"{ONE}record/", record.record, name="record"),
    path(f"{ONE}record/package/", record.package, name="package"),
    path(f"{ONE}record/report.docx", papers.report, name="report"),
    path(f"{ONE}record/conclusions.docx", papers.notice, name="notice"),
    path(f"{ONE}conclusions/", conclusions.conclusions, name="conclusions"),
    path(f"{ONE}conclusions/<int:number>/", conclusions.conclusion, name="conclusion"),
]
