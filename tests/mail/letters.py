"""Messages as bytes, as mail programs and servers write them."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

LAN = "Lan Anh <lananh@bao.example>"
DESK = "thongtin@danang.example"
QUESTION = "Xin hỏi: kinh phí sửa cầu Nguyễn Văn Trỗi năm 2026 là bao nhiêu?"


def plain(
    text: str = QUESTION,
    *,
    sender: str = LAN,
    to: str = DESK,
    subject: str = "Hỏi về kinh phí sửa cầu",
    message_id: str = "<m1@bao.example>",
    headers: dict[str, str] | None = None,
    charset: str = "utf-8",
    declared: str | None = None,
) -> bytes:
    """One text part, eight bits."""
    lines = {
        "Return-Path": "<lananh@bao.example>",
        "From": sender,
        "To": to,
        "Subject": f"=?utf-8?B?{b64encode(subject.encode()).decode()}?=",
        "Date": "Mon, 7 Sep 2026 08:30:00 +0700",
        "Message-ID": message_id,
        "MIME-Version": "1.0",
        "Content-Type": f"text/plain; charset={declared or charset}",
        "Content-Transfer-Encoding": "8bit",
    } | (headers or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return head.encode() + b"\r\n" + text.replace("\n", "\r\n").encode(charset)


def with_parts(*parts: bytes, kind: str = "mixed", headers: dict[str, str] | None = None, **more) -> bytes:
    """A message of several parts; each part brings its own headers."""
    body = b"".join(b"--=_b\r\n" + part + b"\r\n" for part in parts) + b"--=_b--\r\n"
    told = {"Content-Type": f'multipart/{kind}; boundary="=_b"'} | (headers or {})
    return plain("", headers=told, **more) + body


def part(content: bytes, kind: str, name: str = "", *, encoding: str = "base64") -> bytes:
    shown = f'Content-Disposition: attachment; filename="{name}"\r\n' if name else ""
    coded = b64encode(content) if encoding == "base64" else content
    return (
        f"Content-Type: {kind}\r\n{shown}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + coded
        + b"\r\n"
    )


def text_part(text: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    return part(text.encode(), kind, encoding="8bit")


def bounce(original_id: str, *, action: str = "failed", to: str = DESK) -> bytes:
    """A report as Postfix writes it (RFC 3464)."""
    said = text_part(
        "I'm sorry to have to inform you that your message could not be delivered to lananh@bao.example."
    )
    status = part(
        f"Reporting-MTA: dns; mx.bao.example\r\n\r\nFinal-Recipient: rfc822; lananh@bao.example\r\n"
        f"Action: {action}\r\nStatus: 5.1.1\r\n".encode(),
        "message/delivery-status",
        encoding="7bit",
    )
    original = part(
        f"From: {DESK}\r\nTo: lananh@bao.example\r\nMessage-ID: {original_id}\r\nSubject: x\r\n".encode(),
        "text/rfc822-headers",
        encoding="7bit",
    )
    return with_parts(
        said,
        status,
        original,
        kind='report; report-type="delivery-status"',
        sender="MAILER-DAEMON@mx.bao.example",
        to=to,
        message_id=f"<bounce-{action}@mx.bao.example>",
        headers={"Return-Path": "<>", "Auto-Submitted": "auto-replied"},
    )


def deliver(folder: Path, raw: bytes, name: str = "1788745800.M1.mx") -> Path:
    """Put a message into a Maildir as a mail server does."""
    for kind in ("tmp", "new", "cur"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    file = folder / "new" / name
    file.write_bytes(raw)
    return file
