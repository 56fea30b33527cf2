"""What intake does first: register, cover names, name the theme, join a matter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.clocks import meet_clocks, stop_clocks
from hoiam.enquiries import likeness, rules
from hoiam.enquiries.models import Enquiry, Matter, QuestionPrint
from hoiam.enquiries.operations.case import finish, lock, move
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.terms import Letter, State


def register_enquiry(
    *,
    enquiry: Enquiry,
    by: Person,
    at: datetime,
    theme: str = "",
    is_complete: bool = True,
    heard_at: datetime | None = None,
) -> Enquiry:
    """An officer has read the question and confirms it to the asker: it is acknowledged.

    `is_complete=False`: the law counts from a complete request and this one is not; clocks that run from
    completeness stop until `clarified` says that it is. `heard_at`: when the asker was told number and limit by
    word of mouth; whoever has no e-mail address needs no letter of it then. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        insist(
            [
                *rules.against_move(case, State.REGISTERED),
                *(rules.against_theme(theme) if theme else []),
            ]
        )
        case.theme = theme or case.theme
        case.registered_at = at
        move(case, State.REGISTERED, at)
        meet_clocks(record=case, act="acknowledge", by=by, at=at)
        if not is_complete:
            stop_clocks(record=case, by=by, at=at, why="request incomplete", event="request_valid")
        send_letter(enquiry=case, letter=Letter.REGISTERED, by=by, at=at, spoken_at=heard_at)
        return finish(
            case, by=by, at=at, verb="registered", detail={"theme": case.theme, "is_complete": is_complete}
        )


def set_theme(*, enquiry: Enquiry, theme: str, by: Person, at: datetime) -> Enquiry:
    """Name the theme, a code of the country pack. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        insist(rules.against_theme(theme))
        case.theme = theme
        return finish(case, by=by, at=at, verb="named theme", detail={"theme": theme})


def cover_question(*, enquiry: Enquiry, question: str, by: Person, at: datetime) -> Enquiry:
    """Replace the question as others see it by one without names and contacts; the seal keeps the original.

    Only intake, and only before an answer went out: afterwards the text is part of the record.
    """
    question = rules.readable(question)
    insist(rules.against_words(question, empty=_("Write the question.")))
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.TAKING_IN)
        insist(rules.against_closed(case))
        case.question = question
        QuestionPrint.objects.filter(enquiry=case).delete()
        QuestionPrint.objects.bulk_create(
            QuestionPrint(enquiry=case, desk=case.desk, band=band) for band in likeness.print_of(question)
        )
        return finish(case, by=by, at=at, verb="covered names")


def join_matter(*, enquiry: Enquiry, matter: Matter | None, by: Person, at: datetime) -> Enquiry:
    """Let an enquiry belong to a matter of the desk; None takes it out."""
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        insist(
            [_("The matter belongs to another desk.")] if matter and matter.desk_id != case.desk_id else []
        )
        case.matter = matter
        return finish(
            case, by=by, at=at, verb="joined matter", detail={"matter": matter.pk if matter else None}
        )
