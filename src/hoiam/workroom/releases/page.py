"""The page of a release: where it stands, its languages, its time, and what can be done, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.sending import against_sending
from hoiam.releases.queries.stage import stage_of
from hoiam.releases.terms import Change, Stage
from hoiam.texts.queries.versions import missing_role
from hoiam.texts.terms import STANDING_STATES, ClearanceState, SigningRole
from hoiam.ui import moments
from hoiam.ui.shapes import Event, Step, Tone
from hoiam.workroom.releases.acts import ACTS, Act
from hoiam.workroom.releases.doors import address
from hoiam.workroom.releases.naming import language_name, named_title
from hoiam.workroom.releases.reading import Reading
from hoiam.workroom.releases.sentences import Progress, progress_of

GROUPS = {
    "writing": gettext_lazy("Text"),
    "time": gettext_lazy("Time"),
    "public": gettext_lazy("What is public"),
}
FIRST = {
    Stage.APPROVED: ("publish", "time"),
    Stage.PUBLISHED: ("confirm",),
}
"""What usually comes next; the page offers it first."""


@dataclass(frozen=True)
class OfferedAct:
    act: type[Act]
    address: str
    reasons: list[str]


@dataclass(frozen=True)
class LanguageCard:
    """One language of the edition: how far its text is, and the ways to it."""

    row: EditionText
    name: str
    title: str
    is_original: bool
    state: str
    tone: Tone
    address: str
    """Where it is written on, or read."""
    word: str
    """What that way is called."""
    progress: Progress | None
    """How much of it is translated; None for the original."""
    reasons: list[str] = field(default_factory=list)
    """What stands against sending it for clearance, besides what its own sentences say."""


@dataclass(frozen=True)
class ReleasePage:
    reading: Reading
    stage: Stage
    steps: list[Step]
    waits: str
    """Who or what it waits for, in a sentence; "" where it waits for nothing."""
    languages: list[LanguageCard]
    next_acts: list[OfferedAct]
    groups: list[tuple[str, list[OfferedAct]]]
    impossible: list[OfferedAct]
    events: list[Event]


def release_page(reading: Reading) -> ReleasePage:
    """Bring what is known of a release into the shape in which its page shows it."""
    stage = stage_of(reading.edition) if reading.edition else Stage.DROPPED
    offered = _offered(reading)
    open_ones = {name: one for name, one in offered.items() if not one.reasons}
    return ReleasePage(
        reading=reading,
        stage=stage,
        steps=steps_of(reading, stage),
        waits=waits_for(reading, stage),
        languages=[_card(row, reading) for row in reading.texts],
        next_acts=[open_ones[name] for name in FIRST.get(stage, ()) if name in open_ones][:2],
        groups=_grouped(open_ones),
        impossible=[one for one in offered.values() if one.reasons],
        events=_events(reading),
    )


def _offered(reading: Reading) -> dict[str, OfferedAct]:
    return {
        name: OfferedAct(act, address("act", reading.release, name), reading.against(name))
        for name, act in ACTS.items()
        if not act.needs_number and act.is_meant(reading)
    }


def _grouped(open_ones: dict[str, OfferedAct]) -> list[tuple[str, list[OfferedAct]]]:
    rows = [
        (str(label), [one for one in open_ones.values() if one.act.group == group])
        for group, label in GROUPS.items()
    ]
    return [row for row in rows if row[1]]


def steps_of(reading: Reading, stage: Stage) -> list[Step]:
    """How far the edition has come: written, cleared, approved, its time, public; then what became of it."""
    edition = reading.edition
    if edition is None or stage == Stage.DROPPED:
        return [Step(_("Draft"), "done"), Step(_("Given up"), "failed")]
    order = [Stage.DRAFT, Stage.CLEARANCE, Stage.APPROVED]
    is_timed = stage in (Stage.SCHEDULED, Stage.EMBARGOED)
    reached = order.index(stage) if stage in order else 3 if is_timed else 4
    names = [_("Draft"), _("Clearance"), _("Approved"), _time_word(edition), _("Published")]
    notes = ["", "", "", _time_note(edition), moments.moment(edition.published_at)]
    steps = [
        Step(name, _mark(place, reached), note)
        for place, (name, note) in enumerate(zip(names, notes, strict=True))
    ]
    return [*steps, *_after(reading)]


def _mark(place: int, reached: int) -> Any:
    if reached == 4:
        return "done"
    return "done" if place < reached else "current" if place == reached else "todo"


def _time_word(edition: Edition) -> str:
    if edition.publish_at is None:
        return _("By hand")
    return _("Embargo") if edition.is_embargoed else _("Scheduled")


def _time_note(edition: Edition) -> str:
    return moments.moment(edition.publish_at) if edition.publish_at else ""


def _after(reading: Reading) -> list[Step]:
    """What became of it in public: corrected, withdrawn, followed by another."""
    release, corrected = reading.release, sum(row.published_at is not None for row in reading.editions) - 1
    steps = []
    if corrected > 0:
        said = ngettext("%(count)s later edition", "%(count)s later editions", corrected)
        steps.append(Step(_("Corrected"), "done", said % {"count": corrected}))
    if release.superseded_at:
        steps.append(Step(_("Followed by another"), "done", moments.moment(release.superseded_at)))
    if release.withdrawn_at:
        steps.append(Step(_("Withdrawn from use"), "failed", moments.moment(release.withdrawn_at)))
    return steps


def waits_for(reading: Reading, stage: Stage) -> str:
    """Who or what the edition waits for now."""
    edition = reading.edition
    if edition is None:
        return ""
    if stage == Stage.CLEARANCE:
        return clearance_words(reading)
    if edition.emergency_first_by_id and not edition.published_at:
        return _("Waits for a second person who publishes it in an emergency with %(name)s.") % {
            "name": edition.emergency_first_by.name if edition.emergency_first_by else ""
        }
    said = {
        Stage.DRAFT: _("Waits to be written and sent for clearance."),
        Stage.APPROVED: _("Waits for somebody to publish it or to set its time."),
        Stage.SCHEDULED: _("Goes out by itself at its time."),
        Stage.EMBARGOED: _("Registered outlets read it; it becomes public by itself at its time."),
    }
    if edition.is_unconfirmed_emergency and edition.published_at:
        return _("Published in an emergency: waits to be confirmed.")
    return said.get(stage, "")


def clearance_words(reading: Reading) -> str:
    """Which languages wait for whose signature."""
    waiting = []
    for row in reading.texts:
        version = reading.latest.get(row.text_id)
        missing = missing_role(version) if version else None
        if missing:
            waiting.append(f"{language_name(row.language)}: {SigningRole(missing).label}")
        elif version is None or version.clearance.state != ClearanceState.CLEARED:
            waiting.append(_("%(language)s: not sent yet") % {"language": language_name(row.language)})
    return _("Waits for signatures. %(list)s.") % {"list": "; ".join(waiting)} if waiting else ""


def _card(row: EditionText, reading: Reading) -> LanguageCard:
    is_original = row.language == reading.release.language
    state, tone = _state(row, reading)
    desk = reading.release.desk.code
    is_written = reading.is_open and row.edition_id == reading.open_edition().pk
    in_editor = f"/office/{desk}/texts/{row.text_id}/"
    way = in_editor if is_original else address("text", reading.release, row.pk)
    version = reading.latest.get(row.text_id)
    if version and version.clearance.state == ClearanceState.OPEN:
        way, word = f"{in_editor}clearance/", _("Read and clear")
    elif is_written and version and version.clearance.state == ClearanceState.CLEARED:
        word = _("Open the text")
    elif is_written:
        word = _("Write the text") if is_original else _("Translate")
    else:
        way, word = address("preview", reading.release, row.pk), _("Read")
    return LanguageCard(
        row=row,
        name=language_name(row.language),
        title=named_title(row),
        is_original=is_original,
        state=state,
        tone=tone,
        address=way,
        word=word,
        progress=None if is_original else progress_of(reading.original, row),
        reasons=_against_clearance(row, reading) if is_written else [],
    )


def _against_clearance(row: EditionText, reading: Reading) -> list[str]:
    """The reasons that sending would give; [] while signatures stand on the text."""
    version = reading.latest.get(row.text_id)
    if version and version.clearance.state in STANDING_STATES:
        return []
    row.edition.release = reading.release
    return [str(reason) for reason in against_sending(row, row.text, reading.at)]


def _state(row: EditionText, reading: Reading) -> tuple[str, Tone]:
    """How the text of one language stands, in words."""
    edition = reading.edition
    if edition and edition.published_at:
        return _("public"), "success"
    version = reading.latest.get(row.text_id)
    if version is None or version.clearance.state in (ClearanceState.TAKEN_BACK, ClearanceState.VOIDED):
        return _("being written"), "neutral"
    if version.clearance.state == ClearanceState.RETURNED:
        return _("came back from clearance"), "warning"
    if version.clearance.state == ClearanceState.CLEARED:
        return _("cleared"), "success"
    if missing_role(version) == SigningRole.REVIEWER:
        return _("waits for the reviewer"), "info"
    return _("waits for the spokesperson"), "info"


def _events(reading: Reading) -> list[Event]:
    """What happened to its editions, the latest first."""
    events = [event for edition in reading.editions for event in _of_edition(edition)]
    release = reading.release
    if release.withdrawn_at:
        why = str(release.withdrawn_why)
        events.append(Event(_("Withdrawn from use"), release.withdrawn_at, why, icon="cross", tone="danger"))
    if release.superseded_at and release.superseded_by:
        said = _("Followed by %(reference)s") % {"reference": release.superseded_by.reference}
        way = address("release", release.superseded_by)
        events.append(Event(said, release.superseded_at, icon="next", address=way))
    return sorted(events, key=lambda event: event.at or release.opened_at, reverse=True)


def _of_edition(edition: Edition) -> list[Event]:
    number = {"number": edition.number}
    begun = _("Edition %(number)s begun") % number
    what = "" if edition.change == Change.FIRST else capfirst(str(Change(edition.change).label))
    rows = [
        (begun, edition.started_at, what, "pencil", "neutral"),
        (_("Edition %(number)s approved") % number, edition.approved_at, "", "check", "info"),
        (
            _("Edition %(number)s published") % number,
            edition.published_at,
            str(edition.note),
            "globe",
            "success",
        ),
        (_("Edition %(number)s given up") % number, edition.dropped_at, "", "undo", "neutral"),
        (
            _("Emergency publication of edition %(number)s confirmed") % number,
            edition.confirmed_at,
            "",
            "check",
            "success",
        ),
    ]
    return [Event(title, at, text, icon=icon, tone=tone) for title, at, text, icon, tone in rows if at]  # type: ignore[arg-type]
