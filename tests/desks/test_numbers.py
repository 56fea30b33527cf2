"""The book of a body's letters: no gap, no double, nothing given twice, a void number stays with its reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils import translation

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import BookNumber, JournalLine
from hoiam.desks.operations.merging import merge_desks
from hoiam.desks.operations.numbers import (
    begin_book,
    enter_number,
    note_paper_use,
    reserve_numbers,
    strike_number,
    take_number,
    use_reserved,
    void_number,
)
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.desks.queries.numbers import book_of, reserved_numbers
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.terms import NumberState
from tests.factories.desks import make_cast, make_desk

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def take(cast, day=TODAY, at=AT) -> BookNumber:
    with transaction.atomic():
        return take_number(desk=cast.desk, symbol="UBND-VP", day=day, by=cast.intake, at=at)


def stand(cast, name="intake"):
    return standing_of(getattr(cast, name), cast.desk, AT)


@pytest.mark.django_db
def test_numbers_of_a_year_follow_one_another_and_the_next_year_begins_anew(cast):
    given = [str(take(cast)), str(take(cast))]

    next_year = take(cast, day=date(2027, 1, 2), at=AT + timedelta(days=120))

    assert (given, str(next_year)) == (["01/UBND-VP", "02/UBND-VP"], "01/UBND-VP")


@pytest.mark.django_db
def test_act_that_fails_after_its_number_leaves_no_gap(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        take_number(desk=cast.desk, symbol="UBND-VP", day=TODAY, by=cast.intake, at=AT)
        raise RuntimeError

    assert take(cast).number == 1


@pytest.mark.django_db
def test_two_desks_of_one_body_share_its_book(cast):
    second = make_desk("van-phong", body=cast.desk.body)
    take(cast)

    with transaction.atomic():
        row = take_number(desk=second, symbol="UBND-TT", day=TODAY, by=cast.intake, at=AT)

    assert (row.number, book_of(cast.desk, 2026, AT).last) == (2, 2)


@pytest.mark.django_db
def test_letter_dated_before_the_last_of_its_book_is_refused(cast):
    take(cast)

    with pytest.raises(ReasonsAgainst, match="Number 1 is dated 07/09/2026"):
        take(cast, day=TODAY - timedelta(days=1))


@pytest.mark.django_db
def test_book_of_a_body_that_issued_on_paper_begins_where_the_paper_ended(cast):
    begin_book(standing=stand(cast), year=2026, first=57, at=AT)

    assert take(cast).number == 57
    with pytest.raises(ReasonsAgainst, match="given already"):
        begin_book(standing=stand(cast), year=2026, first=1, at=AT)


@pytest.mark.django_db
def test_void_number_keeps_its_place_and_its_reason_and_is_never_given_again(cast):
    row = take(cast)

    with transaction.atomic():
        void_number(row=row, reason="Sai tên người nhận", by=cast.intake, at=AT)
    following = take(cast)

    kept = [(one.number, one.state, one.void_reason) for one in book_of(cast.desk, 2026, AT).numbers]
    assert kept == [(2, "given", ""), (1, "voided", "Sai tên người nhận")]
    assert following.number == 2


@pytest.mark.django_db
def test_number_set_aside_is_used_for_a_letter_or_on_paper_and_only_once(cast):
    first, second = reserve_numbers(
        standing=stand(cast), symbol="UBND-VP", words="Hai công văn giấy", count=2, at=AT
    )

    with transaction.atomic():
        use_reserved(row=first, desk=cast.desk, day=TODAY, by=cast.intake, at=AT)
    note_paper_use(row=second, words="Giấy mời họp báo", day=TODAY, standing=stand(cast), at=AT)

    assert take(cast).number == 3
    assert reserved_numbers(cast.desk, 2026) == []
    states = set(BookNumber.objects.values_list("number", "state"))
    assert states == {(1, NumberState.GIVEN), (2, NumberState.ON_PAPER), (3, NumberState.GIVEN)}
    with pytest.raises(ReasonsAgainst, match="not set aside"), transaction.atomic():
        use_reserved(row=second, desk=cast.desk, day=TODAY, by=cast.intake, at=AT)


@pytest.mark.django_db
def test_number_given_on_paper_elsewhere_is_recorded_once(cast):
    with transaction.atomic():
        row = enter_number(desk=cast.desk, number=412, symbol="UBND-VP", day=TODAY, by=cast.intake, at=AT)

    assert str(row) == "412/UBND-VP"
    with pytest.raises(ReasonsAgainst, match="412 was given already"), transaction.atomic():
        enter_number(desk=cast.desk, number=412, symbol="UBND-VP", day=TODAY, by=cast.intake, at=AT)


@pytest.mark.django_db
def test_number_of_a_letter_is_not_struck_out_without_its_letter(cast):
    row = take(cast)

    with pytest.raises(ReasonsAgainst, match="Void the letter"):
        strike_number(row=row, reason="Nhầm", standing=stand(cast), at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["case_officer", "reviewer", "auditor", "desk_admin", "fact_steward"])
def test_other_roles_set_no_numbers_aside(cast, role):
    with pytest.raises(MayNot):
        reserve_numbers(standing=stand(cast, role), symbol="X", words="Thử", at=AT)

    assert not BookNumber.objects.exists()


@pytest.mark.django_db
def test_acts_on_the_book_stand_in_the_journal(cast):
    begin_book(standing=stand(cast), year=2026, first=5, at=AT)
    rows = reserve_numbers(standing=stand(cast), symbol="X", words="Giấy", at=AT)
    strike_number(row=rows[0], reason="Không dùng", standing=stand(cast), at=AT)

    verbs = list(JournalLine.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["began number book", "set numbers aside", "voided number"]


@pytest.mark.django_db
def test_letterhead_is_proposed_from_the_body_until_the_desk_has_spoken(cast):
    head = letterhead_of(cast.desk)

    assert (head._state.adding, str(head.issuer), head.symbol) == (True, "Body body-of-da-nang", "DN")


@pytest.mark.django_db
def test_book_is_read_in_as_many_queries_for_one_number_as_for_three(cast, django_assert_num_queries):
    take(cast)
    with django_assert_num_queries(2):
        book_of(cast.desk, 2026, AT)
    take(cast), take(cast)

    with django_assert_num_queries(2):
        assert len(book_of(cast.desk, 2026, AT).numbers) == 3


@pytest.mark.django_db(transaction=True)
def test_officers_who_take_numbers_at_once_get_no_gap_and_no_double():
    cast = make_cast()

    def alone(_number: int) -> int:
        try:
            return take(cast).number
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(6) as pool:
        given = list(pool.map(alone, range(12)))

    assert sorted(given) == list(range(1, 13))


@pytest.mark.django_db
def test_numbers_of_a_desk_that_merges_stay_in_their_book_and_pass_to_the_desk_that_follows(cast):
    row = take(cast)

    merge_desks(former=cast.desk, present=cast.other_desk, by="operator", at=AT)

    row.refresh_from_db()
    assert (row.desk, row.book.body) == (cast.other_desk, cast.desk.body)


@pytest.mark.django_db
def test_number_that_went_to_a_letter_since_the_page_was_opened_is_not_struck_out(cast):
    (row,) = reserve_numbers(standing=stand(cast), symbol="UBND-VP", words="Giấy mời", at=AT)
    with transaction.atomic():
        use_reserved(row=BookNumber.objects.get(pk=row.pk), desk=cast.desk, day=TODAY, by=cast.intake, at=AT)

    with pytest.raises(ReasonsAgainst):
        strike_number(row=row, reason="Nhầm", standing=stand(cast), at=AT)

    assert BookNumber.objects.get(pk=row.pk).state == NumberState.GIVEN
