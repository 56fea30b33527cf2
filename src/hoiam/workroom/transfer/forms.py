"""What is typed to open a desk, and to decide about an offered change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Body, DeskTemplate, Place
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
