"""Addresses of the templates of a desk, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.answer_templates import screens

app_name = "workroom_answer_templates"
urlpatterns = [
    path("<slug:desk>/templates/", screens.template_list, name="list"),
    path("<slug:desk>/templates/new/", screens.new, name="new"),
    path("<slug:desk>/templates/<int:number>/", screens.edit, name="edit"),
    path("<slug:desk>/templates/<int:number>/retire/", screens.retire, name="retire"),
]
