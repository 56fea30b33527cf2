"""Releases as they are written, cleared, scheduled, published and corrected, by the real operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.operations.correcting import start_correction
from hoiam.releases.operations.publishing import publish
from hoiam.releases.operations.scheduling import set_time
from hoiam.releases.operations.writing import (
    add_language,
    mark_reviewed,
    start_release,
    translate,
    write_text,
)
from hoiam.releases.queries.texts import original_of, translation_units
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.operations.drafts import Saved
from tests.factories.desks import Cast
from tests.factories.remembering import remembered

AT = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
"""Monday 14 September 2026, nine in the morning in Viet Nam."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
T = AT + DAY
"""When scheduled and embargoed editions of these factories become public."""

TITLE = "Thành phố mở thêm phòng khám"
BODY = f"""# {TITLE}

Thành phố mở thêm phòng khám ở các xã. Người dân khám không phải trả tiền.

- Phòng khám mở cả ngày nghỉ.
- Người khuyết tật được đón tại nhà.

> Chúng tôi muốn ai cũng được khám gần nhà.
> — Giám đốc Sở Y tế"""
ENGLISH = {
    TITLE: "The city opens more clinics",
    "Thành phố mở thêm phòng khám ở các xã.": "The city opens more clinics in the communes.",
    "Người dân khám không phải trả tiền.": "People are seen free of charge.",
    "Phòng khám mở cả ngày nghỉ.": "The clinics are open on days off too.",
    "Người khuyết tật được đón tại nhà.": "People with disabilities are fetched at home.",
    "Chúng tôi muốn ai cũng được khám gần nhà.": "We want everybody to be seen near home.",
    "Giám đốc Sở Y tế": "Director of the Department of Health",
}


@dataclass
class Made:
    """One release with its edition and its texts."""

    release: Release
    edition: Edition
    vi: EditionText
    en: EditionText | None = None

    def again(self) -> Made:
        """The same as the database has it now."""
        edition = Edition.objects.select_related("release__desk__body", "release__place").get(
            pk=self.edition.pk
        )
        texts = {row.language: row for row in edition.texts.select_related("text", "version")}
        for row in texts.values():
            row.edition = edition
        return Made(edition.release, edition, texts["vi"], texts.get("en"))


def stand(cast: Cast, name: str, at: datetime = AT) -> Standing:
    person = getattr(cast, name)
    return standing_of(person, cast.other_desk if name == "stranger" else cast.desk, at)


@remembered
def make_draft(cast: Cast, *, body: str = BODY, at: datetime = AT, **fields) -> Made:
    """A release in Vietnamese that the case officer is writing. Its theme has no facts unless a test makes some."""
    fields.setdefault("kind", "release")
    fields.setdefault("theme", "health")
    fields.setdefault("place", None)
    fields.setdefault("language", "vi")
    release = start_release(desk=cast.desk, by=cast.case_officer, at=at, body=body, **fields)
    edition = release.editions.get()
    return Made(release, edition, original_of(edition)).again()


def put_into_english(
    cast: Cast, row: EditionText, at: datetime = AT, words: dict[str, str] | None = None
) -> Saved:
    """Translate every sentence that `words` knows; any other gets words of its own."""
    known = ENGLISH | (words or {})
    given = {
        unit.key: known.get(unit.original, f"In English: {unit.key}.") for unit in translation_units(row)
    }
    return translate(edition_text=row, sentences=given, by=cast.case_officer, at=at)


@remembered
def make_draft_in_two(cast: Cast, *, is_reviewed: bool = True, at: datetime = AT, **fields) -> Made:
    """The same with its English translation, compared by the fact steward."""
    made = make_draft(cast, at=at, **fields)
    row = add_language(edition=made.edition, language="en", by=cast.case_officer, at=at)
    put_into_english(cast, row, at)
    if is_reviewed:
        mark_reviewed(edition_text=row, by=cast.fact_steward, at=at)
    return made.again()


def send(cast: Cast, row: EditionText, at: datetime = AT) -> TextVersion:
    """Lay one text before whoever clears it."""
    row.text.refresh_from_db()
    return send_for_clearance(text=row.text, standing=stand(cast, "case_officer", at), at=at)


def clear(cast: Cast, made: Made, at: datetime = AT) -> Made:
    """Send every text of the edition and let reviewer and spokesperson sign; the last signature approves it."""
    for row in (made.vi, made.en):
        if row is None:
            continue
        version = send(cast, row, at)
        for role in ("reviewer", "spokesperson"):
            sign(version=version, text_hash=version.hash, standing=stand(cast, role, at), role=role, at=at)
    return made.again()


@remembered
def make_approved(cast: Cast, *, in_two: bool = True, at: datetime = AT, **fields) -> Made:
    """An approved edition without a time, in Vietnamese and English: it waits to be published by hand."""
    made = make_draft_in_two(cast, at=at, **fields) if in_two else make_draft(cast, at=at, **fields)
    return clear(cast, made, at + HOUR)


@remembered
def make_scheduled(
    cast: Cast,
    *,
    publish_at: datetime = T,
    is_embargoed: bool = False,
    in_two: bool = True,
    at: datetime = AT,
    **fields,
) -> Made:
    """An approved edition that becomes public at `publish_at`."""
    made = make_draft_in_two(cast, at=at, **fields) if in_two else make_draft(cast, at=at, **fields)
    set_time(
        edition=made.edition, publish_at=publish_at, is_embargoed=is_embargoed, by=cast.case_officer, at=at
    )
    return clear(cast, made.again(), at + HOUR)


@remembered
def make_embargoed(cast: Cast, **fields) -> Made:
    """An approved edition under embargo: registered outlets read it, everybody else from `publish_at` on."""
    return make_scheduled(cast, is_embargoed=True, **fields)


@remembered
def make_published(cast: Cast, *, publish_at: datetime = T, **fields) -> Made:
    """A public edition in Vietnamese and English."""
    made = make_scheduled(cast, publish_at=publish_at, **fields)
    publish(edition=made.edition, at=publish_at)
    return made.again()


@remembered
def make_corrected(cast: Cast, *, body: str = BODY, correct_to: str = "", **fields) -> Made:
    """A public second edition that corrects the first in both languages; `.edition` is the second one."""
    made = make_published(cast, body=body, **fields)
    at = (made.edition.published_at or T) + HOUR
    again = begin_correction(cast, made, at)
    changed = correct_to or again.vi.text.body.replace("không phải trả tiền", "chỉ trả phí khám")
    write_text(
        edition_text=again.vi,
        body=changed,
        base_revision=again.vi.text.revision,
        by=cast.case_officer,
        at=at,
    )
    assert again.en is not None
    put_into_english(cast, again.en, at)
    again = clear(cast, again.again(), at)
    publish(edition=again.edition, at=at + MINUTE)
    return again.again()


def begin_correction(cast: Cast, made: Made, at: datetime, change: str = "factual_error") -> Made:
    """The next edition of a public release, just begun."""
    edition = start_correction(
        release=made.release,
        change=change,
        note={"vi": "Sửa một câu sai.", "en": "One wrong sentence was corrected."},
        by=cast.case_officer,
        at=at,
    )
    return Made(made.release, edition, made.vi, made.en).again()
