"""Enquiries as they come in, on a given day of 2026, with a real asker behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hoiam.desks.models import CalendarVersion, LawRule, RefusalGround
from hoiam.desks.operations.packs import load_country
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.answering import refuse, start_answer
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.intake import Receipt, take_in
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.enquiries.queries.grounds import grounds_for
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.desks import Cast
from tests.factories.remembering import remembered

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
"""Monday 7 September 2026, nine in the morning in Viet Nam."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

QUESTION = "Tỷ lệ hộ nghèo của thành phố năm 2025 là bao nhiêu, và thành phố làm gì để giảm?"
ASKER = Asker(
    name="Nguyễn Thị Minh Khuê",
    email="minhkhue@toasoan.example",
    phone="0905 123 456",
    outlet="Báo Sông Hàn",
    postal_address="12 Bạch Đằng",
)
ANSWER = "Thành phố chưa công bố con số này. Sở sẽ công bố khi có kết quả rà soát."


@remembered
def load_law() -> None:
    """The law rows, calendar and refusal grounds of the country pack, once for a test; no places, no bodies."""
    if not LawRule.objects.exists():
        law = replace(load_pack("vn"), places=(), bodies=())
        load_country(by="operator", at=datetime(2026, 1, 1, tzinfo=UTC), pack=law)
    assert CalendarVersion.objects.exists() and RefusalGround.objects.exists()


@remembered
def make_receipt(cast: Cast, **fields) -> Receipt:
    """A question put by the asker through the public form."""
    load_law()
    fields.setdefault("desk", cast.desk)
    fields.setdefault("kind", "press_enquiry")
    fields.setdefault("language", "vi")
    fields.setdefault("question", QUESTION)
    fields.setdefault("asker", ASKER)
    fields.setdefault("at", AT)
    fields.setdefault("received_at", fields["at"])
    fields.setdefault("by", "asker")
    return take_in(**fields)


@remembered
def make_enquiry(cast: Cast, **fields) -> Enquiry:
    return make_receipt(cast, **fields).enquiry


@remembered
def make_registered(cast: Cast, **fields) -> Enquiry:
    enquiry = make_enquiry(cast, **fields)
    return register_enquiry(enquiry=enquiry, by=cast.intake, at=enquiry.taken_in_at + HOUR)


@remembered
def make_assigned(cast: Cast, **fields) -> Enquiry:
    enquiry = make_registered(cast, **fields)
    return assign(
        enquiry=enquiry, officer=cast.case_officer, by=cast.intake, at=enquiry.taken_in_at + 2 * HOUR
    )


@remembered
def make_draft(cast: Cast, *, body: str = ANSWER, **fields) -> Answer:
    """An answer that is being written."""
    enquiry = make_assigned(cast, **fields)
    return start_answer(enquiry=enquiry, by=cast.case_officer, at=enquiry.taken_in_at + 3 * HOUR, body=body)


def clear(cast: Cast, answer: Answer, at: datetime) -> TextVersion:
    """Send the text for clearance and let reviewer and spokesperson approve it, all at one instant."""
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)
    for role in ("reviewer", "spokesperson"):
        sign(version=version, text_hash=version.hash, standing=stand(cast, role, at), role=role, at=at)
    return version


@remembered
def make_answered(cast: Cast, *, answered_at: datetime | None = None, **fields) -> Answer:
    """An answer that its asker has; the public log has it after the delay."""
    answer = make_draft(cast, **fields)
    clear(cast, answer, answered_at or answer.started_at + HOUR)
    answer.refresh_from_db()
    return answer


def stand(cast: Cast, name: str, at: datetime = AT) -> Standing:
    person = getattr(cast, name)
    return standing_of(person, cast.other_desk if name == "stranger" else cast.desk, at)


@dataclass(frozen=True)
class Traces:
    """What must be found nowhere outside the seal."""

    words: tuple[str, ...] = (
        "Minh Khuê",
        "minhkhue",
        "toasoan",
        "0905 123",
        "Sông Hàn",
        "Bạch Đằng",
    )

    def found_in(self, text: str) -> list[str]:
        return [word for word in self.words if word.lower() in text.lower()]


@remembered
def refuse_one(cast: Cast, **fields) -> Answer:
    """A question that was refused, on the first ground that the law of the day knows for its kind."""
    enquiry = make_assigned(cast, **fields)
    at = enquiry.taken_in_at + 3 * HOUR
    ground = grounds_for(enquiry.kind, at).first()
    answer = refuse(
        enquiry=enquiry, code=ground.code, by=cast.case_officer, at=at, body="Xin từ chối cung cấp."
    )
    clear(cast, answer, at + HOUR)
    answer.refresh_from_db()
    return answer
