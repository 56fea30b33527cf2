"""Desks and bodies merge on a date; what passes on is told before, done, and taken back within a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps

from hoiam.desks import handover
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import (
    Body,
    BodySuccession,
    Desk,
    Holding,
    JournalLine,
    Membership,
    Merger,
    OwnRule,
    Place,
)
from hoiam.desks.operations.merging import cancel_merger, carry_out_due, merge_desks, reverse_merger
from hoiam.desks.queries.mergers import followers_by_code, preview
from hoiam.desks.queries.transfer import board
from hoiam.desks.terms import Role
from hoiam.enquiries.models import Answer, Enquiry, SavedView
from hoiam.evidence.models import FactSource, Source
from hoiam.texts.models import Text
from tests.factories.any_row import make_any
from tests.factories.desks import make_cast, make_country, make_desk, make_person
from tests.factories.enquiries import AT, DAY, HOUR, make_answered, make_assigned, make_enquiry
from tests.factories.evidence import make_fact

pytestmark = pytest.mark.django_db
TOLD_ONCE = {"desks.Merger", "desks.JournalLine", "desks.JournalHead", "desks.JournalDetail", "search.Change"}


def everything() -> dict[str, list[dict]]:
    """Every row of every room, but for the journal and the mergers themselves."""
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("hoiam.")]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for config in rooms
        for model in config.get_models(include_auto_created=True)
        if model._meta.label not in TOLD_ONCE
    }


def merge(former, present, at=AT, **said):
    return merge_desks(former=former, present=present, by="operator", at=at, **said)


def back(merger, at=AT + HOUR):
    return reverse_merger(merger=merger, by="operator", at=at)


def test_every_room_moves_what_it_declares_and_takes_exactly_that_back():
    former, present = make_desk("quang-nam"), make_desk("da-nang")
    keys = [one for share in handover.merging_shares() for one in share.passing]
    for one in keys:
        make_any(one.model, **{one.key: former})
    before = everything()
    told = {share.name: sum(line.number for line in lines) for share, lines in preview(former, AT)}

    merger = merge(former, present)
    passed = {
        one.name: one.model._base_manager.filter(**{one.key: present}).exists()
        and not one.model._base_manager.filter(**{one.key: former}).exists()
        for one in keys
    }
    back(merger)

    assert [name for name, is_there in passed.items() if not is_there] == []
    assert merger.counts == told == {share.name: len(share.passing) for share in handover.merging_shares()}
    assert everything() == before
    merger.refresh_from_db()
    assert (merger.stayed, merger.moved) == ({}, {})


def test_people_posts_rules_sources_and_views_are_told_apart_and_come_back_as_they_were():
    cast = make_cast(make_desk("da-nang"))
    former, present = cast.desk, cast.other_desk
    make_fact(former)
    make_fact(present, "Tỷ lệ khác của năm 2023.")
    holding = Holding.objects.create(
        desk=former, post="head", holder="Chánh Văn Phòng", valid_from="2026-01-01"
    )
    rule = OwnRule.objects.create(desk=former, kind="faster", words={}, set_at=AT, set_by=cast.head)
    Membership.objects.create(person=cast.head, desk=present, role=Role.HEAD, valid_from=AT)
    for desk in (former, present):
        make_any(SavedView, person=cast.head, desk=desk, name="Báo chí")
    before = everything()
    assert Source.objects.count() == 2

    merger = merge(former, present)
    members = set(Membership.objects.filter(desk=present, valid_to=None).values_list("person", "role"))
    rule.refresh_from_db()
    holding.refresh_from_db()
    assert (Source.objects.count(), set(FactSource.objects.values_list("source__desk", flat=True))) == (
        1,
        {present.pk},
    )
    assert (cast.intake.pk, "intake") in members
    assert not Membership.objects.filter(desk=former, valid_to=None).exists()
    assert (rule.ended_at, holding.valid_to) == (AT, date(2026, 9, 7))
    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["Báo chí", "Báo chí da-nang"]
    back(merger)

    after = everything()
    lent = [row for row in after["desks.Membership"] if row not in before["desks.Membership"]]
    assert {(row["desk_id"], row["valid_to"]) for row in lent} == {(present.pk, AT + HOUR)}
    after["desks.Membership"] = [row for row in after["desks.Membership"] if row not in lent]
    assert after == before


def test_what_came_in_since_stays_with_the_desk_that_followed_and_is_counted(cast):
    mine = make_assigned(cast)
    merger = merge(cast.desk, cast.other_desk)
    new = make_enquiry(cast, desk=cast.other_desk, at=AT + HOUR)
    answered = make_draft_for(mine, cast)
    make_fact(cast.other_desk, at=AT + HOUR)

    done = back(merger, AT + 2 * HOUR)

    assert Enquiry.objects.get(pk=mine.pk).desk == cast.desk
    assert (Answer.objects.get().desk, Text.objects.get(pk=answered.text_id).desk) == (cast.desk, cast.desk)
    assert Enquiry.objects.get(pk=new.pk).desk == cast.other_desk
    assert done.stayed["enquiries"] >= 1
    assert done.stayed["evidence"] >= 1
    assert JournalLine.objects.filter(verb="took merger back", desk=cast.other_desk).count() == 1


def make_draft_for(enquiry, cast):
    from hoiam.enquiries.operations.answering import start_answer

    moved = Enquiry.objects.get(pk=enquiry.pk)
    return start_answer(enquiry=moved, by=cast.case_officer, at=AT + HOUR, body="Sở đã nhận câu hỏi.")


def test_merger_is_taken_back_once_within_a_day_and_in_its_order(cast):
    third = make_desk("hue")
    first = merge(cast.desk, cast.other_desk)
    second = merge(cast.other_desk, third, AT + HOUR)
    assert followers_by_code(["da-nang", "quang-tri", "hue"]) == {"da-nang": "hue", "quang-tri": "hue"}

    with pytest.raises(ReasonsAgainst):
        back(first)
    back(second, AT + 2 * HOUR)
    with pytest.raises(ReasonsAgainst):
        back(second, AT + 3 * HOUR)
    with pytest.raises(ReasonsAgainst):
        back(first, AT + DAY + HOUR)
    back(first, AT + DAY)

    assert Desk.objects.filter(is_open=True).count() == 3
    assert followers_by_code(["da-nang", "quang-tri", "hue"]) == {}


def test_planned_merger_waits_for_its_moment_and_is_carried_out_once(cast):
    make_answered(cast)
    merger = merge(cast.desk, cast.other_desk, due_at=AT + DAY, legal_basis="Nghị quyết 202/2025/QH15")
    with pytest.raises(ReasonsAgainst):
        merge(cast.desk, cast.other_desk)

    done = [carry_out_due(AT + DAY - timedelta(seconds=1)), carry_out_due(AT + DAY), carry_out_due(AT + DAY)]
    merger.refresh_from_db()
    kept = merger.moved
    carry_out_due(AT + 3 * DAY)
    merger.refresh_from_db()

    assert done == [0, 1, 0]
    assert (merger.done_at, Enquiry.objects.get().desk) == (AT + DAY, cast.other_desk)
    assert kept
    assert merger.moved == {}


def test_planned_merger_that_nothing_lets_through_waits_for_a_person_and_may_be_given_up(cast):
    merger = merge(cast.desk, cast.other_desk, due_at=AT + DAY)
    Desk.objects.filter(pk=cast.other_desk.pk).update(is_open=False)

    done = [carry_out_due(AT + DAY), carry_out_due(AT + 2 * DAY)]
    merger.refresh_from_db()
    cancel_merger(merger=merger, by="operator", at=AT + 2 * DAY)

    assert (done, merger.failed_at, merger.done_at) == ([0, 0], AT + DAY, None)
    assert Desk.objects.get(pk=cast.desk.pk).is_open
    assert JournalLine.objects.filter(verb="could not merge").count() == 1
    with pytest.raises(ReasonsAgainst):
        cancel_merger(merger=merger, by="operator", at=AT + 2 * DAY)


def test_desks_that_may_not_merge_are_refused_and_so_is_anybody_but_a_programme_officer(cast):
    practice = make_desk("thuc-hanh", is_practice=True)
    closed = make_desk("cu", is_open=False)

    for former, present in (
        (cast.desk, cast.desk),
        (closed, cast.desk),
        (cast.desk, closed),
        (cast.desk, practice),
    ):
        with pytest.raises(ReasonsAgainst):
            merge(former, present)
    with pytest.raises(MayNot):
        merge_desks(former=cast.desk, present=cast.other_desk, by=cast.head, at=AT)
    assert not Merger.objects.exists()


@pytest.mark.parametrize(("former", "present"), [("quang-nam", "da-nang"), ("hoa-binh", "phu-tho")])
def test_merger_of_provinces_is_played_through_and_taken_back(former, present):
    make_country()
    old = place_desk(f"vn-{former}-pre2025", f"vn-ubnd-{former}-pre2025", former)
    new = place_desk(f"vn-{present}", f"vn-ubnd-{present}", present)
    Body.objects.filter(pk=old.body_id).update(valid_to=None)
    BodySuccession.objects.filter(former=old.body, present=new.body).delete()
    cast = make_cast(old)
    mine = make_answered(cast).enquiry
    merger = merge(old, new, ends_body=True, legal_basis="Nghị quyết 202/2025/QH15")

    mine.refresh_from_db()
    assert (mine.desk, mine.reference.partition("-")[0]) == (new, old.reference_prefix)
    (line,) = [one for one in board(AT + HOUR, ["province", "city"]) if one.place == new.place]
    assert (line.desk, line.former) == (new, (old,))
    ended = Body.objects.get(pk=old.body_id)
    assert (ended.valid_to, list(ended.successors.all())) == (date(2026, 9, 6), [new.body])
    back(merger)

    ended.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.desk, ended.valid_to, list(ended.successors.all())) == (old, None, [])


def place_desk(place: str, body: str, code: str) -> Desk:
    found = Place.objects.get(code=place)
    return make_desk(code, place=found, body=Body.objects.get(code=body))


def test_body_with_another_open_desk_does_not_end(cast):
    make_desk("phong-2", body=cast.desk.body)

    with pytest.raises(ReasonsAgainst):
        merge(cast.desk, cast.other_desk, ends_body=True)
    make_person("ai", (cast.desk, Role.INTAKE))
    assert merge(cast.desk, cast.other_desk).done_at == datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
