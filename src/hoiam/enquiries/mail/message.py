"""A message taken apart. Nothing it says is believed more than a sender can know; nothing in it can raise. Pure."""

from __future__ import annotations

import email
import mimetypes
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from hoiam.enquiries.mail import markup
from hoiam.enquiries.mail.charsets import decoded
from hoiam.enquiries.mail.returned import IDENTIFIER, Returned, is_automatic, returned

ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]@]{1,128}@[A-Za-z0-9.\-]{1,253}")
TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "apparently-to")
DEEPEST, MOST_PARTS, MOST_FILES = 20, 200, 20
LONGEST_HEADER = 2_000
HEADER_READ = 500_000
"""Characters of one header that are looked at: thousands of recipients, not millions."""
LONGEST_TEXT = 200_000
SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
LOCKED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_QUOTED = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")
_NAME = re.compile(r"name\s*=\s*\"([^\"]*)\"", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w.:\-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class MailFile:
    """A file in a message; `number` counts the leaves of the message, for `without`."""

    number: int
    name: str
    content: bytes


@dataclass(frozen=True)
class ReadMail:
    """One message. Addresses are in small letters; the text has no quotation of what was written before."""

    sender: str
    sender_name: str
    addressed: frozenset[str]
    subject: str
    text: str
    files: tuple[MailFile, ...]
    remarks: tuple[str, ...]
    """Codes of `MailRemark`: what could not be read."""
    message_id: str
    mentions: tuple[str, ...]
    """Message-IDs it answers, the nearest first."""
    is_automatic: bool
    returned: Returned | None
    dated: datetime | None
    is_doubtful: bool
    """Our mail server says that the sender's domain did not send it (RFC 8601, dmarc=fail)."""

    def __repr__(self) -> str:
        """Says nothing: a sender in a log would be unsealed."""
        return "ReadMail(sealed)"


@dataclass
class _Found:
    texts: list[str] = field(default_factory=list)
    files: list[MailFile] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)
    leaves: int = 0


def read(raw: bytes) -> ReadMail:
    """Take a message apart; what is broken in it becomes a remark."""
    message, found = _parsed(raw), _Found()
    try:
        _walk(message, 0, found)
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        found.remarks["broken"] = None
    name, address = parseaddr(_words(message, "from")[:LONGEST_HEADER])
    senders = ADDRESS.findall(_words(message, "from"))
    sender = (address if ADDRESS.fullmatch(address) else senders[0] if senders else "").lower()
    return ReadMail(
        sender=sender,
        sender_name=one_line(name)[:300],
        addressed=frozenset(
            one.lower().strip(".") for header in TO for one in ADDRESS.findall(_words(message, header))
        ),
        subject=one_line(_words(message, "subject"))[:LONGEST_HEADER],
        text=_unquoted("\n\n".join(filter(None, found.texts)))[:LONGEST_TEXT],
        files=tuple(found.files),
        remarks=tuple(found.remarks),
        message_id=next(iter(IDENTIFIER.findall(_words(message, "message-id"))), ""),
        mentions=_mentions(message),
        is_automatic=is_automatic(message),
        returned=returned(message, sender),
        dated=_dated(message),
        is_doubtful="dmarc=fail" in _first(message, "authentication-results").lower(),
    )


def without(raw: bytes, refused: set[int]) -> bytes:
    """The message with the named leaves emptied, their names too: what was refused is not stored."""
    if not refused:
        return raw
    message, number = _parsed(raw), 0
    for part in message.walk():
        if part.is_multipart():
            continue
        number += 1
        if number in refused:
            for name in list(part.keys()):
                del part[name]
            part["Content-Type"] = "text/plain; charset=utf-8"
            part["Content-Disposition"] = "inline"
            part.set_payload("")
    return message.as_bytes(policy=compat32.clone(max_line_length=None))


def one_line(text: str) -> str:
    """Whatever could begin another line becomes a space."""
    return " ".join("".join(" " if ord(sign) < 32 or ord(sign) == 127 else sign for sign in text).split())


def _parsed(raw: bytes) -> Message:
    try:
        return email.message_from_bytes(raw, policy=compat32)
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
        kept = re.sub(rb"(?im)^content-type:.*(?:\r?\n[ \t].*)*", b"Content-Type: text/plain", head)
        message = email.message_from_bytes(kept + b"\n\n", policy=compat32)
        message["X-Hoiam-Broken"] = "1"
        return message


