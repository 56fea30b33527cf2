"""The case page: everything of one enquiry brought into the shape in which it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.desks.terms import Role
from hoiam.enquiries.models import Answer, Correspondence
from hoiam.enquiries.queries.answered_before import Earlier, answered_before
from hoiam.enquiries.queries.duplicates import Alike, alike
from hoiam.enquiries.queries.history import history_of
from hoiam.enquiries.queries.mail import mail_of_case
from hoiam.enquiries.queries.possible import by_hand, reasons_against
from hoiam.enquiries.queries.situation import Situation
from hoiam.enquiries.terms import ENDS, Letter, MailRemark, MailState, MailWhy, Outcome, State
from hoiam.post.models import Parcel
from hoiam.post.terms import ParcelState
from hoiam.texts.models import OfficialLetter, Part
from hoiam.texts.queries.letters import letters_of
from hoiam.texts.queries.paper import papers_by_text
from hoiam.texts.queries.parts import parts_of
from hoiam.texts.queries.versions import latest_version, missing_role
from hoiam.texts.terms import ClearanceState, SigningRole
from hoiam.ui.shapes import Event, Step, Tone
from hoiam.workroom.enquiries import clocks, history
from hoiam.workroom.enquiries.acts import ACTS, Act
from hoiam.workroom.enquiries.acts.lettering import OfficialLetterAct, may_write, reasons_against_letter

GROUPS = {
    "work": gettext_lazy("Case"),
    "answer": gettext_lazy("Answer"),
    "ask": gettext_lazy("Ask"),
    "pass": gettext_lazy("Pass on or join"),
    "time": gettext_lazy("Limits and order"),
    "end": gettext_lazy("End and review"),
}
NEXT = {
    State.RECEIVED: ("register",),
    State.REGISTERED: ("assign", "answer"),
    State.CLARIFYING: ("clarified",),
    State.ASSIGNED: ("answer", "interim"),
}
"""What usually comes next; the page offers it first."""
EARLY = frozenset({State.RECEIVED, State.REGISTERED, State.CLARIFYING, State.ASSIGNED})
"""While nothing is written yet, questions that look the same are worth pointing out."""
PARCEL_TONES: dict[str, Tone] = {
    ParcelState.HANDED_OVER: "success",
    ParcelState.FAILED: "danger",
    ParcelState.BOUNCED: "danger",
}


@dataclass(frozen=True)
class OfferedAct:
    act: type[Act]
    address: str
    reasons: list[str]


@dataclass(frozen=True)
class LetterLine:
    """One message to or from the asker, in words, with what became of it. Addresses never."""

    letter: Correspondence
    title: str
    icon: str
    tone: Tone
    state: str
    """What the post says: waiting, handed over, came back; "" for what the asker wrote."""
    state_tone: Tone
    by_hand_address: str
    remarks: list[str] = field(default_factory=list)
    """What of a message by e-mail could not be read or was not kept."""


@dataclass(frozen=True)
class UnsortedLine:
    """A message by e-mail that seems to belong here: unconfirmed, from a machine, a report of a mail server."""

    at: datetime
    words: str
    waits: bool
    address: str


@dataclass(frozen=True)
class AnswerLine:
    """One text to the asker: being written, or sent."""

    answer: Answer
    title: str
    address: str
    state: str
    tone: Tone
    log: str
    """How it stands with the public log."""
    outcome_address: str = ""


@dataclass(frozen=True)
class CasePage:
    situation: Situation
    steps: list[Step]
    clocks: list[clocks.ClockFace]
    next_acts: list[OfferedAct]
    groups: list[tuple[str, list[OfferedAct]]]
    impossible: list[OfferedAct]
    answers: list[AnswerLine]
    letters: list[LetterLine]
    unsorted: list[UnsortedLine]
    parts: list[Part]
    official: list[OfficialLetter]
    letter_address: str
    """Where an official letter is written; "" for those who write none."""
    alike: list[Alike]
    earlier: list[Earlier]
    """Public answers of the desk to very similar questions, while no text is begun."""
    events: list[Event]


def case_page(situation: Situation) -> CasePage:
    """Read what the page shows beside the situation, and say it in the reader's language."""
    parts = parts_of(situation.enquiry)
    near = alike(situation.enquiry) if situation.enquiry.state in EARLY else []
    offered = _offered(situation) | {"letter": _letter_act(situation, parts)}
    open_ones = {name: one for name, one in offered.items() if not one.reasons}
    return CasePage(
        situation=situation,
        steps=_steps(situation),
        clocks=[clocks.face(clock) for clock in situation.clocks],
        next_acts=_next(situation, open_ones),
        groups=_grouped(open_ones),
        impossible=[one for one in offered.values() if one.reasons],
        answers=_answer_lines(situation),
        letters=_letters(situation),
        unsorted=_unsorted(situation),
        parts=parts,
        official=letters_of(situation.enquiry),
        letter_address=offered["letter"].address if may_write(situation) else "",
        alike=near,
        earlier=answered_before(situation.enquiry, near, situation.at) if "answer" in open_ones else [],
        events=history.told(history_of(situation.enquiry)),
    )


