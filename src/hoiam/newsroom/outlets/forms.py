from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Desk
from hoiam.evidence.vocabulary import themes
from hoiam.outlets.terms import ChannelKind, OutletKind
from hoiam.ui.forms import Form

PROMISES = {
    "keeps_embargo": _("We keep what is lent under embargo to ourselves until the time of publication."),
    "passes_corrections_on": _("We pass corrections on to our readers, listeners or viewers."),
}


def language_name(tag: str) -> str:
    """What a language calls itself, where that is known; else its tag."""
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


class RegisterForm(Form):
    """An application. It asks for nothing about any person."""

    desk = forms.ModelChoiceField(
        Desk.objects.none(),
        to_field_name="code",
        label=_("Desk that decides"),
        help_text=_("Registered once, you receive from every desk of this site."),
    )
    name = forms.CharField(
        label=_("Name of the outlet"),
        help_text=_("For a freelance: the name under which the work appears."),
        max_length=160,
    )
    kind = forms.ChoiceField(label=_("Kind of outlet"), choices=OutletKind.choices, widget=forms.RadioSelect)
    works = forms.CharField(
        label=_("Address where published work can be seen"),
        help_text=_("A web page, a channel, an archive. It begins with https://."),
        max_length=500,
        widget=forms.URLInput,
    )
    email = forms.CharField(
        label=_("Work e-mail address of the outlet"),
        help_text=_("Releases go there, and a link to confirm that it is yours. No name is needed."),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language in which you are written to"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    keeps_embargo = forms.BooleanField(label=PROMISES["keeps_embargo"])
    passes_corrections_on = forms.BooleanField(label=PROMISES["passes_corrections_on"])

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        desk = self.fields["desk"]
        assert isinstance(desk, forms.ModelChoiceField)
        desk.queryset = Desk.objects.public().filter(is_open=True)
        desk.empty_label = None
        self.fields["language"].initial = (get_language() or settings.LANGUAGE_CODE).split("-")[0]

    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in PROMISES}


class LinkForm(Form):
    email = forms.CharField(
        label=_("Work e-mail address of the outlet"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AppealForm(Form):
    words = forms.CharField(
        label=_("What the refusal overlooks"),
        help_text=_("Only whoever decides reads this. It is erased with the decision."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class PreferencesForm(Form):
    """Language and themes of one way of delivery."""

    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Where a text does not exist in it, the original is sent.")
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        help_text=_("None chosen: all themes."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, kept: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        tags = list(settings.LANGUAGES)
        if kept and kept not in dict(tags):
            tags.append((kept, language_name(kept)))
        self.let_choose("language", tags)
        self.let_choose("themes", themes())


class ChannelForm(PreferencesForm):
    """A further way of delivery."""

    field_order = ("kind", "address", "language", "themes")
    kind = forms.ChoiceField(
        label=_("Way of delivery"), choices=ChannelKind.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=_("Address"),
        help_text=_("An e-mail address, or for a webhook a web address that begins with https://."),
        max_length=500,
    )
