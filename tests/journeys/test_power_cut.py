"""The pages are killed while many questions come in: each is there whole, or it is not there at all."""

from __future__ import annotations

import re
import threading
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from tests.journeys.processes import Installation, free_port, kill

pytestmark = pytest.mark.slow
ROUNDS, WRITERS = 3, 6

WHOLE = """
from hoiam.desks.models import Clock, JournalLine
from hoiam.enquiries.models import AskerSeal, Correspondence, Enquiry, EnquiryReceipt, SealKey
from hoiam.enquiries.queries.sealed import opened_within
from hoiam.post.models import Parcel
torn, numbers = [], []
for enquiry in Enquiry.objects.order_by("number"):
    letters = Correspondence.objects.filter(enquiry=enquiry).values("pk")
    parts = {
        "seal": AskerSeal.objects.filter(enquiry=enquiry).count(),
        "key": SealKey.objects.filter(enquiry=enquiry).count(),
        "receipt": EnquiryReceipt.objects.filter(enquiry=enquiry).count(),
        "clock": min(1, Clock.objects.of("enquiries.enquiry", enquiry.pk).count()),
        "line": JournalLine.objects.filter(
            record_kind="enquiries.enquiry", record_id=enquiry.pk, verb="took in").count(),
        "parcel": Parcel.objects.filter(payload_kind="enquiries.letter", payload_id__in=letters).count(),
        "opens": int(bool(opened_within(enquiry).asker.email)),
    }
    numbers.append(enquiry.number)
    if set(parts.values()) != {1}:
        torn.append([enquiry.reference, parts])
left = {
    "seals": AskerSeal.objects.count(), "receipts": EnquiryReceipt.objects.count(),
    "lines": JournalLine.objects.filter(verb="took in").count(), "parcels": Parcel.objects.count(),
}
said = {"torn": torn, "numbers": numbers, "left": left,
        "references": list(Enquiry.objects.values_list("reference", flat=True))}
"""


class Writer(threading.Thread):
    """Sends questions through the form until the pages are gone; keeps the references it was promised."""

    def __init__(self, home: str, name: str) -> None:
        super().__init__(daemon=True)
        self.home, self.word, self.promised = home, name, []

    def run(self) -> None:
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        address = f"{self.home}/vi/desks/da-nang/ask/"
        try:
            for number in range(10_000):
                form = opener.open(address, timeout=10).read().decode()
                token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
                sent = {
                    "csrfmiddlewaretoken": token,
                    "kind": "press_enquiry",
                    "language": "vi",
                    "question": f"Câu hỏi {self.word}-{number} về đường sá?",
                    "email": f"{self.word}-{number}@bao.example",
                    "once": f"{self.word}{number:016}",
                }
                request = Request(address, data=urlencode(sent).encode(), headers={"Referer": address})
                page = opener.open(request, timeout=10).read().decode()
                self.promised += re.findall(r"<h1>[^<]*?([A-Z]+-\d{4}-\d{5})", page)
        except (URLError, OSError, ValueError):
            return


def test_questions_that_come_in_while_the_pages_are_killed_are_whole_or_not_there(tmp_path: Path):
    port = free_port()
    place = Installation(tmp_path, port=port)
    promised: list[str] = []
    for number in range(ROUNDS):
        pages = place.start("web", "--port", str(port), "--threads", "4")
        assert place.serves()
        place.told("from django.core.cache import cache\ncache.clear()\nsaid = True")
        writers = [Writer(f"http://127.0.0.1:{port}", f"r{number}w{one}") for one in range(WRITERS)]
        for writer in writers:
            writer.start()
        until = time.monotonic() + 60
        while sum(len(writer.promised) for writer in writers) < 8 and time.monotonic() < until:
            time.sleep(0.05)
        kill(pages)
        for writer in writers:
            writer.join(timeout=30)
            promised += writer.promised

    found = place.told(WHOLE)

    assert len(promised) >= ROUNDS * 4, "questions came in before each cut"
    assert found["torn"] == []
    assert set(promised) <= set(found["references"])
    many = len(found["references"])
    assert found["numbers"] == list(range(1, many + 1))
    assert found["left"] == dict.fromkeys(("seals", "receipts", "lines", "parcels"), many)
    place.run("journal", "verify")
