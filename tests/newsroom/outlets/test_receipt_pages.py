"""Who received it and when is public after T; before T there is nothing, and a lent text is for outlets alone."""

from __future__ import annotations

import io
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.newsroom import lending
from hoiam.outlets import links, order
from hoiam.outlets.models import Access, Dispatch, GuessCount, Loan
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.post.models import Parcel
from hoiam.releases.models import Edition
from hoiam.releases.operations.publishing import publish
from tests.factories.outlets import make_outlet
from tests.factories.releases import AT, HOUR, TITLE, T, make_embargoed, make_published
from tests.outlets.handing import hand_over
from tests.workroom.visiting import words

FILE = lending.LentFile("bảng.csv", "text/csv", 3, "ab" * 32, lambda: io.BytesIO(b"a,b"))


@pytest.fixture
def lent_by_the_releases(monkeypatch):
    """What the subject of the releases says of its own record, with its own predicate."""

    def render(record_id, language, at):
        found = Edition.objects.under_embargo(at).filter(pk=record_id).select_related("release").first()
        if found is None:
            return None
        return lending.Lent(
            title=TITLE,
            reference=found.release.reference,
            desk="Bàn",
            opens_at=found.publish_at,
            language="en" if language == "en" else "vi",
            languages=("vi", "en"),
            html=f"<p>Nội dung bằng {language}.</p>",
            files=(FILE,),
        )

    monkeypatch.setitem(lending._renders, lending.KIND, render)


def receipt(edition) -> str:
    return f"/en/releases/{edition.release.reference}/{edition.number}/receipt/"


def own(outlet) -> str:
    return f"/en/outlets/own/{links.token_of(links.OUTLET, outlet.pk, outlet.link_number)}/"


def test_the_receipt_shows_the_hand_over_and_what_was_sealed_and_its_list_can_be_checked(client, cast):
    outlets = [make_outlet(cast.desk, f"Báo {place}", at=AT) for place in range(3)]
    made = make_published(cast)
    Parcel.objects.exclude(payload_kind=CONSIGNMENT).delete()
    hand_over(2, at=T + HOUR)

    with time_machine.travel(T + HOUR, tick=False):
        page = client.get(receipt(made.edition))
        dispatch = Dispatch.objects.get()
        listed = client.get(f"{receipt(made.edition)}{dispatch.pk}.txt")
        lines = b"".join(listed.streaming_content).decode().split("\n")[:-1]

    said = words(page)
    assert all(part in said for part in (dispatch.list_hash, dispatch.seed, dispatch.seed_hash, "1 h 0 min"))
    assert "1 on the way" in said
    assert order.list_hash(line.split()[2] for line in lines) == dispatch.list_hash
    assert not any(outlet.name in said or outlet.email in said for outlet in outlets)


def test_before_its_time_a_receipt_is_as_unknown_as_one_that_never_was(client, cast):
    make_outlet(cast.desk, at=AT)
    made = make_embargoed(cast)
    address, unknown = receipt(made.edition), "/en/releases/R-DN-2026-9999/1/receipt/"
    answers, counts = [], []
    with time_machine.travel(T - HOUR, tick=False):
        for _warm in range(2):
            answers, counts = [], []
            for path in (address, unknown, f"{address}1.txt", f"{unknown}1.txt"):
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    answers.append(client.get(path))
                counts.append(len(asked))
        sealed = client.get("/en/outlets/sealed/").content.decode()

    bodies = {
        answer.content.replace(made.release.reference.encode(), b"R-DN-2026-9999") for answer in answers
    }
    assert ({answer.status_code for answer in answers}, len(set(counts))) == ({404}, 1)
    assert len(bodies) <= 2
    assert GuessCount.objects.get().count == 8
    assert Dispatch.objects.get(purpose="release").list_hash in sealed
    assert made.release.reference not in sealed and TITLE not in sealed


def test_a_lent_text_is_read_by_registered_outlets_after_one_press_that_is_noted(
    client, cast, lent_by_the_releases
):
    first, second = make_outlet(cast.desk, "Một", at=AT), make_outlet(cast.desk, "Hai", at=AT)
    lapsed = make_outlet(cast.desk, "Hết hạn", at=AT, expires_at=AT + HOUR)
    make_embargoed(cast)
    loan = Loan.objects.get()
    with time_machine.travel(T - HOUR, tick=False):
        lists = [TITLE in client.get(own(outlet)).content.decode() for outlet in (first, second)]
        address = f"{own(first)}lent/{loan.pk}/"
        before = client.get(address)
        noted = Access.objects.count()
        opened = client.post(address, {"in": "vi"})
        file = client.get(f"{address}{FILE.sha256}/{FILE.name}")
        other_file = client.get(f"{address}{'cd' * 32}/{FILE.name}")
        closed = [
            client.get(own(lapsed)).status_code,
            client.get(f"{own(lapsed)}lent/{loan.pk}/").status_code,
        ]

    assert lists == [True, True]
    assert "Nội dung" not in before.content.decode() and noted == 0
    assert "Nội dung bằng vi." in opened.content.decode()
    assert (b"".join(file.streaming_content), other_file.status_code, closed) == (b"a,b", 404, [404, 404])
    assert list(Access.objects.values_list("outlet", "loan")) == [(first.pk, loan.pk)]
    assert opened["Cache-Control"] == file["Cache-Control"] == "no-store"


def test_a_lent_text_is_gone_from_the_page_when_it_is_public_or_given_up(client, cast, lent_by_the_releases):
    outlet = make_outlet(cast.desk, at=AT)
    made = make_embargoed(cast)
    loan = Loan.objects.get()
    publish(edition=made.edition, at=T)

    with time_machine.travel(T, tick=False):
        page, text = client.get(own(outlet)), client.get(f"{own(outlet)}lent/{loan.pk}/")

    assert text.status_code == 404
    assert "Lent under embargo" not in words(page)
    assert re.search(r"/releases/[^/]+/1/receipt/", page.content.decode())


def test_another_outlet_s_link_is_needed_for_its_rows(client, cast):
    first, second = make_outlet(cast.desk, "Một", at=AT), make_outlet(cast.desk, "Hai", at=AT)
    make_published(cast)

    with time_machine.travel(T + HOUR, tick=False):
        page = client.get(own(first)).content.decode()

    keys = [outlet.channels.get().key for outlet in (first, second)]
    assert keys[0] in page and keys[1] not in page
