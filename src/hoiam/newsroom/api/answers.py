"""The public log of answers."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Alarm, Answer
from hoiam.enquiries.queries.disclosures import public_answers, public_log
from hoiam.enquiries.queries.timeliness import Timeliness, timeliness_of
from hoiam.enquiries.terms import Kind, Outcome
from hoiam.newsroom.api.facts import CODE
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, checked_moment
from hoiam.newsroom.api.problems import Unusable
from hoiam.newsroom.api.shapes import Licensed, Listed, Wording, page, pages, wording
from hoiam.newsroom.requests import PublicRequest
from hoiam.texts.models import TextVersion
from hoiam.texts.queries.rendering import plain, rendered

router = Router(tags=["answers"])


class AnswerLine(Schema):
    """One line of the log. `question` is in `question_language`."""

    reference: str
    desk: str
    kind: str
    theme: str
    question: str
    question_language: str
    outcome: str
    received_at: datetime
    sent_at: datetime
    published_at: datetime
    pages: Wording


class AnswerList(Listed):
    items: list[AnswerLine]


class NamedSource(Schema):
    title: str
    publisher: str
    url: str
    locator: str
    stance: str


class Note(Schema):
    """A fact that the text cites, as it read then: `number` stands in brackets in the text."""

    number: int
    reference: str
    version: int
    statement: str
    language: str
    period: str
    limits: str
    sources: list[NamedSource]


class Ground(Schema):
    """Why it was refused: ground and article of law, and what the asker can do against it."""

    code: str
    label: Wording
    article: str
    remedy: Wording


class Said(Schema):
    """One answer or correction. `hash` is the SHA-256 under which the text was cleared; a correction names
    the hash of what it corrects."""

    outcome: str
    language: str
    sent_at: datetime
    published_at: datetime
    version: int
    hash: str
    corrects: str
    text: str
    facts: list[Note]
    refusal: Ground | None


class Limit(Schema):
    """The limit of the law for the answer; one that is not confirmed is a reminder only."""

    due_at: datetime
    met_at: datetime
    is_confirmed: bool
    is_late: bool


class ChangedFact(Schema):
    """A cited fact that changed after the answer, until somebody has looked: superseded, expired, withdrawn,
    contradicted or revised."""

    reference: str
    what: str
    since: datetime


class AnswerDocument(Licensed):
    """Everything said in public to one question, in the order in which it was said."""

    reference: str
    desk: str
    kind: str
    theme: str
    question: str
    question_language: str
    received_at: datetime
    limit: Limit | None
    answers: list[Said]
    changed_facts: list[ChangedFact]
    pages: Wording


@router.get(
    "/answers", response=AnswerList, operation_id="list_answers", summary="The public log, newest first"
)
def list_answers(
    request: PublicRequest,
    desk: str = Query("", max_length=60, pattern=CODE, description="Code of a desk"),
    kind: Kind | None = None,
    outcome: Outcome | None = None,
    theme: str = Query("", max_length=80, pattern=CODE),
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> AnswerList:
    """Corrections stand with the answer they correct and are no lines of their own."""
    found = public_log(
        request.at,
        desk=desk_named(desk) if desk else None,
        kind=kind or "",
        outcome=outcome or "",
        theme=theme,
        cursor=checked_moment(cursor),
        limit=limit,
    )
    return AnswerList(
        items=[_line(answer) for answer in found.rows],
        next_cursor=found.next_cursor,
        source=page("newsroom_answers:log"),
    )


@router.get(
    "/answers/{reference}",
    response=AnswerDocument,
    operation_id="read_answer",
    summary="What was said to one question",
)
def read_answer(request: PublicRequest, reference: str) -> AnswerDocument:
    try:
        if "\x00" in reference:
            raise Answer.DoesNotExist
        answers = public_answers(reference, request.at)
    except Answer.DoesNotExist:
        raise Http404 from None
    enquiry, desk = answers[0].enquiry, answers[0].desk
    hashes = {answer.pk: answer.version.hash for answer in answers}  # type: ignore[union-attr]
    return AnswerDocument(
        reference=enquiry.reference,
        desk=desk.code,
        kind=enquiry.kind,
        theme=enquiry.theme,
        question=enquiry.question,
        question_language=enquiry.language,
        received_at=enquiry.received_at,
        limit=_limit(timeliness_of([enquiry.pk]).get(enquiry.pk)),
        answers=[_said(answer, hashes) for answer in answers],
        changed_facts=[
            ChangedFact(reference=alarm.fact_reference, what=alarm.what, since=alarm.raised_at)
            for alarm in Alarm.objects.filter(answer__in=answers, settled_at__isnull=True)
        ],
        pages=pages("newsroom_answers:answer", enquiry.reference),
        source=page("newsroom_answers:answer", enquiry.reference),
    )


def desk_named(code: str) -> Desk:
    """The desk of that code; raises `Unusable`."""
    found = Desk.objects.public().filter(code=code).first()
    if found is None:
        raise Unusable("desk", _("There is no such desk. Their codes stand at /api/v1/desks"))
    return found


def _line(answer: Answer) -> AnswerLine:
    enquiry = answer.enquiry
    return AnswerLine(
        reference=enquiry.reference,
        desk=answer.desk.code,
        kind=enquiry.kind,
        theme=enquiry.theme,
        question=enquiry.question,
        question_language=enquiry.language,
        outcome=answer.outcome,
        received_at=enquiry.received_at,
        sent_at=answer.sent_at,  # type: ignore[arg-type]
        published_at=answer.enters_log_at,  # type: ignore[arg-type]
        pages=pages("newsroom_answers:answer", enquiry.reference),
    )


def _said(answer: Answer, hashes: dict[int, str]) -> Said:
    version = answer.version
    assert version is not None
    ground = answer.ground
    return Said(
        outcome=answer.outcome,
        language=answer.language,
        sent_at=answer.sent_at,  # type: ignore[arg-type]
        published_at=answer.enters_log_at,  # type: ignore[arg-type]
        version=version.number,
        hash=version.hash,
        corrects=hashes.get(answer.corrects_id or 0, ""),
        text=plain(version),
        facts=notes_of(version),
        refusal=Ground(
            code=ground.code,
            label=wording(ground.label),
            article=answer.article,
            remedy=wording(answer.remedy),
        )
        if ground
        else None,
    )


def notes_of(version: TextVersion) -> list[Note]:
    """The facts that a text cites, as its notes tell them."""
    return [
        Note(
            number=note.number,
            reference=note.reference,
            version=note.version,
            statement=note.statement,
            language=note.language,
            period=note.period,
            limits=note.limits,
            sources=[
                NamedSource(
                    title=source.title,
                    publisher=source.publisher,
                    url=source.address,
                    locator=source.locator,
                    stance=source.stance,
                )
                for source in note.sources
            ],
        )
        for note in rendered(version).footnotes
    ]


def _limit(found: Timeliness | None) -> Limit | None:
    if found is None:
        return None
    return Limit(
        due_at=found.due_at,
        met_at=found.met_at,
        is_confirmed=found.is_confirmed,
        is_late=bool(found.late_by),
    )
