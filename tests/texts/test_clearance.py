"""Clearance binds two people to exactly one text; any edit voids it, and silence decides nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.dispatch import receiver

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import ActingPeriod, JournalHead, JournalLine
from hoiam.texts.models import Clearance, Signature, TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign, take_back
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.queries.versions import cleared_version, waiting_for
from hoiam.texts.signals import text_cleared, text_returned
from tests.factories.desks import make_person
from tests.factories.texts import AT, make_cleared, make_text, make_version, standing

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def sign_as(cast, name: str, version: TextVersion, **fields) -> Signature:
    person = getattr(cast, name)
    fields.setdefault("role", name)
    fields.setdefault("text_hash", version.hash)
    return sign(version=version, standing=standing(person, cast.desk), at=LATER, **fields)


def state_of(version: TextVersion) -> str:
    return Clearance.objects.get(version=version).state


def verbs() -> list[str]:
    lines = JournalLine.objects.filter(record_kind="texts.text").order_by("number")
    return list(lines.values_list("verb", flat=True))


def test_text_signed_by_reviewer_and_spokesperson_is_cleared(cast):
    version = make_version(cast)

    sign_as(cast, "reviewer", version)
    before = cleared_version(version.text)
    sign_as(cast, "spokesperson", version)

    assert (before, cleared_version(version.text), state_of(version)) == (None, version, "cleared")
    assert verbs()[-3:] == ["sent text for clearance", "approved text", "cleared text"]


def test_text_edited_after_sending_loses_its_signatures(cast):
    version = make_version(cast)
    sign_as(cast, "reviewer", version)

    save_draft(
        text=version.text,
        body="Sở trả lời khác.",
        base_revision=version.text.revision,
        by=cast.case_officer,
        at=LATER,
    )

    assert (state_of(version), verbs()[-1]) == ("voided", "voided clearance")
    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "spokesperson", version)
    assert Signature.objects.count() == 1


def test_text_cleared_and_then_edited_is_cleared_no_longer(cast):
    version = make_cleared(cast)

    save_draft(
        text=version.text,
        body="Thêm một chữ.",
        base_revision=version.text.revision,
        by=cast.case_officer,
        at=LATER,
    )

    assert (cleared_version(version.text), state_of(version)) == (None, "voided")


def test_text_saved_with_other_line_breaks_only_keeps_its_signatures(cast):
    version = make_version(cast, body="Một câu.\n\nHai câu.")
    sign_as(cast, "reviewer", version)

    save_draft(
        text=version.text,
        body="Một câu. \n\n\nHai câu.\n",
        base_revision=version.text.revision,
        by=cast.case_officer,
        at=LATER,
    )

    assert state_of(version) == "open"


def test_signature_on_another_hash_is_refused(cast):
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "reviewer", version, text_hash="0" * 64)

    assert Signature.objects.count() == 0


def test_spokesperson_before_the_reviewer_is_refused(cast):
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "spokesperson", version)

    assert state_of(version) == "open"


def test_spokesperson_who_wrote_a_word_may_not_clear_finally(cast):
    text = make_text(cast)
    save_draft(text=text, body="Sở trả lời.", base_revision=text.revision, by=cast.spokesperson, at=AT)
    text.refresh_from_db()
    version = send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=AT)
    sign_as(cast, "reviewer", version)

    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "spokesperson", version)
    sign_as(cast, "head", version, role="spokesperson")

    assert state_of(version) == "cleared"


def test_one_person_in_both_roles_signs_once(cast):
    version = make_version(cast)
    both = make_person("both", (cast.desk, "reviewer"), (cast.desk, "spokesperson"))
    cast.people["both"] = both
    sign_as(cast, "both", version, role="reviewer")

    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "both", version, role="spokesperson")

    assert state_of(version) == "open"


def test_reviewer_who_sent_the_text_does_not_review_it(cast):
    text = make_text(cast)
    version = send_for_clearance(text=text, standing=standing(cast.reviewer, cast.desk), at=AT)

    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "reviewer", version)

    assert Signature.objects.count() == 0


def test_substitute_from_another_desk_signs_for_the_time_of_the_period(cast):
    version = make_version(cast)
    ActingPeriod.objects.create(
        desk=cast.desk,
        absent=cast.reviewer,
        substitute=cast.stranger,
        roles=["reviewer"],
        starts_at=AT,
        ends_at=LATER + timedelta(days=1),
    )

    signature = sign_as(cast, "stranger", version, role="reviewer")

    assert (signature.person, signature.is_lent) == (cast.stranger, True)


@pytest.mark.parametrize("name", ["intake", "case_officer", "desk_admin", "auditor", "stranger"])
def test_person_without_the_role_may_not_sign(cast, name):
    version = make_version(cast)

    with pytest.raises(MayNot):
        sign_as(cast, name, version, role="reviewer")

    assert Signature.objects.count() == 0


def test_return_without_a_comment_is_refused(cast):
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst):
        sign_as(cast, "reviewer", version, decision="return", comment="  ")

    assert state_of(version) == "open"


def test_return_with_a_comment_gives_the_text_back_and_may_be_sent_again(cast):
    version = make_version(cast)

    sign_as(cast, "reviewer", version, decision="return", comment="Nêu rõ nguồn.")
    again = send_for_clearance(text=version.text, standing=standing(cast.case_officer, cast.desk), at=LATER)

    assert (state_of(version), state_of(again), again.number) == ("returned", "open", 2)
    assert again.hash == version.hash


def test_take_back_ends_the_clearance_and_a_second_time_is_refused(cast):
    version = make_version(cast)
    case_officer = standing(cast.case_officer, cast.desk)

    take_back(text=version.text, standing=case_officer, at=LATER)

    assert (state_of(version), verbs()[-1]) == ("taken_back", "took text back")
    with pytest.raises(ReasonsAgainst):
        take_back(text=version.text, standing=case_officer, at=LATER)


def test_clearance_without_an_answer_for_a_year_is_still_open(cast):
    version = make_version(cast)

    waiting = waiting_for(standing(cast.reviewer, cast.desk), AT + timedelta(days=365))

    assert (waiting, state_of(version), cleared_version(version.text)) == ([version], "open", None)


def test_waiting_for_names_the_person_whose_signature_is_next(cast):
    version = make_version(cast)

    def who() -> set[str]:
        return {
            name
            for name in ("intake", "case_officer", "reviewer", "spokesperson", "head", "auditor")
            if waiting_for(standing(getattr(cast, name), cast.desk), AT) == [version]
        }

    at_first = who()
    sign_as(cast, "reviewer", version)
    after_review = who()
    sign_as(cast, "head", version, role="spokesperson")

    assert (at_first, after_review, who()) == ({"reviewer"}, {"spokesperson", "head"}, set())


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_for_asks_the_same_number_of_queries_for_any_number_of_texts(
    cast, count, django_assert_num_queries
):
    for _ in range(count):
        make_version(cast)
    reviewer = standing(cast.reviewer, cast.desk)

    with django_assert_num_queries(3):
        found = waiting_for(reviewer, AT)

    assert len(found) == count


def test_text_in_clearance_is_not_sent_twice(cast):
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst):
        send_for_clearance(text=version.text, standing=standing(cast.case_officer, cast.desk), at=LATER)

    assert TextVersion.objects.count() == 1


def test_text_saved_since_the_sender_read_it_is_not_sent(cast):
    text = make_text(cast)

    with pytest.raises(ReasonsAgainst):
        send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=LATER, revision=1)

    assert TextVersion.objects.count() == 0


def test_text_with_two_drafts_side_by_side_is_not_sent(cast):
    text = make_text(cast)
    save_draft(text=text, body="Khác.", base_revision=1, by=cast.reviewer, at=LATER)

    with pytest.raises(ReasonsAgainst):
        send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=LATER)

    assert TextVersion.objects.count() == 0


def test_empty_text_is_not_sent(cast):
    text = make_text(cast, body="")

    with pytest.raises(ReasonsAgainst):
        send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=LATER)

    assert TextVersion.objects.count() == 0


def test_clearing_when_the_receiver_refuses_changes_nothing(cast):
    version = make_version(cast)
    sign_as(cast, "reviewer", version)

    @receiver(text_cleared, weak=False)
    def refuse(sender, **news):
        raise ReasonsAgainst(["no"])

    try:
        with pytest.raises(ReasonsAgainst):
            sign_as(cast, "spokesperson", version)
    finally:
        text_cleared.disconnect(refuse)

    assert (state_of(version), Signature.objects.count()) == ("open", 1)


def test_clearing_when_its_journal_line_fails_changes_nothing(cast):
    version = make_version(cast)
    JournalHead.objects.filter(chain=cast.desk.code).update(number=0)  # the next number is taken

    with pytest.raises(Exception, match=r"(?i)unique"):
        sign_as(cast, "reviewer", version)

    assert Signature.objects.count() == 0


def test_clearing_and_returning_tell_the_rooms_above(cast):
    heard = []

    @receiver([text_cleared, text_returned], weak=False)
    def hear(signal, version, **news):
        heard.append(("cleared" if signal is text_cleared else "returned", version.number))

    try:
        version = make_version(cast)
        sign_as(cast, "reviewer", version, decision="return", comment="Nêu rõ nguồn.")
        again = send_for_clearance(
            text=version.text, standing=standing(cast.case_officer, cast.desk), at=LATER
        )
        sign_as(cast, "reviewer", again)
        sign_as(cast, "spokesperson", again)
    finally:
        text_cleared.disconnect(hear)
        text_returned.disconnect(hear)

    assert heard == [("returned", 1), ("cleared", 2)]
