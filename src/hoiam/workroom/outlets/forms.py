"""Forms of the register: refuse, end, settle, decide, publish a criterion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from hoiam.outlets.models import Criterion
from hoiam.outlets.queries.register import criteria
from hoiam.outlets.terms import AppealOutcome
from hoiam.ui.forms import Form


def language_name(tag: str) -> str:
    """What a language calls itself, where that is known; else its tag."""
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


class RefusalForm(Form):
    """A criterion that is not met and why; both are public by code."""

    criterion = forms.ChoiceField(label=_("Criterion that is not met"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why it is not met"),
        help_text=_("Public, without the name of the outlet. Say what would have to be there."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        self.known = {str(row.pk): row for row in criteria(at)}
        self.let_choose("criterion", [(key, str(row.words)) for key, row in self.known.items()])

    def given(self) -> dict[str, Any]:
        """What the operation takes besides what is refused, by whom and when."""
        return {
            "criterion": self.known[self.cleaned_data["criterion"]],
            "reason": self.cleaned_data["reason"],
            "language": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        }


class ReachForm(Form):
    how = forms.CharField(
        label=_("How the outlet was reached, or why it cannot be"),
        help_text=_("Such as: by telephone, the address was corrected, the outlet no longer exists."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppealDecision(Form):
    outcome = forms.ChoiceField(label=_("Decision"), choices=AppealOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason of the decision"),
        help_text=_("Public, without the name of the outlet."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CriterionForm(Form):
    """A criterion in every language of the site."""

    def __init__(self, *args: Any, present: Criterion | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        if present is None:
            self.fields["code"] = forms.SlugField(
                label=_("Short code"), help_text=_("Latin letters, digits, hyphens."), max_length=40
            )
        for tag, name in settings.LANGUAGES:
            for field, label in (
                ("words", _("What must be so")),
                ("asks", _("What the applicant shows for it")),
            ):
                self.fields[f"{field}_{tag}"] = forms.CharField(
                    label=f"{label} ({name})",
                    max_length=400,
                    initial=getattr(present, field, {}).get(tag, "") if present else "",
                    widget=forms.Textarea(attrs={"rows": 2, "lang": tag}),
                )

    def wording(self, field: str) -> dict[str, str]:
        return {tag: self.cleaned_data[f"{field}_{tag}"] for tag, _name in settings.LANGUAGES}
