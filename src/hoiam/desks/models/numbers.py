from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models.bodies import Body
from hoiam.desks.models.desk import Desk
from hoiam.desks.models.people import Person
from hoiam.desks.terms import NumberState
from hoiam.desks.wording import WordingField


class Letterhead(models.Model):
    """What stands at the head and foot of every letter of a desk, as its body writes it."""

    desk = models.OneToOneField(Desk, primary_key=True, on_delete=models.CASCADE, related_name="letterhead")
    superior = WordingField(blank=True)
    """The body above, where the form names one."""
    issuer = WordingField()
    symbol = models.CharField(max_length=40)
    """Behind the number: `UBND-VP`."""
    place = WordingField()
    """Where letters are dated: `Đà Nẵng`."""
    collective = WordingField(blank=True)
    """On whose behalf the head signs, where the body decides as one: `ỦY BAN NHÂN DÂN`."""
    archive = models.CharField(max_length=80, blank=True)
    """Who keeps the copies, in the body's short forms: `VT, VP`."""
    is_numbered_elsewhere = models.BooleanField(default=False)
    """The body's registry gives the numbers on paper; here they are only recorded."""
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.symbol} of {self.desk_id}"


class NumberBook(models.Model):
    """The numbers of a body's letters in one year. The row is locked while a number is taken from it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="number_books")
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField(default=1)
    """Numbers below it were given on paper before the book was kept here."""
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("body", "-year")
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="number_book_once"),
            models.CheckConstraint(condition=Q(first__gte=1), name="number_book_begins_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.first}–{self.last}"


class BookNumber(models.Model):
    """One number of a book, and what became of it. A number that was given is never given again."""

    book = models.ForeignKey(NumberBook, on_delete=models.PROTECT, related_name="numbers")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=40)
    day = models.DateField()
    """The date that the letter bears; of a reserved number, the day it was set aside."""
    state = models.CharField(max_length=10, choices=NumberState.choices)
    words = models.CharField(max_length=300, blank=True)
    """For what it was set aside, or what on paper it was used for."""
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("book", "-number")
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="book_number_once"),
            models.CheckConstraint(
                condition=(Q(state=NumberState.VOIDED, voided_at__isnull=False) & ~Q(void_reason=""))
                | (~Q(state=NumberState.VOIDED) & Q(voided_at__isnull=True, void_reason="")),
                name="book_number_voided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"
