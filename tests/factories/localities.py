"""Requests of places, and guidance, with the least that makes them valid. The desk of the cast is the centre."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hoiam.conferences.models import Guidance, LocalRequest
from hoiam.conferences.operations.guidance import start_guidance
from hoiam.conferences.operations.requests import ask
from hoiam.conferences.terms import RequestKind
from hoiam.desks.queries.standing import standing_of
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.desks import Cast
from tests.factories.remembering import remembered

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
"""Monday, 9:00 in Viet Nam."""
QUESTION = "Khi phóng viên nước ngoài hỏi trực tiếp cấp xã thì ai trả lời?"
GENERAL = "Phóng viên nước ngoài hỏi cấp xã: ai trả lời?"
ANSWER = "Câu hỏi của phóng viên nước ngoài được chuyển về bàn thông tin. Bàn trả lời bằng văn bản."


@remembered
def make_request(
    cast: Cast, *, kind: str = RequestKind.QUESTION, at: datetime = AT, **given: Any
) -> LocalRequest:
    """The stranger's desk asks the desk of the cast."""
    fields: dict[str, Any] = {"words": QUESTION, "language": "vi", "by": cast.stranger, **given}
    return ask(desk=cast.other_desk, to_desk=cast.desk, kind=kind, at=at, **fields)


@remembered
def make_guidance(
    cast: Cast,
    *,
    title: str = GENERAL,
    body: str = ANSWER,
    request: LocalRequest | None = None,
    at: datetime = AT,
    **given: Any,
) -> Guidance:
    """Guidance that is being written by the case officer."""
    return start_guidance(
        desk=cast.desk,
        title=title,
        language="vi",
        body=body,
        request=request,
        by=cast.case_officer,
        at=at,
        **given,
    )


def give_out(cast: Cast, guidance: Guidance, *, at: datetime = AT) -> Guidance:
    """Reviewer and spokesperson sign its text: every desk may read it."""
    assert guidance.text is not None
    writer = standing_of(cast.case_officer, cast.desk, at)
    version = send_for_clearance(text=guidance.text, standing=writer, at=at)
    for role in ("reviewer", "spokesperson"):
        signer = standing_of(getattr(cast, role), cast.desk, at)
        sign(version=version, text_hash=version.hash, standing=signer, role=role, at=at)
    guidance.refresh_from_db()
    return guidance
