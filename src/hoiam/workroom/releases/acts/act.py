"""What every act on a release has in common: it is a form, and sending it calls one operation."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorList

from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.forms import Form
from hoiam.workroom.releases.reading import Reading


class Act(Form):
    """One act as the page of a release offers it. The class says what it is; the fields are what it needs to know."""

    do_not_call_in_templates = True
    """Pages name the class itself."""

    name: ClassVar[str]
    """The word of the address, and of `releases.queries.possible`."""
    label: ClassVar[Any]
    text: ClassVar[Any] = ""
    """What happens, in a sentence or two, before anything is sent."""
    button: ClassVar[Any]
    done: ClassVar[Any]
    icon: ClassVar[str] = ""
    group: ClassVar[str] = "writing"
    look: ClassVar[str] = "primary"
    needs_number: ClassVar[bool] = False
    """It is about one of several; the page offers it beside each, not in the list of acts."""
    template: ClassVar[str] = "workroom/releases/act.html"

    def __init__(self, *args: Any, reading: Reading, number: int | None = None, **given: Any) -> None:
        self.reading, self.number = reading, number
        self.release, self.edition = reading.release, reading.edition
        self.by, self.at = reading.standing.person, reading.at
        super().__init__(*args, **given)
        self.prepare()

    @classmethod
    def is_meant(cls, reading: Reading) -> bool:
        """Whether the page speaks of it at all at this stage, were it only to say why it is not possible."""
        return True

    def prepare(self) -> None:
        """Fill choices and first values from the release."""

    def reasons(self) -> list[str]:
        """Why this person cannot do it now; [] when the way is open."""
        return self.reading.against(self.name)

    def perform(self) -> str | None:
        """Call the operation; the address to go on to, None for the page of the release."""
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


def long_text(
    label: Any, hint: Any = "", rows: int = 3, required: bool = True, longest: int = 2_000
) -> forms.CharField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=widget, required=required, max_length=longest)
