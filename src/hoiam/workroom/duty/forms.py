"""What is typed about duty: a shift, a hand-over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Person
from hoiam.desks.terms import DutyPost
from hoiam.ui.forms import Form

MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )


class ShiftForm(Form):
    post = forms.ChoiceField(label=_("Which post"), choices=DutyPost.choices, widget=forms.RadioSelect)
    person = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none(), empty_label="—")
    starts_at = moment_field(_("From when"))
    ends_at = moment_field(_("Until when"))
    phone = forms.CharField(
        label=_("Number out of hours"),
        max_length=60,
        required=False,
        help_text=_("Colleagues see it, the public does not."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = among(people)  # type: ignore[attr-defined]


class HandOverForm(Form):
    to = forms.ModelChoiceField(label=_("Who takes over"), queryset=Person.objects.none(), empty_label="—")
    phone = forms.CharField(label=_("Number out of hours"), max_length=60, required=False)
    note = forms.CharField(
        label=_("What must be known"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = among(people)  # type: ignore[attr-defined]


def among(people: Iterable[Person]) -> Any:
    return Person.objects.filter(pk__in=[person.pk for person in people])
