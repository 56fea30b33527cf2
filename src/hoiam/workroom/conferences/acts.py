"""Acts on a conference, each a form of its own: describe, change time and place, announce, held, cancel."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import begins
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.announcing import announce, cancel, mark_held
from hoiam.conferences.operations.changing import refine_or_move
from hoiam.conferences.operations.planning import describe_conference
from hoiam.conferences.terms import ConferenceKind
from hoiam.ui.forms import Form
from hoiam.workroom.conference_frame import ConferenceRequest
from hoiam.workroom.conferences.forms import WhenForm, add_party_fields, parties_of, when_initial
from hoiam.workroom.conferences.spoken import bound_fields, in_each_language, lead_with, said
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts.act import moment_field


class Act(Form):
    """One act as the overview offers it. The class says what it is; the fields are what it needs to know."""

    do_not_call_in_templates = True
    """Pages name the class itself."""

    name: ClassVar[str]
    """The word of the address."""
    label: ClassVar[Any]
    text: ClassVar[Any] = ""
    button: ClassVar[Any]
    done: ClassVar[Any]
    icon: ClassVar[str] = ""
    look: ClassVar[str] = "primary"
    roles: ClassVar[tuple[str, ...]] = rules.ORGANISING

    def __init__(self, *args: Any, request: ConferenceRequest, **given: Any) -> None:
        self.conference, self.by, self.at = request.conference, request.standing.person, request.at
        super().__init__(*args, **given)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the conference."""

    def perform(self) -> None:
        """Call the operation. Raises `ReasonsAgainst`."""
        raise NotImplementedError

    @classmethod
    def is_meant(cls, conference: Conference) -> bool:
        """Whether the page offers it at this stage."""
        return conference.cancelled_at is None and conference.held_at is None


class Announce(Act):
    name, icon = "announce", "globe"
    label = _("Announce it")
    text = _(
        "From now on everybody reads of it on the public site and in the calendars, and whoever is to be invited "
        "is. A change of time or place then needs a reason, which is read in public."
    )
    button, done = _("Announce it"), _("Announced. It stands on the public site.")
    roles = rules.DECIDING

    registration_closes_at = moment_field(
        _("Registration closes"), _("For a training: until when bodies name their delegates."), required=False
    )

    def prepare(self) -> None:
        if self.conference.kind == ConferenceKind.BRIEFING:
            del self.fields["registration_closes_at"]

    @classmethod
    def is_meant(cls, conference: Conference) -> bool:
        return conference.announced_at is None and conference.cancelled_at is None

    def perform(self) -> None:
        announce(
            conference=self.conference,
            registration_closes_at=self.cleaned_data.get("registration_closes_at"),
            by=self.by,
            at=self.at,
        )


class ChangeTime(Act, WhenForm):
    name, icon = "time", "clock"
    label = _("Set or move time and place")
    text = _("A finer time inside the known one, or another; the agenda moves along.")
    button, done = _("Keep the change"), _("The change is kept.")

    is_moved = forms.BooleanField(
        label=_("It is moved: the new time is not inside the one announced"), required=False
    )

    def prepare(self) -> None:
        self.initial = when_initial(self.conference)
        in_each_language(self, "venue", _("Venue"), required=False, initial=self.conference.venue)
        if self.conference.announced_at:
            why = _("Read in public, and told to whoever was invited.")
            in_each_language(self, "why", _("Why it changes"), hint=why, rows=2, longest=2_000)
        else:
            del self.fields["is_moved"]

    def whys(self) -> list[Any]:
        return bound_fields(self, "why") if self.conference.announced_at else []

    def perform(self) -> None:
        given = self.cleaned_data
        refine_or_move(
            conference=self.conference,
            when=given["when"],
            mode=given["mode"],
            place=given["place"] or None,
            venue=said(self, "venue"),
            seats=given["seats"],
            why=said(self, "why"),
            is_moved=given.get("is_moved", False),
            by=self.by,
            at=self.at,
        )


class Describe(Act):
    name, icon = "details", "pencil"
    label = _("Change title, words or who takes part")
    button, done = _("Keep"), _("Kept.")

    language = forms.ChoiceField(label=_("Language in which it is held"))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    needs_names = forms.BooleanField(label=_("The site asks for names at the gate"), required=False)
    registration_closes_at = moment_field(_("Registration closes"), required=False)

    def prepare(self) -> None:
        known = self.conference
        if known.kind == ConferenceKind.BRIEFING:
            del self.fields["registration_closes_at"]
        closes = known.registration_closes_at
        self.initial = {
            "language": known.language,
            "theme": known.theme,
            "needs_names": known.needs_names,
            "registration_closes_at": timezone.localtime(closes) if closes else None,
        }
        self.let_choose("language", choices.languages())
        self.let_choose("theme", choices.themes())
        in_each_language(self, "title", _("Title"), initial=known.title)
        in_each_language(
            self,
            "summary",
            _("What it is about"),
            rows=3,
            longest=4_000,
            required=False,
            initial=known.summary,
        )
        in_each_language(
            self,
            "date_note",
            _("Note on the date"),
            longest=400,
            required=False,
            initial=known.date_note,
            hint=_("What is to be said where the date is not exact."),
        )
        lead_with(self, "title", "summary")
        self.party_names = add_party_fields(self, known)

    def party_fields(self) -> list[tuple[Any, Any]]:
        return [(self[role], self[name]) for role, name in self.party_names]

    def apart(self) -> list[Any]:
        """Every field but those of the bodies."""
        beside = {name for pair in self.party_names for name in pair}
        return [self[name] for name in self.fields if name not in beside]

    def perform(self) -> None:
        given = self.cleaned_data
        describe_conference(
            conference=self.conference,
            title=said(self, "title"),
            summary=said(self, "summary"),
            date_note=said(self, "date_note"),
            language=given["language"],
            theme=given["theme"],
            needs_names=given["needs_names"],
            registration_closes_at=given.get("registration_closes_at"),
            parties=parties_of(self, self.party_names),
            by=self.by,
            at=self.at,
        )


class Held(Act):
    name, icon = "held", "check"
    label = _("Note that it was held")
    text = _("The agenda then stays as it is, and the record can be written.")
    button, done = _("It was held"), _("Noted as held.")

    @classmethod
    def is_meant(cls, conference: Conference) -> bool:
        return super().is_meant(conference) and conference.announced_at is not None

    def perform(self) -> None:
        mark_held(conference=self.conference, by=self.by, at=self.at)


class Cancel(Act):
    name, icon, look = "cancel", "undo", "danger"
    label = _("Cancel it")
    text = _("It will not be held. Where it was announced it stays in public with the reason.")
    button, done = _("Cancel the conference"), _("Cancelled. The reason stands with it.")
    roles = rules.DECIDING

    def prepare(self) -> None:
        in_each_language(self, "why", _("Why it is cancelled"), rows=2, longest=2_000)

    def perform(self) -> None:
        cancel(conference=self.conference, why=said(self, "why"), by=self.by, at=self.at)


ACTS: dict[str, type[Act]] = {act.name: act for act in (Announce, ChangeTime, Describe, Held, Cancel)}


def offered(request: ConferenceRequest) -> list[type[Act]]:
    """What this person can do with it now; what comes next stands first."""
    conference, standing = request.conference, request.standing
    rows = [act for act in ACTS.values() if act.is_meant(conference) and standing.holds(*act.roles)]
    if begins(conference) > request.at:
        return [act for act in rows if act is not Held]
    return sorted(rows, key=lambda act: act is not Held)
