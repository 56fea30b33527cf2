"""The public log of answers. Everything here goes through `AnswerQuerySet.public`."""

from __future__ import annotations

from datetime import datetime

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer
from hoiam.enquiries.models.answer import AnswerQuerySet
from hoiam.enquiries.queries.paging import Page, page_of

PAGE = 20
LONG = [f"version__{name}" for name in ("body", "sentences", "citations", "facts", "reasons", "attachments")]


def _whole(at: datetime) -> AnswerQuerySet:
    return Answer.objects.public(at).select_related("enquiry", "desk__body", "version", "ground")


def public_log(
    at: datetime,
    *,
    desk: Desk | None = None,
    theme: str = "",
    kind: str = "",
    outcome: str = "",
    cursor: str = "",
    limit: int = PAGE,
) -> Page[Answer]:
    """One page of the log, newest first, each answer with enquiry, desk and version, in one query.

    Corrections stand at the answer they correct. Body, sentences and facts of the versions are read when asked
    for: a list shows none of them.
    """
    named = {"desk": desk, "enquiry__theme": theme, "enquiry__kind": kind, "outcome": outcome}
    rows = (
        _whole(at)
        .defer(*LONG)
        .filter(corrects__isnull=True, **{name: value for name, value in named.items() if value})
    )
    return page_of(rows, by="enters_log_at", cursor=cursor, limit=limit, is_descending=True)


def public_answers(reference: str, at: datetime) -> list[Answer]:
    """What the log says under one reference, in the order it was said: answers and their corrections.

    Raises `Answer.DoesNotExist` where nothing is public.
    """
    found = list(_whole(at).filter(enquiry__reference=reference).order_by("enters_log_at", "id"))
    if not found:
        raise Answer.DoesNotExist
    return found


def public_by_references(references: list[str], at: datetime) -> list[Answer]:
    """The answers behind search hits, in the order of the hits; whatever is not public is left out."""
    rows = _whole(at).filter(enquiry__reference__in=references).order_by("enters_log_at", "id")
    found = {answer.enquiry.reference: answer for answer in rows}
    return [found[reference] for reference in references if reference in found]
