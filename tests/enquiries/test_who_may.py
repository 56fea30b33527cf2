"""Every act by every role; and the power cut: an act without its line does not happen."""

from __future__ import annotations

import random

import pytest
from django.db import transaction

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.desks.queries.journal import first_breaks
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Correspondence, Enquiry
from hoiam.enquiries.operations import (
    answering,
    assigning,
    clarifying,
    ending,
    from_asker,
    order,
    registering,
    reviewing,
    transferring,
)
from hoiam.enquiries.terms import CLOSED, MOVES, OPEN, State
from hoiam.post.models import Parcel
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    HOUR,
    clear,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
    make_registered,
    stand,
)

pytestmark = pytest.mark.django_db

LATE = AT + DAY

ACTS = {
    "register": (
        rules.WORKING,
        make_enquiry,
        lambda e, by: registering.register_enquiry(enquiry=e, by=by, at=LATE),
    ),
    "cover": (
        rules.TAKING_IN,
        make_enquiry,
        lambda e, by: registering.cover_question(enquiry=e, question="Hỏi gì?", by=by, at=LATE),
    ),
    "theme": (
        rules.WORKING,
        make_enquiry,
        lambda e, by: registering.set_theme(enquiry=e, theme=sorted(rules.themes())[0], by=by, at=LATE),
    ),
    "clarify": (
        rules.WORKING,
        make_assigned,
        lambda e, by: clarifying.ask_clarification(enquiry=e, words="Năm nào?", by=by, at=LATE),
    ),
    "answer": (
        rules.WORKING,
        make_assigned,
        lambda e, by: answering.start_answer(enquiry=e, by=by, at=LATE),
    ),
    "refuse": (
        rules.WORKING,
        make_assigned,
        lambda e, by: answering.refuse(enquiry=e, code="state_secret", by=by, at=LATE),
    ),
    "withdraw": (
        rules.TAKING_IN,
        make_assigned,
        lambda e, by: ending.withdraw_for_asker(enquiry=e, why="Gọi điện", by=by, at=LATE),
    ),
    "reopen": (
        rules.DECIDING,
        lambda cast: make_answered(cast).enquiry,
        lambda e, by: ending.reopen(enquiry=e, why="Số mới", by=by, at=LATE),
    ),
    "review": (
        rules.HEADING,
        lambda cast: make_answered(cast).enquiry,
        lambda e, by: reviewing.request_review(enquiry=e, words="Xem lại", by=by, at=LATE),
    ),
    "transfer": (
        rules.WORKING,
        make_assigned,
        lambda e, by: transferring.offer_transfer(
            enquiry=e, reason="Nơi khác", to_body=e.desk.body, by=by, at=LATE
        ),
    ),
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_act_belongs_to_its_roles_and_to_nobody_of_another_desk(cast, act):
    roles, make, do = ACTS[act]
    enquiry = make(cast)

    may = set()
    for name, person in cast.people.items():
        try:
            with transaction.atomic():
                do(enquiry, person)
                may.add(name)
                raise RuntimeError("undo")
        except (MayNot, RuntimeError):
            pass

    assert may == {role.value for role in Role if role in roles}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_act_whose_line_cannot_be_written_changes_nothing(cast, act, monkeypatch):
    _roles, make, do = ACTS[act]
    enquiry = make(cast)
    before = picture(enquiry)

    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr("hoiam.enquiries.operations.case.write_line", fail)
    with pytest.raises(RuntimeError):
        for name in ("intake", "head"):
            try:
                do(enquiry, getattr(cast, name))
            except MayNot:
                continue

    assert picture(enquiry) == before


def picture(enquiry: Enquiry) -> list[object]:
    """Everything around an enquiry that an act may touch."""
    return [
        Enquiry.objects.filter(pk=enquiry.pk).values().get(),
        list(Clock.objects.order_by("pk").values_list("pk", "met_at", "stopped_at", "due_at")),
        list(Correspondence.objects.order_by("pk").values_list("pk", "letter")),
        list(Answer.objects.order_by("pk").values_list("pk", "sent_at", "dropped_at")),
        Parcel.objects.count(),
        JournalLine.objects.count(),
    ]


def test_last_signature_whose_answer_cannot_be_journalled_is_undone_whole(cast, monkeypatch):
    answer = make_draft(cast)
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", LATE), at=LATE)
    given = {"version": version, "text_hash": version.hash, "at": LATE}
    sign(standing=stand(cast, "reviewer", LATE), role="reviewer", **given)
    before = picture(answer.enquiry)

    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr("hoiam.enquiries.operations.case.write_line", fail)
        with pytest.raises(RuntimeError):
            sign(standing=stand(cast, "spokesperson", LATE), role="spokesperson", **given)
    after = picture(answer.enquiry)
    sign(standing=stand(cast, "spokesperson", LATE), role="spokesperson", **given)

    assert (after, version.signatures.count()) == (before, 2)
    assert Enquiry.objects.get(pk=answer.enquiry_id).state == State.ANSWERED


def steps(cast, enquiry: Enquiry, at) -> list:
    """One of everything that anybody might try with an enquiry, allowed or not."""
    drafts = Answer.objects.filter(enquiry=enquiry, sent_at__isnull=True, dropped_at__isnull=True)
    other = Enquiry.objects.exclude(pk=enquiry.pk).first()
    return [
        lambda: registering.register_enquiry(enquiry=enquiry, by=cast.intake, at=at),
        lambda: assigning.assign(enquiry=enquiry, officer=cast.case_officer, by=cast.intake, at=at),
        lambda: clarifying.ask_clarification(enquiry=enquiry, words="Gì?", by=cast.intake, at=at),
        lambda: from_asker.reply(enquiry=enquiry, words="Đây", at=at),
        lambda: answering.start_answer(enquiry=enquiry, by=cast.case_officer, at=at, body=ANSWER),
        lambda: clear(cast, drafts.get(), at),
        lambda: answering.drop_answer(answer=drafts.get(), by=cast.case_officer, at=at),
        lambda: from_asker.withdraw(enquiry=enquiry, at=at),
        lambda: ending.merge(enquiry=enquiry, into=other, by=cast.intake, at=at),
        lambda: ending.reopen(enquiry=enquiry, why="Lại", by=cast.head, at=at),
        lambda: order.reorder(enquiry=enquiry, before=other, reason="Gấp", by=cast.head, at=at),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_try_the_record_stays_whole(cast, seed):
    chance = random.Random(seed)
    make_registered(cast)
    enquiry = make_enquiry(cast)
    known = State(enquiry.state)

    for number in range(40):
        at = LATE + number * HOUR
        try:
            chance.choice(steps(cast, enquiry, at))()
        except (ReasonsAgainst, Answer.DoesNotExist):
            pass
        now = Enquiry.objects.get(pk=enquiry.pk)
        state = State(now.state)
        assert state == known or state in reachable(known)
        assert (now.closed_at is None) == (state in OPEN or state == State.MERGED)
        running = Clock.objects.of("enquiries.enquiry", enquiry.pk).open()
        assert not (state in CLOSED - {State.MERGED} and running.exists())
        assert now.next_due_at in {None, *running.values_list("due_at", flat=True)}
        known = state

    assert first_breaks() == []


def reachable(state: State) -> set[State]:
    """Where one act may lead: a single move, or out of drafting through clearance to an end."""
    once = set(MOVES[state])
    return once | {further for step in once for further in MOVES[step]}
