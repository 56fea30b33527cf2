"""Addresses of what places ask, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.localities import asking, guidance, screens

app_name = "workroom_localities"
_BASE = "<slug:desk>/localities/"
urlpatterns = [
    path(_BASE, screens.requests, name="list"),
    path(f"{_BASE}new/", asking.new, name="new"),
    path(f"{_BASE}enter/", asking.enter, name="enter"),
    path(f"{_BASE}experience/", screens.experience, name="experience"),
    path(f"{_BASE}resources/", screens.resources, name="resources"),
    path(f"{_BASE}guidance/", guidance.guidance_list, name="guidance_list"),
    path(f"{_BASE}guidance/new/", guidance.new, name="new_guidance"),
    path(f"{_BASE}guidance/<str:reference>/", guidance.guidance_page, name="guidance"),
    path(f"{_BASE}guidance/<str:reference>/<slug:act>/", guidance.act, name="guidance_act"),
    path(f"{_BASE}<str:reference>/", screens.request_page, name="request"),
    path(f"{_BASE}<str:reference>/<slug:act>/", screens.act, name="act"),
]
