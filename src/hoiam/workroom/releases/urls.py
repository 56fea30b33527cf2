"""Addresses of the releases of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.releases import alarms, media, previewing, screens, translating

app_name = "workroom_releases"
ONE = "<slug:desk>/releases/<str:reference>/"
TEXT = f"{ONE}texts/<int:number>/"
urlpatterns = [
    path("<slug:desk>/releases/", screens.releases, name="list"),
    path("<slug:desk>/releases/new/", screens.new, name="new"),
    path("<slug:desk>/releases/alarms/", alarms.alarms, name="alarms"),
    path("<slug:desk>/releases/alarms/<int:number>/", alarms.alarm, name="alarm"),
    path("<slug:desk>/releases/alarms/<int:number>/give/", alarms.give, name="give_alarm"),
    path(ONE, screens.release, name="release"),
    path(f"{ONE}missing/", previewing.missing, name="missing"),
    path(TEXT, translating.text, name="text"),
    path(f"{TEXT}review/", translating.review, name="review"),
    path(f"{TEXT}remove/", translating.remove, name="remove"),
    path(f"{TEXT}preview/", previewing.preview, name="preview"),
    path(f"{TEXT}pdf/", previewing.pdf, name="pdf"),
    path(f"{TEXT}summary/", previewing.summary, name="summary"),
    path(f"{TEXT}media/<int:file_id>/", media.media, name="media"),
    path(f"{ONE}<slug:act>/", screens.act, name="act"),
    path(f"{ONE}<slug:act>/<int:number>/", screens.act, name="act_on"),
]
