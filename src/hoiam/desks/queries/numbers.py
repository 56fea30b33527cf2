"""Reading the book of a body's letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from hoiam.desks.models import BookNumber, Desk, NumberBook
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import NumberState


@dataclass(frozen=True)
class BookPage:
    """A year of the book, the newest number first."""

    year: int
    first: int
    last: int
    numbers: list[BookNumber]
    years: list[int]
    """Every year that has a book, and this one; the newest first."""


def book_of(desk: Desk, year: int, at: datetime) -> BookPage:
    """The book of the desk's body for a year; an empty one where none was begun. Three queries."""
    books = {book.year: book for book in NumberBook.objects.filter(body_id=desk.body_id)}
    book = books.get(year)
    rows = book.numbers.select_related("desk", "taken_by", "voided_by") if book else BookNumber.objects.none()
    return BookPage(
        year=year,
        first=book.first if book else 1,
        last=book.last if book else 0,
        numbers=list(rows.order_by("-number")),
        years=sorted({*books, year, timezone.localdate(at).year}, reverse=True),
    )


def get_number(number_id: int, *, standing: Standing) -> BookNumber:
    """One number that the desk took. Raises `BookNumber.DoesNotExist` for another desk's."""
    return BookNumber.objects.select_related("book").get(pk=number_id, desk=standing.desk)


def reserved_numbers(desk: Desk, year: int) -> list[BookNumber]:
    """Numbers that the desk set aside in a year, the lowest first."""
    rows = BookNumber.objects.filter(desk=desk, book__year=year, state=NumberState.RESERVED)
    return list(rows.order_by("number"))
