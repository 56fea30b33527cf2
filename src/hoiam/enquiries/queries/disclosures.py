"""The public log of answers. Everything here goes through `AnswerQuerySet.public`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer
from hoiam.enquiries.models.answer import AnswerQuerySet
from hoiam.enquiries.queries.paging import Page, page_of

PAGE = 20
LONG = [f"version__{name}" for name in ("body", "sentences", "citations", "facts", "reasons", "attachments")]
LOG_COLUMNS = (
    "pk",
    "outcome",
    "sent_at",
    "enters_log_at",
    "desk_id",
    "enquiry_id",
    "enquiry__reference",
    "enquiry__question",
    "enquiry__language",
    "enquiry__kind",
    "enquiry__theme",
    "enquiry__received_at",
)


def _whole(at: datetime) -> AnswerQuerySet:
    return Answer.objects.public(at).select_related("enquiry", "desk__body", "version", "ground", "spoken")


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
    rows = _chosen(_whole(at).defer(*LONG), desk, theme, kind, outcome)
    return page_of(rows, by="enters_log_at", cursor=cursor, limit=limit, is_descending=True)


def log_rows(
    at: datetime,
    *,
    desk: Desk | None = None,
    theme: str = "",
    kind: str = "",
    outcome: str = "",
    cursor: str = "",
    limit: int = PAGE,
) -> Page[Any]:
    """The same page as `public_log`, as named tuples of `LOG_COLUMNS`: what one line of a list needs."""
    rows = _chosen(Answer.objects.public(at), desk, theme, kind, outcome).values_list(
        *LOG_COLUMNS, named=True
    )
    return page_of(rows, by="enters_log_at", cursor=cursor, limit=limit, is_descending=True)


def rows_by_references(references: list[str], at: datetime) -> list[Any]:
    """The rows behind search hits, as in `log_rows`, in the order of the hits."""
    rows = Answer.objects.public(at).filter(corrects__isnull=True, enquiry__reference__in=references)
    ordered = rows.order_by("enters_log_at", "id").values_list(*LOG_COLUMNS, named=True)
    found = {row.enquiry__reference: row for row in ordered}
    return [found[reference] for reference in references if reference in found]


def _chosen(rows: AnswerQuerySet, desk: Desk | None, theme: str, kind: str, outcome: str) -> AnswerQuerySet:
    named = {"desk": desk, "enquiry__theme": theme, "enquiry__kind": kind, "outcome": outcome}
    return rows.filter(corrects__isnull=True, **{name: value for name, value in named.items() if value})


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
