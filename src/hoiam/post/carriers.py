"""Who carries a message away: an SMTP server, or a Maildir folder where there is none (the demo).

`HOIAM_EMAIL_URL`: `smtp://user:password@host:587?tls=1&from=desk@example.org`, `smtps://…`, or
`maildir:///folder?from=desk@example.org`.
"""

from __future__ import annotations

import mailbox
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 30
"""Seconds to wait for a mail server."""


class Carrier(Protocol):
    sender: str

    def hand_over(self, message: EmailMessage) -> None: ...


class Refused(Exception):
    """The server will never take this message (5xx); `str` is its code, without any address."""


class NotNow(Exception):
    """The server does not take this message now (4xx); others on the same connection may go on. `str` as above."""


class SmtpCarrier:
    """One connection to a mail server, opened for a batch."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self.server, self.sender = server, sender

    def hand_over(self, message: EmailMessage) -> None:
        """Give one message to the server.

        Raises `Refused` for good and `NotNow` for now, both about this message alone; `OSError` or
        `SMTPException` where nothing goes through.
        """
        try:
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise _judged(code) from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
            raise _judged(refused.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise Refused("The mail server does not take addresses with such letters.") from None


def _judged(code: int) -> Exception:
    sentence = f"The mail server answered {code}."
    return Refused(sentence) if 500 <= code < 600 else NotNow(sentence)


class MaildirCarrier:
    """Puts every message into a Maildir folder."""

    def __init__(self, folder: str, sender: str) -> None:
        self.box, self.sender = mailbox.Maildir(folder, create=True), sender

    def hand_over(self, message: EmailMessage) -> None:
        self.box.add(message.as_bytes())


@contextmanager
def carrier(url: str) -> Iterator[Carrier]:
    """Open the way out that the address names. Raises `ValueError` with a sentence where it names none."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    sender = asked.get("from", "")
    if "@" not in sender:
        raise ValueError("HOIAM_EMAIL_URL needs ?from=an address the desk sends from.")
    if parts.scheme == "maildir":
        yield MaildirCarrier(unquote(parts.path), sender)
        return
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("HOIAM_EMAIL_URL begins with smtp://, smtps:// or maildir://.")
    server = _connected(parts.scheme, parts.hostname, parts.port, starttls=asked.get("tls") == "1")
    try:
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield SmtpCarrier(server, sender)
    finally:
        server.close()


def _connected(scheme: str, host: str, port: int | None, *, starttls: bool) -> smtplib.SMTP:
    if scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    server = smtplib.SMTP(host, port or 25, timeout=TIMEOUT)
    if starttls:
        server.starttls(context=ssl.create_default_context())
    return server
