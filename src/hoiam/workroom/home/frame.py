"""What the frame of every office page shows: the desk, the ways through it, who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hoiam.desks.queries.standing import Standing, desks_of
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.ui.shapes import Link
from hoiam.workroom.home.doors import doors
from hoiam.workroom.home.typed import typing_of

CONTENT = frozenset({*EDITORIAL, Role.AUDITOR})
ANYBODY = frozenset(Role)
SUBJECTS: list[tuple[str, Any, str, str, frozenset[str]]] = [
    ("home", gettext_lazy("Today"), "home", "g h", ANYBODY),
    ("enquiries", gettext_lazy("Enquiries"), "inbox", "g e", CONTENT),
    ("mail", gettext_lazy("Mail"), "reply", "g t", frozenset({Role.INTAKE})),
    ("matters", gettext_lazy("Matters"), "flag", "g m", CONTENT),
    ("releases", gettext_lazy("Releases"), "globe", "g n", EDITORIAL),
    ("conferences", gettext_lazy("Conferences"), "calendar", "g c", CONTENT),
    ("programmes", gettext_lazy("Training programmes"), "people", "g v", CONTENT),
    ("outlets", gettext_lazy("Outlets"), "send", "g o", frozenset({*EDITORIAL, Role.DESK_ADMIN})),
    ("parts", gettext_lazy("Parts"), "split", "g p", EDITORIAL),
    ("letters", gettext_lazy("Official letters"), "file", "g l", CONTENT),
    ("facts", gettext_lazy("Facts"), "fact", "g f", EDITORIAL),
    ("templates", gettext_lazy("Templates"), "copy", "g w", EDITORIAL),
    ("gaps", gettext_lazy("Evidence gaps"), "gap", "g b", EDITORIAL),
    ("localities", gettext_lazy("Requests of places"), "place", "g y", CONTENT),
    ("coverage", gettext_lazy("Coverage"), "chart", "g k", CONTENT),
    ("duty", gettext_lazy("Duty roster"), "phone", "g d", ANYBODY),
    ("reports", gettext_lazy("Reports"), "chart", "g r", CONTENT),
    ("people", gettext_lazy("People and roles"), "people", "g u", ANYBODY),
    (
        "journal",
        gettext_lazy("Journal"),
        "shield",
        "g j",
        frozenset({Role.AUDITOR, Role.HEAD}),
    ),
    (
        "transfer",
        gettext_lazy("Desk template"),
        "copy",
        "",
        frozenset({Role.HEAD, Role.DESK_ADMIN, Role.SPOKESPERSON}),
    ),
    ("own_rules", gettext_lazy("Own rules"), "law", "", ANYBODY),
    (
        "settings",
        gettext_lazy("The desk"),
        "settings",
        "g s",
        frozenset({Role.HEAD, Role.DESK_ADMIN, Role.SPOKESPERSON}),
    ),
]
"""Subject, what it is called, its icon, its keys, who is led there (the pages guard themselves)."""
APPLICATIONS = {"settings": "desk_settings", "templates": "answer_templates", "programmes": "trainings"}
"""Subjects whose address is not the name of their application."""
INSTALLATION = [
    ("rules", gettext_lazy("Rules of time")),
    ("calendar", gettext_lazy("Calendars")),
    ("places", gettext_lazy("Places")),
    ("adoption", gettext_lazy("Adoption board")),
    ("coverage", gettext_lazy("Coverage")),
    ("mergers", gettext_lazy("Mergers of desks")),
    ("criteria", gettext_lazy("Criteria for outlets")),
    ("appeals", gettext_lazy("Appeals of outlets")),
]
SEARCH = "search"


def office_frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the office; {} for pages of the public site."""
    if not request.path.startswith("/office/"):
        return {}
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    standing: Standing | None = getattr(request, "standing", None)
    shown = {
        "now": getattr(request, "at", None),
        "home_address": "/office/",
        "is_demo": settings.IS_DEMO,
        "languages": _languages(),
    }
    if not request.user.is_authenticated:
        return shown
    shown |= {
        "person_name": request.user.name,
        "person_links": _person_links(),
        "sign_out_address": "/accounts/logout/",
        "nav": list(_installation_nav(request)),
    }
    return shown | (_of_desk(request, standing) if standing else {})


def _of_desk(request: HttpRequest, standing: Standing) -> dict[str, Any]:
    desk = standing.desk
    base = f"/office/{desk.code}/"
    has_search = _is_there(SEARCH) and standing.holds(*EDITORIAL)
    return {
        "home_address": base,
        "undo_address": f"{base}undo/",
        "keys_address": f"{base}keys/",
        "typed_address": f"{base}typed/",
        "typing": typing_of(request),
        "body_name": str(desk.body.name),
        "desk_name": str(desk.name),
        "is_practice": desk.is_practice,
        "practice_address": f"{base}practice/",
        "person_role": ", ".join(str(Role(role).label) for role in Role if role in standing.roles),
        "desks": _desks(request, standing),
        "nav": [*_nav(request, standing, base), *_installation_nav(request)],
        "search_address": f"{base}search/" if has_search else "",
        "search_text": _("Search enquiries, facts and answers"),
    }


def _nav(request: HttpRequest, standing: Standing, base: str) -> Iterator[Link]:
    for subject, label, icon, key, roles in SUBJECTS:
        if not (_is_there(subject) and standing.holds(*roles)):
            continue
        address = base if subject == "home" else f"{base}{subject}/"
        is_here = request.path == base if subject == "home" else request.path.startswith(address)
        yield Link(str(label), address, icon=icon, key=key, is_current=is_here)


def keys_to_subjects(standing: Standing) -> list[tuple[list[str], str]]:
    """(keys one after the other, subject) of every subject to which this person is led."""
    return [
        (key.split(), str(label))
        for subject, label, _icon, key, roles in SUBJECTS
        if key and _is_there(subject) and standing.holds(*roles)
    ]


def _installation_nav(request: HttpRequest) -> Iterator[Link]:
    """The pages of the whole installation, for its officers."""
    standing: Standing | None = getattr(request, "standing", None)
    held = standing.installation_roles if standing else getattr(request, "installation_roles", None)
    for link in installation_ways(held or frozenset()):
        yield replace(link, is_current=request.path.startswith(link.address))


def installation_ways(held: frozenset[str]) -> Iterator[Link]:
    """Links to the pages of the whole installation that open to somebody in these roles."""
    if not held or not _is_there("installation"):
        return
    for name, label in INSTALLATION:
        address = f"/office/installation/{name}/"
        if held & (doors(address)[1] or frozenset()):
            yield Link(str(label), address, icon="settings")


def _desks(request: HttpRequest, standing: Standing) -> list[Link]:
    """Every desk of the person; most have one, and that is at hand already."""
    here = standing.desk
    is_only = standing.desk_ids == {here.pk}
    known = [here] if is_only else desks_of(standing.person, request.at)  # type: ignore[attr-defined]
    return [
        Link(str(desk.name), f"/office/{desk.code}/", is_current=desk.code == here.code) for desk in known
    ]


def _person_links() -> list[Link]:
    return [
        Link(_("Password"), reverse("account_change_password")),
        Link(_("Second factor"), reverse("mfa_index")),
    ]


def _languages() -> list[Link]:
    current = get_language()
    return [
        Link(name, "/accounts/language/", language=tag, is_current=tag == current, post=True)
        for tag, name in settings.LANGUAGES
    ]


def _is_there(subject: str) -> bool:
    """Whether this installation has the pages of that subject."""
    return apps.is_installed(f"hoiam.workroom.{APPLICATIONS.get(subject, subject)}")
