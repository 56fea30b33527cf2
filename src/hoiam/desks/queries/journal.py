"""Reading the journal, and checking it."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.desks.chain import FIRST, digest_of_detail
from hoiam.desks.models import Desk, JournalDetail, JournalHead, JournalLine


@dataclass(frozen=True)
class Break:
    """The first line of a chain that does not agree with what was written."""

    chain: str
    number: int
    why: str


def first_breaks() -> list[Break]:
    """Recompute every chain; one `Break` for each chain that does not verify, [] when all do.

    Lines whose detail was erased keep their digest and verify; a detail that was altered does not.
    """
    found = [broken for head in JournalHead.objects.all() if (broken := _first_break(head))]
    known = set(JournalHead.objects.values_list("chain", flat=True))
    orphaned = JournalLine.objects.exclude(chain__in=known).values_list("chain", flat=True).distinct()
    return found + [Break(chain, 1, "the chain has lines but no head") for chain in orphaned]


def still_stands(chain: str, number: int, digest: str) -> bool:
    """Whether the line that once was the last of a chain is still there as it was."""
    return JournalLine.objects.filter(chain=chain, number=number, digest=digest).exists()


def first_break(desk: Desk) -> Break | None:
    """Recompute the chain of one desk; the first line that does not agree, None when all do."""
    head = JournalHead.objects.filter(chain=desk.code).first()
    return _first_break(head) if head else None


def lines_of(desk: Desk, *, before: int | None = None, most: int) -> list[JournalLine]:
    """Lines of a desk's chain, the newest first, at most `most`; only those numbered below `before`, if given."""
    rows = JournalLine.objects.filter(chain=desk.code)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows.order_by("-number")[:most])


def _first_break(head: JournalHead) -> Break | None:
    previous, number = FIRST, 0
    details = JournalDetail.objects.filter(line__chain=head.chain)
    kept = {row.line_id: row for row in details.iterator(chunk_size=2000)}
    for line in JournalLine.objects.filter(chain=head.chain).order_by("number").iterator(chunk_size=2000):
        number += 1
        if line.number != number:
            return Break(head.chain, number, "a line is missing")
        if line.previous_digest != previous:
            return Break(head.chain, number, "it does not follow the line before it")
        if line.computed_digest() != line.digest:
            return Break(head.chain, number, "the line was altered")
        detail = kept.get(line.pk)
        if detail and digest_of_detail(detail.salt, detail.content) != line.detail_digest:
            return Break(head.chain, number, "what the line said was altered")
        previous = line.digest
    if (head.number, head.digest) != (number, previous):
        return Break(head.chain, number + 1, "lines at the end are missing")
    return None
