"""Forms of a matter: begin it, note what happened further, inform, declare an emergency, close."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries import rules
from hoiam.enquiries.models import Matter
from hoiam.enquiries.operations.bulletins import start_bulletin
from hoiam.enquiries.operations.matters import (
    close_matter,
    declare_emergency,
    note_event,
    open_matter,
)
from hoiam.enquiries.queries.matters import events_for
from hoiam.ui.forms import Form
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts.act import moment_field


def events(at: datetime) -> list[tuple[str, str]]:
    """The events from which the law of the day counts, by name."""
    return [(event.code, str(event.name) or event.code) for event in events_for(at)]


class NewMatter(Form):
    title = forms.CharField(
        label=_("Short name of the matter"),
        max_length=200,
        help_text=_("What happened and where, without names of people."),
    )
    event = forms.ChoiceField(
        label=_("What starts the limit"),
        widget=forms.RadioSelect,
        help_text=_("The events that the law in force names."),
    )
    happened_at = moment_field(_("When it happened"))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    is_public_emergency = forms.BooleanField(
        label=_("It is a public emergency"),
        required=False,
        help_text=_("Answers on it enter the public log at once."),
    )

    def __init__(self, *args: Any, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("event", events(at))
        self.let_choose("theme", choices.themes())
        self.fields["happened_at"].initial = timezone.localtime(at)

    def open(self, standing: Standing, at: datetime) -> Matter:
        return open_matter(desk=standing.desk, by=standing.person, at=at, **self.cleaned_data)


class MatterAct(Form):
    """One act on a matter."""

    do_not_call_in_templates = True
    """Pages name the class itself."""

    name: ClassVar[str]
    label: ClassVar[Any]
    text: ClassVar[Any] = ""
    button: ClassVar[Any]
    done: ClassVar[Any]
    icon: ClassVar[str] = ""
    roles: ClassVar[tuple[str, ...]] = rules.WORKING

    def __init__(self, *args: Any, matter: Matter, standing: Standing, at: datetime, **given: Any) -> None:
        self.matter, self.standing, self.at = matter, standing, at
        super().__init__(*args, **given)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices from the matter."""

    def perform(self) -> str | None:
        """Call the operation; where to go on, None for the matter's page."""
        raise NotImplementedError

    @classmethod
    def is_offered(cls, matter: Matter, standing: Standing) -> bool:
        return matter.closed_at is None and standing.holds(*cls.roles)


class NoteEvent(MatterAct):
    name, icon = "event", "plus"
    label = _("Note a further event")
    text = _("Every limit that the law counts from this event begins at its time.")
    button = _("Note the event")
    done = _("The event is noted and its limits run.")

    event = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    happened_at = moment_field(_("When it happened"))

    def prepare(self) -> None:
        self.let_choose("event", events(self.at))
        self.fields["happened_at"].initial = timezone.localtime(self.at)

    def perform(self) -> None:
        note_event(matter=self.matter, by=self.standing.person, at=self.at, **self.cleaned_data)


class Inform(MatterAct):
    name, icon = "inform", "send"
    label = _("Write a bulletin in another language")
    text = _("What is known, what is not, when the next one comes. Cleared, it is public at once.")
    button = _("Open the bulletin")
    done = _("The bulletin is begun.")

    language = forms.ChoiceField(label=_("Language"))

    def prepare(self) -> None:
        self.let_choose("language", choices.languages())

    def perform(self) -> str:
        bulletin = start_bulletin(
            matter=self.matter, language=self.cleaned_data["language"], by=self.standing.person, at=self.at
        )
        return f"/office/{self.standing.desk.code}/matters/{self.matter.pk}/bulletins/{bulletin.pk}/"


class Emergency(MatterAct):
    name, icon = "emergency", "warning"
    label = _("Declare or end a public emergency")
    text = _(
        "During a public emergency answers on the matter enter the public log at once, and whoever is on duty "
        "clears its bulletins."
    )
    button = _("Keep")
    done = _("Kept.")
    roles = rules.DECIDING

    is_emergency = forms.BooleanField(label=_("It is a public emergency"), required=False)

    def prepare(self) -> None:
        self.fields["is_emergency"].initial = self.matter.is_public_emergency

    def perform(self) -> None:
        wanted = self.cleaned_data["is_emergency"]
        if wanted == self.matter.is_public_emergency:
            raise ReasonsAgainst([gettext("Nothing would change.")])
        declare_emergency(matter=self.matter, is_emergency=wanted, by=self.standing.person, at=self.at)


class Close(MatterAct):
    name, icon = "close", "check"
    label = _("Close the matter")
    text = _("When nothing more is owed on it.")
    button = _("Close the matter")
    done = _("The matter is closed.")
    roles = rules.DECIDING

    def perform(self) -> None:
        close_matter(matter=self.matter, by=self.standing.person, at=self.at)


ACTS: dict[str, type[MatterAct]] = {act.name: act for act in (Inform, NoteEvent, Emergency, Close)}
