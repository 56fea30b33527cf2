from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.texts.operations.parts import LONGEST_ANSWER
from hoiam.ui.forms import Form


class AnswerForm(Form):
    """What the body answers. No person's name is asked for."""

    body = forms.CharField(
        label=_("Your answer"),
        help_text=_("Name the source of each figure: document, number, date."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    office = forms.CharField(
        label=_("Office that answers"),
        help_text=_("The office, not a person."),
        max_length=160,
        required=False,
    )
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, Word, Excel or a picture; up to 25 MB."), required=False
    )


class DeclineForm(Form):
    why = forms.CharField(
        label=_("Who answers this instead, and why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
