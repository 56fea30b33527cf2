"""The least that makes a text, and one in clearance."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.evidence.models import Fact, FactSource, FactVersion, Source
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.operations.drafts import save_draft, start_text
from tests.factories.records import make_record
from tests.factories.remembering import remembered

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
"""Monday morning, 9:00 in Viet Nam."""
PLAIN_BODY = "Sở đã nhận câu hỏi của quý báo. Sở sẽ trả lời theo quy định."
"""Two sentences that hold no number and cite nothing."""


def standing(person: Person, desk: Desk, at: datetime = AT) -> Standing:
    return standing_of(person, desk, at)


@remembered
def make_text(cast, body: str = PLAIN_BODY, **fields) -> Text:
    """A text of the cast's desk, written by its case officer, for some enquiry."""
    fields.setdefault("record", make_record(cast.desk))
    fields.setdefault("purpose", "answer")
    fields.setdefault("language", "vi")
    text = start_text(desk=cast.desk, by=cast.case_officer, at=AT, **fields)
    if body:
        save_draft(text=text, body=body, base_revision=text.revision, by=cast.case_officer, at=AT)
    text.refresh_from_db()
    return text


@remembered
def make_version(cast, body: str = PLAIN_BODY, **fields) -> TextVersion:
    """A version in clearance, sent by the case officer; nobody has signed."""
    text = make_text(cast, body, **fields)
    return send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=AT)


@remembered
def make_cleared(cast, body: str = PLAIN_BODY, **fields) -> TextVersion:
    """A version that reviewer and spokesperson have signed."""
    version = make_version(cast, body, **fields)
    for role in ("reviewer", "spokesperson"):
        person = getattr(cast, role)
        sign(
            version=version,
            text_hash=version.hash,
            standing=standing(person, version.text.desk),
            role=role,
            at=AT,
        )
    version.clearance.refresh_from_db()
    return version


@remembered
def make_public_fact(
    desk: Desk,
    reference: str = "F001",
    statement: str = "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 %.",
    *,
    number: str = "93.35",
    unit: str = "%",
    at: datetime = AT,
    **version_fields,
) -> Fact:
    """A published fact with one source, its rows written directly."""
    fact = Fact.objects.create(desk=desk, reference=reference, made_at=at, changed_at=at)
    version = FactVersion.objects.create(
        fact=fact,
        number=1,
        made_at=at,
        published_at=at,
        digest="0" * 64,
        statement={"vi": statement, **version_fields.pop("also", {})},
        language="vi",
        value_low=Decimal(number) if number else None,
        value_high=Decimal(number) if number else None,
        value_printed=number,
        unit=unit,
        period_printed="2023",
        limits=version_fields.pop("limits", {"vi": "Không nêu riêng người nhập cư."}),
        **version_fields,
    )
    source, _ = Source.objects.get_or_create(
        desk=desk, identity="1" * 64, defaults={"title": "Báo cáo năm 2023", "publisher": "BHXH Việt Nam"}
    )
    FactSource.objects.create(version=version, source=source, locator="tr. 12")
    fact.latest = fact.published = version
    fact.state = "published"
    fact.save()
    return fact
