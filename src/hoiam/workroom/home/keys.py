"""Every key of the office on one page. Keys can be switched off; everything they do has a button as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.home.frame import keys_to_subjects


@dataclass(frozen=True)
class Page:
    """The keys of one page; `template` is where they are written, for the test that reads it."""

    label: Any
    template: str
    keys: tuple[tuple[str, Any], ...]


EVERYWHERE = (
    ("?", _("Show the keys of the page you are on")),
    ("Esc", _("Close menus and this list")),
    ("/", _("Go to the search")),
    ("h", _("Help on this page")),
)
PAGES = (
    Page(_("Today"), "home/home", (("n", _("Note a question by hand")),)),
    Page(
        _("Enquiries"),
        "enquiries/inbox",
        (("n", _("Note a question by hand")), ("c", _("Take down a call"))),
    ),
    Page(_("One enquiry"), "enquiries/case", (("a", _("The next step: register, answer, open the text")),)),
    Page(_("Writing a text"), "texts/editor", (("s", _("Send for clearance")), ("/", _("Search facts")))),
    Page(_("Clearance"), "texts/clearance", (("a", _("Approve")),)),
    Page(_("Matters"), "matters/list", (("n", _("Begin a matter")),)),
    Page(_("One matter"), "matters/night", (("b", _("Write a bulletin")),)),
    Page(_("Writing a bulletin"), "matters/bulletin", (("s", _("Send for clearance")),)),
    Page(_("Releases"), "releases/list", (("n", _("Begin a release")),)),
    Page(_("One release"), "releases/release", (("a", _("The next step that is offered")),)),
    Page(_("Translating a release"), "releases/translate", (("s", _("Save")),)),
    Page(_("A fact that changed"), "releases/alarm", (("a", _("Begin the correction")),)),
    Page(_("Conferences"), "conferences/list", (("n", _("Plan a conference")),)),
    Page(_("One conference"), "conferences/overview", (("a", _("The next step that is offered")),)),
    Page(_("Agenda of a conference"), "conferences/agenda", (("n", _("Add a part")),)),
    Page(_("Talks of a conference"), "conferences/talks", (("n", _("Begin a talk")),)),
    Page(_("Library of talks"), "conferences/library", (("n", _("Begin a talk")),)),
    Page(_("Series of briefings"), "briefings/list", (("n", _("Open a series")),)),
    Page(_("Questions from the floor"), "briefings/questions", (("s", _("Note it")),)),
    Page(_("Requests of places"), "localities/list", (("n", _("Ask")),)),
    Page(_("Asking as a place"), "localities/new", (("s", _("Ask")),)),
    Page(_("Entering a request"), "localities/enter", (("s", _("Enter it")),)),
    Page(_("Staff, equipment, budget"), "localities/resources", (("n", _("Report ours")),)),
    Page(_("Guidance"), "localities/guidance_list", (("n", _("Write guidance")),)),
    Page(_("Writing guidance"), "localities/guidance_new", (("s", _("Begin the guidance")),)),
    Page(_("Facts"), "facts/list", (("n f", _("New fact")),)),
    Page(_("Writing a fact"), "facts/write", (("s", _("Keep the fact")),)),
    Page(_("Quick fact"), "facts/quick", (("s", _("Keep the fact")),)),
    Page(_("Recording a gap"), "gaps/new", (("s", _("Record it")),)),
    Page(_("Templates"), "answer_templates/list", (("n", _("New template")),)),
    Page(_("Writing a template"), "answer_templates/template", (("s", _("Keep the template")),)),
)


@office()
def key_map(request: OfficeRequest) -> HttpResponse:
    """Keys that work everywhere, keys that lead to a subject of one's role, keys of single pages."""
    shown = {"everywhere": EVERYWHERE, "subjects": keys_to_subjects(request.standing), "pages": PAGES}
    return render(request, "workroom/home/keys.html", shown)
