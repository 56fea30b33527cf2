"""Which desk is followed by which, when, and on which ground."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines.localday import day_start
from hoiam.desks.models import Desk
from hoiam.desks.queries.law import zone
from hoiam.ui.forms import Form


class PairForm(Form):
    """The two desks; what would pass on is shown next."""

    former = forms.ChoiceField(label=_("Desk that ends"))
    present = forms.ChoiceField(label=_("Desk that follows it"))

    def __init__(self, *args: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "–"), *((desk.code, f"{desk.name} ({desk.code})") for desk in desks)]
        self.let_choose("former", offered)
        self.let_choose("present", offered)


class MergerForm(Form):
    """When, and on which ground."""

    due_date = forms.DateField(
        label=_("Day on which it takes effect"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        help_text=_("From the first minute of that day. Left empty: now."),
    )
    legal_basis = forms.CharField(
        label=_("Decision behind it"), max_length=300, help_text=_("Such as a resolution, with its number.")
    )
    ends_body = forms.BooleanField(
        label=_("The body of the desk that ends was dissolved too, and the other body follows it"),
        required=False,
    )

    def said(self) -> dict[str, Any]:
        day = self.cleaned_data["due_date"]
        due_at: datetime | None = day_start(day, zone()) if day else None
        named = self.cleaned_data
        return {"due_at": due_at, "legal_basis": named["legal_basis"], "ends_body": named["ends_body"]}