def _walk(part: Message, depth: int, found: _Found) -> None:
    """Leaves in the order in which `Message.walk` meets them, so that `without` counts alike."""
    if part.get("X-Hoiam-Broken"):
        found.remarks["broken"] = None
    if not part.is_multipart():
        _leaf(part, found)
        return
    if depth >= DEEPEST:
        found.leaves += sum(not leaf.is_multipart() for leaf in part.walk())
        found.remarks["broken"] = None
        return
    children: Any = part.get_payload()
    chosen = _chosen(children) if part.get_content_type() == "multipart/alternative" else None
    for child in children:
        if chosen is not None and child is not chosen and _is_words(child):
            found.leaves += sum(not leaf.is_multipart() for leaf in child.walk())
        else:
            _walk(child, depth + 1, found)


def _chosen(children: list[Message]) -> Message | None:
    """Of several forms of one text the plain one, where it says anything; else the last."""
    plain = [
        child for child in children if child.get_content_type() == "text/plain" and _content(child).strip()
    ]
    others = [child for child in children if _is_words(child)]
    return plain[0] if plain else others[-1] if others else None


def _is_words(part: Message) -> bool:
    if part.get_content_disposition() == "attachment":
        return False
    return part.get_content_maintype() == "text" or part.get_content_type() == "multipart/related"


def _leaf(part: Message, found: _Found) -> None:
    found.leaves += 1
    kind, content = part.get_content_type(), _content(part)
    name = _file_name(part)
    if found.leaves > MOST_PARTS:
        found.remarks["too_many_parts"] = None
    elif kind in SIGNATURES:
        return
    elif kind in LOCKED:
        found.remarks["encrypted"] = None
    elif kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        found.remarks["tnef"] = None
    elif kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
        _text(part, kind, content, found)
    elif not content and not name:
        return
    elif len(found.files) >= MOST_FILES:
        found.remarks["too_many_files"] = None
    else:
        fallback = f"file-{len(found.files) + 1}{mimetypes.guess_extension(kind) or ''}"
        found.files.append(MailFile(found.leaves, name or fallback, content))


def _text(part: Message, kind: str, content: bytes, found: _Found) -> None:
    declared = part.get_content_charset()
    if kind == "text/html" and not declared and (meta := _META.search(content[:4000])):
        declared = meta[1].decode("ascii")
    text, is_sure = decoded(content, declared)
    if not is_sure:
        found.remarks["letters_lost"] = None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    found.texts.append(markup.words_of(text) if kind == "text/html" else text.strip())


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message) -> str:
    try:
        said = part.get_filename() or ""
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        return "file"
    if "\ufffd" in said:  # bare bytes, which the parser gives up on
        bare = [str(value) for _key, value in part.raw_items() if _NAME.search(str(value))]
        found = _NAME.search(bare[0]) if bare else None
        said = found[1] if found else said
    return one_line(_said(said))[:200]


def _first(message: Message, name: str) -> str:
    values = message.get_all(name) or [""]
    return str(values[0])


def _words(message: Message, name: str) -> str:
    """Every header of a name, decoded, in one text."""
    raw = [value for key, value in message.raw_items() if key.lower() == name]
    return ", ".join(_said(str(value)[:HEADER_READ]) for value in raw[:50])


def _said(value: str) -> str:
    """A header's words: encoded words (RFC 2047) or bare bytes in whatever encoding."""
    try:
        bare = value.encode("ascii", "surrogateescape")
        text = decoded(bare, None)[0]
    except UnicodeEncodeError:
        text = value
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError):
        return text
    return "".join(
        decoded(piece, charset)[0] if isinstance(piece, bytes) else piece for piece, charset in pieces
    )


def _mentions(message: Message) -> tuple[str, ...]:
    nearest = IDENTIFIER.findall(_words(message, "in-reply-to"))
    chain = IDENTIFIER.findall(_words(message, "references"))[-30:]
    return tuple(dict.fromkeys([*nearest[:5], *reversed(chain)]))


def _dated(message: Message) -> datetime | None:
    try:
        dated = parsedate_to_datetime(_first(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return dated if dated.tzinfo else dated.replace(tzinfo=UTC)


def _unquoted(text: str) -> str:
    """Without the lines that repeat what was written before; they hold our secret link."""
    return _BLANK.sub("\n\n", _QUOTED.sub("\n", text)).strip()
