"""`python -m bench.month.twenty [--each=5]`: twenty answers, five of each sort, and what each cost the desk.

After one of each to warm up (templates, catalogues), which also puts an answer into the public log, so that "answered
before" has something to begin from.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from .browser import Cost

SORTS = ("telephone", "telephone, oral", "e-mail", "form, answered before")
ASKED = {
    "telephone": ("Bao giờ trạm y tế xã Hòa Bắc mở cửa lại sau khi sửa mái?", ""),
    "telephone, oral": ("Số điện thoại nào nhận phản ánh về tiếng ồn ban đêm?", ""),
    "e-mail": ("Khi nào mọi cơ quan phải có người phát ngôn?", "F001"),
    "form, answered before": ("Tỷ lệ bao phủ bảo hiểm y tế năm 2023 là bao nhiêu?", "F069"),
}
PLAIN = "Chúng tôi không có số liệu này. Cơ quan thống kê công bố số liệu theo quý."


def option(name: str, default: str) -> str:
    return next((word.split("=", 1)[1] for word in sys.argv if word.startswith(f"--{name}=")), default)


class Twenty:
    """Answers of one sort after the other, each the shortest way that the pages offer."""

    def __init__(self, office: Any, folder: Path, work: Callable[[], None], said: dict[str, str]) -> None:
        self.office, self.folder, self.work, self.said, self.number = office, folder, work, said, 0

    def play(self, sort: str, count: int) -> None:
        words, fact = ASKED[sort]
        body = f"{self.said[fact].rstrip('.')} [{fact}]." if fact else PLAIN
        outcome = "answered" if fact else "not_held"
        asked = []
        for _time in range(count):
            self.number += 1
            asked.append(f"{words} Xin trả lời sớm, lần {self.number}.")
        references = self._come_in(sort, asked)
        self.work()
        texts = [self._write(sort, reference, body, outcome, words) for reference in references]
        self._sign(texts)
        self.work()
        if sort.startswith("telephone"):
            self._hand_over(references)

    def _come_in(self, sort: str, asked: list[str]) -> list[str]:
        office, officer, kind = self.office, "case_officer", "press_enquiry"
        if sort.startswith("telephone"):
            return [
                office.takes_call(kind, words, self.number + place, officer)
                for place, words in enumerate(asked)
            ]
        if sort == "e-mail":
            from .world import letter_by_mail

            for place, words in enumerate(asked):
                number = self.number * 10 + place
                letter_by_mail(self.folder, f"A <thu{number}@bao-mau.example>", "Hỏi", words, number)
            self.work()
            return [office.sorts_mail(kind, officer) for _words in asked]
        references = [office.asks(kind, words, self.number * 10 + place) for place, words in enumerate(asked)]
        office.registers(references, officer)
        return references

    def _write(self, sort: str, reference: str, body: str, outcome: str, words: str) -> str:
        office = self.office
        if sort == "telephone, oral":
            return office.notes_spoken(reference, "case_officer", body, outcome)
        again = words if sort == "form, answered before" else ""
        return office.writes(reference, "case_officer", body, outcome, again)

    def _sign(self, texts: list[str]) -> None:
        for name in ("reviewer", "spokesperson"):
            self.office.approves_all(name, texts)

    def _hand_over(self, references: list[str]) -> None:
        from .detours import hands_over

        hands_over(self.office, references)


def costs(ledger: Any) -> dict[str, Cost]:
    """What the desk spent, by sort; signing in once a day is no part of an answer."""
    found: dict[str, Cost] = {}
    for (flow, _step, role), cost in ledger.costs.items():
        if flow in SORTS and role != "asker":
            found.setdefault(flow, Cost()).__iadd__(cost)
    return found


def main(make: type[Twenty] = Twenty, office_of: Any = None) -> int:
    from . import world

    count = int(option("each", "5"))
    folder = Path(tempfile.mkdtemp(prefix="hoiam-twenty-"))
    port = world.free_port()
    world.choose(folder, port)
    import django

    django.setup()
    logging.disable(logging.INFO)
    from hoiam.config.worker import turn_once

    from .people import Office
    from .server import Server

    begins = world.local(2026, 10, 1, 8)
    clock = world.Clock(begins)
    try:
        cast = world.found_desk(begins)
        server = Server(port)
        office = (office_of or Office)(server, cast, world.PASSPHRASE)
        played = make(office, folder, turn_once, world.statements())
        for sort in SORTS:
            with office.ledger.playing(f"first {sort}"):
                played.play(sort, 1)
        clock.to(begins + timedelta(days=11))
        turn_once()
        for sort in SORTS:
            with office.ledger.playing(sort):
                played.play(sort, count)
        server.stop()
    finally:
        clock.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{'each answer':24} {'clicks':>7} {'fields':>7} {'CPU s':>8}")
    for sort, cost in costs(office.ledger).items():
        print(f"{sort:24} {cost.clicks / count:7.1f} {cost.fields / count:7.1f} {cost.cpu / count:8.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
