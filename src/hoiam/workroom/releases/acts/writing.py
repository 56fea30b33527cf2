"""Acts of writing: a further language, what is said beside the text in public."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Place
from hoiam.releases.operations.writing import add_language, describe, describe_release
from hoiam.workroom.enquiries import choices
from hoiam.workroom.releases.acts.act import Act, long_text
from hoiam.workroom.releases.doors import address
from hoiam.workroom.releases.naming import KINDS, language_name, languages, place_named

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The usual part of a BCP 47 tag: `vi`, `fr`, `zh-Hant`, `hmn`."""
OTHER = "other"


class AddLanguage(Act):
    name, icon, group = "language", "globe", "writing"
    label = _("Add a language")
    text = _(
        "The same sentences in another language, side by side with the original. Citations and corrections "
        "carry over."
    )
    button = _("Begin the translation")
    done = _("The translation is begun.")

    language = forms.ChoiceField(label=_("Language"))
    tag = forms.CharField(
        label=_("Tag of another language"),
        required=False,
        max_length=35,
        help_text=_("For a language that is not on the list, its BCP 47 tag, such as hmn or zh-Hant."),
    )

    def prepare(self) -> None:
        there = {row.language for row in self.reading.texts}
        rows = [row for row in languages() if row[0] not in there]
        self.let_choose("language", [*rows, (OTHER, gettext("Another language, by its tag"))])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("language") == OTHER and not TAG.fullmatch(given.get("tag") or ""):
            self.add_error(
                "tag", ValidationError(_("Write the tag of the language, such as hmn or zh-Hant."))
            )
        return given

    def perform(self) -> str:
        given = self.cleaned_data
        tag = given["tag"] if given["language"] == OTHER else given["language"]
        made = add_language(edition=self.reading.open_edition(), language=tag, by=self.by, at=self.at)
        return address("text", self.release, made.pk)


class SaysInEachLanguage(Act):
    """An act with one field of words for each language of the edition."""

    most = 2_000

    def prepare(self) -> None:
        known = self.before()
        for row in self.reading.texts:
            field = long_text(language_name(row.language), required=False, longest=self.most)
            field.widget.attrs["lang"] = row.language
            field.initial = known.get(row.language, "")
            self.fields[f"words-{row.language}"] = field

    def before(self) -> dict[str, str]:
        """What stands now."""
        raise NotImplementedError

    def words(self) -> dict[str, str]:
        """What was typed, by language; empty ones left out."""
        return {
            name.removeprefix("words-"): words
            for name, words in self.cleaned_data.items()
            if name.startswith("words-") and words
        }


class SayBalance(SaysInEachLanguage):
    name, icon, group = "balance", "gap", "writing"
    label = _("Explain what is left out")
    text = _(
        "Facts of the theme that got worse or are not measured belong into the text. Where one does not, say "
        "here why; it is read in public below the text and signed with it."
    )
    button = _("Keep the explanation")
    done = _("The explanation is kept.")
    template = "workroom/releases/balance.html"

    def before(self) -> dict[str, str]:
        return dict(self.edition.balance_note) if self.edition else {}

    def perform(self) -> None:
        describe(edition=self.reading.open_edition(), balance_note=self.words(), by=self.by, at=self.at)


class SayNote(SaysInEachLanguage):
    name, icon, group = "note", "pencil", "writing"
    label = _("Change the public note of the correction")
    text = _("What changed and why, as readers of the old edition must know it. It is signed with the text.")
    button = _("Keep the note")
    done = _("The note is kept.")

    def before(self) -> dict[str, str]:
        return dict(self.edition.note) if self.edition else {}

    def perform(self) -> None:
        describe(edition=self.reading.open_edition(), note=self.words(), by=self.by, at=self.at)


class Details(Act):
    name, icon, group = "details", "flag", "writing"
    label = _("Change kind, theme or place")
    text = _("Until its first edition is public. Signatures end, because these are signed too.")
    button = _("Keep")
    done = _("Kept.")

    kind = forms.ChoiceField(label=_("What kind of release is it?"), choices=KINDS, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    place = forms.CharField(label=_("Place it is about"), required=False, max_length=200)

    def prepare(self) -> None:
        self.let_choose("theme", choices.themes())
        known = self.release
        self.initial = {"kind": known.kind, "theme": known.theme, "place": str(known.place or "")}

    def clean_place(self) -> Place | None:
        return place_named(self.cleaned_data["place"], self.at)

    def perform(self) -> None:
        describe_release(release=self.release, by=self.by, at=self.at, **self.cleaned_data)


ACTS = (AddLanguage, Details, SayBalance, SayNote)
