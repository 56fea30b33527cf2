"""The record of a conference: composed of what was said, written, cleared, published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hoiam.conferences import rules
from hoiam.conferences.models import Conclusion, Conference, FloorQuestion
from hoiam.conferences.operations.case import KIND, line, lock
from hoiam.conferences.queries.agenda import agenda_of
from hoiam.conferences.queries.conclusions import conclusions_of, from_the_last, state_of
from hoiam.conferences.queries.floor import is_settled, questions_of, undecided
from hoiam.conferences.record_words import Asked, composed
from hoiam.conferences.terms import AskedBy
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.wording import Wording
from hoiam.search.operations import note_change
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.drafts import Saved, close_text, save_draft, start_text

PURPOSE = "record"


def start_record(*, conference: Conference, by: Person, at: datetime) -> Text:
    """Begin the record with what was noted: agenda, questions, answers, conclusions. Once it was held.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                *rules.against_cancelled(kept),
                None if kept.held_at else _("Mark the conference as held first."),
                _("The record was begun already.") if kept.record_text_id else None,
            ]
        )
        text = start_text(
            desk=kept.desk,
            record=kept,
            purpose=PURPOSE,
            language=kept.language,
            by=by,
            at=at,
            body=words_of(kept, at),
        )
        kept.record_text = text
        kept.save(update_fields=["record_text"])
        line(kept, by=by, at=at, verb="began record")
    return text


def compose_again(*, conference: Conference, base_revision: int, by: Person, at: datetime) -> Saved:
    """Write the record anew from what is noted now; what stood there stays in the history of its text.

    Raises as `save_draft`, and `ReasonsAgainst` while it is being cleared.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        text = kept.record_text
        insist(
            [
                None if text else _("The record was not begun yet."),
                _("The record is being cleared. Take it back to go on writing.")
                if is_settled(kept)
                else None,
            ]
        )
        assert text is not None
        return save_draft(text=text, body=words_of(kept, at), base_revision=base_revision, by=by, at=at)


def words_of(conference: Conference, at: datetime) -> str:
    """The record as it would be composed now, in the language of the conference."""
    language = conference.language
    with translation.override(language):
        return composed(
            language=language,
            last_time=[_concluded(row, at, with_state=True) for row in from_the_last(conference)],
            agenda=[
                " – ".join(filter(None, [str(row.title), str(row.office)])) for row in agenda_of(conference)
            ],
            asked=[_asked(row, language) for row in questions_of(conference)],
            conclusions=[_concluded(row, at) for row in conclusions_of(conference)],
        )


def note_sent(*, version: TextVersion) -> None:
    """A text went into clearance: a record only once every question is decided. Others are left alone.

    In the transaction that sends it: raises `ReasonsAgainst`, which undoes that.
    """
    conference = Conference.objects.filter(record_text=version.text).first()
    if conference is None:
        return
    left = undecided(conference).count()
    insist(
        [
            ngettext(
                "One question is not decided: answer it, promise the answer, or set it aside.",
                "%(number)s questions are not decided: answer them, promise the answers, or set them aside.",
                left,
            )
            % {"number": left}
            if left
            else None
        ]
    )


def note_cleared(*, version: TextVersion, by: Person, at: datetime) -> Conference | None:
    """A text was cleared: if it is a record, these are its words. None for a text of something else.

    In the transaction of the last signature; the text is closed.
    """
    found = Conference.objects.filter(record_text=version.text).first()
    if found is None:
        return None
    kept = lock(found)
    kept.record_version = version
    kept.save(update_fields=["record_version"])
    close_text(text=version.text, by=by, at=at)
    line(kept, by=by, at=at, verb="record cleared", detail={"version": version.pk})
    return kept


def publish_record(*, conference: Conference, by: Person, at: datetime) -> Conference:
    """Let everybody read the cleared record, with its promises, open and kept. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.DECIDING)
        insist(
            [
                *rules.against_cancelled(kept),
                None if kept.held_at else _("Mark the conference as held first."),
                None if kept.record_version_id else _("The record is not cleared yet."),
                _("The record was published already.") if kept.record_published_at else None,
            ]
        )
        kept.record_published_at = at
        kept.save(update_fields=["record_published_at"])
        note_change(kind=KIND, refs=[kept.reference])
        line(kept, by=by, at=at, verb="published record")
    return kept


def bound_with_text(text_id: int) -> dict[str, str]:
    """What is signed together with a record: each promised answer with its day; "" where none is promised."""
    rows = FloorQuestion.objects.filter(conference__record_text=text_id, promised_for__isnull=False)
    said = [f"{row.number}: {row.promised_for}" for row in rows.order_by("number")]
    return {"promises": "; ".join(said)}


def _asked(row: FloorQuestion, language: str) -> Asked:
    return Asked(
        question=row.question,
        way=str(AskedBy(row.asked_by).label),
        answer=row.answer.in_language(language)[0],
        office=row.answer_office.in_language(language)[0],
        is_promised=row.enquiry_id is not None,
        set_aside_why=row.set_aside_why.in_language(language)[0] if row.set_aside_at else "",
    )


def _concluded(row: Conclusion, at: datetime, *, with_state: bool = False) -> str:
    """`Sở Y tế: công bố số liệu – xong`, in the active language."""
    words = Wording(row.words)
    state = f" – {state_of(row, at).label}" if with_state else ""
    return f"{row.addressee}: {words}{state}"
