"""What a reader of the list chose to see, read from the address; unknown values choose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk, Place
from hoiam.desks.queries.law import zone
from hoiam.evidence.vocabulary import themes
from hoiam.releases.models.editions import EditionQuerySet
from hoiam.releases.terms import ReleaseKind


@dataclass(frozen=True)
class Choice:
    desk: Desk | None
    kind: str
    theme: str
    place: Place | None
    first: date | None
    last: date | None
    """Local days, both within."""
    desks: tuple[Desk, ...]
    places: tuple[Place, ...]
    """Places of public releases, for the list to choose from."""

    @classmethod
    def read(cls, sent: QueryDict, places: tuple[Place, ...]) -> Choice:
        desks = tuple(Desk.objects.public().order_by("code"))
        return cls(
            desk=next((desk for desk in desks if desk.code == sent.get("desk")), None),
            kind=_known(sent.get("kind", ""), ReleaseKind.values),
            theme=_known(sent.get("theme", ""), [code for code, _label in themes()]),
            place=next((place for place in places if place.code == sent.get("place")), None),
            first=_day(sent.get("from", "")),
            last=_day(sent.get("to", "")),
            desks=desks,
            places=places,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.said())

    def said(self) -> dict[str, str]:
        said = {
            "desk": self.desk.code if self.desk else "",
            "kind": self.kind,
            "theme": self.theme,
            "place": self.place.code if self.place else "",
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in said.items() if value}

    def address(self, **more: str) -> str:
        """The same choice with something more in it, as the end of an address."""
        kept = {**self.said(), **{name: value for name, value in more.items() if value}}
        return f"?{urlencode(kept)}" if kept else "."

    def narrowed(self, rows: EditionQuerySet) -> EditionQuerySet:
        named: dict[str, Any] = {
            "release__desk": self.desk,
            "release__kind": self.kind,
            "release__theme": self.theme,
            "release__place": self.place,
            "published_at__gte": _begins(self.first),
            "published_at__lt": _begins(self.last + timedelta(days=1)) if self.last else None,
        }
        return rows.filter(**{name: value for name, value in named.items() if value})

    def fields(self) -> list[dict[str, Any]]:
        """The lists to choose from: name, label, (value, label) of each option, the chosen one."""
        given: list[tuple[str, str, list[tuple[str, str]], str]] = [
            ("theme", _("Theme"), list(themes()), self.theme),
            ("place", _("Place"), [(row.code, str(row.name)) for row in self.places], self._code("place")),
            ("desk", _("Desk"), [(row.code, str(row.name)) for row in self.desks], self._code("desk")),
            ("kind", _("Kind"), [(value, str(label)) for value, label in ReleaseKind.choices], self.kind),
        ]
        return [
            {"name": name, "label": label, "options": options, "chosen": chosen}
            for name, label, options, chosen in given
            if len(options) > 1 or chosen
        ]

    def _code(self, name: str) -> str:
        row = getattr(self, name)
        return row.code if row else ""


def _known(given: str, values: Any) -> str:
    return given if given in values else ""


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if len(given) == 10 else None
    except ValueError:
        return None


def _begins(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min), zone()) if day else None
