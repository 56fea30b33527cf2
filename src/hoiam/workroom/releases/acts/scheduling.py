"""Acts of time: set the instant, with or without embargo; later; by hand; give up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.releases.operations.scheduling import drop, postpone, publish_by_hand, set_time
from hoiam.workroom.enquiries.acts.act import moment_field
from hoiam.workroom.releases.acts.act import Act, long_text

BY_HAND, SCHEDULED, EMBARGOED = "by_hand", "scheduled", "embargoed"
WAYS = [
    (BY_HAND, _("By hand, after it is approved")),
    (SCHEDULED, _("By itself at the time below; nobody has it before")),
    (
        EMBARGOED,
        _("By itself at the time below; every registered outlet reads it before, under embargo"),
    ),
]


def in_desk_time() -> str:
    """Which zone a typed time is read in."""
    return gettext("In the time of the desk (%(zone)s).") % {"zone": timezone.get_current_timezone_name()}


class SetTime(Act):
    name, icon, group = "time", "clock", "time"
    label = _("Set when it goes out")
    text = _(
        "The time is signed together with the text: it cannot come earlier after approval, only later. "
        "Everybody gets it at the same instant."
    )
    button = _("Keep the time")
    done = _("The time is kept.")
    template = "workroom/releases/time.html"

    way = forms.ChoiceField(label=_("How it goes out"), choices=WAYS, widget=forms.RadioSelect)
    publish_at = moment_field(_("Day and time"), required=False)

    def prepare(self) -> None:
        edition = self.edition
        self.fields["publish_at"].help_text = in_desk_time()
        if edition is None:
            return
        embargo_or_time = EMBARGOED if edition.is_embargoed else SCHEDULED
        self.fields["way"].initial = embargo_or_time if edition.publish_at else BY_HAND
        if edition.publish_at:
            self.fields["publish_at"].initial = timezone.localtime(edition.publish_at)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        needs_time = given.get("way") in (SCHEDULED, EMBARGOED)
        if needs_time and not given.get("publish_at") and "publish_at" not in self.errors:
            self.add_error("publish_at", _("Name the day and time."))
        return given

    def perform(self) -> None:
        given = self.cleaned_data
        by_hand = given["way"] == BY_HAND
        set_time(
            edition=self.reading.open_edition(),
            publish_at=None if by_hand else given["publish_at"],
            is_embargoed=given["way"] == EMBARGOED,
            by=self.by,
            at=self.at,
        )


class Postpone(Act):
    name, icon, group = "postpone", "pause", "time"
    label = _("Put the time off")
    text = _("Later only. Outlets that read it under embargo see the new time at once.")
    button = _("Put it off")
    done = _("The time is put off.")
    template = "workroom/releases/time.html"

    publish_at = moment_field(_("New day and time"))
    why = long_text(_("Why"), rows=2, longest=400)

    def prepare(self) -> None:
        self.fields["publish_at"].help_text = in_desk_time()
        if self.edition and self.edition.publish_at:
            self.fields["publish_at"].initial = timezone.localtime(self.edition.publish_at)

    def perform(self) -> None:
        given = self.cleaned_data
        postpone(
            edition=self.reading.open_edition(),
            publish_at=given["publish_at"],
            why=given["why"],
            by=self.by,
            at=self.at,
        )


class PublishByHand(Act):
    name, icon, group = "publish", "globe", "time"
    label = _("Publish now")
    text = _(
        "It becomes public at this instant, is sent to everybody on the list in an order drawn by lot, and can "
        "never be changed in silence afterwards."
    )
    button = _("Publish now")
    done = _("Published. The receipt fills while it is handed over.")

    def perform(self) -> None:
        publish_by_hand(edition=self.reading.open_edition(), by=self.by, at=self.at)


class Drop(Act):
    name, icon, group, look = "drop", "undo", "time", "danger"
    label = _("Give this edition up")
    text = _("It never goes out. What was written stays in the record; a public edition before it stays.")
    button = _("Give it up")
    done = _("The edition is given up.")

    def perform(self) -> None:
        drop(edition=self.reading.open_edition(), by=self.by, at=self.at)


ACTS = (SetTime, Postpone, PublishByHand, Drop)
