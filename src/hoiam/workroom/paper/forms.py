from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.texts.paper_rules import PaperSigner
from hoiam.ui.forms import Form

WRITTEN = ["%Y-%m-%d", "%d/%m/%Y"]


class SheetForm(Form):
    """A signed sheet that is brought back, for exactly the version that was shown."""

    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("The signed sheet"),
        help_text=_(
            "A scan or a photograph (PDF, JPG, PNG), or the PDF signed with a certificate; up to 25 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    signer = forms.ChoiceField(label=_("Who signed"))
    signed_date = forms.DateField(
        label=_("Date beside the signature"),
        input_formats=WRITTEN,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    number = forms.CharField(label=_("Number on the sheet, if any"), max_length=60, required=False)

    def __init__(self, *args: Any, signers: Sequence[PaperSigner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.key, f"{one.name} – {one.title or gettext('spokesperson or head')}") for one in signers]
        self.let_choose("signer", [("", gettext("Choose")), *named])


class CodeForm(Form):
    code = forms.CharField(
        label=_("Code on the signed sheet"),
        help_text=_("The first 8 characters, printed large at the foot of the sheet."),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class RejectForm(Form):
    why = forms.CharField(
        label=_("What is wrong with the sheet?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
