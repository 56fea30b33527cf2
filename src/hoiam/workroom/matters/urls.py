"""Addresses of the matters of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.matters import screens

app_name = "workroom_matters"
urlpatterns = [
    path("<slug:desk>/matters/", screens.matters, name="list"),
    path("<slug:desk>/matters/new/", screens.new, name="new"),
    path("<slug:desk>/matters/<int:number>/", screens.matter, name="matter"),
    path("<slug:desk>/matters/<int:number>/<slug:act>/", screens.act, name="act"),
]
