"""What briefings add to the public page of a conference."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoiam.conferences.models import Conclusion, Conference, FloorQuestion
from hoiam.conferences.queries.conclusions import conclusions_of, last_before, state_of
from hoiam.conferences.queries.floor import PublicPromise, is_open, public_promises
from hoiam.conferences.queries.packages import public_package
from hoiam.conferences.terms import ConclusionKind, ConclusionState, QuestionState, Rhythm
from hoiam.newsroom.conference_parts import Part, has_rows
from hoiam.ui.languages import foreign

PROMISE_TONES = {
    QuestionState.PROMISED: "info",
    QuestionState.LATE: "danger",
    QuestionState.KEPT: "success",
}
CONCLUSION_TONES = {
    ConclusionState.OPEN: "info",
    ConclusionState.LATE: "danger",
    ConclusionState.REPLIED: "info",
    ConclusionState.DONE: "success",
}


def last_time(conference: Conference, at: datetime) -> Part | None:
    """What was concluded at the last conference of the series or round, once its record is public."""
    last = last_before(conference)
    if last is None or not Conference.objects.with_record(at).filter(pk=last.pk).exists():
        return None
    rows = shown_conclusions(list(conclusions_of(last)), at)
    promises = shown_promises(public_promises([last.pk], at))
    if not rows and not promises:
        return None
    return Part(
        stands_on=(last.reference, dict(last.title), *_stamps(rows, promises)),
        template="newsroom/briefings/part_last.html",
        context={"last": last, "conclusions": rows, "promises": promises},
    )


def series(conference: Conference, at: datetime) -> Part | None:
    """Where the rhythm stands, with what was held and what was missed."""
    found = conference.series
    if found is None:
        return None
    rhythm = str(Rhythm(found.rhythm).label)
    return Part(
        stands_on=(found.pk, dict(found.title), found.rhythm),
        template="newsroom/briefings/part_series.html",
        context={"rhythm": rhythm},
    )


def package(conference: Conference, at: datetime) -> Part | None:
    """The information package, once it is published."""
    found = public_package(conference, at)
    if found is None:
        return None
    return Part(stands_on=found, template="newsroom/briefings/part_package.html", context={"package": found})


def questions(conference: Conference, at: datetime) -> Part | None:
    """Where to ask while it is open; the promised answers, open and kept, until the record shows them."""
    may_ask = is_open(conference, at)
    is_told = conference.record_published_at is not None or not has_rows(conference, FloorQuestion)
    promises = [] if is_told else shown_promises(public_promises([conference.pk], at))
    if not may_ask and not promises:
        return None
    return Part(
        stands_on=(may_ask, *_stamps([], promises)),
        template="newsroom/briefings/part_questions.html",
        context={"may_ask": may_ask, "promises": promises},
    )


def record(conference: Conference, at: datetime) -> Part | None:
    """That the record is public, and how many of its promises are kept."""
    if conference.record_published_at is None or conference.record_published_at > at:
        return None
    promises = shown_promises(public_promises([conference.pk], at))
    kept = sum(one["state"] == QuestionState.KEPT for one in promises)
    return Part(
        stands_on=(conference.record_published_at, len(promises), kept),
        template="newsroom/briefings/part_record.html",
        context={"number": len(promises), "kept": kept},
    )


def shown_promises(rows: list[PublicPromise]) -> list[dict[str, Any]]:
    return [
        {
            "number": one.question.number,
            "question": one.question.question,
            "language": foreign(one.question.language),
            "promised_for": one.question.promised_for,
            "kept_at": one.question.kept_at,
            "state": one.state,
            "tone": PROMISE_TONES[one.state],
            "answer": one.answer,
        }
        for one in rows
    ]


def shown_conclusions(rows: list[Conclusion], at: datetime) -> list[dict[str, Any]]:
    """As everybody reads them: what was asked of whom, by when, whether it is done; replies stay between desks."""
    found = []
    for row in rows:
        state = state_of(row, at)
        words, language = row.words.in_language()
        found.append(
            {
                "number": row.number,
                "words": words,
                "language": foreign(language),
                "kind": str(ConclusionKind(row.kind).label),
                "addressee": row.addressee,
                "due_on": row.due_on,
                "state": state,
                "tone": CONCLUSION_TONES[state],
                "done_at": row.done_at,
            }
        )
    return found


def _stamps(conclusions: list[dict[str, Any]], promises: list[dict[str, Any]]) -> tuple[Any, ...]:
    return (
        [
            (one["number"], one["words"], one["addressee"], one["due_on"], str(one["state"]))
            for one in conclusions
        ],
        [
            (one["number"], one["question"], one["promised_for"], str(one["state"]), one["answer"])
            for one in promises
        ],
    )
