from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hoiam.enquiries import rules
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.terms import FILES_LARGEST, QUESTION_LONGEST, Kind
from hoiam.texts.files import KINDS
from hoiam.ui.forms import Form
from hoiam.ui.writing import tidy

MOST_FILES = 5


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field; what is wrong is said of each by its name."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[IncomingFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        wrong: list[Any] = []
        if len(files) > MOST_FILES:
            wrong.append(_("Send at most %(most)d files.") % {"most": MOST_FILES})
        elif sum(file.size or 0 for file in files) > FILES_LARGEST:
            size = {"size": FILES_LARGEST // 1_048_576}
            wrong.append(
                _("The files are larger than %(size)d MB together. Send less, or a link to them.") % size
            )
        read = [] if wrong else [_read(file) for file in files]
        for file in read:
            reasons = (
                rules.against_files((file,), FILES_LARGEST) if file.content else [_("The file is empty.")]
            )
            wrong += [f"{file.name[:80]}: {reason}" for reason in reasons]
        if wrong:
            raise forms.ValidationError(wrong)
        return read


def _read(file: Any) -> IncomingFile:
    return IncomingFile(tidy(file.name or "", is_one_line=True), file.read())


class AskForm(Form):
    """A question to a desk. Only the question and an address to answer to are needed."""

    kind = forms.ChoiceField(
        label=_("What kind of question is it?"),
        choices=Kind.choices,
        initial=Kind.PRESS_ENQUIRY,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what kind of question this is."),
            "invalid_choice": _("Choose what kind of question this is."),
        },
    )
    question = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "One matter at a time, with place and period where you can. "
            "Leave out names and telephone numbers of private persons: officials read this text."
        ),
        error_messages={"required": _("Write the question.")},
        widget=forms.Textarea(attrs={"rows": 8, "data-count": QUESTION_LONGEST}),
    )
    language = forms.ChoiceField(
        label=_("In which language do you want the answer?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the language in which the answer is wanted."),
            "invalid_choice": _("Choose the language in which the answer is wanted."),
        },
    )
    wanted_by = forms.DateTimeField(
        label=_("By when do you need it?"),
        help_text=_(
            "Local time of the desk. It is shown to the officers beside the limit; no promise is made."
        ),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
        error_messages={"invalid": _("Write day and hour like 31/12/2026 17:00.")},
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_(
            "Receipt and answer are sent there. It is sealed: only intake of this desk opens it, to reply."
        ),
        error_messages={"required": _("Write your e-mail address: the answer is sent there.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("So that the reply can address you. Sealed like your e-mail address."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    outlet = forms.CharField(
        label=_("Outlet or organisation"),
        help_text=_(
            "Only if you want it in the reply. It changes nothing about when and how you are answered."
        ),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("If the desk may call you back about what you mean."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    attachments = FilesField(
        label=_("Files"),
        help_text=_(
            "Documents, tables, pictures, sound or plain text (%(kinds)s); at most five, together at most "
            "%(size)d MB. They are sealed like your name."
        )
        % {"size": FILES_LARGEST // 1_048_576, "kinds": " ".join(KINDS)},
        required=False,
        widget=ManyFiles(attrs={"accept": ",".join(KINDS)}),
    )
    publish_at_once = forms.BooleanField(
        label=_("Publish question and answer as soon as I have the answer"), required=False
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Gather what stands against the words, so that everything is said at once."""
        given = super().clean() or {}
        for name, reason in rules.against_asker(self.asker(), must_have_email=True).items():
            if name not in self.errors:
                self.add_error(name, str(reason))
        for reason in rules.against_words(given.get("question", ""), empty=""):
            if reason:
                self.add_error("question", str(reason))
        return given

    def asker(self) -> Asker:
        """Who asks, as filled in."""
        given = self.cleaned_data
        names = ("name", "email", "phone", "outlet")
        return Asker(**{name: given.get(name, "") for name in names})

    @cached_property
    def key(self) -> str:
        """The same form with the same words, sent twice, is one question; with other words it is another."""
        given = self.cleaned_data
        if len(given["once"]) < 16:
            return ""
        said = "\0".join([given["once"], given["kind"], given["email"], given["question"]])
        return hashlib.sha256(said.encode()).hexdigest()

    def take_reasons(self, fields: Mapping[str, object], reasons: Sequence[object]) -> list[object]:
        """Put each reason at its field; returns those that belong to none."""
        homeless = []
        for reason in reasons:
            name = next((name for name, said in fields.items() if said is reason), "")
            if name in self.fields:
                self.add_error(name, str(reason))
            else:
                homeless.append(reason)
        return homeless


def fresh(language: str, question: str = "", kept: Mapping[str, Any] | None = None) -> AskForm:
    """An empty form, or one that shows what was typed without judging it."""
    initial: dict[str, Any] = {"language": language, "question": question, "once": secrets.token_urlsafe(16)}
    if kept is not None:
        initial |= {name: tidy(str(kept[name])) for name in AskForm.base_fields if kept.get(name)}
    return AskForm(initial=initial)
