"""The journal: one chain of acts per desk, written inside the act."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import models, transaction

from hoiam.desks import erasing
from hoiam.desks.chain import digest_of_detail
from hoiam.desks.models import Desk, JournalDetail, JournalHead, JournalLine, Person


def actor_name(by: Person | str) -> str:
    """`person:12` for a person; the words `asker`, `worker`, `operator` stand for themselves."""
    return by if isinstance(by, str) else f"person:{by.pk}"


def write_line(
    *,
    desk: Desk | None,
    by: Person | str,
    at: datetime,
    verb: str,
    record: models.Model | None = None,
    detail: dict[str, Any] | None = None,
) -> JournalLine:
    """Write one line into the chain of `desk` (None: the installation's), in the current transaction.

    `detail` may hold names and texts: it goes into an erasable row, the line keeps its salted digest only.
    Order of locks: the record's own rows first, the head of the chain last.
    Raises `TransactionManagementError` outside a transaction: a line never stands without its act.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A journal line is written inside its act.")
    chain = desk.code if desk else ""
    head = JournalHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        JournalHead.objects.get_or_create(chain=chain)
        head = JournalHead.objects.select_for_update().get(chain=chain)
    salt = secrets.token_hex(16)
    line = JournalLine(
        chain=chain,
        number=head.number + 1,
        desk=desk,
        at=at,
        actor=actor_name(by),
        verb=verb,
        record_kind=record._meta.label_lower if record else "",
        record_id=record.pk if record else None,
        detail_digest=digest_of_detail(salt, detail or {}),
        previous_digest=head.digest,
    )
    line.digest = line.computed_digest()
    line.save(force_insert=True)
    JournalDetail.objects.create(line=line, salt=salt, content=detail or {})
    JournalHead.objects.filter(pk=chain).update(number=line.number, digest=line.digest)
    return line


def erase_details(*, record_kind: str, record_id: int, at: datetime) -> int:
    """Erase what the lines of a record said, and the salts; returns how many. The chain still verifies."""
    erased, _ = JournalDetail.objects.filter(
        line__record_kind=record_kind, line__record_id=record_id
    ).delete()
    erasing.note(kind=f"journal:{record_kind}", record_id=record_id, at=at)
    return erased


def erase_again(about: str, record_id: int, at: datetime) -> int:
    """Repeat `erase_details` after a backup was restored."""
    return erase_details(record_kind=about, record_id=record_id, at=at)
