"""What is typed about a gap."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Desk, Person
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.vocabulary import themes
from hoiam.ui.forms import Form


class OwnerForm(Form):
    owner = forms.ModelChoiceField(
        label=_("Who finds it out"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    due_date = forms.DateField(
        label=_("Due by"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Person.objects.filter(
            memberships__desk=desk,
            memberships__role__in=EDITORIAL,
            memberships__valid_to=None,
            is_active=True,
        )
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = members.distinct()


class GapForm(OwnerForm):
    question = forms.CharField(
        label=_("What was asked and is not in the record"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    field_order = ("question", "theme", "owner", "due_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("theme", [("", _("Not chosen")), *themes()])


class CloseForm(Form):
    facts = forms.CharField(
        label=_("Facts that fill it"),
        required=False,
        max_length=400,
        help_text=_("References, with a comma between: F069, F070."),
    )
    note = forms.CharField(
        label=_("Or why it stays empty"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
    )

    def references(self) -> list[str]:
        return [part for part in re.split(r"[\s,;\[\]]+", self.cleaned_data.get("facts", "")) if part]
