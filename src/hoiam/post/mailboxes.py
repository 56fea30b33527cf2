"""Where mail to the desks is read: a folder on an IMAP server, or a Maildir.

`HOIAM_INTAKE_URL`: `imaps://user:password@host/INBOX` (TLS from the first byte), `imap://…` (STARTTLS, never
without), or `maildir:///folder`. After `?`: `keep=7` days until a message that was read is taken off the server
(`all`: never), `plus=0` where the server knows no plus addresses, `desk=CODE` who sorts mail that names no desk,
`ca=/file.pem` a certificate authority of one's own.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from hoiam.post.terms import HEADERS_LARGEST, LARGEST_MESSAGE, PollFault

TIMEOUT = 20
"""Seconds to wait for a mail server."""
KEEP = timedelta(days=7)
SCHEMES = ("imaps", "imap", "maildir")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')


class CannotRead(Exception):
    """The mailbox cannot be read; `fault` says why. Never an address or a password."""

    def __init__(self, fault: PollFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Place:
    """What `HOIAM_INTAKE_URL` says. `str` and `repr` show no password."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    folder: str
    keep: timedelta | None
    """None: messages stay on the server."""
    has_plus: bool
    desk: str
    ca: str

    def __repr__(self) -> str:
        return f"Place({self.scheme}://{self.host}/…)"

    __str__ = __repr__

    @property
    def name(self) -> str:
        """What tells one mailbox from another."""
        return f"{self.scheme.rstrip('s')}\n{self.host}\n{self.user}\n{self.folder}"


@dataclass(frozen=True)
class Fetched:
    """One message as it lies in the mailbox."""

    place: str
    uid: int
    raw: bytes
    size: int
    is_whole: bool
    received_at: datetime | None


class OpenMailbox(Protocol):
    uidvalidity: str

    def new_ones(self, last_uid: int, known: Collection[str], limit: int) -> list[str]: ...

    def fetch(self, place: str) -> Fetched | None: ...

    def mark_read(self, place: str) -> None: ...

    def remove(self, places: Collection[str]) -> list[str]: ...


