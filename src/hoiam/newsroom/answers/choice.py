"""What a reader of the log chose to see, read from the address; unknown values choose nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.enquiries.terms import Kind, Outcome
from hoiam.evidence.vocabulary import themes

LONGEST_QUERY = 400


@dataclass(frozen=True)
class Choice:
    desk: Desk | None
    kind: str
    outcome: str
    theme: str
    query: str
    desks: tuple[Desk, ...]
    """All desks, for the list to choose from."""

    @classmethod
    def read(cls, sent: QueryDict) -> Choice:
        desks = tuple(Desk.objects.public().order_by("code"))
        return cls(
            desk=next((desk for desk in desks if desk.code == sent.get("desk")), None),
            kind=_known(sent.get("kind", ""), Kind.values),
            outcome=_known(sent.get("outcome", ""), [value for value, _label in _outcomes()]),
            theme=_known(sent.get("theme", ""), [code for code, _label in _themes(get_language() or "")]),
            query=" ".join(sent.get("q", "").split())[:LONGEST_QUERY],
            desks=desks,
        )

    def address(self, **more: str) -> str:
        """The same choice with something more in it, as the end of an address."""
        said = {
            "desk": self._desk_code,
            "kind": self.kind,
            "outcome": self.outcome,
            "theme": self.theme,
            "q": self.query,
            **more,
        }
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else "."

    @property
    def is_narrowed(self) -> bool:
        return bool(self.desk or self.kind or self.outcome or self.theme)

    def fields(self) -> list[dict[str, Any]]:
        """The lists to choose from: name, label, options with the chosen one marked."""
        given: list[tuple[str, str, tuple[tuple[str, str], ...], str]] = [
            ("desk", _("Desk"), _said((desk.code, desk.name) for desk in self.desks), self._desk_code),
            ("kind", _("Kind"), _said(Kind.choices), self.kind),
            ("outcome", _("Outcome"), _said(_outcomes()), self.outcome),
            ("theme", _("Theme"), _themes(get_language() or ""), self.theme),
        ]
        return [
            {"name": name, "label": label, "options": _options(options, chosen)}
            for name, label, options, chosen in given
        ]

    @property
    def _desk_code(self) -> str:
        return self.desk.code if self.desk else ""


@lru_cache(maxsize=512)
def _options(options: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of one list as they stand in the page, escaped; the same for thousands of readers."""
    rows = ((value, mark_safe(" selected") if value == chosen else "", label) for value, label in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


def _said(choices: Iterable[tuple[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((value, str(label)) for value, label in choices)


@lru_cache(maxsize=16)
def _themes(language: str) -> tuple[tuple[str, str], ...]:
    """The themes of the country in the active language, which is `language`."""
    return _said(themes())


def _outcomes() -> list[tuple[str, Any]]:
    """The outcomes that enter the log."""
    return [(value, label) for value, label in Outcome.choices if value != Outcome.INTERIM]


def _known(given: str, values: Any) -> str:
    return given if given in values else ""
