from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.ui.forms import Form

LARGEST = 15_000_000
"""Bytes of a PDF with its pictures; what is no PDF is far smaller."""
LARGEST_TEXT = 2_000_000
LONGEST_PASTED = 400_000


class VerifyForm(Form):
    """A release or a receipt, as a file or as text, and the question if a receipt is to be compared with it."""

    file = forms.FileField(
        label=_("The file: PDF, saved page or JSON"),
        required=False,
    )
    text = forms.CharField(
        label=_("Or the words themselves"),
        help_text=_("Paste the whole text of a release, or the text of a receipt."),
        required=False,
        strip=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    question = forms.CharField(
        label=_("The question, for a receipt"),
        help_text=_("Exactly as it was sent. It is compared by its digest and not kept."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is not None:
            is_pdf = b"%PDF-" in file.read(1024)
            file.seek(0)
            if file.size > (LARGEST if is_pdf else LARGEST_TEXT):
                self.add_error("file", str(_("This file is too large for a release or a receipt.")))
        elif not given.get("text", "").strip() and not self.errors:
            self.add_error("file", str(_("Choose a file, or paste its text.")))
        return given

    def content(self) -> bytes:
        """What is to be judged."""
        file = self.cleaned_data.get("file")
        return bytes(file.read()) if file is not None else str(self.cleaned_data["text"]).encode()