def read_place(url: str) -> Place:
    """Take the address apart. Raises `ValueError` with a sentence that names no password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(
            "HOIAM_INTAKE_URL is not an address; signs such as / or @ in a password are written %2F, %40."
        ) from None
    if parts.scheme not in SCHEMES:
        raise ValueError("HOIAM_INTAKE_URL begins with imaps://, imap:// or maildir://.")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    folder = unquote(parts.path)
    if parts.scheme != "maildir":
        folder = folder.strip("/") or "INBOX"
        if not (parts.hostname and parts.username and parts.password):
            raise ValueError(
                "HOIAM_INTAKE_URL needs user, password and host: imaps://user:password@host/INBOX."
            )
    if (
        not folder.strip("/")
        or not folder.isascii()
        or any(ord(sign) < 32 or sign in '"\\' for sign in folder)
    ):
        raise ValueError("HOIAM_INTAKE_URL needs a folder in plain letters.")
    return Place(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=folder,
        keep=_kept(asked.get("keep", "")),
        has_plus=asked.get("plus", "1") != "0",
        desk=asked.get("desk", ""),
        ca=asked.get("ca", ""),
    )


def _kept(said: str) -> timedelta | None:
    if said == "all":
        return None
    if said and not said.isdecimal():
        raise ValueError("keep= in HOIAM_INTAKE_URL is a number of days, or all.")
    return timedelta(days=min(int(said), 3650)) if said else KEEP


@contextmanager
def opened(place: Place) -> Iterator[OpenMailbox]:
    """Open the mailbox. Raises `CannotRead`, here and from what is done with it."""
    if place.scheme == "maildir":
        try:
            yield MaildirFolder(Path(place.folder))
        except OSError:
            raise CannotRead(PollFault.FOLDER) from None
        return
    server = _connected(place)
    try:
        yield ImapFolder(server, place.folder)
    except (imaplib.IMAP4.error, OSError, EOFError):
        raise CannotRead(PollFault.BROKE_OFF) from None
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _connected(place: Place) -> imaplib.IMAP4:
    try:
        context = ssl.create_default_context(cafile=place.ca or None)
        if place.scheme == "imaps":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                place.host, place.port or 993, ssl_context=context, timeout=TIMEOUT
            )
        else:
            server = imaplib.IMAP4(place.host, place.port or 143, timeout=TIMEOUT)
            _start_tls(server, context)
    except ssl.SSLCertVerificationError:
        raise CannotRead(PollFault.CERTIFICATE) from None
    except (OSError, imaplib.IMAP4.error):
        raise CannotRead(PollFault.UNREACHABLE) from None
    try:
        if "AUTH=PLAIN" in server.capabilities:
            said = f"\0{place.user}\0{place.password}".encode()
            server.authenticate("PLAIN", lambda _asked: said)
        else:
            server.login(place.user, place.password)
    except imaplib.IMAP4.abort:
        raise CannotRead(PollFault.BROKE_OFF) from None
    except (imaplib.IMAP4.error, UnicodeEncodeError):
        _leave(server)
        raise CannotRead(PollFault.LOGIN) from None
    except OSError:
        raise CannotRead(PollFault.BROKE_OFF) from None
    return server


def _start_tls(server: imaplib.IMAP4, context: ssl.SSLContext) -> None:
    if "STARTTLS" not in server.capabilities:
        _leave(server)
        raise CannotRead(PollFault.NO_TLS)
    try:
        server.starttls(ssl_context=context)
    except (OSError, imaplib.IMAP4.error):
        server.shutdown()
        raise


def _leave(server: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError):
        server.logout()


class ImapFolder:
    """A selected folder; a place is `uidvalidity:uid`."""

    def __init__(self, server: imaplib.IMAP4, folder: str) -> None:
        self._server = server
        answer, _count = server.select(f'"{folder}"')
        if answer != "OK":
            raise CannotRead(PollFault.FOLDER)
        said = server.response("UIDVALIDITY")[1]
        self.uidvalidity = said[0].decode() if said and said[0] else "0"

    def new_ones(self, last_uid: int, known: Collection[str], limit: int) -> list[str]:
        """Places after `last_uid`, in order."""
        _answer, data = self._server.uid("SEARCH", "UID", f"{last_uid + 1}:*")
        numbers = sorted({int(word) for word in (data[0] or b"").split()}) if data else []
        return [f"{self.uidvalidity}:{uid}" for uid in numbers if uid > last_uid][:limit]

    def fetch(self, place: str) -> Fetched | None:
        """The message, or of one that is too large its headers; None where it is no longer there."""
        uid = place.rpartition(":")[2]
        said, _nothing = self._fetched(uid, "(RFC822.SIZE INTERNALDATE)")
        size = _SIZE.search(said)
        if size is None:
            return None
        is_whole = int(size[1]) <= LARGEST_MESSAGE
        wanted = "(BODY.PEEK[])" if is_whole else f"(BODY.PEEK[HEADER]<0.{HEADERS_LARGEST}>)"
        _said, raw = self._fetched(uid, wanted)
        if raw is None:
            return None
        return Fetched(place, int(uid), raw, int(size[1]), is_whole, _moment(_DATE.search(said)))

    def _fetched(self, uid: str, wanted: str) -> tuple[bytes, bytes | None]:
        """(what the server said in its lines, the literal or None)."""
        _answer, data = self._server.uid("FETCH", uid, wanted)
        lines, literal = [], None
        for piece in data or []:
            if isinstance(piece, tuple):
                lines.append(piece[0])
                literal = piece[1]
            elif piece:
                lines.append(piece)
        return b" ".join(lines), literal

    def mark_read(self, place: str) -> None:
        self._server.uid("STORE", place.rpartition(":")[2], "+FLAGS.SILENT", r"(\Seen)")

    def remove(self, places: Collection[str]) -> list[str]:
        """Take messages off the server, these and no others (RFC 4315); which are gone."""
        _answer, said = self._server.capability()  # more than what was offered before the login
        if b"UIDPLUS" not in bytes(said[-1] or b"").upper().split():
            return []
        ours = [place for place in places if place.startswith(f"{self.uidvalidity}:")]
        if ours:
            numbers = ",".join(place.rpartition(":")[2] for place in ours)
            self._server.uid("STORE", numbers, "+FLAGS.SILENT", r"(\Deleted)")
            self._server.uid("EXPUNGE", numbers)
        return list(places)


def _moment(found: re.Match[bytes] | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(found[1].decode("ascii").strip()) if found else None
    except (ValueError, TypeError):
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


class MaildirFolder:
    """A Maildir (https://cr.yp.to/proto/maildir.html); a place is the name of a file without its flags."""

    uidvalidity = "maildir"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
            raise CannotRead(PollFault.FOLDER)

    def new_ones(self, last_uid: int, known: Collection[str], limit: int) -> list[str]:
        """Places that are not among the `known`, the oldest first.

        A known one that still lies under `new` was kept by a process that died before it could say so.
        """
        files = sorted(self._files(), key=lambda file: (file.stat().st_mtime, file.name))
        for file in files:
            if file.parent.name == "new" and _place_of(file) in known:
                self.mark_read(_place_of(file))
        fresh = [place for place in map(_place_of, files) if place not in known]
        return fresh[:limit]

    def _files(self) -> Iterator[Path]:
        for part in ("new", "cur"):
            for file in (self._folder / part).iterdir():
                if file.is_file() and not file.name.startswith("."):
                    yield file

    def _file(self, place: str) -> Path | None:
        return next((file for file in self._files() if _place_of(file) == place), None)

    def fetch(self, place: str) -> Fetched | None:
        file = self._file(place)
        if file is None:
            return None
        known = file.stat()
        is_whole = known.st_size <= LARGEST_MESSAGE
        with file.open("rb") as read:
            raw = read.read() if is_whole else read.read(HEADERS_LARGEST)
        if not is_whole:
            raw = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0] + b"\n\n"
        received_at = datetime.fromtimestamp(known.st_mtime, UTC)
        return Fetched(place, 0, raw, known.st_size, is_whole, received_at)

    def mark_read(self, place: str) -> None:
        file = self._file(place)
        if file is not None and file.parent.name == "new":
            file.rename(self._folder / "cur" / f"{_place_of(file)}:2,S")

    def remove(self, places: Collection[str]) -> list[str]:
        for place in places:
            file = self._file(place)
            if file is not None:
                file.unlink()
        return list(places)


def _place_of(file: Path) -> str:
    return file.name.partition(":")[0][:200]
