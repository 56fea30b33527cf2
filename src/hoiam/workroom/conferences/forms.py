"""What is typed of a conference: what it is for, when and where, who takes part; and how the list is narrowed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.dates import When, country_zone
from hoiam.conferences.models import Conference, Round, Series
from hoiam.conferences.operations.planning import PartyNamed, plan_conference
from hoiam.conferences.terms import ConferenceKind, Mode, PartyRole, Precision
from hoiam.desks.models import Body, Place
from hoiam.desks.queries.standing import Standing
from hoiam.evidence.periods import Period
from hoiam.evidence.placing import PlaceBook
from hoiam.evidence.terms import PeriodPrecision
from hoiam.search.analysis.syllables import fold
from hoiam.ui.forms import Form
from hoiam.workroom.conferences.listing import View
from hoiam.workroom.conferences.spoken import bound_fields, in_each_language, said
from hoiam.workroom.enquiries import choices

PARTIES = 6
PRECISIONS = [
    (Precision.YEAR, _("the year")),
    (Precision.MONTH, _("the month")),
    (Precision.DAY, _("the day, or several days")),
    (Precision.HOUR, _("day and hour")),
]


def _day_field(label: Any, hint: Any = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _hour_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class WhenForm(Form):
    """A time as exactly as it is known, and where."""

    precision = forms.ChoiceField(
        label=_("What is known of the time"), choices=PRECISIONS, widget=forms.RadioSelect
    )
    first_day = _day_field(_("First day"), _("Of a month or a year: any day in it."))
    first_hour = _hour_field(_("Begins at"))
    last_day = _day_field(_("Last day"), _("Where it is another."), required=False)
    last_hour = _hour_field(_("Ends at"))
    mode = forms.ChoiceField(label=_("How it is held"), choices=Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=pgettext_lazy("conference", "Place"),
        required=False,
        max_length=200,
        help_text=_("The province or commune, as it is called on that day."),
    )
    seats = forms.IntegerField(
        label=_("Seats for delegates"),
        required=False,
        min_value=1,
        max_value=20_000,
        help_text=_("Empty: without a limit."),
    )

    def venues(self) -> list[Any]:
        """The fields of the venue, as the page sets them."""
        return bound_fields(self, "venue")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("precision") == Precision.HOUR:
            for name in ("first_hour", "last_hour"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Name the hour."))
        if not self.errors:
            given["when"] = when = _when(given)
            if given.get("place"):
                given["place"] = self._place(given["place"], when)
        return given

    def _place(self, name: str, when: When) -> Place | None:
        """The place of that name on that day; else the one that bore it at another time, so that it can be said
        what it is now."""
        period = Period(when.starts_on, when.starts_on, PeriodPrecision.DAY, "")
        found = PlaceBook.of_all().by_names([name.strip()], period)
        if found:
            return found[0]
        words = " ".join(fold(name).split())
        other = Place.objects.filter(name_folded=words).order_by("-valid_to").first()
        if other is None:
            self.add_error(
                "place", _("No place of that name is in the register. Write it as it stands there.")
            )
        return other


def when_initial(conference: Conference) -> dict[str, Any]:
    """The first values of `WhenForm` for a conference as it stands."""
    starts, ends = conference.starts_at, conference.ends_at
    return {
        "precision": conference.precision,
        "first_day": timezone.localdate(starts) if starts else conference.starts_on,
        "last_day": timezone.localdate(ends) if ends else conference.ends_on,
        "first_hour": timezone.localtime(starts).time() if starts else None,
        "last_hour": timezone.localtime(ends).time() if ends else None,
        "mode": conference.mode,
        "place": str(conference.place or ""),
        "seats": conference.seats,
    }


class NewConference(WhenForm):
    """What must be known to plan one."""

    kind = forms.ChoiceField(
        label=_("What is held?"), choices=ConferenceKind.choices, widget=forms.RadioSelect
    )
    series = forms.ChoiceField(
        label=_("Of the series"), required=False, help_text=_("For a press briefing with a rhythm.")
    )
    round = forms.ChoiceField(
        label=_("Of the round"), required=False, help_text=_("For a training of a programme.")
    )
    language = forms.ChoiceField(label=_("Language in which it is held"))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    needs_names = forms.BooleanField(
        label=_("The site asks for names at the gate"),
        required=False,
        help_text=_(
            "Outlets enter them themselves; the gate alone sees them; 24 hours after the end they are gone."
        ),
    )

    def __init__(self, *args: Any, standing: Standing, at: datetime, **given: Any) -> None:
        given.setdefault("initial", {"mode": Mode.IN_PERSON, "precision": Precision.MONTH})
        super().__init__(*args, **given)
        self.standing, self.at = standing, at
        in_each_language(self, "title", _("Title"))
        in_each_language(self, "venue", _("Venue"), required=False)
        in_each_language(self, "summary", _("What it is about"), rows=3, longest=4_000, required=False)
        open_series = Series.objects.filter(desk=standing.desk, ended_at__isnull=True)
        self.let_choose("series", [("", "—"), *((str(row.pk), str(row.title)) for row in open_series)])
        rounds = Round.objects.filter(
            programme__closed_at__isnull=True, programme__desk__is_practice=standing.desk.is_practice
        )
        self.let_choose("round", [("", "—"), *((str(row.pk), str(row.title)) for row in rounds)])
        self.let_choose("language", choices.languages())
        self.let_choose("theme", choices.themes())

    def titles(self) -> list[Any]:
        return bound_fields(self, "title")

    def summaries(self) -> list[Any]:
        return bound_fields(self, "summary")

    def plan(self) -> Conference:
        """Plan it. Raises `ReasonsAgainst`."""
        given = self.cleaned_data
        same = ("kind", "when", "mode", "language", "theme", "seats", "needs_names")
        return plan_conference(
            desk=self.standing.desk,
            title=said(self, "title"),
            venue=said(self, "venue"),
            summary=said(self, "summary"),
            place=given["place"] or None,
            series=Series.objects.get(pk=given["series"]) if given["series"] else None,
            round=Round.objects.get(pk=given["round"]) if given["round"] else None,
            by=self.standing.person,
            at=self.at,
            **{name: given[name] for name in same},
        )


def add_party_fields(form: Form, conference: Conference) -> list[tuple[str, str]]:
    """Rows of (role, name as printed): those there are and a few empty ones. Returns the names of the fields."""
    known = list(conference.parties.all())
    names = []
    for number in range(len(known) + (2 if known else PARTIES // 2)):
        row = known[number] if number < len(known) else None
        role, name = f"party_role_{number}", f"party_name_{number}"
        form.fields[role] = forms.ChoiceField(
            label=_("What the body does"),
            required=False,
            choices=[("", "—"), *PartyRole.choices],
            initial=row.role if row else "",
        )
        form.fields[name] = forms.CharField(
            label=_("Name as printed"), required=False, max_length=300, initial=row.name if row else ""
        )
        names.append((role, name))
    return names


def parties_of(form: Form, names: list[tuple[str, str]]) -> list[PartyNamed]:
    """The rows that were filled in; a body of the register is joined where exactly one has that name."""
    found = []
    for role, name in names:
        words = form.cleaned_data.get(name, "").strip()
        if not words:
            continue
        folded = " ".join(fold(words).split())
        bodies = list(Body.objects.filter(name_folded=folded, valid_to__isnull=True)[:2])
        found.append(
            PartyNamed(form.cleaned_data.get(role) or "", words, bodies[0] if len(bodies) == 1 else None)
        )
    return found


class Narrow(Form):
    """What the list is narrowed to, in the address."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("kind", [("", gettext("Every kind")), *ConferenceKind.choices])

    def chosen(self) -> dict[str, str]:
        """The narrowing; a word that is none of the choices does not narrow."""
        self.is_valid()
        given = self.cleaned_data
        return {"view": given.get("view") or View.AHEAD, "kind": given.get("kind", "")}


def _when(given: dict[str, Any]) -> When:
    first = given["first_day"]
    last = given.get("last_day") or first
    if given["precision"] == Precision.YEAR:
        return When.year(first.year)
    if given["precision"] == Precision.MONTH:
        return When.month(first.year, first.month)
    if given["precision"] == Precision.DAY:
        return When.days(first, last)
    zone = country_zone()
    begins = datetime.combine(first, given["first_hour"], zone)
    ends = datetime.combine(last, given["last_hour"], zone)
    if ends <= begins:
        raise ValidationError(
            _("The end lies before the beginning. Where it ends after midnight, name the last day too.")
        )
    return When.hours(begins, ends)
