"""What is typed of programmes, invitations, delegates and sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import agencies
from hoiam.conferences.models import Conference, Invitation, Site, TargetGroup
from hoiam.conferences.terms import SiteLevel
from hoiam.desks.models import Place
from hoiam.ui.forms import Form

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Worded(Form):
    """A form with one text in every language of the site; one of them is enough."""

    def ask_in_each_language(self, name: str, label: Any, *, longest: int = 300) -> None:
        for tag, language in settings.LANGUAGES:
            self.fields[f"{name}_{tag}"] = forms.CharField(
                label=_("%(label)s (%(language)s)") % {"label": label, "language": language},
                max_length=longest,
                required=False,
                widget=forms.TextInput(attrs={"lang": tag}),
            )

    def worded(self, name: str) -> dict[str, str]:
        return {tag: self.cleaned_data[f"{name}_{tag}"] for tag, _language in settings.LANGUAGES}


class ProgrammeForm(Worded):
    code = forms.SlugField(
        label=_("Short code"),
        help_text=_("Small Latin letters, digits and hyphens; it stands in the address."),
        max_length=60,
    )
    legal_basis = forms.CharField(
        label=_("Document that orders it"),
        help_text=_("Symbol and article, such as 1079/QĐ-TTg."),
        max_length=300,
    )
    source = forms.CharField(label=_("Where the document can be read"), required=False, max_length=1_000)
    starts_on = forms.DateField(label=_("First day"), widget=DAY)
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.ask_in_each_language("title", _("Title"))
        self.order_fields([name for name in self.fields if name.startswith("title")])

    def given(self) -> dict[str, Any]:
        names = ("code", "legal_basis", "source", "starts_on", "ends_on")
        return {name: self.cleaned_data[name] for name in names} | {"title": self.worded("title")}


class GroupForm(Worded):
    code = forms.SlugField(label=_("Short code"), max_length=40)
    share = forms.IntegerField(label=_("Share to be reached, per cent"), min_value=1, max_value=100)
    is_press = forms.BooleanField(
        label=_("Staff of press agencies"),
        help_text=_("They are counted for each training, never named."),
        required=False,
    )
    source = forms.CharField(label=_("Where that share stands"), required=False, max_length=1_000)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.ask_in_each_language("name", _("People, by their post"))
        self.order_fields([name for name in self.fields if name.startswith("name")])

    def given(self) -> dict[str, Any]:
        names = ("code", "share", "is_press", "source")
        return {name: self.cleaned_data[name] for name in names} | {"name": self.worded("name")}


class RoundForm(Worded):
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    plan = forms.CharField(
        label=_("Plan that orders it"),
        help_text=_("Number and date, as printed."),
        required=False,
        max_length=1_000,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.ask_in_each_language("title", _("Title"))

    def given(self) -> dict[str, Any]:
        return {
            "year": self.cleaned_data["year"],
            "plan": self.cleaned_data["plan"],
            "title": self.worded("title"),
        }


class SizeForm(Form):
    place = forms.ChoiceField(label=_("Place"), required=False)
    number = forms.IntegerField(label=_("People of this group"), min_value=1)
    as_of = forms.DateField(label=_("Counted on"), widget=DAY)
    source = forms.CharField(label=_("Source of the number"), max_length=1_000)

    def __init__(self, *args: Any, places: Iterable[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        self.places = {str(place.pk): place for place in places}
        self.let_choose(
            "place", [("", _("the whole programme")), *((key, str(row)) for key, row in self.places.items())]
        )

    def given(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {
            "place": self.places.get(kept["place"]),
            **{name: kept[name] for name in ("number", "as_of", "source")},
        }


class PresetForm(Form):
    """So many seats for every place of a region at once."""

    region = forms.ChoiceField(label=_("Places"), required=False)
    kind = forms.ChoiceField(label=_("Kind of agency"))
    seats = forms.IntegerField(label=_("Seats for each"), min_value=0, max_value=999)

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("region", [("", _("every province")), *regions])
        self.let_choose("kind", kind_choices())


class InvitationForm(Form):
    place = forms.ChoiceField(label=_("Place"))
    agency_kind = forms.ChoiceField(label=_("Kind of agency"), required=False)
    addressee = forms.CharField(label=_("To whom the letter goes"), max_length=300)
    address = forms.CharField(
        label=_("Office e-mail address"),
        help_text=_(
            "Of the office, not of a person. The link goes there; without it the letter carries the link."
        ),
        required=False,
        max_length=200,
        widget=forms.EmailInput,
    )

    def __init__(self, *args: Any, conference: Conference, **given: Any) -> None:
        super().__init__(*args, **given)
        self.places = {str(place.pk): place for place in agencies.places_on(conference.starts_on)}
        self.let_choose("place", [(key, str(place)) for key, place in self.places.items()])
        self.let_choose("agency_kind", [("", _("every seat of the place")), *kind_choices()])

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "place": self.places[self.cleaned_data["place"]]}


class SendForm(Form):
    letter_number = forms.CharField(label=_("Number of the letter"), max_length=60)
    letter_date = forms.DateField(label=_("Date of the letter"), widget=DAY)


class AddressForm(Form):
    addressee = forms.CharField(label=_("To whom the letter goes"), max_length=300)
    address = forms.CharField(
        label=_("Office e-mail address"), required=False, max_length=200, widget=forms.EmailInput
    )


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label=_("What the body answered"),
        choices=[("accept", _("It comes")), ("decline", _("It does not come"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Reason, if one was given"), required=False, max_length=300)


class DelegateForm(Form):
    """One delegate, entered by the organiser."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    post = forms.CharField(label=_("Post"), max_length=160)
    agency = forms.CharField(label=_("Agency"), max_length=300)
    place = forms.ChoiceField(label=_("Place"))
    agency_kind = forms.ChoiceField(label=_("Kind of agency"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)

    def __init__(self, *args: Any, conference: Conference, **given: Any) -> None:
        super().__init__(*args, **given)
        self.places = {str(place.pk): place for place in agencies.places_on(conference.starts_on)}
        self.let_choose("place", [(key, str(place)) for key, place in self.places.items()])
        self.let_choose("agency_kind", [("", _("as the name of the agency tells")), *kind_choices()])

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "place": self.places[self.cleaned_data["place"]]}


