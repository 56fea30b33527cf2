"""Addresses of the register of outlets, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.outlets import applications, criteria_and_appeals, reaching, screens

app_name = "workroom_outlets"
urlpatterns = [
    path("installation/criteria/", criteria_and_appeals.criteria, name="criteria"),
    path("installation/criteria/<slug:code>/", criteria_and_appeals.criterion, name="criterion"),
    path("installation/appeals/", criteria_and_appeals.appeals, name="appeals"),
    path("installation/appeals/<int:number>/", criteria_and_appeals.appeal, name="appeal"),
    path("<slug:desk>/outlets/", screens.outlets, name="list"),
    path("<slug:desk>/outlets/applications/", applications.applications, name="applications"),
    path("<slug:desk>/outlets/applications/<str:code>/", applications.application, name="application"),
    path("<slug:desk>/outlets/reach/", reaching.tasks, name="reach"),
    path("<slug:desk>/outlets/reach/<int:number>/", reaching.task, name="reach_one"),
    path("<slug:desk>/outlets/appeals/", criteria_and_appeals.appeals_at_desk, name="desk_appeals"),
    path(
        "<slug:desk>/outlets/appeals/<int:number>/", criteria_and_appeals.appeal_at_desk, name="desk_appeal"
    ),
    path("<slug:desk>/outlets/<str:code>/", screens.outlet, name="outlet"),
    path("<slug:desk>/outlets/<str:code>/end/", screens.end, name="end"),
]
