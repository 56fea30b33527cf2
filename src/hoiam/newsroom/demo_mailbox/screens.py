"""Somebody who tries the demo opens this and asks: what did the asker get?"""

from __future__ import annotations

import email
import mailbox as boxes
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoiam.newsroom.requests import PublicRequest

MOST = 40


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    at: datetime
    text: str
    enclosures: tuple[str, ...]


@require_safe
def mailbox(request: PublicRequest) -> HttpResponse:
    """The newest letters of the demo's folder; outside the demo there is no such page."""
    parts = urlsplit(settings.EMAIL_URL)
    if not settings.IS_DEMO or parts.scheme != "maildir":
        raise Http404
    response = render(
        request, "newsroom/demo_mailbox/mailbox.html", {"letters": letters(unquote(parts.path))}
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def letters(folder: str) -> list[Letter]:
    """The letters of a Maildir, newest first; [] where nothing was sent yet."""
    if not Path(folder).is_dir():
        return []
    found = [_letter(message) for message in boxes.Maildir(folder, factory=_read)]  # type: ignore[arg-type]
    return sorted(found, key=lambda letter: letter.at, reverse=True)[:MOST]


def _read(file: IO[bytes]) -> EmailMessage:
    return email.message_from_binary_file(file, policy=policy.default)


def _letter(message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(str(message["Date"])),
        text=body.get_content() if body else "",
        enclosures=tuple(filter(None, (part.get_filename() for part in message.iter_attachments()))),
    )
