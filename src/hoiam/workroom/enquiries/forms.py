"""Forms of the list: a question that comes by letter or telephone, and what the list is narrowed to."""

from __future__ import annotations

import secrets
from datetime import datetime, time
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.operations.intake import Receipt, take_in
from hoiam.enquiries.queries.inbox import Filter, View
from hoiam.enquiries.terms import Channel, Kind
from hoiam.ui.forms import Form
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts.act import moment_field
from hoiam.workroom.enquiries.next_hand import NextHand

ASKER = ("name", "outlet", "email", "phone", "postal_address")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, none included."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[IncomingFile]:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        kept = [super(ManyFilesField, self).clean(file, initial) for file in sent]
        return [IncomingFile(file.name, file.read()) for file in kept]


class TakeInForm(NextHand):
    """A question noted by an officer. What is written about the asker goes under seal at once."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    channel = forms.ChoiceField(
        label=_("How it came"), choices=Channel.choices, initial=Channel.LETTER, required=False
    )
    language = forms.ChoiceField(label=_("Language"), help_text=_("The asker is answered in this language."))
    received_at = moment_field(
        _("Reached the desk at"), _("The limits count from here, not from when it is entered.")
    )
    question = forms.CharField(
        label=_("Question"),
        help_text=_("In the asker's own words. Names and contacts of the asker are covered for all others."),
        widget=forms.Textarea(attrs={"rows": 8, "data-count": "20000"}),
    )
    attachments = ManyFilesField(
        label=_("Files that came with it"), required=False, help_text=_("Up to 25 MB together.")
    )
    wanted_by = forms.DateField(
        label=_("Wanted by"),
        required=False,
        help_text=_("If the asker named a day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    publish_at_once = forms.BooleanField(
        label=_("The asker wishes the answer public without delay"), required=False
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=300)
    outlet = forms.CharField(label=_("Newspaper or organisation"), required=False, max_length=300)
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=300,
        help_text=_("Receipt and answer go there. Without it they are handed over by hand."),
        widget=forms.EmailInput,
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=300)
    postal_address = forms.CharField(
        label=_("Postal address"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, standing: Standing, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        self.prepare_next(standing, at)
        self.let_choose("language", choices.languages())
        self.fields["received_at"].initial = timezone.localtime(at)
        self.fields["key"].initial = secrets.token_urlsafe(16)

    def of_question(self) -> list[Any]:
        return [
            self[name]
            for name in (
                "kind",
                "channel",
                "language",
                "received_at",
                "question",
                "attachments",
                "wanted_by",
                "publish_at_once",
            )
        ]

    def of_asker(self) -> list[Any]:
        return [self[name] for name in ASKER]

    def take_in(self, *, desk: Desk, by: Person, at: datetime) -> tuple[Receipt | None, list[str]]:
        """(receipt, []) or (None, reasons that belong to no field)."""
        given = self.cleaned_data
        try:
            return self._take_in(given, desk, by, at), []
        except ReasonsAgainst as against:
            for name, reason in against.fields.items():
                if name in self.fields:
                    self.errors.setdefault(name, ErrorList()).append(str(reason))
            known = [reason for name, reason in against.fields.items() if name in self.fields]
            return None, [str(reason) for reason in against.reasons if reason not in known]

    def _take_in(self, given: dict[str, Any], desk: Desk, by: Person, at: datetime) -> Receipt:
        wanted = given["wanted_by"]
        return take_in(
            desk=desk,
            kind=given["kind"],
            language=given["language"],
            question=given["question"],
            asker=Asker(**{name: given[name] for name in ASKER}),
            received_at=given["received_at"],
            by=by,
            at=at,
            wanted_by=timezone.make_aware(datetime.combine(wanted, time(17))) if wanted else None,
            attachments=given["attachments"],
            publish_at_once=given["publish_at_once"],
            idempotency_key=given["key"],
            channel=given["channel"],
            at_once=self.at_once(),
        )


class Narrow(Form):
    """What the list is narrowed to, in the address. There is no field for an asker or an outlet."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)

    def __init__(self, *args: Any, standing: Standing, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("kind", [("", gettext("Every kind")), *Kind.choices])
        self.let_choose("theme", choices.themes(gettext("Every theme")))
        self.let_choose(
            "officer",
            [
                ("", gettext("Every officer")),
                *choices.officers(standing.desk, at),
            ],
        )

    def chosen(self) -> Filter:
        """The filter; a word that is none of the choices does not narrow."""
        self.is_valid()
        given = self.cleaned_data
        return Filter(
            view=given.get("view") or View.OPEN,
            kind=given.get("kind", ""),
            theme=given.get("theme", ""),
            officer_id=int(given["officer"]) if given.get("officer") else None,
        )

    def selects(self) -> list[dict[str, Any]]:
        """Every choice as the page draws it: name, label, options."""
        names = ("kind", "theme", "officer")
        return [
            {
                "name": name,
                "label": self.fields[name].label,
                "options": options_of(self.offered(name), self.cleaned_data.get(name, "")),
            }
            for name in names
        ]

    def words(self) -> dict[str, str]:
        """The narrowing as the address says it, without the view."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "view"}


def options_of(choices: Any, chosen: str) -> SafeString:
    """The options of a choice, drawn in one go."""
    rows = ((value, SafeString(" selected") if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
