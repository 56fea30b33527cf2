"""How a release, its languages and its kinds are called on a page."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.desks.models import Place
from hoiam.evidence.periods import Period
from hoiam.evidence.placing import PlaceBook
from hoiam.evidence.terms import PeriodPrecision
from hoiam.releases.models import EditionText
from hoiam.releases.queries.texts import title_in
from hoiam.releases.terms import ReleaseKind, Stage
from hoiam.ui.shapes import Tone
from hoiam.workroom.enquiries import choices

TONES: dict[str, Tone] = {
    Stage.CLEARANCE: "info",
    Stage.APPROVED: "warning",
    Stage.SCHEDULED: "info",
    Stage.EMBARGOED: "warning",
    Stage.PUBLISHED: "success",
}
MORE_LANGUAGES = [
    ("hmn", "Hmoob"),
    ("tai", "Tày – Thái"),
    ("km", "ខ្មែរ"),
    ("cjm", "Chăm"),
    ("jra", "Jarai"),
    ("rad", "Êđê"),
    ("bdq", "Bahnar"),
    ("es", "Español"),
    ("ar", "العربية"),
]
"""Languages in which bodies of the country speak to people, beside those in which the press often asks."""


KINDS = [
    (ReleaseKind.RELEASE, gettext_lazy("Press release: something new, told to everybody")),
    (ReleaseKind.PACKAGE, gettext_lazy("Information package: figures and background on one theme")),
    (ReleaseKind.STATEMENT, gettext_lazy("Statement: what the body says on something, and who says it")),
]


def place_named(name: str, at: datetime) -> Place | None:
    """The place of that name that exists on the day; None for no name. Raises `ValidationError`."""
    if not name.strip():
        return None
    today = timezone.localdate(at)
    found = PlaceBook.of_all().by_names([name.strip()], Period(today, today, PeriodPrecision.DAY, ""))
    if not found:
        raise ValidationError(_("No place of that name exists today. Write it as the register does."))
    return found[0]


def languages() -> list[tuple[str, str]]:
    """(tag, own name) of every language that is offered; any other is written as its BCP 47 tag."""
    known = choices.languages()
    return known + [row for row in MORE_LANGUAGES if row[0] not in dict(known)]


def language_name(tag: str) -> str:
    """The language by its own name; the tag itself where nobody named it here."""
    known = dict(languages())
    return known.get(tag) or known.get(tag.split("-")[0]) or tag


def named_title(row: EditionText | None) -> str:
    """The title of a text, or words that say there is none yet."""
    return (title_in(row) if row else "") or _("Without a title yet")
