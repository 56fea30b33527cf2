"""What the forms of an enquiry offer to choose from, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.models import Body, Desk
from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording
from hoiam.enquiries.operations.assigning import CAN_BE_ASSIGNED
from hoiam.enquiries.queries.people import names_holding

Choices = list[tuple[str, str]]


def themes(empty: str = "") -> Choices:
    """The themes of the country pack by name, after one empty choice."""
    return [("", empty or _("Not named yet")), *_themes(get_language() or settings.LANGUAGE_CODE)]


@lru_cache(maxsize=8)
def _themes(language: str) -> tuple[tuple[str, str], ...]:
    pack = load_pack(settings.COUNTRY.code)
    rows = [(theme.code, Wording(theme.name).in_language(language)[0]) for theme in pack.themes]
    return tuple(sorted(rows, key=lambda row: row[1]))


def theme_name(code: str) -> str:
    """What a theme is called; the code itself where the pack does not know it any more."""
    return dict(themes()).get(code, code) if code else ""


def languages() -> Choices:
    """The languages of the installation by their own names, then a few in which the press often asks."""
    known = list(settings.LANGUAGES)
    more = [
        ("fr", "Français"),
        ("zh", "中文"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("de", "Deutsch"),
        ("ru", "Русский"),
    ]
    return known + [row for row in more if row[0] not in dict(known)]


def language_name(tag: str) -> str:
    return dict(languages()).get(tag.split("-")[0], tag)


def officers(desk: Desk, at: datetime) -> Choices:
    """Whoever works on enquiries at the desk now, by name."""
    names = names_holding(desk, at, *CAN_BE_ASSIGNED)
    return sorted(((str(number), name) for number, name in names.items()), key=lambda row: row[1])


def other_desks(desk: Desk) -> Choices:
    """Every other open desk."""
    rows = Desk.objects.met_by(desk)
    return [("", "—"), *((row.code, str(row.name)) for row in rows)]


def bodies_without_desk(desk: Desk, at: datetime) -> Choices:
    """Bodies that exist today and have no desk in this installation."""
    today = timezone.localdate(at)
    rows = Body.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        desks__isnull=True,
    )
    return [("", "—"), *((row.code, str(row.name)) for row in rows)]
