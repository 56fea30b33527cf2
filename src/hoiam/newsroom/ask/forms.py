from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.terms import FILES_LARGEST, QUESTION_LONGEST, Kind
from hoiam.ui.forms import Form

MOST_FILES = 5


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Send at most %(most)d files.") % {"most": MOST_FILES})
        return [super(FilesField, self).clean(file, initial) for file in files]


class AskForm(Form):
    """A question to a desk. Only the question and an address to answer to are needed."""

    kind = forms.ChoiceField(
        label=_("What kind of question is it?"),
        choices=Kind.choices,
        initial=Kind.PRESS_ENQUIRY,
        widget=forms.RadioSelect,
    )
    question = forms.CharField(
        label=_("Your question"),
        help_text=_("Please leave out names and telephone numbers of other people: officials read this text."),
        max_length=QUESTION_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": QUESTION_LONGEST}),
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    wanted_by = forms.DateTimeField(
        label=_("When do you need it?"),
        help_text=_("The desk sees your deadline beside the legal one. It cannot promise to meet it."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("Only to reply. It is sealed, shown to nobody else, and erased some time after the end."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    outlet = forms.CharField(
        label=_("For which outlet or organisation?"),
        help_text=_("Whom you ask for changes nothing about when and how you are answered."),
        required=False,
        max_length=160,
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    attachments = FilesField(
        label=_("Files"),
        help_text=_("At most five, together at most %(size)d MB. They are sealed like your name.")
        % {"size": FILES_LARGEST // 1_048_576},
        required=False,
    )
    publish_at_once = forms.BooleanField(
        label=_("Publish question and answer as soon as I have it"),
        help_text=_("Otherwise both enter the public log some working days after you have the answer."),
        required=False,
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("once", secrets.token_urlsafe(16))
        super().__init__(*args, **kwargs)

    def asker(self) -> Asker:
        """Who asks, as filled in."""
        given = self.cleaned_data
        return Asker(
            name=given["name"], email=given["email"], phone=given["phone"], outlet=given["outlet"]
        )

    def files(self) -> list[IncomingFile]:
        return [IncomingFile(file.name, file.read()) for file in self.cleaned_data.get("attachments") or []]

    def take_reasons(self, fields: dict[str, object], reasons: list[object]) -> list[object]:
        """Put each reason at its field; returns those that belong to none."""
        for name, reason in fields.items():
            if name in self.fields:
                self.add_error(name, str(reason))
        return [reason for reason in reasons if reason not in fields.values() or not fields] + [
            reason for name, reason in fields.items() if name not in self.fields
        ]
