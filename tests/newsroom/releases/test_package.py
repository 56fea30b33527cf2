"""What is taken along: the package, the papers made from a text, ninjs, feeds."""

from __future__ import annotations

import csv
import gzip
import io
import json
import struct
import zipfile

import jsonschema_rs
import pytest
from django.test import Client, RequestFactory

from hoiam.newsroom import same_moment
from hoiam.releases.operations.correcting import withdraw
from tests.factories.releases import DAY, HOUR, TITLE, T, make_corrected, make_published
from tests.factories.texts import make_public_fact
from tests.newsroom.releases.ninjs_schema import SCHEMA

pytestmark = pytest.mark.django_db


def address(made, end: str, tag: str = "vi") -> str:
    return f"/{tag}/releases/{made.release.reference}/{end}"


def body(reader, where: str) -> bytes:
    answer = reader.get(where)
    assert answer.status_code == 200, where
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def cited(cast):
    """A public release that cites a fact, in Vietnamese alone."""
    fact = make_public_fact(cast.desk, statement="=93,35 % dân số có bảo hiểm.", at=T - 2 * DAY)
    text = f"# {TITLE}\n\nTỷ lệ đạt 93,35 % [{fact.reference}].\n\n![Cột](chart) Tỷ lệ [{fact.reference}]"
    return make_published(cast, body=text, in_two=False)


def test_package_holds_text_data_figures_and_sources_and_is_the_same_each_time(cited, reader):
    first = body(reader, address(cited, "1/kit.zip"))
    again = body(reader, address(cited, "1/kit.zip", tag="en"))

    packed = zipfile.ZipFile(io.BytesIO(first))
    names = packed.namelist()
    assert first == again and packed.testzip() is None
    assert {
        "README.txt",
        "text/vi.txt",
        "text/vi.json",
        "text/vi.ninjs.json",
        "text/vi.pdf",
        "data/facts-vi.csv",
        "data/facts-vi.json",
        "figures/vi-1.svg",
        "sources-vi.txt",
        "loudspeaker/vi.txt",
        "poster/vi.pdf",
        "card/vi.png",
    } == set(names)
    rows = list(csv.reader(io.StringIO(packed.read("data/facts-vi.csv").decode("utf-8-sig"))))
    assert rows[1][1] == "F001" and rows[1][3].startswith("'="), "no cell begins a formula"
    assert packed.read("figures/vi-1.svg").startswith(b"<svg")
    assert packed.read("text/vi.pdf").startswith(b"%PDF-")
    assert json.loads(packed.read("text/vi.json"))["document"] == cited.vi.document
    assert "Báo cáo năm 2023" in packed.read("sources-vi.txt").decode()


def test_card_is_a_picture_of_the_expected_size(cited, reader):
    png = body(reader, address(cited, "1/card.png"))

    assert png[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", png[16:24]) == (1200, 630)
    assert body(reader, address(cited, "1/poster.pdf")).startswith(b"%PDF-")


def test_script_for_loudspeakers_says_cleared_sentences_within_a_minute(cast, reader):
    made = make_published(cast)

    said = body(reader, address(made, "1/script.txt")).decode()

    assert len(said.split()) <= 150
    cleared = {row[1].rstrip(".") for row in made.vi.version.sentences}
    assert {line.rstrip(".") for line in said.split("\n\n")[1:-1]} <= cleared
    assert made.release.reference in said


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_news_object_keeps_to_the_schema(cited, cast, reader, is_withdrawn):
    if is_withdrawn:
        withdraw(release=cited.release, why={"vi": "Sai."}, by=cast.head, at=T + HOUR)

    said = json.loads(body(reader, address(cited, "1.ninjs.json")))
    listed = json.loads(body(reader, "/vi/feeds/releases.ninjs.json"))

    for one in (said, *listed):
        jsonschema_rs.validate(SCHEMA, one)
        assert one["pubStatus"] == ("canceled" if is_withdrawn else "usable")
    assert said["headlines"] == [{"role": "main", "value": TITLE}]
    assert {"role": "sha256", "value": cited.vi.document_hash} in said["altIds"]
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(SCHEMA, said | {"mood": "good"})


@pytest.mark.parametrize("feed", ["", "da-nang/", "themes/health/"])
def test_feed_tells_a_correction_beside_what_it_corrects(cast, reader, feed):
    made = make_corrected(cast)

    items = json.loads(body(reader, f"/en/feeds/{feed}releases.json"))["items"]

    assert [item["title"] for item in items] == [
        "Correction: The city opens more clinics",
        "The city opens more clinics",
    ]
    assert items[0]["content_text"].startswith("One wrong sentence was corrected.")
    assert made.release.reference in items[0]["url"]
    assert b"<entry" in body(reader, f"/en/feeds/{feed}releases.atom")


def test_corrections_are_told_by_page_feed_and_api_alike(cast, reader):
    made = make_corrected(cast)
    withdraw(release=made.release, why={"en": "Wrong place."}, by=cast.head, at=T + 5 * HOUR)

    log = body(reader, "/en/corrections/").decode()
    feed = json.loads(body(reader, "/en/feeds/corrections.json"))["items"]
    api = json.loads(body(reader, "/api/v1/corrections?language=en"))["items"]

    assert [(row["what"], row["note"]) for row in api] == [
        ("withdrawn", "Wrong place."),
        ("corrected", "One wrong sentence was corrected."),
    ]
    assert [item["date_published"] for item in feed] == [
        (T + 5 * HOUR).isoformat(),
        made.edition.published_at.isoformat(),
    ]
    assert log.index("Wrong place.") < log.index("One wrong sentence was corrected.")


def test_unknown_theme_or_desk_has_no_feed(cast, reader):
    assert reader.get("/en/feeds/themes/khong-co/releases.json").status_code == 404
    assert reader.get("/en/feeds/khong-co/releases.json").status_code == 404


def test_readers_of_the_same_moment_share_one_answer_and_a_later_one_asks_anew(cast, monkeypatch):
    made = make_published(cast)
    passed = [100.0]
    monkeypatch.setattr(same_moment, "monotonic", lambda: passed[0])
    kept = same_moment.SameMoment(lambda request: client_answers(request))
    kept.seconds = same_moment.SECONDS
    client, asked = Client(), []

    def client_answers(request):
        asked.append(request)
        return client.get(request.path)

    make = RequestFactory()
    first = kept(make.get(address(made, "")))
    second = kept(make.get(address(made, "")))
    known = kept(make.get(address(made, ""), headers={"If-None-Match": first["ETag"]}))
    with_cookie = kept(make.get(address(made, ""), HTTP_COOKIE="a=b"))
    packed = kept(make.get(address(made, ""), headers={"Accept-Encoding": "br, gzip"}))
    passed[0] += same_moment.SECONDS
    later = kept(make.get(address(made, "")))

    assert first.content == second.content == with_cookie.content == later.content
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", first["ETag"])
    assert gzip.decompress(packed.content) == first.content and len(packed.content) < 10_000
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", f"W/{first['ETag']}")
    assert len(asked) == 3
