"""The least that makes a reviewed version, and a signed sheet for it."""

from __future__ import annotations

import struct
import zlib
from datetime import date

from hoiam.desks.models import Desk, Holding
from hoiam.texts.models import PaperApproval, TextVersion
from hoiam.texts.operations.clearance import sign
from hoiam.texts.operations.paper import bring_in_paper
from tests.factories.texts import AT, PLAIN_BODY, make_version, standing

SIGNED_ON = date(2026, 8, 3)
"""The day of `AT` in Viet Nam."""


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*more: bytes, shade: int = 255) -> bytes:
    """A picture of four points; `more` are chunks put before the picture data."""
    points = zlib.compress(bytes([0, shade, shade, 0, shade, shade]))
    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", head), *more, chunk(b"IDAT", points), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def signed_pdf(after: bytes = b"") -> bytes:
    """A PDF built as a signing tool leaves it: a signature dictionary whose range leaves out the signature."""
    mould = (
        b"%%PDF-1.7\n1 0 obj\n<< /Type /Sig /ByteRange [0 %08d %08d %08d] /Contents %s >>\nendobj\n%%%%EOF\n"
    )
    place = b"<" + b"3082" * 200 + b"00" * 40 + b">"
    bare = mould % (0, 0, 0, place)
    first = bare.index(place)
    second = first + len(place)
    return mould % (first, second, len(bare) - second, place) + after


def make_holder(desk: Desk, name: str = "Trần Thị Phát Ngôn", **fields) -> Holding:
    fields.setdefault("post", "spokesperson")
    fields.setdefault("valid_from", date(2025, 7, 1))
    return Holding.objects.create(desk=desk, holder=name, **fields)


def make_reviewed(cast, body: str = PLAIN_BODY, **fields) -> TextVersion:
    """A version in clearance that the reviewer has signed."""
    version = make_version(cast, body, **fields)
    sign(
        version=version,
        text_hash=version.hash,
        standing=standing(cast.reviewer, version.text.desk),
        role="reviewer",
        at=AT,
    )
    return version


def bring_in(cast, version: TextVersion, *, by: str = "intake", **fields) -> PaperApproval:
    """The signed sheet of a version, brought in by intake, signed by the holder of a post."""
    if "signer" not in fields:
        holder = Holding.objects.filter(desk=cast.desk).first() or make_holder(cast.desk)
        fields["signer"] = f"post-{holder.pk}"
    fields.setdefault("text_hash", version.hash)
    fields.setdefault("name", "phiếu trình.png")
    fields.setdefault("content", png())
    fields.setdefault("signed_date", SIGNED_ON)
    fields.setdefault("at", AT)
    return bring_in_paper(version=version, standing=standing(getattr(cast, by), cast.desk), **fields)
