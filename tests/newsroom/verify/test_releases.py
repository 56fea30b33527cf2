"""Releases laid before the public page: the public record decides, and nothing that is not public is there."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiam.releases.operations.correcting import withdraw
from hoiam.releases.operations.publishing import publish
from hoiam.releases.signed.pdf import make_pdf, pdf_of, stored_name
from tests.factories.releases import HOUR, T, make_corrected, make_embargoed, make_published

pytestmark = pytest.mark.django_db
ADDRESS = "/en/verify/"


@pytest.fixture
def made(cast):
    return make_published(cast)


def give(content: bytes | str, name: str = "held", language: str = "en"):
    given = (
        {"text": content}
        if isinstance(content, str)
        else {"file": SimpleUploadedFile(name, content, content_type="application/octet-stream")}
    )
    return Client().post(f"/{language}/verify/", given)


def verdict(content: bytes | str) -> tuple[str, list[str]]:
    """(word, kinds of differences) as the page says them."""
    page = give(content).content.decode()
    word = next(word for word in ("Genuine:", "Altered:", "Unknown:") if word in page)
    kinds = ("Left out", "Added, not signed by us", "Stands in another place", "Changed")
    return word.strip(":").lower(), [kind for kind in kinds for _ in range(page.count(f"<b>{kind}</b>"))]


def plain(row) -> str:
    return "\n".join(words for _name, words in row.document["sentences"])


def test_release_is_genuine_as_pdf_page_json_and_pasted_words(made):
    reference = made.release.reference
    page = Client().get(f"/vi/releases/{reference}/")
    held = {
        "pdf": pdf_of(made.vi),
        "json": json.dumps(made.vi.document).encode(),
        "pasted": plain(made.vi),
        "pasted with its reference": f"{plain(made.vi)}\n{reference}",
    }
    if page.status_code == 200:
        held["page"] = page.content

    assert {name: verdict(content) for name, content in held.items()} == dict.fromkeys(held, ("genuine", []))


def test_altered_sentence_is_shown_beside_the_signed_one(made):
    text = plain(made.vi).replace("không phải trả tiền", "phải trả tiền")

    page = give(text).content.decode()

    assert verdict(text) == ("altered", ["Changed"])
    assert "Người dân khám không phải trả tiền." in page and "Người dân khám phải trả tiền." in page
    assert made.release.reference in page


def test_part_of_a_text_is_said_to_be_one(made):
    page = give("Người dân khám không phải trả tiền.").content.decode()

    assert "Altered: sentences were left out" in page


def test_words_in_a_file_are_shown_as_words(made):
    page = give(f"{plain(made.vi)}\n<script>alert(1)</script>").content.decode()

    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_older_edition_is_genuine_and_the_page_says_what_stands_now(cast):
    again = make_corrected(cast)
    first = again.release.editions.get(number=1).texts.get(language="vi")

    page = give(pdf_of(first)).content.decode()

    assert "Genuine:" in page and "edition 2 followed it" in page


def test_withdrawn_release_is_genuine_and_said_to_be_withdrawn(cast, made):
    withdraw(release=made.release, why={"vi": "Sai.", "en": "Wrong."}, by=cast.spokesperson, at=T + HOUR)

    assert "withdrawn since" in give(plain(made.vi)).content.decode()


def test_release_under_embargo_is_as_unknown_as_one_that_never_was(cast):
    made = make_embargoed(cast)
    reference, document = made.release.reference, made.vi.document
    never = json.loads(json.dumps(document).replace(reference, "R-DN-2026-9999"))
    held = {
        "json": (json.dumps(document).encode(), json.dumps(never).encode()),
        "pdf": (make_pdf(made.vi), make_pdf(made.vi)[:-1500]),
        "pasted": (plain(made.vi).encode(), plain(made.vi).replace("không", "chẳng").encode()),
        "reference": (reference.encode(), b"R-DN-2026-9999"),
    }

    give("Lần đầu")
    for name, pair in held.items():
        answers = []
        for content in pair:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                sent = give(content)
            page = sent.content.decode()
            token = page.split('csrfmiddlewaretoken" value="')[1].split('"')[0]
            answers.append((sent.status_code, page.replace(token, ""), len(queries)))
        if name == "pdf":
            assert "Unknown:" in answers[0][1] and reference not in answers[0][1]
        else:
            assert answers[0] == answers[1], name
    publish(edition=made.edition, at=T)
    assert verdict(json.dumps(document))[0] == "genuine"


def test_pdf_of_a_public_text_is_made_once_and_none_is_kept_before(cast):
    from django.core.files.storage import default_storage

    made = make_embargoed(cast)
    before = pdf_of(made.vi)
    assert not default_storage.exists(stored_name(made.vi))
    publish(edition=made.edition, at=T)
    public = made.again()

    assert pdf_of(public.vi) == pdf_of(public.vi)
    assert default_storage.exists(stored_name(public.vi))
    assert make_pdf(public.vi) == before


def test_draft_as_pdf_says_that_it_is_one(cast):
    from hoiam.releases.signed.reading import read_held
    from tests.factories.releases import make_draft

    held = read_held(pdf_of(make_draft(cast).vi))

    assert "BẢN NHÁP" in held.text and held.document is None


def test_broken_pdf_is_said_to_be_unreadable(cast):
    assert "cannot be read" in give(b"%PDF-1.7 broken").content.decode()


def test_page_in_vietnamese_says_the_same(made):
    page = give(plain(made.vi).replace("không phải", "phải"), language="vi").content.decode()

    assert "Đã bị sửa" in page and "Chúng tôi đã ký" in page


def test_nothing_given_is_kept(made):
    from hoiam.desks.models import JournalLine

    before = JournalLine.objects.count()
    give(plain(made.vi))

    assert JournalLine.objects.count() == before


def test_door_slows_down_whoever_knocks_too_often(cast, monkeypatch):
    from hoiam.newsroom.verify import screens

    monkeypatch.setattr(screens, "CHECKS_PER_HOUR", 2)
    client = Client()

    assert [client.post(ADDRESS, {"text": "x"}).status_code for _ in range(3)] == [200, 200, 429]
