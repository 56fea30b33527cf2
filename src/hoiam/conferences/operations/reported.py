"""Figures that documents report are noted as printed, and taken back where they were noted wrongly."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Programme, ReportedFigure, Round
from hoiam.conferences.terms import Measure
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line

LONGEST_PRINTED, LONGEST_SOURCE = 300, 2_000
MOST = 100_000_000


def note_reported(
    *,
    about: Conference | Round | Programme,
    measure: str,
    number: int,
    printed: str,
    source: str,
    by: Person,
    at: datetime,
    is_at_least: bool = False,
    is_about: bool = False,
    as_of: date | None = None,
) -> ReportedFigure:
    """Note what a document says, in its own words and with where it stands; it replaces no other figure.

    `is_at_least`: the document says "more than"; `is_about`: "nearly". Raises `MayNot`, `ReasonsAgainst`.
    """
    desk = desk_of(about)
    rules.may(by, desk, at, rules.ORGANISING)
    insist(
        [
            *rules.against_words(
                printed, empty=_("Write the figure in the words of the document."), longest=LONGEST_PRINTED
            ),
            *rules.against_words(source, empty=_("Name the document and the page."), longest=LONGEST_SOURCE),
            measure not in Measure.values and _("Choose what the figure counts."),
            not 0 <= number <= MOST and _("Write the figure as a number, 0 or more."),
            is_at_least
            and is_about
            and _("A document says “more than” or “nearly”, not both of one figure."),
            as_of is not None and as_of > timezone.localdate(at) and _("That day is still to come."),
        ]
    )
    with transaction.atomic():
        figure = ReportedFigure.objects.create(
            conference=about if isinstance(about, Conference) else None,
            round=about if isinstance(about, Round) else None,
            programme=about if isinstance(about, Programme) else None,
            measure=measure,
            number=number,
            is_at_least=is_at_least,
            is_about=is_about,
            printed=printed.strip(),
            source=source.strip(),
            as_of=as_of,
            noted_at=at,
            noted_by=by,
        )
        detail = {"measure": measure, "number": number}
        write_line(desk=desk, by=by, at=at, verb="noted reported figure", record=figure, detail=detail)
    return figure


def take_back_reported(*, figure: ReportedFigure, by: Person, at: datetime) -> None:
    """Take a figure away that was noted wrongly; the journal keeps that it was there. A figure that merely differs
    from another stays. Raises `MayNot`."""
    desk = desk_of(figure.conference or figure.round or figure.programme)
    rules.may(by, desk, at, rules.ORGANISING)
    with transaction.atomic():
        kept = ReportedFigure.objects.select_for_update().get(pk=figure.pk)
        detail = {"measure": kept.measure, "number": kept.number, "printed": kept.printed}
        write_line(desk=desk, by=by, at=at, verb="took reported figure back", record=kept, detail=detail)
        kept.delete()


def desk_of(about: Conference | Round | Programme | None) -> Desk:
    """Whose figure it is: the desk of the conference, or of the programme."""
    match about:
        case Conference():
            return about.desk
        case Round():
            return about.programme.desk
        case Programme():
            return about.desk
    raise ValueError("A figure is about a conference, a round or a programme.")
