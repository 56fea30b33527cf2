"""A message as it stands on the wire. Pure: no server, no settings."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from hoiam.post.payloads import Mail

FRAMES = 8
"""Messages kept ready; a list is one message in a few languages."""
LONGEST_LINE = 900


@dataclass(frozen=True, slots=True)
class Letter:
    """What is given to a mail server: the addresses of the envelope and the message in bytes, lines ended by CRLF."""

    sender: str
    recipient: str
    content: bytes


def one_line(text: str) -> str:
    """A header's value: whatever would begin a second header becomes a space."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return " ".join("".join(" " if ord(sign) < 32 or ord(sign) == 127 else sign for sign in text).split())


class Composer:
    """Writes messages out; what they have in common is written once.

    A message is a head (To, Message-ID, Date and the headers of this recipient) and a frame (all the rest), which
    thousands of recipients of one text share.
    """

    def __init__(self, sender: str) -> None:
        self.sender = sender
        self._frames: OrderedDict[tuple[object, ...], tuple[str, bytes]] = OrderedDict()

    def compose(self, mail: Mail, *, to: str, message_id: str, at: datetime) -> Letter:
        """The message. Raises `ValueError` for an address that is none."""
        recipient = _on_the_wire(to)
        said = {"To": recipient, "Message-ID": message_id, "Date": format_datetime(at), **mail.headers}
        sender, frame = self._frame(mail)
        return Letter(sender, recipient, _head(said) + frame)

    def _frame(self, mail: Mail) -> tuple[str, bytes]:
        """(address of the sender, the message without its head); texts are compared by hash, which they keep."""
        key = (
            mail.subject,
            mail.text,
            mail.html,
            mail.attachments,
            mail.reply_to,
            mail.sender_name,
            mail.sender,
        )
        known = self._frames.get(key)
        if known is None:
            known = self._frames[key] = _written(mail, mail.sender or self.sender)
            while len(self._frames) > FRAMES:
                self._frames.popitem(last=False)
        else:
            self._frames.move_to_end(key)
        return known


def _written(mail: Mail, sender: str) -> tuple[str, bytes]:
    message = EmailMessage(policy=SMTP)
    user, _, domain = _on_the_wire(sender).rpartition("@")
    message["From"] = Address(one_line(mail.sender_name), user, domain)
    message["Subject"] = one_line(mail.subject)
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=one_line(mail.reply_to))
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for file in mail.attachments:
        maintype, _, subtype = file.media_type.partition("/")
        message.add_attachment(
            file.content, maintype=maintype, subtype=subtype or "octet-stream", filename=one_line(file.name)
        )
    return f"{user}@{domain}", message.as_bytes()


def _on_the_wire(address: str) -> str:
    """The address in ASCII (RFC 5891 for the domain). Raises `ValueError` where it has none such."""
    user, _, domain = one_line(address).rpartition("@")
    if not user or not domain or not user.isascii() or " " in user or "<" in address or ">" in address:
        raise ValueError("The address is none.")
    return f"{user}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"


def _head(said: Mapping[str, str]) -> bytes:
    """Header lines; a long address in one (RFC 2369) is not folded, which mail programs read badly."""
    lines = []
    for name, value in said.items():
        value = one_line(value)
        if value.isascii() and len(value) < LONGEST_LINE:
            lines.append(f"{name}: {value}\r\n")
        else:
            lines.append(SMTP.fold(name, SMTP.header_store_parse(name, value)[1]))
    return "".join(lines).encode("ascii")
