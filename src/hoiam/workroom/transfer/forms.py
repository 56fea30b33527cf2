"""What is typed to open a desk, and to decide about an offered change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.handed_over import READ_ONLY
from hoiam.desks.models import Body, DeskTemplate, Place
from hoiam.desks.queries.transfer import Proposed
from hoiam.ui.forms import Form


class OpenForm(Form):
    """A place, a template, and the two people who begin."""

    place = forms.ChoiceField(label=_("Place"))
    template = forms.ChoiceField(label=_("Template"))
    letters = forms.CharField(
        label=_("Letters before its references"),
        max_length=8,
        required=False,
        help_text=_("As in DN-2026-00041; left empty, letters of the place are taken."),
    )
    head_email = forms.EmailField(label=_("E-mail of the head"), required=False)
    admin_email = forms.EmailField(
        label=_("E-mail of the administrator"),
        required=False,
        help_text=_("Each gets a one-time link, shown once on the next page."),
    )

    def __init__(self, *args: Any, places: list[Place], templates: list[DeskTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("place", [(place.code, str(place.name)) for place in places])
        self.let_choose("template", [(one.code, str(one.name)) for one in templates])
        for tag, language in settings.LANGUAGES:
            self.fields[f"name_{tag}"] = forms.CharField(
                label=_("Name of the desk (%(language)s)") % {"language": language},
                max_length=160,
                required=False,
                help_text=_("Left empty, it is called after the place."),
            )
        self.order_fields(["place", "template", *(f"name_{tag}" for tag, _name in settings.LANGUAGES)])

    def name_for(self, place: Place) -> dict[str, str]:
        """What was typed, else “information desk” and the place, in each language."""
        from django.utils import translation

        named: dict[str, str] = {}
        for tag, _language in settings.LANGUAGES:
            with translation.override(tag):
                called = str(_("Information desk of %(place)s") % {"place": place.name.in_language(tag)[0]})
            named[tag] = self.cleaned_data[f"name_{tag}"] or called
        return named


def body_of(place: Place) -> Body | None:
    """The body of the place that a desk is opened for: the only one in force; None: one is made."""
    rows = list(Body.objects.filter(place=place, valid_to__isnull=True)[:2])
    return rows[0] if len(rows) == 1 else None


class VersionForm(Form):
    """Which items of a desk go into the next version, one more written by hand, and why."""

    chosen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    section = forms.ChoiceField(label=_("One more item, written by hand: section"), required=False)
    key = forms.CharField(
        label=_("Its short name"),
        max_length=60,
        required=False,
        help_text=_("Such as 05; an item of that name is written anew."),
    )
    source = forms.CharField(
        label=_("Document or experience behind it"), max_length=300, help_text=_("Every desk reads it.")
    )

    def __init__(self, *args: Any, items: list[Proposed], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"chosen": [item.name for item in items if item.after is not None]})
        super().__init__(*args, **kwargs)
        self.let_choose("chosen", [(item.name, item.name) for item in items])
        self.let_choose("section", [("", "–"), *READ_ONLY])
        for tag, language in settings.LANGUAGES:
            called = {"language": language}
            self.fields[f"words_{tag}"] = forms.CharField(
                label=_("Its words (%(language)s)") % called, max_length=2_000, required=False
            )
            self.fields[f"note_{tag}"] = forms.CharField(
                label=_("What is new (%(language)s)") % called,
                max_length=1_000,
                required=tag == settings.LANGUAGE_CODE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        tags = [tag for tag, _name in settings.LANGUAGES]
        self.order_fields(
            ["section", "key", *(f"words_{tag}" for tag in tags), *(f"note_{tag}" for tag in tags)]
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        given = [bool(said.get("section")), bool(said.get("key")), bool(self._in_languages("words"))]
        if any(given) and not all(given):
            self.add_error("section", _("An item written by hand needs section, short name and words."))
        return said

    def said(self) -> dict[str, Any]:
        named = self.cleaned_data
        item = {(named["section"], named["key"]): self._in_languages("words")} if named["section"] else {}
        return {
            "chosen": named["chosen"],
            "also": item,
            "note": self._in_languages("note"),
            "source": named["source"],
        }

    def _in_languages(self, name: str) -> dict[str, str]:
        said = {tag: self.cleaned_data.get(f"{name}_{tag}", "") for tag, _language in settings.LANGUAGES}
        return {tag: text for tag, text in said.items() if text}


class FileForm(Form):
    """A signed file of another installation, with the keys that it publishes."""

    what = forms.ChoiceField(
        label=_("What the file is"),
        choices=[("template", _("A desk template")), ("adoption", _("The statement of a desk's adoption"))],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label=_("Signed file"), max_length=200)
    keys = forms.FileField(
        label=_("Published keys of the installation that signed it"),
        max_length=200,
        required=False,
        help_text=_("From its address /.well-known/hoiam-keys.json, not from whoever brought the file."),
    )


class DecideForm(Form):
    """Take one change over, or say why not."""

    decision = forms.ChoiceField(
        label=_("What the desk does"),
        choices=[("accept", _("Take it over")), ("decline", _("Decline it"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why it is declined"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The centre reads it; it stays with the change."),
    )
