"""Where public facts were read."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Query, Router, Schema

from hoiam.evidence.models import Fact, FactVersion, Source
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, read_cursor, write_cursor
from hoiam.newsroom.api.problems import Unusable
from hoiam.newsroom.api.shapes import Listed, page
from hoiam.newsroom.requests import PublicRequest

router = Router(tags=["sources"])


class SourceShape(Schema):
    id: int
    title: str
    publisher: str
    published_date: date | None
    published_precision: str
    published_printed: str
    url: str


class CitedSource(SourceShape):
    """A source as one fact cites it: where in it, and what it prints itself where that differs."""

    stance: str
    locator: str
    value_printed: str


class SourceList(Listed):
    items: list[SourceShape]


@router.get("/sources", response=SourceList, operation_id="list_sources", summary="Sources of public facts")
def list_sources(
    request: PublicRequest,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> SourceList:
    """Only sources on which a public fact rests as it is published now."""
    public = Fact.objects.public(request.at).values("published")
    rows = Source.objects.filter(pk__in=Source.objects.filter(fact_sources__version__in=public).values("pk"))
    rows = rows.filter(pk__gt=_edge(cursor)).order_by("pk")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return SourceList(
        items=[SourceShape(**_said(source)) for source in shown],
        next_cursor=write_cursor(str(shown[-1].pk) if len(found) > limit else ""),
        source=page("newsroom_facts:list"),
    )


def cited_sources(version: FactVersion) -> list[CitedSource]:
    """The sources of a version in their order."""
    rows = sorted(version.fact_sources.all(), key=lambda row: row.position)
    return [
        CitedSource(
            **_said(row.source), stance=row.stance, locator=row.locator, value_printed=row.value_printed
        )
        for row in rows
    ]


def _said(source: Source) -> dict[str, Any]:
    return {
        "id": source.pk,
        "title": source.title,
        "publisher": source.publisher,
        "published_date": source.published_date,
        "published_precision": source.published_precision,
        "published_printed": source.published_printed,
        "url": source.address,
    }


def _edge(cursor: str) -> int:
    edge = read_cursor(cursor) or "0"
    if not (edge.isascii() and edge.isdigit() and len(edge) <= 18):
        raise Unusable("cursor", edge)
    return int(edge)
