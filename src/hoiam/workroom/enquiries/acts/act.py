"""What every act on an enquiry has in common: it is a form, and sending it calls one operation."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorList

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.queries.possible import reasons_against
from hoiam.enquiries.queries.situation import Situation
from hoiam.ui.forms import Form

LONG = forms.Textarea(attrs={"rows": 5})


class Act(Form):
    """One act as the case page offers it. The class says what it is; the fields are what it needs to know."""

    do_not_call_in_templates = True
    """Pages name the class itself."""

    name: ClassVar[str]
    """The word of the address, and of `queries.possible`."""
    label: ClassVar[Any]
    text: ClassVar[Any] = ""
    """What happens, in a sentence or two, before anything is sent."""
    button: ClassVar[Any]
    second: ClassVar[tuple[str, Any] | None] = None
    """(value of `act`, label) of a second button that does the same and one step more."""
    done: ClassVar[Any]
    """What is said afterwards."""
    icon: ClassVar[str] = ""
    group: ClassVar[str] = "work"
    kind: ClassVar[str] = "primary"
    template: ClassVar[str] = "workroom/enquiries/act.html"

    def __init__(self, *args: Any, situation: Situation, number: int | None = None, **given: Any) -> None:
        self.situation = situation
        self.case = situation.enquiry
        self.by, self.at = situation.standing.person, situation.at
        self.number = number
        """Which of several: a transfer, an objection, an answer; None takes the one there is."""
        super().__init__(*args, **given)
        self.prepare()

    def as_it_stood(self) -> dict[str, Any] | None:
        """How it stands now, for an act that can be undone for ten minutes; None for every other."""
        return None

    def prepare(self) -> None:
        """Fill choices and first values from the situation."""

    def reasons(self) -> list[str]:
        """Why this person cannot do it now; [] when the way is open."""
        return [str(reason) for reason in reasons_against(self.name, self.situation)]

    def perform(self) -> str | None:
        """Call the operation; the address to go on to, None for the case page."""
        raise NotImplementedError

    def attempt(self) -> tuple[bool, str | None, list[str]]:
        """(done, where to go on, reasons that belong to no field); field reasons stand at their fields."""
        try:
            return True, self.perform(), []
        except ReasonsAgainst as against:
            apart = [reason for name, reason in against.fields.items() if name in self.fields]
            for name, reason in against.fields.items():
                if name in self.fields:
                    self.errors.setdefault(name, ErrorList()).append(str(reason))
            return False, None, [str(reason) for reason in against.reasons if reason not in apart]

    def text_address(self, text_id: int) -> str:
        """Where a text is written."""
        return f"/office/{self.case.desk.code}/texts/{text_id}/"

    def chosen(self, rows: list[Any]) -> Any:
        """The row that the address names, else the first; None where there is none."""
        if self.number is None:
            return rows[0] if rows else None
        return next((row for row in rows if row.pk == self.number), None)


def long_text(label: Any, hint: Any = "", rows: int = 5, required: bool = True) -> forms.CharField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=widget, required=required)


def moment_field(label: Any, hint: Any = "", required: bool = True) -> forms.DateTimeField:
    """A day and time in the desk's own zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=hint, widget=widget, required=required)
