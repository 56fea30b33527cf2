"""Pictures without what a camera or a scanner wrote into them: place, device, owner, small copies. Pure.

Only the envelope is read and written anew; the picture itself is not decoded, so that not a point of it changes.
Sources: ISO/IEC 10918-1 (JPEG), ISO/IEC 15948 (PNG), RFC 9649 (WebP), Exif 2.32, tag 0x0112, ICC.1, annex B.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD"}
)
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP_FIRST, _APP_LAST = 0xE0, 0xEF
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM and the restarts."""
_JFIF, _EXIF, _ICC, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers that say how large the picture is."""
_PNG_COLOURS = frozenset({b"iCCP", b"cICP"})
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})
_ICC_FLAG, _EXIF_FLAG, _XMP_FLAG = 0x20, 0x08, 0x04
_UPRIGHT = 1


class BrokenPicture(ValueError):
    """A picture that ends too early or is not built as its kind is."""


def without_metadata(content: bytes, media_type: str, *, keeps_colours: bool = False) -> bytes:
    """The picture without remarks; how it must be turned stays. Other kinds come back as they are.

    `keeps_colours`: the profile of its colours stays too; of a scan it says nothing but which scanner it was.
    Raises `BrokenPicture`.
    """
    try:
        if media_type == "image/jpeg":
            return _jpeg(content, keeps_colours)
        if media_type == "image/png":
            return _png(content, keeps_colours)
        if media_type == "image/webp":
            return _webp(content, keeps_colours)
    except (IndexError, struct.error) as error:
        raise BrokenPicture from error
    return content


def points_of(content: bytes, media_type: str) -> tuple[int, int]:
    """(width, height) as the picture says of itself, not decoded; (0, 0) for other kinds. Raises `BrokenPicture`."""
    try:
        match media_type:
            case "image/jpeg":
                return _jpeg_points(content)
            case "image/png":
                width, height = struct.unpack_from(">4sII", content, 12)[1:]
                return width, height
            case "image/webp":
                return _webp_points(content)
    except (IndexError, struct.error) as error:
        raise BrokenPicture from error
    return 0, 0


def _jpeg_points(content: bytes) -> tuple[int, int]:
    position = 2
    while True:
        marker, start, end = _segment(content, position)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, start + 1)
            return width, height
        if marker in (_EOI, _SOS):
            raise BrokenPicture
        position = end


def _webp_points(content: bytes) -> tuple[int, int]:
    """Of the canvas, or of the one frame; a frame larger than its canvas is shown by nobody."""
    name, data = next(_riff(content))
    if name == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if name == b"VP8L" and data[0] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 6)
        return width & 0x3FFF, height & 0x3FFF
    raise BrokenPicture


def _webp(content: bytes, keeps_colours: bool) -> bytes:
    """Its chunks without Exif and XMP, and with no flag that promises them; what hangs behind them is left out."""
    kept: list[bytes] = []
    for name, data in _riff(content):
        if name in _WEBP_KEPT or (keeps_colours and name == b"ICCP"):
            if name == b"VP8X":
                dropped = _EXIF_FLAG | _XMP_FLAG | (0 if keeps_colours else _ICC_FLAG)
                data = bytes([data[0] & ~dropped]) + data[1:]
            kept.append(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2))
    body = b"".join(kept)
    if not any(one[:4] in (b"VP8 ", b"VP8L", b"ANMF") for one in kept):
        raise BrokenPicture
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, data) of every chunk."""
    (size,) = struct.unpack_from("<I", content, 4)
    position, end = 12, 8 + size
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or end > len(content):
        raise BrokenPicture
    while position < end:
        name, length = struct.unpack_from("<4sI", content, position)
        if position + 8 + length > end:
            raise BrokenPicture
        yield name, content[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _png(content: bytes, keeps_colours: bool) -> bytes:
    also = _PNG_COLOURS if keeps_colours else frozenset()
    kept, position = [PNG_START], len(PNG_START)
    while True:
        length, name = struct.unpack_from(">I4s", content, position)
        end = position + 12 + length
        data = content[position + 8 : end - 4]
        (checksum,) = struct.unpack_from(">I", content, end - 4)
        if checksum != zlib.crc32(name + data):
            raise BrokenPicture
        if name in _PNG_KEPT or name in also:
            kept.append(content[position:end])
        if name == b"IEND":
            return b"".join(kept)
        position = end


def _jpeg(content: bytes, keeps_colours: bool) -> bytes:
    kept: list[bytes] = []
    position, turned = 2, _UPRIGHT
    while True:
        marker, start, end = _segment(content, position)
        if marker == _EOI:
            raise BrokenPicture  # It ends before a single point was drawn.
        segment = content[position:end]
        if marker == _EXIF:
            turned = _orientation(content[start:end]) or turned
        elif marker == _SOS:
            break
        elif not _is_remark(marker) or _is_needed(marker, content[start:end], keeps_colours):
            kept.append(segment)
        position = end
    exif = [] if turned == _UPRIGHT else [_only_orientation(turned)]
    return b"".join([b"\xff\xd8", *exif, *kept, _scans(content, position)])


def _segment(content: bytes, position: int) -> tuple[int, int, int]:
    """(marker, where its data begin, where it ends) of the segment that begins here."""
    if content[position] != 0xFF:
        raise BrokenPicture
    marker = content[position + 1]
    if marker in _ALONE or marker == _EOI:
        return marker, position + 2, position + 2
    (length,) = struct.unpack_from(">H", content, position + 2)
    end = position + 2 + length
    if length < 2 or end > len(content):
        raise BrokenPicture
    return marker, position + 4, end


def _is_remark(marker: int) -> bool:
    return _APP_FIRST <= marker <= _APP_LAST or marker == _COM


def _is_needed(marker: int, data: bytes, keeps_colours: bool) -> bool:
    """What a reader needs for the right colours: JFIF without its small copy, Adobe's note, the profile."""
    return (
        (marker == _JFIF and data.startswith(b"JFIF\0") and data[-2:] == b"\0\0")
        or (marker == _ADOBE and data.startswith(b"Adobe"))
        or (keeps_colours and marker == _ICC and data.startswith(b"ICC_PROFILE\0"))
    )


def _scans(content: bytes, position: int) -> bytes:
    """From the first scan to the end of the picture; what was hung behind the end is left out."""
    kept: list[bytes] = []
    while True:
        marker, _start, end = _segment(content, position)
        if marker == _EOI:
            return b"".join([*kept, b"\xff\xd9"])
        if marker == _SOS:
            end = _end_of_points(content, end)
        if not _is_remark(marker):
            kept.append(content[position:end])
        position = end


def _end_of_points(content: bytes, position: int) -> int:
    """Where the next marker stands; a stuffed zero and a restart belong to the points."""
    while True:
        position = content.find(b"\xff", position)
        if position < 0:
            raise BrokenPicture
        following = content[position + 1]
        if following == 0xFF:
            position += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            position += 2
        else:
            return position


def _orientation(data: bytes) -> int | None:
    """1 to 8 as Exif counts them; None where nothing is said."""
    if not data.startswith(b"Exif\0\0"):
        return None
    tiff = data[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == 0x0112:
                return int(value) if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _only_orientation(turned: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    data = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
