"""A briefing of Tuesday 6 October 2026, from half past eight to eleven, planned and announced as officers do it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, FloorQuestion, Series
from hoiam.conferences.operations.announcing import announce, mark_held
from hoiam.conferences.operations.floor import answer_there, note_question
from hoiam.conferences.operations.planning import plan_conference
from hoiam.conferences.operations.record import publish_record, start_record
from hoiam.conferences.operations.series import open_series
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.desks import Cast
from tests.factories.enquiries import stand

AT = datetime(2026, 9, 21, 2, tzinfo=UTC)
STARTS_AT = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)
ENDS_AT = datetime(2026, 10, 6, 4, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUESTION = "Thành phố có mở thêm trạm y tế ở các xã miền núi không?"
ANSWER = "Sở Y tế đang lập phương án và sẽ công bố."
TITLE = {"vi": "Hội nghị cung cấp thông tin quý IV", "en": "Briefing of the fourth quarter"}


def make_series(cast: Cast, *, at: datetime = AT, **given: object) -> Series:
    given = {"title": TITLE, "rhythm": "quarterly", "starts_on": date(2026, 7, 1)} | given
    return open_series(desk=cast.desk, by=cast.spokesperson, at=at, **given)


def make_planned(cast: Cast, *, at: datetime = AT, **given: object) -> Conference:
    given = {
        "venue": {"vi": "24 Trần Phú"},
        "mode": "in_person",
        "language": "vi",
        "kind": "briefing",
    } | given
    given.setdefault("when", When.hours(STARTS_AT, ENDS_AT))
    given.setdefault("title", TITLE)
    return plan_conference(desk=cast.desk, by=cast.case_officer, at=at, **given)


def make_announced(cast: Cast, *, at: datetime = AT, **given: object) -> Conference:
    return announce(conference=make_planned(cast, at=at, **given), by=cast.spokesperson, at=at)


def make_held(
    cast: Cast, *, at: datetime = AT, held_at: datetime = ENDS_AT + HOUR, **given: object
) -> Conference:
    conference = make_announced(cast, at=at, **given)
    return mark_held(conference=conference, by=cast.case_officer, at=held_at)


def make_question(
    cast: Cast, conference: Conference, words: str = QUESTION, **given: object
) -> FloorQuestion:
    """Noted in the room while the conference is held."""
    given = {"asked_by": "room", "at": STARTS_AT + HOUR} | given
    return note_question(conference=conference, question=words, by=cast.case_officer, **given)


def answer(cast: Cast, question: FloorQuestion, at: datetime = STARTS_AT + HOUR) -> FloorQuestion:
    return answer_there(
        question=question,
        answer={"vi": ANSWER},
        office={"vi": "Sở Y tế", "en": "Department of Health"},
        by=cast.case_officer,
        at=at,
    )


def make_cleared_record(cast: Cast, conference: Conference, at: datetime = ENDS_AT + DAY) -> Conference:
    """Composed, sent and signed by both; not published yet."""
    clear_text(cast, start_record(conference=conference, by=cast.case_officer, at=at), at)
    conference.refresh_from_db()
    return conference


def make_record(cast: Cast, conference: Conference, at: datetime = ENDS_AT + DAY) -> Conference:
    return publish_record(conference=make_cleared_record(cast, conference, at), by=cast.spokesperson, at=at)


def clear_text(cast: Cast, text: Text, at: datetime) -> TextVersion:
    """Send a text for clearance; reviewer and spokesperson approve it."""
    version = send_for_clearance(text=text, standing=stand(cast, "case_officer", at), at=at)
    for role in ("reviewer", "spokesperson"):
        sign(version=version, text_hash=version.hash, standing=stand(cast, role, at), role=role, at=at)
    return version
