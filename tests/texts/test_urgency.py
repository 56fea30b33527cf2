"""A text that cannot wait: what duty opens, and what it never opens."""

from __future__ import annotations

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.texts import subjects, urgency
from hoiam.texts.fingerprint import fingerprint
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.queries.versions import role_to_sign, waiting_for
from hoiam.texts.terms import ClearanceState, ClearingMethod
from hoiam.texts.urgency import Urgency
from tests.factories.texts import AT, make_cleared, make_text, make_version, standing

pytestmark = pytest.mark.django_db
KIND = "enquiries.enquiry"


@pytest.fixture
def duty(monkeypatch):
    """Says who is on duty: {person: (posts, whether one signature suffices)}."""
    rules: dict[int, Urgency] = {}

    def find(texts, person, at):
        return {text.pk: rules[person.pk] for text in texts if person.pk in rules}

    monkeypatch.setattr(urgency, "_finds", {KIND: find})

    def say(person, *posts, one=True):
        rules[person.pk] = Urgency(frozenset(posts), one)

    return say


def approve(cast, version, name, role):
    person = getattr(cast, name)
    desk = cast.other_desk if name == "stranger" else cast.desk
    return sign(version=version, text_hash=version.hash, standing=standing(person, desk), role=role, at=AT)


@pytest.mark.parametrize(("name", "role"), [("reviewer", "reviewer"), ("spokesperson", "spokesperson")])
def test_one_person_on_duty_clears_where_the_rule_of_the_desk_says_so(cast, duty, name, role):
    duty(getattr(cast, name), role)
    version = make_version(cast)

    signature = approve(cast, version, name, role)

    version.clearance.refresh_from_db()
    assert (version.clearance.state, version.clearance.method) == (
        ClearanceState.CLEARED,
        ClearingMethod.ONE_ON_DUTY,
    )
    assert signature.is_on_duty


def test_one_person_on_duty_does_not_clear_without_the_rule(cast, duty):
    duty(cast.spokesperson, "spokesperson", one=False)
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst):
        approve(cast, version, "spokesperson", "spokesperson")


def test_person_off_duty_does_not_clear_alone(cast, duty):
    duty(cast.reviewer, "reviewer")
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst):
        approve(cast, version, "spokesperson", "spokesperson")


def test_writer_on_duty_never_clears_alone_what_they_wrote(cast, duty):
    duty(cast.head, "reviewer", "spokesperson")
    text = make_text(cast, "")
    from hoiam.texts.operations.drafts import save_draft

    save_draft(text=text, body="Sở đang kiểm tra.", base_revision=1, by=cast.head, at=AT)
    text.refresh_from_db()
    version = send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=AT)

    for role in ("reviewer", "spokesperson"):
        with pytest.raises(ReasonsAgainst):
            approve(cast, version, "head", role)
    assert waiting_for(standing(cast.head, cast.desk), AT) == []


def test_sender_on_duty_never_clears_alone_what_they_sent(cast, duty):
    duty(cast.spokesperson, "spokesperson")
    text = make_text(cast)
    version = send_for_clearance(text=text, standing=standing(cast.spokesperson, cast.desk), at=AT)

    with pytest.raises(ReasonsAgainst):
        approve(cast, version, "spokesperson", "spokesperson")
    assert waiting_for(standing(cast.spokesperson, cast.desk), AT) == []


def test_spokesperson_on_duty_as_reviewer_signs_as_such_and_the_head_last(cast, duty):
    duty(cast.spokesperson, "reviewer", one=False)
    version = make_version(cast)

    approve(cast, version, "spokesperson", "reviewer")
    approve(cast, version, "head", "spokesperson")

    version.clearance.refresh_from_db()
    assert (version.clearance.state, version.clearance.method) == (
        ClearanceState.CLEARED,
        ClearingMethod.TWO,
    )


def test_duty_elsewhere_opens_nothing_here(cast, duty):
    duty(cast.stranger, "reviewer", "spokesperson")

    with pytest.raises(MayNot):
        approve(cast, make_version(cast), "stranger", "reviewer")


def test_text_waits_at_once_for_whoever_on_duty_clears_it_alone(cast, duty):
    version, mine = make_version(cast), standing(cast.spokesperson, cast.desk)
    before = waiting_for(mine, AT)
    duty(cast.spokesperson, "spokesperson")

    told = urgency.urgency_of(version.text, cast.spokesperson, AT)

    assert (before, waiting_for(mine, AT)) == ([], [version])
    assert role_to_sign(version, mine, told) == "spokesperson"


def test_list_of_what_waits_takes_the_same_queries_with_one_and_with_three(
    cast, duty, django_assert_num_queries
):
    duty(cast.reviewer, "reviewer")
    make_version(cast)
    mine = standing(cast.reviewer, cast.desk)

    with django_assert_num_queries(3):
        assert len(waiting_for(mine, AT)) == 1
    for _ in range(2):
        make_version(cast)
    with django_assert_num_queries(3):
        assert len(waiting_for(mine, AT)) == 3


def test_usual_text_is_cleared_by_two_as_ever(cast):
    version = make_cleared(cast)

    assert version.clearance.method == ClearingMethod.TWO
    assert not any(row.is_on_duty for row in version.signatures.all())


def test_what_is_bound_to_a_text_is_part_of_its_hash_and_changes_no_hash_without(cast, monkeypatch):
    plain = make_version(cast)
    monkeypatch.setattr(
        subjects, "_bound", {KIND: lambda text_id: {"next_update_at": "2026-09-07T14:30:00+00:00"}}
    )

    bound = make_version(cast)

    said = {
        name: getattr(bound, name)
        for name in ("language", "body", "sentences", "citations", "facts", "reasons", "attachments")
    }
    assert (plain.body, plain.bound) == (bound.body, {})
    assert bound.hash == fingerprint(**said, bound=bound.bound)
    assert plain.hash == fingerprint(**said) != bound.hash
