"""A question by telephone in three fields, and one that was pasted from a chat."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.masking import without_people
from hoiam.enquiries.operations.intake import Receipt, take_in
from hoiam.enquiries.terms import Channel, Kind
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.next_hand import NextHand


class ShortForm(NextHand):
    """What both have in common: kind and language stand ready and are changed only where they differ."""

    channel: str = Channel.TELEPHONE

    question = forms.CharField(
        label=_("What is asked"), widget=forms.Textarea(attrs={"rows": 5, "data-count": "20000"})
    )
    name = forms.CharField(
        label=_("Who asks"),
        required=False,
        max_length=300,
        help_text=_("Name and newspaper. Goes under seal."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reach = forms.CharField(
        label=_("How to reach them"),
        required=False,
        max_length=300,
        help_text=_("Telephone or e-mail. Goes under seal."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.PRESS_ENQUIRY)
    language = forms.ChoiceField(label=_("Language"))
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, standing: Standing, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        self.prepare_next(standing, at)
        self.let_choose("language", choices.languages())
        self.fields["language"].initial = settings.LANGUAGE_CODE
        self.fields["key"].initial = secrets.token_urlsafe(16)

    @property
    def three(self) -> list[Any]:
        return [self[name] for name in ("question", "name", "reach")]

    @property
    def more(self) -> list[Any]:
        return [self[name] for name in ("kind", "language", "theme")]

    def take_in(self, *, desk: Desk, by: Person, at: datetime) -> tuple[Receipt | None, list[str]]:
        """(receipt, []) or (None, reasons that belong to no field)."""
        given = self.cleaned_data
        reach = given["reach"]
        asker = Asker(name=given["name"], **{"email" if "@" in reach else "phone": reach})
        try:
            receipt = take_in(
                desk=desk,
                kind=given["kind"],
                language=given["language"],
                question=given["question"],
                asker=asker,
                received_at=at,
                by=by,
                at=at,
                idempotency_key=given["key"],
                channel=self.channel,
                at_once=self.at_once(heard_at=at if self.channel == Channel.TELEPHONE else None),
            )
        except ReasonsAgainst as against:
            return None, self._placed(against)
        return receipt, []

    def _placed(self, against: ReasonsAgainst) -> list[str]:
        """Put every reason at its field; those that belong to none are given back."""
        fields = {"email": "reach", "phone": "reach"}
        placed = []
        for name, reason in against.fields.items():
            own = fields.get(name, name)
            if own in self.fields:
                self.errors.setdefault(own, ErrorList()).append(str(reason))
                placed.append(reason)
        return [str(reason) for reason in against.reasons if reason not in placed]


class CallForm(ShortForm):
    channel = Channel.TELEPHONE


class ChatForm(ShortForm):
    """Text copied from a chat by hand; no chat service is ever connected."""

    channel = Channel.CHAT

    def stripped(self) -> ChatForm:
        """The same form with names, numbers and the chat's own lines taken out of the question."""
        data = dict(self.data.items())
        data["question"] = without_people(self.cleaned_data["question"])
        return ChatForm(data, standing=self.standing, at=self.at)