def base_address(situation: Situation) -> str:
    return f"/office/{situation.enquiry.desk.code}/enquiries/{situation.enquiry.reference}/"


def _offered(situation: Situation) -> dict[str, OfferedAct]:
    base = base_address(situation)
    return {
        name: OfferedAct(act, f"{base}{name}/", [str(why) for why in reasons_against(name, situation)])
        for name, act in ACTS.items()
    }


def _letter_act(situation: Situation, parts: list[Part]) -> OfferedAct:
    """Letters have pages of their own; here stands the way to them."""
    enquiry = situation.enquiry
    address = f"/office/{enquiry.desk.code}/letters/for/{enquiry.reference}/"
    reasons = [str(why) for why in reasons_against_letter(situation, parts)]
    return OfferedAct(OfficialLetterAct, address, reasons)


def _next(situation: Situation, open_ones: dict[str, OfferedAct]) -> list[OfferedAct]:
    names: tuple[str, ...] = NEXT.get(State(situation.enquiry.state), ())
    urgent = ("review-decision", "dispute", "alarm", "by-hand")
    return [open_ones[name] for name in (*urgent, *names) if name in open_ones][:2]


def _grouped(open_ones: dict[str, OfferedAct]) -> list[tuple[str, list[OfferedAct]]]:
    rows = [
        (str(label), [one for one in open_ones.values() if one.act.group == group])
        for group, label in GROUPS.items()
    ]
    return [row for row in rows if row[1]]


def _steps(situation: Situation) -> list[Step]:
    """How far it has come, as one line; what left the way is said at the end."""
    enquiry = situation.enquiry
    names = [_("Received"), _("Registered"), _("Given to an officer"), _("Being answered"), _("In clearance")]
    order = [State.RECEIVED, State.REGISTERED, State.ASSIGNED, State.DRAFTING, State.CLEARANCE]
    state = State(enquiry.state)
    if state == State.CLARIFYING:
        state = State.ASSIGNED if enquiry.officer_id else State.REGISTERED
    if state in ENDS:
        return [*(Step(name, "done") for name in names), Step(str(state.label).capitalize(), "done")]
    if state not in order:
        return [Step(_("Received"), "done"), Step(str(state.label).capitalize(), "failed")]
    reached = order.index(state)
    done = [Step(name, _mark(place, reached)) for place, name in enumerate(names)]
    return [*done, Step(_("Answered"), "todo")]


def _mark(place: int, reached: int) -> Any:
    return "done" if place < reached else "current" if place == reached else "todo"


def _answer_lines(situation: Situation) -> list[AnswerLine]:
    """The texts that still count, with what was signed for them on paper, in one query more."""
    rows = [row for row in situation.answers if not row.dropped_at]
    on_paper = papers_by_text([row.text_id for row in rows])
    return [_answer_line(row, situation, is_on_paper=row.text_id in on_paper) for row in rows]


