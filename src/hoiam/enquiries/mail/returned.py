"""Whether a machine wrote a message, and which letter of ours came back with it (RFC 3464, RFC 3834). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

IDENTIFIER = re.compile(r"<[^<>\s]{3,250}>")
AUTOMATIC_HEADERS = ("x-autoreply", "x-autorespond", "x-auto-response")
"""`List-Id` and `X-Auto-Response-Suppress` are not among them: request platforms and group mailboxes set them on
questions that people wrote, and a question must not vanish."""
BULK = frozenset({"bulk", "junk", "list"})
SERVERS = frozenset({"mailer-daemon", "postmaster"})
_READ = 64 * 1024


@dataclass(frozen=True)
class Returned:
    """What a mail server says came back: the Message-IDs it may mean, and whether that is for good."""

    message_ids: tuple[str, ...]
    is_final: bool


def is_automatic(message: Message) -> bool:
    """No person wrote it: it neither asks anything nor gets an acknowledgement."""
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    return (
        submitted not in ("no", "")
        or precedence in BULK
        or any(name in message for name in AUTOMATIC_HEADERS)
        or has_no_return(message)
        or message.get_content_type() == "multipart/report"
    )


def has_no_return(message: Message) -> bool:
    """The sender wants no answer: an empty return path."""
    paths = message.get_all("Return-Path") or []
    return any(str(path).strip() in ("<>", "") for path in paths)


def returned(message: Message, sender: str) -> Returned | None:
    """A report of a mail server on a letter that did not arrive; None for everything else."""
    parts = list(message.walk()) if message.is_multipart() else []
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if reports:
        actions = {
            str(block.get("Action", "")).strip().lower()
            for report in reports
            for block in _blocks(report)
            if block.get("Action")
        }
        return Returned(_original(message, parts), is_final="failed" in actions)
    if sender.partition("@")[0] in SERVERS and has_no_return(message):
        payload = message.as_string()[:_READ]
        return Returned(tuple(dict.fromkeys(IDENTIFIER.findall(payload))), is_final=True)
    return None


def _blocks(report: Message) -> list[Message]:
    payload = report.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _original(message: Message, parts: list[Message]) -> tuple[str, ...]:
    """The Message-IDs in what the report encloses, then those it refers to."""
    found: list[str] = []
    for part in parts[1:]:
        if part.get_content_type() == "text/rfc822-headers":
            said = part.get_payload(decode=True)
            found += IDENTIFIER.findall(said[:_READ].decode("latin-1") if isinstance(said, bytes) else "")
        elif part.get("Message-ID"):
            found += IDENTIFIER.findall(str(part["Message-ID"]))
    for name in ("In-Reply-To", "References"):
        found += IDENTIFIER.findall(str(message.get(name, "")))
    return tuple(dict.fromkeys(found))[:50]
