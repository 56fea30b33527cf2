"""The power goes while signed sheets are brought in: each is there whole or not at all, and clears nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.journeys.processes import Installation, kill

pytestmark = pytest.mark.slow
ROUNDS, LEAST = 2, 4

LEAD = """
from hoiam.config.command import start_django
start_django()
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import standing_of
from hoiam.texts.models import Attachment, Clearance, PaperApproval, TextVersion
from hoiam.texts.operations.paper import confirm_paper, reject_paper
from tests.factories.desks import make_cast
from tests.factories.paper import bring_in, make_reviewed, png, chunk
from tests.factories.texts import AT
"""

PREPARED = f"""{LEAD}
cast = make_cast(Desk.objects.get(code="da-nang"))
said = make_reviewed(cast).pk
"""

BRINGS = f"""{LEAD}
import sys
from types import SimpleNamespace
desk = Desk.objects.get(code="da-nang")
people = {{person.name: person for person in Person.objects.all()}}
cast = SimpleNamespace(desk=desk, **people)
version = TextVersion.objects.get()
intake = standing_of(people["intake"], desk, AT)
for paper in version.papers.filter(state="waiting"):
    reject_paper(paper=paper, why="Sau khi mất điện.", standing=intake, at=AT)
for number in range(10_000):
    marked = png(chunk(b"bKGD", b"\\0" + bytes([number % 256])), shade=int(sys.argv[1]))
    paper = bring_in(cast, version, content=marked)
    print("KEPT", paper.pk, flush=True)
    reject_paper(paper=paper, why="Trang khác.", standing=intake, at=AT)
"""

WHOLE = """
import hashlib
from django.core.files.storage import default_storage
from hoiam.desks.models import JournalLine, Person, Desk
from hoiam.texts.models import Attachment, Clearance, PaperApproval
torn = []
for paper in PaperApproval.objects.all():
    files = list(Attachment.objects.of(paper))
    if len(files) != 1:
        torn.append([paper.pk, "files", len(files)])
        continue
    kept = default_storage.open(files[0].stored_name).read()
    if hashlib.sha256(kept).hexdigest() != paper.seal["file"]["sha256"]:
        torn.append([paper.pk, "bytes"])
lines = {verb: JournalLine.objects.filter(verb=verb).count()
         for verb in ("brought in signed sheet", "rejected signed sheet")}
said = {"torn": torn, "papers": list(PaperApproval.objects.values_list("pk", flat=True)),
        "rejected": PaperApproval.objects.filter(state="rejected").count(), "lines": lines,
        "files": Attachment.objects.filter(record_kind="texts.paperapproval").count(),
        "clearance": list(Clearance.objects.values_list("state", flat=True))}
"""

CONFIRMED = f"""{LEAD}
from types import SimpleNamespace
desk = Desk.objects.get(code="da-nang")
people = {{person.name: person for person in Person.objects.all()}}
version = TextVersion.objects.get()
waiting = version.papers.filter(state="waiting").first() or bring_in(SimpleNamespace(desk=desk, **people), version)
second = standing_of(people["fact_steward"], desk, AT)
said = confirm_paper(paper=waiting, code=version.hash[:8], standing=second, at=AT).version.clearance.state
"""


def test_sheets_brought_in_while_the_power_goes_are_whole_or_not_there_and_clear_nothing(tmp_path: Path):
    place = Installation(tmp_path)
    place.told(PREPARED.replace(LEAD, LEAD.replace("start_django()\n", "")))
    promised: list[int] = []
    for number in range(ROUNDS):
        promised += brought_until_the_cut(place, number)

    found = place.told(WHOLE)

    assert len(promised) >= ROUNDS * LEAST, "sheets came in before each cut"
    assert found["torn"] == []
    assert set(promised) <= set(found["papers"])
    many = len(found["papers"])
    assert (found["files"], found["lines"]["brought in signed sheet"]) == (many, many)
    assert found["lines"]["rejected signed sheet"] == found["rejected"]
    assert found["clearance"] == ["open"]
    assert place.told(CONFIRMED) == "cleared"
    place.run("journal", "verify")


def brought_until_the_cut(place: Installation, number: int) -> list[int]:
    """The numbers of the sheets that a process said it had kept, before it was killed at a moment of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", BRINGS, str(number)],
        env=place.environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    kept: list[int] = []

    def listen() -> None:
        for line in process.stdout:
            if line.startswith("KEPT"):
                kept.append(int(line.split()[1]))

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    until = time.monotonic() + 90
    while len(kept) < LEAST and time.monotonic() < until and process.poll() is None:
        time.sleep(0.003)
    time.sleep(0.004 * number)
    assert process.poll() is None, process.stderr.read()
    kill(process)
    listener.join(timeout=20)
    return kept
