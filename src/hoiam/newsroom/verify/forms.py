from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.ui.forms import Form

LARGEST = 200_000
"""Bytes of a receipt; a real one has a few thousand."""


class VerifyForm(Form):
    """A receipt, as a file or as text, and the question if it should be compared too."""

    file = forms.FileField(label=_("The receipt as a file"), required=False)
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    question = forms.CharField(
        label=_("The question"),
        help_text=_("Exactly as it was sent. It is compared by its digest and not kept."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", str(_("This file is too large for a receipt.")))
        elif file is None and not given.get("text") and "file" not in self.errors:
            self.add_error("file", str(_("Choose the file of the receipt, or paste its text.")))
        return given

    def receipt_text(self) -> str:
        """What is to be judged."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return bytes(file.read()).decode("utf-8-sig", errors="replace")
        return str(self.cleaned_data["text"])
