"""Addresses of conclusions that a desk's body is to carry out, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.conclusions import screens

app_name = "workroom_conclusions"
urlpatterns = [
    path("<slug:desk>/conclusions/", screens.conclusions, name="list"),
    path("<slug:desk>/conclusions/<int:number>/", screens.conclusion, name="conclusion"),
]
