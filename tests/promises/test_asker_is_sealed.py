"""Promise 2: who asked is sealed. Opened only to reply, never listed, counted or searched, then erased."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.files.storage import default_storage
from django.test import Client

from hoiam.desks.terms import Role
from hoiam.enquiries.asker import IncomingFile
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.erasing import erase_old_seals
from hoiam.enquiries.operations.from_asker import ask_review, dispute, reply
from hoiam.enquiries.queries.sealed import status_token_of
from hoiam.search import reader
from hoiam.search.operations import catch_up
from hoiam.search.queries import find
from tests.factories.enquiries import ASKER, AT, DAY, QUESTION, Traces, make_answered
from tests.promises.walking import addresses, told

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
NAMING = f"Tôi là {ASKER.name}, {ASKER.outlet}, {ASKER.phone}. {QUESTION}"
LATER = AT + 10 * DAY
SEAL = "/office/da-nang/enquiries/DN-2026-00001/seal/"


@pytest.fixture(autouse=True)
def index(settings, tmp_path):
    settings.IS_DEMO = True  # no second factor to set up
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    yield
    reader.close(settings.HOIAM_INDEX_DIR)


@pytest.fixture
def answer(cast) -> Answer:
    """Answered and public; its asker named herself in the question, a file, a reply and a review."""
    file = IncomingFile(f"{ASKER.name}.txt", NAMING.encode())
    sent = make_answered(cast, question=NAMING, attachments=(file,))
    words = f"Cảm ơn. {ASKER.name}, {ASKER.email}, {ASKER.phone}, {ASKER.postal_address}"
    reply(enquiry=sent.enquiry, words=words, at=AT + 3 * DAY)
    ask_review(enquiry=sent.enquiry, words=words, at=AT + 4 * DAY)
    dispute(enquiry=sent.enquiry, about="answered", words=words, at=AT + 5 * DAY)
    catch_up()
    return sent


def names(answer: Answer) -> dict[str, tuple[object, ...]]:
    enquiry = answer.enquiry
    return {
        "desk": ("da-nang",),
        "reference": (enquiry.reference,),
        "text_id": (answer.text_id,),
        "number": (answer.pk, enquiry.pk),
        "figure": ("received", "answered", "in-time"),
        "act": ("answer", "review", "settle", "clarify"),
    }


def leaks(client: Client, found: list[str]) -> dict[str, list[str]]:
    told_by = {address: Traces().found_in(told(client, address)) for address in found}
    return {address: words for address, words in told_by.items() if words}


def test_intake_sees_who_asked_after_opening_the_seal_so_there_is_something_that_could_leak(answer, cast):
    client = Client()
    client.force_login(cast.intake)
    with time_machine.travel(LATER, tick=False):
        shown = client.post(SEAL, {"asker": "1"}).content.decode()

    assert Traces().found_in(shown) == list(Traces().words)


@pytest.mark.parametrize("role", Role.values)
def test_no_page_of_the_office_shows_any_role_who_asked(answer, cast, role):
    client = Client()
    client.force_login(cast.people[role])
    with time_machine.travel(LATER, tick=False):
        found = leaks(client, list(addresses("office/", names(answer))))

    assert found == {}


def test_no_public_address_shows_who_asked(answer, cast):
    client = Client()
    found = [
        one
        for tag in ("vi", "en")
        for one in (one.replace("/vi/", f"/{tag}/", 1) for one in addresses("", names(answer)))
        if not one.startswith(("/office/", "/accounts/"))
    ]
    with time_machine.travel(LATER, tick=False):
        assert "Tỷ lệ hộ nghèo" in told(client, "/vi/answers/DN-2026-00001/")
        assert leaks(client, found) == {}


def test_the_link_of_the_receipt_itself_names_nobody(answer):
    token = status_token_of(answer.enquiry)

    with time_machine.travel(LATER, tick=False):
        found = leaks(Client(), [f"/vi/status/{token}/", f"/vi/status/{token}/receipt.json"])

    assert found == {}


@pytest.mark.parametrize("word", [ASKER.name, ASKER.email, ASKER.outlet, ASKER.phone, "minh khue"])
def test_search_finds_no_question_by_who_asked_it(answer, cast, word):
    everything = ["public", f"desk:{cast.desk.pk}"]
    kinds = ["answer", "fact", "gap", "guidance"]
    asked = find("tỷ lệ hộ nghèo của thành phố", kinds=kinds, audience=everything).hits

    hits = find(word, kinds=kinds, audience=everything).hits

    assert [hit.ref for hit in asked] == ["DN-2026-00001"], "the question itself is found"
    assert Traces().found_in(repr(hits)) == []


@pytest.mark.parametrize("name", ["q", "asker", "outlet", "name", "email", "search"])
def test_list_of_enquiries_is_the_same_whatever_is_asked_about_the_asker(answer, cast, name):
    client = Client()
    client.force_login(cast.intake)
    with time_machine.travel(LATER, tick=False):
        pages = [
            client.get("/office/da-nang/enquiries/", {name: word, "state": "all"})
            for word in (ASKER.outlet, "Báo không ai biết")
        ]

    assert ["DN-2026-00001" in page.content.decode() for page in pages] in ([True, True], [False, False])


def test_no_row_no_file_and_no_index_holds_who_asked_in_the_clear(answer):
    shown = {}
    for model in apps.get_models():
        rows = json.loads(serializers.serialize("json", model._base_manager.all()))
        if words := Traces().found_in(json.dumps(rows, ensure_ascii=False)):
            shown[model._meta.label] = words
    for file in [*files(Path(default_storage.location)), *files(settings.HOIAM_INDEX_DIR)]:
        if words := Traces().found_in(file.read_bytes().decode("utf-8", errors="replace") + file.name):
            shown[str(file)] = words

    assert shown == {}


def files(folder: Path) -> list[Path]:
    return [file for file in Path(folder).rglob("*") if file.is_file()]


def test_no_log_line_names_who_asked(cast, caplog):
    caplog.set_level(logging.DEBUG)
    make_answered(cast, question=NAMING)
    from hoiam.post.tasks import deliver

    deliver(at=AT + 6 * DAY, url="smtp://127.0.0.1:9?from=desk@desk.example")

    assert "No way out" in caplog.text
    lines = [line.getMessage() for line in caplog.records if not line.name.startswith("django.db")]
    assert Traces().found_in("\n".join(lines)) == []


def test_seal_is_gone_after_its_days_and_nobody_opens_it_any_more(cast):
    sent = make_answered(cast, question=NAMING)
    closed_at = Enquiry.objects.get(pk=sent.enquiry_id).closed_at
    client = Client()
    client.force_login(cast.intake)

    erase_old_seals(closed_at + 90 * DAY)

    with time_machine.travel(closed_at + 91 * DAY, tick=False):
        shown = client.post(SEAL, {"asker": "1"}).content.decode()
    assert Traces().found_in(shown) == []
