"""Forms of the lists: begin a release, narrow the list, settle a changed fact, say what a picture shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Place
from hoiam.desks.queries.standing import Standing
from hoiam.releases.models import Release
from hoiam.releases.operations.writing import start_release
from hoiam.releases.terms import Consent, ReleaseKind
from hoiam.ui.forms import Form
from hoiam.workroom.enquiries import choices
from hoiam.workroom.releases.listing import View
from hoiam.workroom.releases.naming import KINDS, languages, place_named


class NewRelease(Form):
    """What must be known before the first sentence; the title is the text's first heading."""

    kind = forms.ChoiceField(
        label=_("What kind of release is it?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=ReleaseKind.RELEASE,
    )
    language = forms.ChoiceField(
        label=_("Language of the original"), help_text=_("Other languages follow it sentence by sentence.")
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        help_text=_("It decides which facts are offered, and which that got worse may not be forgotten."),
    )
    place = forms.CharField(
        label=_("Place it is about"),
        required=False,
        max_length=200,
        help_text=_("Which territory it is about."),
    )
    title = forms.CharField(
        label=_("Title of the release"),
        required=False,
        max_length=200,
        help_text=_("It becomes the first line of the text, and can be changed there."),
    )

    def __init__(self, *args: Any, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        self.at = at
        self.let_choose("language", languages())
        self.let_choose("theme", choices.themes())

    def clean_place(self) -> Place | None:
        return place_named(self.cleaned_data["place"], self.at)

    def start(self, standing: Standing) -> Release:
        """Begin it. Raises `ReasonsAgainst`."""
        given = self.cleaned_data
        title = given["title"].strip()
        return start_release(
            desk=standing.desk,
            kind=given["kind"],
            language=given["language"],
            theme=given["theme"],
            place=given["place"],
            by=standing.person,
            at=self.at,
            body=f"# {title}\n" if title else "",
        )


class Narrow(Form):
    """What the list is narrowed to, in the address."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("kind", [("", gettext("Every kind")), *ReleaseKind.choices])
        self.let_choose("theme", choices.themes(gettext("Every theme")))

    def chosen(self) -> dict[str, str]:
        """The narrowing; a word that is none of the choices does not narrow."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "view": given.get("view") or View.OPEN,
            "kind": given.get("kind", ""),
            "theme": given.get("theme", ""),
        }


class SettleAlarm(Form):
    """What was found when a changed fact was looked at."""

    how = forms.CharField(
        label=_("What you found"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the sentence speaks of 2024 and still holds."),
    )


class GiveAlarm(Form):
    """To whom a changed fact is given."""

    owner = forms.ChoiceField(label=_("Give it to"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("owner", people)


class MediaForm(Form):
    """What must be said about one picture or recording before it may go out."""

    alternative = forms.CharField(
        label=_("What is to be seen"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For whoever cannot see it: one or two sentences."),
    )
    caption = forms.CharField(
        label=_("Caption"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    credit = forms.CharField(label=_("Who made it"), required=False, max_length=200)
    license = forms.CharField(
        label=_("Licence"),
        required=False,
        max_length=80,
        help_text=_("Such as CC-BY-4.0, or in words how outlets may use it."),
    )
    consent = forms.ChoiceField(
        label=_("People shown"), required=False, choices=[("", "—"), *Consent.choices]
    )
    transcript = forms.CharField(
        label=_("What is said in it"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Word for word; sound and film do not go out without it."),
    )


class SummaryForm(Form):
    """The text in plain words, for whoever reads with effort or in a hurry."""

    summary = forms.CharField(
        label=_("Summary in plain language"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Short sentences, known words, nothing that the text does not say."),
    )


class BlankForm(Form):
    """A form without fields of its own, for pages whose fields stand in rows."""

    window = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    base_revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
