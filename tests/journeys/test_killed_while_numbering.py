"""An officer's machine dies while it numbers letters: each number has its letter, each letter its number."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.processes import Installation, kill

pytestmark = pytest.mark.slow
ROUNDS, WRITERS, LEAST = 2, 2, 4

MAKE = """
from datetime import UTC, datetime, date
from hoiam.desks.models import Desk, Holding, Letterhead, Membership, Person
desk, at = Desk.objects.get(code="da-nang"), datetime.now(UTC)
person = Person.objects.create_user(email="van-thu@desk.example", password=None, name="Văn thư")
for role in ("intake", "head"):
    Membership.objects.create(person=person, desk=desk, role=role, valid_from=at)
Letterhead.objects.create(desk=desk, issuer={"vi": "Cơ quan"}, symbol="CQ-VP", place={"vi": "Đà Nẵng"}, changed_at=at)
Holding.objects.create(desk=desk, post="head", holder="Mẫu", title={"vi": "Chủ tịch"}, valid_from=date(2020, 1, 1))
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.operations.intake import take_in
from hoiam.enquiries.operations.registering import register_enquiry
enquiry = take_in(desk=desk, kind="press_enquiry", language="vi", question="Bao nhiêu trạm y tế?",
                  asker=Asker(email="ai@bao.example"), received_at=at, at=at, by="asker").enquiry
said = register_enquiry(enquiry=enquiry, by=person, at=at, theme="health").reference
"""
NUMBER = """
from hoiam.config.command import start_django
start_django()
from datetime import UTC, datetime
from hoiam.desks.models import Holding, Person
from hoiam.desks.queries.standing import standing_of
from hoiam.enquiries.models import Enquiry
from hoiam.texts.letter.body import typed_blocks
from hoiam.texts.letter.values import LetterValues
from hoiam.texts.operations.letters import issue_letter, prepare_letter
from hoiam.texts.terms import LetterAbout
enquiry, person = Enquiry.objects.select_related("desk").get(), Person.objects.get()
values = LetterValues(language="vi", reference=enquiry.reference, superior="", issuer="Cơ quan", symbol="CQ-VP",
    place="Đà Nẵng", archive="", subject="phối hợp", is_to_asker=False, addressees=("Sở Y tế",),
    blocks=typed_blocks("Đề nghị phối hợp."), closing="Trân trọng", sources=(), recipients=(), collective="",
    capacity="own", head_title="", signer_title="Chủ tịch", signer_name="Mẫu")
while True:
    at = datetime.now(UTC)
    standing = standing_of(person, enquiry.desk, at)
    letter = prepare_letter(record=enquiry, about=LetterAbout.REQUEST, values=values,
                            signer=Holding.objects.get(), standing=standing, at=at)
    issue_letter(letter=letter, standing=standing, at=at)
"""
COUNTED = "from hoiam.desks.models import BookNumber\nsaid = BookNumber.objects.count()"
WHOLE = """
from hoiam.desks.models import BookNumber, JournalLine, NumberBook
from hoiam.texts.models import OfficialLetter
numbers = list(BookNumber.objects.order_by("number").values_list("number", flat=True))
issued = OfficialLetter.objects.filter(state="issued")
said = {
    "numbers": numbers,
    "last": NumberBook.objects.get().last,
    "without letter": BookNumber.objects.filter(letter__isnull=True).count(),
    "without paper": issued.filter(sheet={}).count(),
    "letters": issued.count(),
    "lines": JournalLine.objects.filter(verb="issued letter").count(),
}
"""


def test_machine_killed_while_numbering_leaves_no_number_without_letter(tmp_path: Path):
    place = Installation(tmp_path)
    place.told(MAKE)
    for _round in range(ROUNDS):
        before = place.told(COUNTED)
        officers = [start(place) for _one in range(WRITERS)]
        until = time.monotonic() + 60
        while place.told(COUNTED) < before + LEAST and time.monotonic() < until:
            time.sleep(0.05)
        for officer in officers:
            kill(officer)

    found = place.told(WHOLE)

    many = found["letters"]
    assert many >= ROUNDS * LEAST, "letters were numbered before each cut"
    assert found == {
        "numbers": list(range(1, many + 1)),
        "last": many,
        "without letter": 0,
        "without paper": 0,
        "letters": many,
        "lines": many,
    }
    place.run("journal", "verify")


def start(place: Installation) -> subprocess.Popen:
    """An officer who numbers one letter after the other, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", NUMBER],
        env=place.environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
