"""Public facts, each with its sources and limits."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404
from ninja import Query, Router, Schema

from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.queries.lists import Choice, chosen, page_of
from hoiam.evidence.terms import PUBLIC_STATES, Bearing, FactKind
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, read_cursor, write_cursor
from hoiam.newsroom.api.shapes import Licensed, Listed, Wording, page, pages, wording
from hoiam.newsroom.api.sources import CitedSource, cited_sources
from hoiam.newsroom.requests import PublicRequest

router = Router(tags=["facts"])
CODE = r"^[^\x00-\x1f/]*$"


class Value(Schema):
    """`numbers` are decimal strings: one, both ends of a range, or every alternative."""

    shape: str
    numbers: list[str]
    printed: str
    unit: str


class Period(Schema):
    start: date | None
    end: date | None
    precision: str
    printed: str


class Where(Schema):
    code: str
    printed: str


class Ended(Schema):
    """Since when and why it must not be cited any more; `superseded_by` is the fact in its place, or ""."""

    at: datetime | None
    because: str
    superseded_by: str


class FactShape(Schema):
    reference: str
    version: int
    state: str
    desk: str
    statement: Wording
    language: str
    translations: dict[str, str]
    kind: str
    bearing: str
    value: Value
    period: Period
    place: Where
    groups: list[str]
    themes: list[str]
    limits: Wording
    issuer: str
    verification: str
    expires_on: date | None
    published_at: datetime
    changed_at: datetime
    ended: Ended | None
    digest: str
    sources: list[CitedSource]
    pages: Wording


class FactDocument(FactShape, Licensed):
    """One fact."""


class FactList(Listed):
    items: list[FactShape]


@router.get("/facts", response=FactList, operation_id="list_facts", summary="Public facts, by reference")
def list_facts(
    request: PublicRequest,
    theme: str = Query("", max_length=80, pattern=CODE),
    bearing: Bearing | None = None,
    kind: FactKind | None = None,
    place: str = Query("", max_length=80, pattern=CODE, description="Code of a place"),
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> FactList:
    """Facts that were superseded, have expired or were withdrawn stay in the list; `ended` says so."""
    choice = Choice(theme=theme, bearing=bearing or "", kind=kind or "", place=place)
    at = request.at
    rows = chosen(Fact.objects.public(at), choice, version="published").shown_to_public()
    rows = rows.select_related("superseded_by__published").prefetch_related("published__fact_sources__source")
    found = page_of(rows, after=read_cursor(cursor), size=limit)
    return FactList(
        items=[_shape(fact, at) for fact in found.facts],
        next_cursor=write_cursor(found.after),
        source=page("newsroom_facts:list"),
    )


@router.get("/facts/{reference}", response=FactDocument, operation_id="read_fact", summary="One public fact")
def read_fact(request: PublicRequest, reference: str) -> FactDocument:
    at = request.at
    rows = Fact.objects.public(at).shown_to_public().select_related("superseded_by__published")
    rows = rows.prefetch_related("published__fact_sources__source")
    fact = rows.filter(reference=reference).first() if "\x00" not in reference else None
    if fact is None:
        raise Http404
    return FactDocument(**_shape(fact, at).dict(), source=page("newsroom_facts:fact", fact.reference))


def _shape(fact: Fact, at: datetime) -> FactShape:
    version: FactVersion = fact.published  # type: ignore[assignment]
    return FactShape(
        reference=fact.reference,
        version=version.number,
        state=fact.state,
        desk=fact.desk.code,
        statement=wording(version.statement),
        language=version.language,
        translations={tag: mark for tag in version.statement if (mark := version.translation_mark(tag))},
        kind=version.kind,
        bearing=version.bearing,
        value=Value(
            shape=version.value_shape,
            numbers=[str(number) for number in version.values],
            printed=version.value_printed,
            unit=version.unit,
        ),
        period=Period(
            start=version.period_start,
            end=version.period_end,
            precision=version.period_precision,
            printed=version.period_printed,
        ),
        place=Where(code=version.place.code if version.place else "", printed=version.place_printed),
        groups=version.groups,
        themes=version.themes,
        limits=wording(version.limits),
        issuer=version.issuer,
        verification=version.verification,
        expires_on=version.expires_on,
        published_at=version.published_at,  # type: ignore[arg-type]
        changed_at=fact.changed_at,
        ended=_ended(fact, at),
        digest=version.digest,
        sources=cited_sources(version),
        pages=pages("newsroom_facts:fact", fact.reference),
    )


def _ended(fact: Fact, at: datetime) -> Ended | None:
    if fact.ended_at is None and not fact.ended_because and fact.superseded_by_id is None:
        return None
    successor = fact.superseded_by
    is_public = (
        successor is not None
        and successor.state in PUBLIC_STATES
        and successor.published is not None
        and successor.published.published_at is not None
        and successor.published.published_at <= at
    )
    return Ended(
        at=fact.ended_at,
        because=fact.ended_because,
        superseded_by=successor.reference if is_public and successor else "",
    )
