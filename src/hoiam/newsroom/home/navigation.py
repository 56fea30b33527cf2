"""The ways through the public site, on every public page."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoiam.ui.shapes import Link

SUBJECTS: list[tuple[str, str, Any, str]] = [
    ("desks", "desks/", lazy("Whom to ask"), "people"),
    ("releases", "releases/", lazy("Releases"), "file"),
    ("answers", "answers/", lazy("Answers"), "inbox"),
    ("matters", "matters/", lazy("Bulletins"), "flag"),
    ("conferences", "conferences/", lazy("Conferences"), "calendar"),
    ("facts", "facts/", lazy("Facts"), "fact"),
    ("punctuality", "punctuality/", lazy("Punctuality"), "clock"),
]
"""Subject, its address below the language, what it is called, its icon."""
FOOTER: list[tuple[str, str, Any]] = [
    ("releases", "corrections/", lazy("Log of corrections")),
    ("verify", "verify/", lazy("Check a release or a receipt")),
    ("coverage", "coverage/", lazy("Coverage of trainings")),
    ("feeds", "feeds/", lazy("Feeds and open data")),
    ("outlets", "outlets/", lazy("For newsrooms")),
]


def has(subject: str) -> bool:
    """Whether this installation has the public pages of that subject."""
    return apps.is_installed(f"hoiam.newsroom.{subject}")


def public_frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a public page shows beside the page itself. It asks the database nothing."""
    base = f"/{get_language()}/"
    return {
        "home_address": base,
        "nav": [
            Link(str(label), base + path, icon=icon, is_current=request.path_info.startswith(base + path))
            for subject, path, label, icon in SUBJECTS
            if has(subject)
        ],
        "search_address": f"{base}search/" if has("search") else "",
        "search_text": _("Search facts and answers"),
        "footer": [Link(str(label), base + path) for subject, path, label in FOOTER if has(subject)],
    }
