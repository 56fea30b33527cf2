from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import agencies
from hoiam.conferences.models import Invitation
from hoiam.conferences.rosters.entries import Entry
from hoiam.ui.forms import Form


class DelegateForm(Form):
    """One delegate of the invited body."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    post = forms.CharField(label=_("Post"), max_length=160)
    agency = forms.CharField(label=_("Agency"), max_length=300)
    agency_kind = forms.ChoiceField(label=_("Kind of agency"), required=False)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The code for the door can be sent there."), required=False
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, invitation: Invitation, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["language"].initial = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        if invitation.agency_kind:
            del self.fields["agency_kind"]
        else:
            kinds = [(kind.code, agencies.kind_label(kind.code)) for kind in agencies.kinds_of_delegates()]
            self.let_choose("agency_kind", [("", _("as the name of the agency tells")), *kinds])

    def entry(self) -> Entry:
        return Entry(**self.cleaned_data)


class FileForm(Form):
    file = forms.FileField(label=_("List of delegates (xlsx or csv)"), help_text=_("Up to 300 people."))
    keeps_good = forms.BooleanField(
        label=_("Keep the good rows"),
        help_text=_("Otherwise all rows are kept, or none while one is refused."),
        required=False,
    )


class DeclineForm(Form):
    why = forms.CharField(
        label=_("Reason, if you want to give one"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
