"""Who carries a message away: an SMTP server, or a Maildir folder where there is none (the demo).

`HOIAM_EMAIL_URL`: `smtp://user:password@host:587?tls=1&from=desk@example.org`, `smtps://…`, or
`maildir:///folder?from=desk@example.org`; with `connections=` and `per_domain=`, see docs/operate/settings.md.
"""

from __future__ import annotations

import mailbox
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from hoiam.post.envelope import Letter

TIMEOUT = 30
"""Seconds to wait for one answer of a mail server."""
DEADLINE = 90.0
"""Seconds for one whole message, however the server dawdles."""
CONNECTIONS = 6
MOST_CONNECTIONS = 50


class Carrier(Protocol):
    """A way to the other side that is used by one thread at a time."""

    def hand_over(self, letter: Any) -> None:
        """Give one thing to the other side.

        Raises `Refused`, `Gone` and `NotNow` about this one alone, `HungUp` where the other side ended the
        connection before it was given anything, `OSError` or `SMTPException` where the connection broke.
        """

    def close(self) -> None: ...

    def break_off(self) -> None:
        """Called from another thread: whatever it waits for is to fail now."""


@dataclass(frozen=True)
class Way:
    """How messages of one channel leave."""

    open: Callable[[], Carrier]
    width: int
    """How many are under way at once."""
    slow_after: float
    """Seconds after which a recipient's domain counts as slow."""
    deadline: float
    per_minute: int = 0
    """How many a minute one domain is given by this process; 0: no bound."""
    sender: str = ""


class Refused(Exception):
    """The other side will never take this one (5xx of a mail server); `str` is its code, without any address."""


class Gone(Refused):
    """The recipient is there no longer and asks for nothing more (410 of a webhook)."""


class NotNow(Exception):
    """The other side does not take this one now; others on the same connection may go on. `str` as above."""


class HungUp(Exception):
    """The connection was at its end before this message was given to it: a new one may take it at once."""


class SmtpCarrier:
    """One connection to a mail server."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self.server = server

    def hand_over(self, letter: Letter) -> None:
        try:
            self._judge(*self.server.mail(letter.sender), taken=(250,))
            self._judge(*self.server.rcpt(letter.recipient), taken=(250, 251))
        except smtplib.SMTPServerDisconnected:
            raise HungUp from None
        try:
            code, words = self.server.data(letter.content)
        except smtplib.SMTPDataError as refused:
            code, words = refused.smtp_code, b""
        self._judge(code, words, taken=(250,))

    def _judge(self, code: int, _words: bytes | str, *, taken: tuple[int, ...]) -> None:
        if code in taken:
            return
        if code in (421, -1):
            raise smtplib.SMTPServerDisconnected(f"The mail server answered {code}.")
        with suppress(smtplib.SMTPServerDisconnected):
            self.server.rset()
        raise _judged(code)

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if self.server.sock is not None:
                self.server.sock.settimeout(2)
                self.server.quit()
        self.server.close()

    def break_off(self) -> None:
        with suppress(OSError, AttributeError):
            self.server.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]


def _judged(code: int) -> Exception:
    sentence = f"The mail server answered {code}."
    return Refused(sentence) if 500 <= code < 600 else NotNow(sentence)


class MaildirCarrier:
    """Puts every message into a Maildir folder."""

    def __init__(self, folder: str) -> None:
        self.box = mailbox.Maildir(folder, create=True)

    def hand_over(self, letter: Letter) -> None:
        self.box.add(letter.content)

    def close(self) -> None:
        self.box.close()

    def break_off(self) -> None:
        """A folder does not keep waiting."""


def way_out(url: str) -> Way:
    """The way that the address names. Raises `ValueError` with a sentence where it names none."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    sender = asked.get("from", "")
    if "@" not in sender:
        raise ValueError("HOIAM_EMAIL_URL needs ?from=an address the desk sends from.")
    if parts.scheme == "maildir":
        folder = unquote(parts.path)
        return Way(lambda: MaildirCarrier(folder), 1, 2.0, DEADLINE, sender=sender)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("HOIAM_EMAIL_URL begins with smtp://, smtps:// or maildir://.")
    width = min(_number(asked, "connections", CONNECTIONS) or 1, MOST_CONNECTIONS)
    per_minute = _number(asked, "per_domain", 0)
    return Way(lambda: _connected(url), width, 2.0, DEADLINE, per_minute, sender)


def _number(asked: dict[str, str], name: str, default: int) -> int:
    said = asked.get(name, str(default))
    if not said.isascii() or not said.isdigit():
        raise ValueError(f"{name}= in HOIAM_EMAIL_URL is a whole number.")
    return int(said)


@lru_cache(maxsize=1)
def _own_name() -> str:
    """What we call ourselves in the greeting; asked of the resolver once, not with every connection."""
    name = socket.getfqdn()
    return name if "." in name else "[127.0.0.1]"


def _connected(url: str) -> SmtpCarrier:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, local_hostname=_own_name(), timeout=TIMEOUT, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, local_hostname=_own_name(), timeout=TIMEOUT)
    try:
        if server.sock is not None:
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if parts.scheme == "smtp" and parse_qs(parts.query).get("tls", [""])[-1] == "1":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return SmtpCarrier(server)


@contextmanager
def carrier(url: str) -> Iterator[Carrier]:
    """Open the way out once, as `hoiam check` does. Raises as `way_out`, or `OSError` where nobody answers."""
    opened = way_out(url).open()
    try:
        yield opened
    finally:
        opened.close()
