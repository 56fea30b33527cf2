"""What a steward types for an act: a reason, another fact, a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.ui.forms import Form
from hoiam.workroom.facts.forms import LONG


class EndForm(Form):
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=LONG,
        help_text=_("Readers see this sentence."),
        max_length=2_000,
    )


class SupersedeForm(EndForm):
    reference = forms.CharField(label=_("Reference of the other fact"), max_length=40)


class ImportForm(Form):
    file = forms.FileField(label=_("File"), help_text=_("csv, xlsx or jsonl; at most 25 MB."))
    is_public = forms.BooleanField(label=_("Make the facts public at once"), required=False)
    keeps_good = forms.BooleanField(label=_("Keep the good rows where others are refused"), required=False)
    prefix = forms.CharField(  # type: ignore[assignment]
        label=_("Prefix for the ids"),
        required=False,
        max_length=12,
        help_text=_("Only where another desk already uses the same ids."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 25 * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than 25 MB. Import it in parts."))
        return file
