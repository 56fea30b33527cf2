"""Addresses of the conferences of a desk, below /office/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "workroom_conferences"
urlpatterns: list[URLPattern] = []
