"""What must hold at the end of the month; each sentence returned is something that does not."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from .play import Month

ASKERS = re.compile(
    r"Người (?:Hỏi|Gọi|Viết|Thư) Số|Nguyễn Văn Chat|bao-mau\.example|0905 55|0912 34|12 Bạch Đằng"
)
"""Names, addresses and numbers that the script's askers have, and nobody else."""


def faults(month: Month) -> list[str]:
    """Every check once; the database is the server's own."""
    from hoiam.desks.queries.journal import first_breaks

    found = [
        *_lost(month),
        *_numbers(month),
        *_letters(month),
        *_unsealed(month),
        *_missed(month),
        *_report(month),
    ]
    found += [f"the journal breaks at {one}" for one in first_breaks()]
    return found


def _lost(month: Month) -> list[str]:
    """Every question that was put is there, ended as it was played, and whoever was answered has the letter."""
    from hoiam.enquiries.models import Correspondence, Enquiry
    from hoiam.enquiries.terms import CLOSED, ENDS
    from hoiam.post.models import Parcel

    references = set(month.references.values())
    there = {row.reference: row for row in Enquiry.objects.filter(reference__in=references)}
    found = [f"{reference} is lost" for reference in references - set(there)]
    if len(references) != month.count:
        found.append(f"{month.count} questions were put, {len(references)} references given")
    ours = Enquiry.objects.filter(desk=month.office.cast.desk)
    if ours.count() != month.count:
        found.append(f"{ours.count()} enquiries of {month.count} questions")
    handed = set(
        Parcel.objects.filter(payload_kind="enquiries.letter", state="handed_over").values_list(
            "payload_id", flat=True
        )
    )
    for reference, row in sorted(there.items()):
        wanted = {"transferred"} if reference in month.transferred else ENDS
        wanted = {"withdrawn"} if reference in month.withdrawn else wanted
        if row.state not in wanted or row.state not in CLOSED:
            found.append(f"{reference} is {row.state}")
        kind = {"transferred": "transferred", "withdrawn": "withdrawn"}.get(row.state, "answer")
        letters = list(Correspondence.objects.filter(enquiry=row, letter=kind))
        if not any(one.pk in handed or one.handed_over_at for one in letters):
            how = [(one.is_sent_by_hand, one.handed_over_at) for one in letters]
            found.append(
                f"{reference} ({row.channel}, {row.state}) has no {kind} that reached its asker: {how}"
            )
    return found


def _numbers(month: Month) -> list[str]:
    from hoiam.enquiries.models import Enquiry

    numbers = sorted(Enquiry.objects.filter(desk=month.office.cast.desk).values_list("number", flat=True))
    return [] if numbers == list(range(1, len(numbers) + 1)) else [f"the references have gaps: {numbers}"]


def _letters(month: Month) -> list[str]:
    from hoiam.desks.models import BookNumber

    given = sorted(BookNumber.objects.values_list("number", flat=True))
    whole = given == list(range(1, len(given) + 1)) and sorted(month.letters) == given
    return [] if whole else [f"the book has {given}, issued were {sorted(month.letters)}"]


def _unsealed(month: Month) -> list[str]:
    """No word of an asker in any column of any table, nor in what the public reads."""
    found = []
    database = sqlite3.connect(month.folder / "hoiam.sqlite3")
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    tables = [row[0] for row in database.execute("select name from sqlite_master where type='table'")]
    for table in tables:
        for row in database.execute(f'select * from "{table}"'):
            hit = next((ASKERS.search(str(value)) for value in row if ASKERS.search(str(value))), None)
            if hit:
                found.append(f"{table} holds {hit[0]!r} outside the seal")
                break
    found += [f"{path} shows an asker" for path in _public_pages(month) if ASKERS.search(_read(month, path))]
    return found + [f"{file} shows an asker" for file in _files(month.folder)]


def _files(folder: Path) -> list[Path]:
    """Stored files (letters, sheets) that name an asker as plain bytes."""
    kept = [file for file in (folder / "files").rglob("*") if file.is_file()]
    return [file for file in kept if ASKERS.search(file.read_bytes().decode("utf-8", "ignore"))]


def _public_pages(month: Month) -> list[str]:
    some = sorted(month.references.values())[:: max(1, month.count // 20)]
    answers = [f"/vi/answers/{reference}/" for reference in some]
    return [
        "/vi/",
        "/vi/answers/",
        "/vi/matters/",
        "/vi/feeds/answers.atom",
        "/vi/punctuality/da-nang/enquiries.csv",
        *answers,
    ]


def _read(month: Month, path: str) -> str:
    from .browser import Ledger, Visitor

    reader = Visitor(month.office.server, Ledger(), "reader")
    return reader.reads(path)


def _missed(month: Month) -> list[str]:
    """Whoever must know was told within a quarter of an hour that a promised bulletin had not come."""
    from hoiam.enquiries.models import Notice

    found = []
    for hour in month.missed:
        told = Notice.objects.filter(
            matter__isnull=False, made_at__gte=hour, made_at__lte=hour + timedelta(hours=1.2)
        )
        if not told.filter(what="time", share__gte=100).exists():
            found.append(
                f"the update missed at {hour} escalated to nobody: {list(told.values('what', 'share'))}"
            )
    return found


def _report(month: Month) -> list[str]:
    """The report opens and its first figure is the number of questions."""
    word, book = month.report
    with zipfile.ZipFile(BytesIO(word)) as archive:
        words = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    with zipfile.ZipFile(BytesIO(book)) as archive:
        whole = archive.testzip() is None
    return (
        []
        if whole and re.search(rf"\b{month.count}\b", words)
        else ["the report does not name the questions"]
    )
