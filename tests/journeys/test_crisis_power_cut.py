"""The power fails while a bulletin is cleared, and the mail server is down: a bulletin is out whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from tests.journeys.processes import Installation, kill

pytestmark = pytest.mark.slow
KILLS = 2

BEGIN = """
from datetime import UTC, datetime, timedelta
from hoiam.desks.models import Desk, Membership, Person
from hoiam.desks.operations.duty import put_on_duty
from hoiam.desks.queries.standing import standing_of
from hoiam.enquiries.operations.matters import open_matter
from hoiam.enquiries.queries.matters import events_for
at, desk = datetime.now(UTC), Desk.objects.get()
Desk.objects.update(one_signature_in_crisis=True)
for role in ("intake", "spokesperson", "reviewer"):
    person = Person.objects.create_user(email=f"{role}@desk.example", password="một câu đủ dài", name=role)
    Membership.objects.create(person=person, desk=desk, role=role, valid_from=at - timedelta(days=1))
for role in ("spokesperson", "reviewer"):
    person = Person.objects.get(email=f"{role}@desk.example")
    put_on_duty(person=person, post=role, starts_at=at, ends_at=at + timedelta(days=1),
                standing=standing_of(person, desk, at), at=at)
event = events_for(at)[0].code
said = open_matter(desk=desk, title="Sạt lở", event=event, happened_at=at, is_public_emergency=True,
                   by=Person.objects.get(email="intake@desk.example"), at=at).pk
"""

NIGHT = """
from hoiam.config.command import start_django
start_django()
from datetime import UTC, datetime, timedelta
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import standing_of
from hoiam.enquiries.bulletin_parts import Parts, composed
from hoiam.enquiries.models import Matter
from hoiam.enquiries.operations.bulletins import send_bulletin, start_bulletin
from hoiam.texts.operations.clearance import sign
desk, matter = Desk.objects.get(), Matter.objects.get()
writer, clearer = (Person.objects.get(email=f"{name}@desk.example") for name in ("intake", "spokesperson"))
while True:
    at = datetime.now(UTC)
    bulletin = start_bulletin(matter=matter, language="vi", by=writer, at=at,
                              body=composed(Parts("", "Đang tìm kiếm.", "Chưa rõ."), "vi"),
                              next_update_at=at + timedelta(hours=1))
    version = send_bulletin(bulletin=bulletin, standing=standing_of(writer, desk, at), at=at)
    at = datetime.now(UTC)
    sign(version=version, text_hash=version.hash, standing=standing_of(clearer, desk, at),
         role="spokesperson", at=at)
"""

WHOLE = """
from hoiam.desks.models import Clock, JournalLine
from hoiam.enquiries.models import Bulletin
from hoiam.texts.models import Clearance
torn, numbers = [], []
for row in Bulletin.objects.order_by("id").select_related("text"):
    cleared = Clearance.objects.filter(text=row.text, state="cleared").count()
    parts = {bool(row.number), bool(row.version_id), bool(row.issued_at), bool(cleared), bool(row.text.closed_at)}
    if len(parts) != 1:
        torn.append(row.pk)
    if row.number:
        numbers.append(row.number)
lines = JournalLine.objects.filter(verb="issued bulletin").count()
promises = Clock.objects.filter(act="update")
said = {"torn": torn, "numbers": numbers, "lines": lines, "promises": promises.count(),
        "running": promises.filter(met_at=None, stopped_at=None).count()}
"""

MAIL = """
from collections import Counter
from hoiam.post.models import Parcel
said = dict(Counter(Parcel.objects.filter(payload_kind="enquiries.notice").values_list("state", flat=True)))
"""


def test_bulletin_cleared_in_a_power_cut_is_out_whole_or_not_at_all(tmp_path):
    place = Installation(tmp_path)
    place.told(BEGIN)
    for _ in range(KILLS):
        before = len(place.told(WHOLE)["numbers"])
        night = subprocess.Popen(
            [sys.executable, "-c", NIGHT],
            env=place.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        until = time.monotonic() + 60
        while len(place.told(WHOLE)["numbers"]) < before + 3 and time.monotonic() < until:
            assert night.poll() is None, night.stderr.read().decode()
        time.sleep(0.0137)
        kill(night)

    found = place.told(WHOLE)

    count = len(found["numbers"])
    assert found["torn"] == [] and count >= KILLS * 3
    assert found["numbers"] == list(range(1, count + 1))
    assert (found["lines"], found["promises"], found["running"]) == (count, count, 1)
    place.run("journal", "verify")


def test_bulletin_is_out_while_the_mail_server_is_down_and_the_call_waits(tmp_path):
    place = Installation(tmp_path, mail="smtp://127.0.0.1:9/?timeout=2")
    place.told(BEGIN)
    one = (
        NIGHT.partition("start_django()\n")[2].replace("while True:", "for _ in range(1):") + "\nsaid = True"
    )
    place.told(one)
    worker = place.start("worker")
    time.sleep(8)
    os.killpg(worker.pid, 15)
    worker.wait(timeout=30)

    found, parcels = place.told(WHOLE), place.told(MAIL)

    assert (found["numbers"], found["torn"]) == ([1], [])
    assert sum(parcels.values()) == 4 and "handed_over" not in parcels and "failed" not in parcels
