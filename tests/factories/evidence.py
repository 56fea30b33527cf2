"""The least that makes a valid fact, drafted or published, and the places of the country pack."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hoiam.desks.models import Desk, Place, PlaceSuccession
from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording
from hoiam.evidence.content import FactContent, SourceGiven
from hoiam.evidence.figures import read_figure
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.drafting import draft_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.evidence.periods import read_period
from tests.factories.remembering import remembered

AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
INSURANCE = "Tỷ lệ bao phủ bảo hiểm y tế đạt 93,35% dân số vào cuối năm 2023."


def make_content(statement: str = INSURANCE, **given: Any) -> FactContent:
    """What a complete fact says: `value`, `period` as printed; `source` a title; the rest as FactContent."""
    value, period = given.pop("value", "93,35"), given.pop("period", "2023")
    source = given.pop("source", "Báo cáo bao phủ bảo hiểm y tế 2023")
    chosen: dict[str, Any] = {
        "statement": Wording({"vi": statement}),
        "language": "vi",
        "sources": (SourceGiven(title=source),),
        "kind": "observation",
        "bearing": "achievement",
        "figure": read_figure(value, "comma"),
        "unit": "%",
        "period": read_period(period),
        "place_printed": "Việt Nam",
        "themes": ("health",),
    }
    return FactContent(**{**chosen, **given})


@remembered
def make_draft(desk: Desk, statement: str = INSURANCE, *, at: datetime = AT, **given: Any) -> Fact:
    reference = given.pop("reference", "")
    content = make_content(statement, **given)
    return draft_fact(desk=desk, content=content, by="operator", at=at, reference=reference)


@remembered
def make_fact(desk: Desk, statement: str = INSURANCE, *, at: datetime = AT, **given: Any) -> Fact:
    """A published fact."""
    fact = make_draft(desk, statement, at=at, **given)
    publish_fact(fact=fact, by="operator", at=at)
    return Fact.objects.get(pk=fact.pk)


@remembered
def make_places() -> dict[str, Place]:
    """Every place of the country pack with its successions, by code."""
    rows = load_pack("vn").places
    made = {
        row.code: Place(
            code=row.code,
            kind=row.type,
            name=row.name,
            name_folded=row.name_folded,
            aliases=list(row.aliases),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    }
    Place.objects.bulk_create(made.values())
    PlaceSuccession.objects.bulk_create(
        PlaceSuccession(former=made[row.code], present=made[code]) for row in rows for code in row.successors
    )
    return made
