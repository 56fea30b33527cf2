"""Addresses of the matters of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.matters import bulletins, screens

app_name = "workroom_matters"
urlpatterns = [
    path("<slug:desk>/matters/", screens.matters, name="list"),
    path("<slug:desk>/matters/new/", screens.new, name="new"),
    path("<slug:desk>/matters/<int:number>/", screens.matter, name="matter"),
    path("<slug:desk>/matters/<int:number>/bulletins/", bulletins.begin, name="begin_bulletin"),
    path("<slug:desk>/matters/<int:number>/bulletins/<int:bulletin>/", bulletins.bulletin, name="bulletin"),
    path(
        "<slug:desk>/matters/<int:number>/bulletins/<int:bulletin>/give-up/",
        bulletins.give_up,
        name="give_up",
    ),
    path("<slug:desk>/matters/<int:number>/<slug:act>/", screens.act, name="act"),
]
