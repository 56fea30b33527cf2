"""Whether a recording is what it says: the boxes of a film, the frames of a sound. Pure; nothing is decoded.

Sources: ISO/IEC 14496-12 (boxes), mp4ra.org (registered brands), ISO/IEC 11172-3, 2.4.1.3 (MPEG audio frame
header), ID3v2.4 structure, 3.1.
"""

from __future__ import annotations

import struct

BRANDS = frozenset(
    brand.ljust(4).encode()
    for brand in (
        "isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 avc1 hvc1 dash msdh M4A M4B M4V M4VH M4VP "
        "mmp4 3gp4 3gp5 3gp6 3gp7 3g2a 3g2b 3g2c MSNV XAVC f4v"
    ).split()
)
"""Major brands of films and sounds that browsers and editors open."""
_BOXES = frozenset(
    b"ftyp moov mdat free skip wide uuid moof mfra sidx styp udta meta pdin emsg prft ssix pnot junk".split()
)
_BITRATES = {
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (3, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (2, 1): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_SEARCHED = 4096
"""Bytes behind a tag in which the first frame must begin; programs fill the gap with zeros."""


def is_film(content: bytes) -> bool:
    """Whether boxes of known kinds fill the file to its end, among them one that lists the tracks."""
    if content[4:8] != b"ftyp" or content[8:12] not in BRANDS:
        return False
    position, kinds = 0, set()
    while position < len(content):
        if position + 8 > len(content):
            return False
        size, kind = struct.unpack_from(">I4s", content, position)
        if size == 1 and position + 16 <= len(content):
            (size,) = struct.unpack_from(">Q", content, position + 8)
        elif size == 0:
            size = len(content) - position
        if kind not in _BOXES or size < 8 or position + size > len(content):
            return False
        kinds.add(kind)
        position += size
    return b"moov" in kinds


def is_sound(content: bytes) -> bool:
    """Whether three frames of MPEG audio follow each other, behind a tag or at the very beginning."""
    start = _behind_tag(content)
    last = min(start + (_SEARCHED if start else 1), len(content) - 4)
    return any(_frames_from(content, place, 3) for place in range(start, last) if content[place] == 0xFF)


def _behind_tag(content: bytes) -> int:
    if not content.startswith(b"ID3") or len(content) < 10 or any(byte & 0x80 for byte in content[6:10]):
        return 0
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte
    return 10 + size + (10 if content[5] & 0x10 else 0)


def _frames_from(content: bytes, place: int, count: int) -> bool:
    for _frame in range(count):
        length = _frame_length(content[place : place + 4])
        if not length:
            return False
        place += length
        if place >= len(content):
            return place == len(content)
    return True


def _frame_length(header: bytes) -> int:
    """Bytes of the frame that begins with this header; 0 where it is none of layer II or III."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    index, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer not in (1, 2) or not 0 < index < 15 or rate == 3:
        return 0
    bits = _BITRATES[(3, layer) if version == 3 else (2, 1)][index] * 1000
    samples = 144 if version == 3 or layer == 2 else 72
    return samples * bits // _RATES[version][rate] + padding
