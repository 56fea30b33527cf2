"""What is typed about a template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.texts.operations.templates import LONGEST_TITLE
from hoiam.texts.rules import LONGEST_BODY
from hoiam.ui.forms import Form

PURPOSES = {
    "answer": _("An answer"),
    "interim_answer": _("An interim answer"),
    "refusal": _("A refusal"),
}
"""Texts that an act begins and that a template may be kept for, by the purpose they carry."""


class TemplateForm(Form):
    title = forms.CharField(label=_("Name"), max_length=LONGEST_TITLE)
    purpose = forms.ChoiceField(label=_("For"), required=False)
    language = forms.ChoiceField(label=_("Language"))
    body = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Write [? poverty rate 2025] where a fact belongs. The place stays open until a fact fills it; a text "
            "with an open place cannot be sent."
        ),
        max_length=LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        every = [("", gettext("Every kind of text"))]
        self.let_choose("purpose", [*every, *((word, str(label)) for word, label in PURPOSES.items())])
        self.let_choose("language", list(settings.LANGUAGES))
