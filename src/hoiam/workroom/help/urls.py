"""Addresses of the guides; help itself stands in the frame of every page."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.help import screens

app_name = "workroom_help"
urlpatterns = [
    path("installation/help/guides/", screens.installation_guides, name="installation_guides"),
    path("installation/help/guides/<slug:role>/", screens.installation_guide, name="installation_guide"),
    path("<slug:desk>/help/guides/", screens.guides, name="guides"),
    path("<slug:desk>/help/guides/<slug:role>/", screens.guide, name="guide"),
]