def _answer_line(row: Answer, situation: Situation, *, is_on_paper: bool = False) -> AnswerLine:
    address = f"/office/{situation.enquiry.desk.code}/texts/{row.text_id}/"
    title = _("Correction") if row.corrects_id else str(Outcome(row.outcome).label).capitalize()
    if row.sent_at is None:
        state, tone = _writing_state(row)
        if is_on_paper:
            state, tone = _("signed on paper, waits for a second person"), "info"
        fixed = row.corrects_id or row.outcome in (Outcome.INTERIM, Outcome.REFUSED)
        outcome = "" if fixed else f"{base_address(situation)}outcome/"
        return AnswerLine(row, title, address, state, tone, "", outcome)
    state = _("sent; approved on paper") if is_on_paper else _("sent")
    return AnswerLine(row, title, address, state, "success", _log_state(row, situation))


def _writing_state(row: Answer) -> tuple[str, Tone]:
    version = latest_version(row.text)
    if version is None or version.clearance.state in (ClearanceState.TAKEN_BACK, ClearanceState.VOIDED):
        return _("being written"), "neutral"
    if version.clearance.state == ClearanceState.RETURNED:
        return _("came back from clearance"), "warning"
    missing = missing_role(version)
    if missing == SigningRole.REVIEWER:
        return _("waits for the reviewer"), "info"
    return _("waits for the spokesperson"), "info"


def _log_state(row: Answer, situation: Situation) -> str:
    """Whether and when everybody can read it; an interim answer never enters the log."""
    if row.outcome == Outcome.INTERIM:
        return _("Goes to the asker only.")
    if row.withheld_code:
        return _("Kept out of the public log: %(reason)s") % {"reason": row.get_withheld_code_display()}
    return ""


def _letters(situation: Situation) -> list[LetterLine]:
    """The messages, the newest first, with the state of their parcels in one query."""
    numbers = [row.pk for row in situation.letters]
    parcels = Parcel.objects.filter(payload_kind="enquiries.letter", payload_id__in=numbers).order_by("id")
    last = {parcel.payload_id: parcel for parcel in parcels}
    return [_letter_line(row, last.get(row.pk), situation) for row in reversed(situation.letters)]


def _letter_line(row: Correspondence, parcel: Parcel | None, situation: Situation) -> LetterLine:
    title = str(Letter(row.letter).label)
    if row.is_from_asker or row.letter == Letter.MESSAGE:
        return LetterLine(row, title, "reply", "info", "", "neutral", "", remarks=_remarks(row))
    state, tone = _post_state(row, parcel)
    hand = f"{base_address(situation)}by-hand/{row.pk}/" if by_hand(row) else ""
    return LetterLine(row, title, "send", "neutral", state, tone, hand)


def _remarks(row: Correspondence) -> list[str]:
    """What of a message by e-mail could not be read or was not kept."""
    codes = row.facts.get("remarks", [])
    return [str(MailRemark(code).label) for code in codes if code in MailRemark.values]


def _unsorted(situation: Situation) -> list[UnsortedLine]:
    """Messages about the enquiry that are no letters of it, without a word of what they say."""
    base = f"/office/{situation.enquiry.desk.code}/mail/"
    is_intake = situation.standing.holds(Role.INTAKE)
    return [
        UnsortedLine(
            row.received_at,
            str(MailWhy(row.why).label if row.why else MailState(row.state).label),
            row.state == MailState.TRIAGE,
            f"{base}{row.pk}/" if is_intake else "",
        )
        for row in mail_of_case(situation.enquiry)
    ]


def _post_state(row: Correspondence, parcel: Parcel | None) -> tuple[str, Tone]:
    if row.handed_over_at:
        return _("handed over by hand"), "success"
    if parcel is not None and parcel.state in (ParcelState.FAILED, ParcelState.BOUNCED):
        return _("%(state)s; reach the asker otherwise") % {"state": parcel.get_state_display()}, "danger"
    if parcel is None or by_hand(row):
        return (_("to be handed over by hand"), "warning") if by_hand(row) else ("", "neutral")
    return str(ParcelState(parcel.state).label), PARCEL_TONES.get(parcel.state, "neutral")
