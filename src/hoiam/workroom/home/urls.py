"""Addresses of the officers' home."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.home import keys, screens, typed, undo

app_name = "workroom_home"
urlpatterns = [
    path("", screens.door, name="door"),
    path("<slug:desk>/", screens.home, name="home"),
    path("<slug:desk>/undo/", undo.undo, name="undo"),
    path("<slug:desk>/typed/", typed.typed, name="typed"),
    path("<slug:desk>/keys/", keys.key_map, name="keys"),
    path("<slug:desk>/notices/", screens.put_away, name="notices"),
]