class RosterFileForm(Form):
    file = forms.FileField(label=_("Roster (xlsx or csv)"), help_text=_("Up to 5,000 people."))
    keeps_good = forms.BooleanField(
        label=_("Keep the good rows"),
        help_text=_("Otherwise all rows are kept, or none while one is refused."),
        required=False,
    )


class SiteForm(Form):
    level = forms.ChoiceField(label=_("Where it stands"), choices=SiteLevel.choices)
    name = forms.CharField(label=_("Name of the site"), max_length=200)
    place = forms.ChoiceField(label=_("Place"), required=False)
    part_of = forms.ChoiceField(label=_("Connected through"), required=False)
    heads = forms.IntegerField(label=_("People there"), min_value=0, required=False)
    heads_source = forms.CharField(label=_("Source of the number"), required=False, max_length=300)

    def __init__(self, *args: Any, conference: Conference, others: Iterable[Site], **given: Any) -> None:
        super().__init__(*args, **given)
        self.places = {str(place.pk): place for place in agencies.places_on(conference.starts_on)}
        self.others = {str(site.pk): site for site in others}
        self.let_choose("place", [("", "—"), *((key, str(row)) for key, row in self.places.items())])
        self.let_choose("part_of", [("", "—"), *((key, row.name) for key, row in self.others.items())])

    def given(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {
            **{name: kept[name] for name in ("level", "name", "heads", "heads_source")},
            "place": self.places.get(kept["place"]),
            "part_of": self.others.get(kept["part_of"]),
        }


class PressForm(Form):
    heads = forms.IntegerField(label=_("People of the press"), min_value=0)
    source = forms.CharField(label=_("Source of the number"), max_length=300)
    group = forms.ChoiceField(label=_("Target group"), required=False)

    def __init__(self, *args: Any, groups: Iterable[TargetGroup], **given: Any) -> None:
        super().__init__(*args, **given)
        self.groups = {str(group.pk): group for group in groups}
        self.let_choose("group", [("", "—"), *((key, str(row)) for key, row in self.groups.items())])

    def given(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {"heads": kept["heads"], "source": kept["source"], "group": self.groups.get(kept["group"])}


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, agencies.kind_label(kind.code)) for kind in agencies.kinds_of_delegates()]


def chosen_numbers(sent: Mapping[str, Any], name: str) -> list[int]:
    """The numbers of ticked rows."""
    values = sent.getlist(name) if hasattr(sent, "getlist") else []
    return [int(value) for value in values if value.isdecimal() and len(value) < 15]


def initial_of(invitation: Invitation) -> dict[str, str]:
    return {"addressee": invitation.addressee, "address": invitation.address}
