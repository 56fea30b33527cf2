"""A bulletin in its parts: what is new, what is known, what is not known yet. Pure but for the words."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KNOWN, UNKNOWN = gettext_lazy("What we know"), gettext_lazy("What we do not know yet")
"""The headings of a bulletin, in the language it is written in."""


@dataclass(frozen=True)
class Parts:
    """Structured plain text each, any of them may be empty."""

    lead: str = ""
    known: str = ""
    unknown: str = ""


def composed(parts: Parts, language: str) -> str:
    """The parts as one text; a part without words has no heading."""
    with translation.override(language):
        said = [
            parts.lead.strip(),
            f"# {KNOWN}\n\n{parts.known.strip()}" if parts.known.strip() else "",
            f"# {UNKNOWN}\n\n{parts.unknown.strip()}" if parts.unknown.strip() else "",
        ]
    return "\n\n".join(part for part in said if part)


def parts_of(body: str) -> Parts:
    """The parts of a text; what stands under no heading of a bulletin is the lead."""
    found: dict[str, list[str]] = {"lead": [], "known": [], "unknown": []}
    headings, place = _headings(), "lead"
    for line in body.splitlines():
        if (named := headings.get(line.strip())) is not None:
            place = named
        else:
            found[place].append(line)
    return Parts(**{name: "\n".join(lines).strip() for name, lines in found.items()})


def nothing_new(last: Parts, language: str) -> Parts:
    """The last bulletin said again, with the plain word that nothing is new."""
    with translation.override(language):
        return Parts(_("There is nothing new since the last bulletin."), last.known, last.unknown)


def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            found |= {f"# {KNOWN}": "known", f"# {UNKNOWN}": "unknown"}
    return found
