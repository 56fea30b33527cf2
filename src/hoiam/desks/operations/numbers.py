"""The book of a body's letters: one number after the other in each year, no gap, no double."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import BookNumber, Desk, NumberBook, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import NumberState, Role

NUMBERING = (Role.INTAKE, Role.HEAD)
"""Who gives numbers: the registry of the desk, and whoever heads the body."""
MOST_AT_ONCE = 50
LARGEST = 1_000_000


def take_number(*, desk: Desk, symbol: str, day: date, by: Person, at: datetime) -> BookNumber:
    """The next number of the body's book for the year of `day`, in the current transaction.

    The book stays locked until the transaction ends: a failed act leaves no gap, and two officers never get one
    number. A letter is never dated before the last one of its book. Raises `ReasonsAgainst`.
    """
    book = _locked(desk, day.year)
    newest = book.numbers.order_by("-number").first()
    insist([newest and newest.day > day and _backwards(newest)])
    book.last += 1
    book.save(update_fields=["last"])
    return _enter(book, desk, book.last, NumberState.GIVEN, symbol=symbol, day=day, by=by, at=at)


def enter_number(*, desk: Desk, number: int, symbol: str, day: date, by: Person, at: datetime) -> BookNumber:
    """A number that the body's registry gave elsewhere, on paper; in the current transaction.

    Raises `ReasonsAgainst` for a number that stands in the book already.
    """
    book = _locked(desk, day.year)
    insist([*_against_size(number), _is_taken(book, number), _not_yet(day, at)])
    book.last = max(book.last, number)
    book.save(update_fields=["last"])
    return _enter(book, desk, number, NumberState.GIVEN, symbol=symbol, day=day, by=by, at=at)


def use_reserved(*, row: BookNumber, desk: Desk, day: date, by: Person, at: datetime) -> BookNumber:
    """Give a number that was set aside to a letter, in the current transaction. Raises `ReasonsAgainst`."""
    kept = BookNumber.objects.select_for_update(of=("self",)).select_related("book").get(pk=row.pk)
    insist(
        [
            None
            if kept.state == NumberState.RESERVED and kept.desk_id == desk.pk
            else _("This number is not set aside any more."),
            kept.book.year != day.year and _("A number of another year cannot be used."),
        ]
    )
    kept.state, kept.day, kept.taken_by, kept.taken_at = NumberState.GIVEN, day, by, at
    kept.save(update_fields=["state", "day", "taken_by", "taken_at"])
    return kept


def void_number(*, row: BookNumber, reason: str, by: Person, at: datetime) -> BookNumber:
    """Strike a number out, in the current transaction: it keeps its place in the book, with the reason."""
    kept = BookNumber.objects.select_for_update().get(pk=row.pk)
    insist([kept.state == NumberState.VOIDED and _("This number is void already."), _no_words(reason)])
    kept.state, kept.void_reason = NumberState.VOIDED, reason.strip()[:300]
    kept.voided_at, kept.voided_by = at, by
    kept.save(update_fields=["state", "void_reason", "voided_at", "voided_by"])
    return kept


def begin_book(*, standing: Standing, year: int, first: int, at: datetime) -> NumberBook:
    """Let a year's book begin at `first`: the numbers below it were given on paper.

    Raises `MayNot`, and `ReasonsAgainst` once a number was given.
    """
    _insist_numbers(standing)
    insist(_against_size(first))
    desk = standing.desk
    with transaction.atomic():
        book = _locked(desk, year)
        insist([book.numbers.exists() and _("A number of this year was given already; the book has begun.")])
        book.first, book.last = first, first - 1
        book.save(update_fields=["first", "last"])
        detail = {"year": year, "first": first}
        write_line(desk=desk, by=standing.person, at=at, verb="began number book", record=book, detail=detail)
    return book


def reserve_numbers(
    *, standing: Standing, symbol: str, words: str, at: datetime, count: int = 1
) -> list[BookNumber]:
    """Set the next numbers of this year aside, for letters that are finished on paper. Raises `MayNot`,
    `ReasonsAgainst`."""
    _insist_numbers(standing)
    too_many = _("Between 1 and %(most)s numbers can be set aside at once.") % {"most": MOST_AT_ONCE}
    insist([None if 1 <= count <= MOST_AT_ONCE else too_many, _no_words(words)])
    desk, by, day = standing.desk, standing.person, timezone.localdate(at)
    with transaction.atomic():
        book = _locked(desk, day.year)
        begin, book.last = book.last + 1, book.last + count
        book.save(update_fields=["last"])
        rows = [
            _enter(
                book, desk, number, NumberState.RESERVED, symbol=symbol, day=day, by=by, at=at, words=words
            )
            for number in range(begin, book.last + 1)
        ]
        detail = {"numbers": [row.number for row in rows], "words": words}
        write_line(desk=desk, by=by, at=at, verb="set numbers aside", record=book, detail=detail)
    return rows


def note_paper_use(*, row: BookNumber, words: str, day: date, standing: Standing, at: datetime) -> BookNumber:
    """Note what on paper a number that was set aside was used for. Raises `MayNot`, `ReasonsAgainst`."""
    _insist_numbers(standing)
    with transaction.atomic():
        kept = BookNumber.objects.select_for_update(of=("self",)).select_related("book").get(pk=row.pk)
        insist(
            [
                kept.state != NumberState.RESERVED and _("This number is not set aside any more."),
                _no_words(words),
                kept.book.year != day.year and _("A number of another year cannot be used."),
                _not_yet(day, at),
            ]
        )
        kept.state, kept.words, kept.day = NumberState.ON_PAPER, words.strip()[:300], day
        kept.save(update_fields=["state", "words", "day"])
        detail = {"number": kept.number, "words": kept.words}
        by, desk = standing.person, standing.desk
        write_line(desk=desk, by=by, at=at, verb="noted number on paper", record=kept, detail=detail)
    return kept


def strike_number(*, row: BookNumber, reason: str, standing: Standing, at: datetime) -> BookNumber:
    """Strike out a number that was set aside or used on paper; a letter's number is voided with the letter.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    _insist_numbers(standing)
    with transaction.atomic():
        known = BookNumber.objects.select_for_update().get(pk=row.pk)
        insist([known.state == NumberState.GIVEN and _("Void the letter; its number goes with it.")])
        kept = void_number(row=row, reason=reason, by=standing.person, at=at)
        detail = {"number": kept.number, "reason": kept.void_reason}
        desk = standing.desk
        write_line(desk=desk, by=standing.person, at=at, verb="voided number", record=kept, detail=detail)
    return kept


