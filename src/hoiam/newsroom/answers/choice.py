"""What a reader of the log chose to see, read from the address; unknown values choose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
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
        desks = tuple(Desk.objects.order_by("code"))
        return cls(
            desk=next((desk for desk in desks if desk.code == sent.get("desk")), None),
            kind=_known(sent.get("kind", ""), Kind.values),
            outcome=_known(sent.get("outcome", ""), [value for value, _label in _outcomes()]),
            theme=_known(sent.get("theme", ""), [code for code, _label in themes()]),
            query=" ".join(sent.get("q", "").split())[:LONGEST_QUERY],
            desks=desks,
        )

    def address(self, **more: str) -> str:
        """The same choice with something more in it, as the end of an address."""
        said = {
            "desk": self.desk.code if self.desk else "",
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
        given = [
            ("desk", _("Desk"), [(desk.code, str(desk.name)) for desk in self.desks]),
            ("kind", _("Kind"), Kind.choices),
            ("outcome", _("Outcome"), _outcomes()),
            ("theme", _("Theme"), themes()),
        ]
        chosen = {"desk": self.desk.code if self.desk else "", "kind": self.kind}
        chosen |= {"outcome": self.outcome, "theme": self.theme}
        return [
            {
                "name": name,
                "label": label,
                "options": [(value, said, value == chosen[name]) for value, said in options],
            }
            for name, label, options in given
        ]


def _outcomes() -> list[tuple[str, Any]]:
    """The outcomes that enter the log."""
    return [(value, label) for value, label in Outcome.choices if value != Outcome.INTERIM]


def _known(given: str, values: Any) -> str:
    return given if given in values else ""
