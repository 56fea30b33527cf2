"""A message as it stands on the wire. Pure: no server, no settings."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from hoiam.post.payloads import Mail


def one_line(text: str) -> str:
    """A header's value: whatever would begin a second header becomes a space."""
    return " ".join("".join(" " if ord(sign) < 32 or ord(sign) == 127 else sign for sign in text).split())


def compose(mail: Mail, *, to: str, sender: str, message_id: str, at: datetime) -> EmailMessage:
    """The message with its headers. Raises `ValueError` for an address that is none."""
    message = EmailMessage(policy=SMTP)
    user, _, domain = one_line(mail.sender or sender).rpartition("@")
    if not user or not domain:
        raise ValueError("The sender's address is not an address.")
    message["From"] = Address(one_line(mail.sender_name), user, domain)
    message["To"] = Address(addr_spec=one_line(to))
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=one_line(mail.reply_to))
    for name, value in mail.headers.items():
        message[name] = one_line(value)
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for file in mail.attachments:
        maintype, _, subtype = file.media_type.partition("/")
        message.add_attachment(
            file.content, maintype=maintype, subtype=subtype or "octet-stream", filename=one_line(file.name)
        )
    return message
