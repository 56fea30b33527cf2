"""Addresses of the conferences of a desk and of the library of talks, below /office/."""

from __future__ import annotations

from django.urls import path

from hoiam.workroom.conferences import agenda, materials, screens, talks

app_name = "workroom_conferences"
ONE = "<slug:desk>/conferences/<str:reference>/"
AGENDA, MATERIALS = f"{ONE}agenda/", f"{ONE}materials/"
TALK = "<slug:desk>/talks/<int:number>/"
urlpatterns = [
    path("<slug:desk>/conferences/", screens.conferences, name="list"),
    path("<slug:desk>/conferences/new/", screens.new, name="new"),
    path(ONE, screens.conference, name="conference"),
    path(f"{ONE}do/<slug:act>/", screens.act, name="act"),
    path(AGENDA, agenda.agenda, name="agenda"),
    path(f"{AGENDA}add/", agenda.add, name="add_session"),
    path(f"{AGENDA}template/", agenda.from_template, name="agenda_from_template"),
    path(f"{AGENDA}<str:code>/", agenda.change, name="session"),
    path(f"{AGENDA}<str:code>/remove/", agenda.remove, name="remove_session"),
    path(f"{AGENDA}<str:code>/<slug:way>/", agenda.move, name="move_session"),
    path(f"{ONE}talks/", talks.of_conference, name="talks"),
    path(MATERIALS, materials.materials, name="materials"),
    path(f"{MATERIALS}<int:number>/", materials.material, name="material"),
    path(f"{MATERIALS}<int:number>/<int:version>/", materials.fetch, name="file"),
    path(f"{MATERIALS}<int:number>/<int:version>/remove/", materials.remove, name="remove_file"),
    path("<slug:desk>/talks/", talks.talks, name="library"),
    path("<slug:desk>/talks/new/", talks.new_talk, name="new_talk"),
    path(TALK, talks.talk, name="talk"),
    path(f"{TALK}describe/", talks.describe, name="describe_talk"),
    path(f"{TALK}give-out/", talks.give, name="give_talk"),
    path(f"{TALK}next/", talks.next_version, name="next_talk"),
]