def _locked(desk: Desk, year: int) -> NumberBook:
    NumberBook.objects.get_or_create(body_id=desk.body_id, year=year)
    return NumberBook.objects.select_for_update().get(body_id=desk.body_id, year=year)


def _enter(
    book: NumberBook,
    desk: Desk,
    number: int,
    state: NumberState,
    *,
    symbol: str,
    day: date,
    by: Person,
    at: datetime,
    words: str = "",
) -> BookNumber:
    return BookNumber.objects.create(
        book=book,
        desk=desk,
        number=number,
        state=state,
        symbol=symbol,
        day=day,
        words=words.strip()[:300],
        taken_at=at,
        taken_by=by,
    )


def _insist_numbers(standing: Standing) -> None:
    if not standing.holds(*NUMBERING):
        raise MayNot([_("Numbers are given by intake or by the head of the body.")])


def _against_size(number: int) -> list[object]:
    return [] if 1 <= number <= LARGEST else [_("Write the number as a whole number, from 1 on.")]


def _is_taken(book: NumberBook, number: int) -> object | None:
    taken = number < book.first or book.numbers.filter(number=number).exists()
    return format_lazy(_("The number {number} was given already."), number=number) if taken else None


def _backwards(newest: BookNumber) -> object:
    day = newest.day.strftime("%d/%m/%Y")
    return format_lazy(
        _("Number {number} is dated {day}; the next letter cannot be dated earlier."),
        number=newest.number,
        day=day,
    )


def _not_yet(day: date, at: datetime) -> object | None:
    return _("This day is still to come.") if day > timezone.localdate(at) else None


def _no_words(words: str) -> object | None:
    return None if words.strip() else _("Write a few words, so that the book explains itself.")
