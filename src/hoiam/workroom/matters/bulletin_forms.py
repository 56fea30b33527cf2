"""What is typed of a bulletin: its parts, when the next one comes, a figure of the hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoiam.desks.pack import load_pack
from hoiam.enquiries.bulletin_parts import Parts, parts_of
from hoiam.enquiries.models import Bulletin
from hoiam.evidence.figures import Figure, NotANumber, TwoReadings, read_figure
from hoiam.ui.forms import Form
from hoiam.workroom.enquiries.acts.act import moment_field

AT, NONE = "at", "none"
STEP = timedelta(minutes=5)
"""A promised time is a round one."""
NEXT = [
    ("30", _("in 30 minutes")),
    ("60", _("in one hour")),
    ("120", _("in two hours")),
    (AT, _("at the time below")),
    (NONE, _("none is promised")),
]


def rounded(moment: datetime) -> datetime:
    """The next full five minutes."""
    whole = moment.replace(second=0, microsecond=0)
    over = timedelta(minutes=whole.minute % 5)
    return whole if not over and whole == moment else whole - over + STEP


class BulletinForm(Form):
    """The parts of a bulletin on the revision that was read."""

    lead = forms.CharField(
        label=_("What is new, in one sentence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
    )
    known = forms.CharField(
        label=_("What we know"),
        required=False,
        strip=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Every number cites a fact, such as [F001], or a figure of the hour."),
    )
    unknown = forms.CharField(
        label=_("What we do not know yet"),
        required=False,
        strip=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_update = forms.ChoiceField(label=_("Next update"), widget=forms.RadioSelect, choices=NEXT)
    next_at = moment_field(_("Time of the next update"), required=False)
    base_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    window = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("next_update") == AT and not given.get("next_at") and "next_at" not in self.errors:
            self.add_error("next_at", _("Name the time of the next update."))
        return given

    def parts(self) -> Parts:
        given = self.cleaned_data
        return Parts(given["lead"], given["known"], given["unknown"])

    def next_update_at(self, at: datetime) -> datetime | None:
        choice = self.cleaned_data["next_update"]
        if choice == NONE:
            return None
        if choice == AT:
            moment: datetime = self.cleaned_data["next_at"]
            return moment
        return rounded(at + timedelta(minutes=int(choice)))


def initial_of(bulletin: Bulletin, window: str) -> dict[str, Any]:
    """The form of a bulletin as it stands."""
    parts, promised = parts_of(bulletin.text.body), bulletin.next_update_at
    is_untouched = promised is None and not bulletin.text.body
    return {
        "lead": parts.lead,
        "known": parts.known,
        "unknown": parts.unknown,
        "next_update": AT if promised else "60" if is_untouched else NONE,
        "next_at": timezone.localtime(promised) if promised else None,
        "base_revision": bulletin.text.revision,
        "window": window,
    }


class HourFigureForm(Form):
    """A figure as somebody just gave it."""

    prefix = "figure"

    statement = forms.CharField(
        label=_("The sentence"), max_length=1_000, help_text=_("Such as: 3 people are injured.")
    )
    value = forms.CharField(label=_("The figure"), required=False, max_length=100)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=100)
    source = forms.CharField(label=_("Who said it"), max_length=300)
    known_at = moment_field(_("At what hour"))

    def clean_value(self) -> Figure:
        tag = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        signs = {one.tag: one.decimal_sign for one in load_pack(settings.COUNTRY.code).country.languages}
        try:
            return read_figure(self.cleaned_data["value"], "comma" if signs.get(tag) == "," else "point")
        except (NotANumber, TwoReadings) as wrong:
            raise forms.ValidationError(_("Write a number, or leave it empty.")) from wrong


def cited(statement: str, reference: str) -> str:
    """The sentence with its citation before the full stop."""
    said = statement.strip()
    end = said[-1] if said[-1:] in ".!?" else "."
    return f"{said.rstrip('.!?')} [{reference}]{end}"
