"""A province's desk in a fresh folder: people, facts, letterhead, a mailbox, and a clock to turn."""

from __future__ import annotations

import mailbox
import os
import socket
import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ADDRESS = "thongtin@danang.example"
DESK = "da-nang"
PASSPHRASE = "một câu đủ dài"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def choose(folder: Path, port: int) -> None:
    """The settings of the installation, before Django reads them."""
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_EMAIL_URL=f"maildir://{folder / 'sent'}?from={ADDRESS}",
        HOIAM_INTAKE_URL=f"maildir://{folder / 'inbox'}",
        HOIAM_BASE_URL=f"http://127.0.0.1:{port}",
        DJANGO_SETTINGS_MODULE="hoiam.config.settings",
    )


@dataclass
class Cast:
    """Who works at the desk, by role."""

    desk: Any
    people: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.__dict__["people"][name]


class Clock:
    """The clock of the whole process: server, worker and script."""

    def __init__(self, begins: datetime) -> None:
        self._travel = time_machine.travel(begins, tick=True)
        self._turned = self._travel.start()

    def to(self, moment: datetime) -> None:
        """Turn it forward; backwards it never goes, because a page may have taken seconds."""
        if moment > datetime.now(UTC):
            self._turned.move_to(moment)

    def stop(self) -> None:
        self._travel.stop()


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def found_desk(at: datetime) -> Any:
    """Database, country, one person for each role, the demo's facts; returns the cast."""
    from hoiam.config.commands.setup import migrate_all, ready_keys
    from hoiam.config.demo import rows
    from hoiam.desks.models import Holding
    from hoiam.desks.operations.packs import load_country

    before = at - timedelta(days=90)
    mailbox.Maildir(Path(os.environ["HOIAM_DATA_DIR"]) / "inbox")
    migrate_all()
    ready_keys(before)
    load_country(by="operator", at=before)
    desks = [_desk(DESK, "DN", email=ADDRESS), _desk("quang-tri", "QT")]
    cast = Cast(desks[0], _people(desks, before))
    for row in rows("holdings.csv"):
        if row["desk"] == DESK and not row["valid_to"]:
            Holding.objects.create(
                desk=cast.desk,
                post=row["post"],
                holder=row["holder"],
                title={"vi": row["title_vi"], "en": row["title_en"]},
                email=row["email"],
                valid_from=before.date(),
                source=row["note"],
            )
    _bring_facts(cast, before)
    return cast


def _desk(code: str, prefix: str, **fields: str) -> Any:
    from hoiam.desks.models import Body, Desk

    name = {"vi": f"Bàn thông tin {code}", "en": f"Desk {code}"}
    body = Body.objects.create(code=f"body-of-{code}", name=name, name_folded=code)
    opened = date(2025, 7, 1)
    return Desk.objects.create(
        code=code, name=name, body=body, reference_prefix=prefix, opened_on=opened, **fields
    )


def _people(desks: list[Any], at: datetime) -> dict[str, Any]:
    """One for each role, a second officer and spokesperson, a deputy, and somebody with all roles next door."""
    from hoiam.desks.models import Membership, Person
    from hoiam.desks.terms import Role

    ours, other = desks
    roles = {role.value: [(ours, role)] for role in Role}
    roles |= {"case_officer_2": [(ours, Role.CASE_OFFICER)], "spokesperson_2": [(ours, Role.SPOKESPERSON)]}
    roles |= {"deputy": [(ours, Role.FACT_STEWARD)], "stranger": [(other, role) for role in Role]}
    people = {}
    for name, held in roles.items():
        email = f"{name}@desk.example"
        people[name] = Person.objects.create_user(email=email, password=PASSPHRASE, name=name)
        for desk, role in held:
            Membership.objects.create(person=people[name], desk=desk, role=role, valid_from=at)
    return people


def _bring_facts(cast: Any, at: datetime) -> None:
    from importlib import resources

    from hoiam.evidence.operations.imports import import_facts
    from hoiam.search.operations import catch_up

    content = (resources.files("hoiam") / "data" / "demo" / "facts.csv").read_bytes()
    words = {"desk": cast.desk, "content": content, "file_name": "facts.csv", "by": "operator", "at": at}
    assert import_facts(publish=True, **words).errors == []
    catch_up()


def give_letterhead(cast: Any, at: datetime) -> None:
    from hoiam.desks.models import Letterhead

    Letterhead.objects.create(
        desk=cast.desk,
        issuer={"vi": "Ủy ban nhân dân\nthành phố Đà Nẵng", "en": "People's Committee\nof Da Nang City"},
        symbol="UBND-VP",
        place={"vi": "Đà Nẵng", "en": "Da Nang"},
        archive="VT, VP",
        changed_at=at,
    )


def statements(language: str = "vi") -> dict[str, str]:
    """The sentence of every fact, by reference."""
    from hoiam.evidence.models import Fact

    return {fact.reference: fact.published.statement[language] for fact in Fact.objects.all()}


def letter_by_mail(folder: Path, sender: str, subject: str, words: str, number: int) -> None:
    """A message as it lies in the desk's mailbox."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, ADDRESS, subject
    message["Date"] = datetime.now(UTC)
    message["Message-ID"] = f"<month-{number}@bao.example>"
    message.set_content(words)
    mailbox.Maildir(folder / "inbox").add(message.as_bytes())


def picture() -> bytes:
    """A signed sheet as it is photographed: the least that is a PNG."""
    points = zlib.compress(bytes([0, 255, 255, 0, 255, 255]))
    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", points), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
