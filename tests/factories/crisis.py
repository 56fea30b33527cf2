"""A public emergency with people on duty, and bulletins on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from hoiam.desks.models import DutyShift
from hoiam.desks.operations.duty import put_on_duty
from hoiam.enquiries.bulletin_parts import Parts, composed
from hoiam.enquiries.models import Bulletin, Matter
from hoiam.enquiries.operations.bulletins import send_bulletin, start_bulletin
from hoiam.enquiries.operations.matters import open_matter
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.clearance import sign
from tests.factories.desks import Cast
from tests.factories.enquiries import AT, HOUR, load_law, stand

KNOWN = "Sạt lở xảy ra ở xã Hòa Bắc. Lực lượng cứu hộ đang ở hiện trường."
UNKNOWN = "Chưa rõ nguyên nhân."


def make_matter(cast: Cast, *, at: datetime = AT, is_emergency: bool = True, **fields) -> Matter:
    load_law()
    fields.setdefault("title", "Sạt lở ở Hòa Bắc")
    fields.setdefault("event", "event_handled")
    fields.setdefault("happened_at", at)
    fields.setdefault("by", cast.intake)
    return open_matter(desk=cast.desk, at=at, is_public_emergency=is_emergency, **fields)


def put_night_on(cast: Cast, *, at: datetime = AT, hours: int = 24) -> dict[str, DutyShift]:
    """The reviewer and the spokesperson are on duty from that instant."""
    return {
        post: put_on_duty(
            person=getattr(cast, post),
            post=post,
            starts_at=at,
            ends_at=at + hours * HOUR,
            standing=stand(cast, "head", at),
            at=at,
            phone=f"0905 {post}",
        )
        for post in ("reviewer", "spokesperson")
    }


def let_one_sign(cast: Cast) -> None:
    cast.desk.one_signature_in_crisis = True
    cast.desk.save()


def make_bulletin(
    cast: Cast,
    matter: Matter,
    *,
    at: datetime = AT,
    known: str = KNOWN,
    next_in: timedelta | None = HOUR,
    **fields,
) -> Bulletin:
    """A bulletin that the case officer writes."""
    fields.setdefault("by", cast.case_officer)
    fields.setdefault("language", "vi")
    body = composed(Parts(fields.pop("lead", ""), known, fields.pop("unknown", UNKNOWN)), fields["language"])
    next_update_at = at + next_in if next_in else None
    return start_bulletin(matter=matter, at=at, body=body, next_update_at=next_update_at, **fields)


def send(cast: Cast, bulletin: Bulletin, *, at: datetime, name: str = "case_officer") -> TextVersion:
    return send_bulletin(bulletin=bulletin, standing=stand(cast, name, at), at=at)


def clear(cast: Cast, version: TextVersion, *names: str, at: datetime) -> None:
    """Sign as one's own role, in the order named; by default reviewer, then spokesperson."""
    for name in names or ("reviewer", "spokesperson"):
        sign(version=version, text_hash=version.hash, standing=stand(cast, name, at), role=name, at=at)


def make_issued(cast: Cast, matter: Matter, *, at: datetime = AT, **fields) -> Bulletin:
    bulletin = make_bulletin(cast, matter, at=at, **fields)
    clear(cast, send(cast, bulletin, at=at), at=at + timedelta(minutes=5))
    bulletin.refresh_from_db()
    return bulletin
