"""Addresses of the mail of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.mail import screens

app_name = "workroom_mail"
urlpatterns = [
    path("<slug:desk>/mail/", screens.messages_to_sort, name="list"),
    path("<slug:desk>/mail/<int:number>/", screens.message, name="message"),
    path("<slug:desk>/mail/<int:number>/opened/", screens.opened, name="opened"),
    path("<slug:desk>/mail/<int:number>/<slug:act>/", screens.act, name="act"),
]
