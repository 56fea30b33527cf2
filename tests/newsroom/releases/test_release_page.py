"""The page of a release: what it says, in which edition and language, and what it must say before anything else."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.storage import default_storage

from hoiam.desks.signing import public_keys
from hoiam.releases.document import document_hash
from hoiam.releases.models import MissingNote
from hoiam.releases.operations.blanking import ask_blanking, confirm_blanking
from hoiam.releases.operations.correcting import supersede, withdraw
from hoiam.releases.operations.emergency import confirm_emergency, publish_in_emergency
from hoiam.releases.signed.reading import judge_held, read_words
from tests.factories.releases import (
    DAY,
    HOUR,
    TITLE,
    T,
    make_approved,
    make_corrected,
    make_draft,
    make_published,
)
from tests.factories.texts import make_public_fact

pytestmark = pytest.mark.django_db


def address(made, end: str = "", tag: str = "vi") -> str:
    return f"/{tag}/releases/{made.release.reference}/{end}"


def page(reader, where: str) -> str:
    answer = reader.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.S).split())


def test_page_says_what_happened_who_says_so_and_whether_it_may_be_used(cast, reader):
    made = make_published(cast)

    said = words(page(reader, address(made, tag="en")))

    assert "The city opens more clinics" in said and "People are seen free of charge." in said
    assert "Body body-of-da-nang" in said and "Desk da-nang" in said
    assert "Yes, under CC BY 4.0: name Body body-of-da-nang and the date." in said
    assert made.en.document_hash in said and f"http://testserver/r/{made.release.reference}" in said


def test_saved_page_is_judged_genuine_and_a_changed_one_altered(cast, reader):
    fact = make_public_fact(cast.desk, at=T - 2 * DAY)
    body = f"""# {TITLE}

Tỷ lệ tham gia đạt 93,35 % [{fact.reference}].

![Cột duy nhất](chart) Tỷ lệ tham gia [{fact.reference}]

> Ai cũng được khám.
> — Giám đốc Sở Y tế"""
    made = make_published(cast, body=body, in_two=False)
    html = page(reader, address(made))

    genuine = judge_held(read_words(html), public_keys(), lambda held: [made.vi.document])
    forged = judge_held(
        read_words(html.replace("Ai cũng được khám", "Không ai được khám")),
        public_keys(),
        lambda held: [made.vi.document],
    )

    assert (genuine.word, genuine.differences) == ("genuine", ())
    assert [(row.kind, row.shown) for row in forged.differences] == [("changed", "Không ai được khám.")]
    signed = json.loads(re.search(r'id="signed-document">(.*?)</script>', html, re.S)[1])
    assert document_hash(signed) == made.vi.document_hash
    assert "<svg" in html and "93,35" in html.split("<svg", 1)[1]


def test_corrected_release_says_so_first_and_keeps_what_stood_before(cast, reader):
    made = make_corrected(cast)

    now = words(page(reader, address(made, tag="en")))
    before = words(page(reader, address(made, "1/", tag="en")))

    assert "One wrong sentence was corrected." in now
    assert now.index("One wrong sentence was corrected.") < now.index("The city opens more clinics in the")
    assert "This edition no longer stands" in before and "People are seen free of charge." in before
    assert reader.get(address(made, "3/")).status_code == 404


def test_withdrawn_release_stays_readable_with_its_reason(cast, reader):
    made = make_published(cast)
    withdraw(release=made.release, why={"vi": "Sai nơi mở phòng khám."}, by=cast.head, at=T + HOUR)

    said = words(page(reader, address(made)))

    assert "Sai nơi mở phòng khám." in said and "Người dân khám không phải trả tiền." in said
    assert said.index("Sai nơi mở phòng khám.") < said.index("Người dân khám")


def test_superseded_release_leads_forward(cast, reader):
    old, new = make_published(cast), make_published(cast)
    supersede(release=old.release, by_release=new.release, by=cast.head, at=T + HOUR)

    assert address(new) in page(reader, address(old))


def test_emergency_is_flagged_until_it_is_confirmed(cast, reader):
    made = make_draft(cast)
    for person in (cast.reviewer, cast.spokesperson):
        publish_in_emergency(edition=made.again().edition, why="Lũ đang lên.", by=person, at=T)

    flagged = words(page(reader, address(made, tag="en")))
    confirm_emergency(edition=made.again().edition, by=cast.head, at=T + HOUR)
    after = words(page(reader, address(made, tag="en")))

    assert "not yet confirmed" in flagged and "Lũ đang lên." in flagged
    assert "not yet confirmed" not in after


def test_unreviewed_translation_is_flagged_and_a_reviewed_one_is_not(cast, reader):
    said = []
    for is_reviewed in (True, False):
        from hoiam.releases.operations.publishing import publish
        from tests.factories.releases import clear, make_draft_in_two

        made = clear(cast, make_draft_in_two(cast, is_reviewed=is_reviewed), T - HOUR)
        publish(edition=made.edition, at=T)
        said.append("not yet compared" in words(page(reader, address(made, tag="en"))))

    assert said == [False, True]


def test_blanked_sentence_is_marked_on_page_and_gone_from_everything(cast, reader):
    made = make_published(cast)
    secret = "Người khuyết tật được đón tại nhà."
    name = next(row[0] for row in made.vi.version.sentences if row[1] == secret)
    asked = ask_blanking(
        edition_text=made.vi, sentences=[name], why="Lộ người", by=cast.reviewer, at=T + HOUR
    )
    confirm_blanking(blanking=asked, by=cast.head, at=T + HOUR)

    told = [
        reader.get(where).content.decode()
        for where in (
            address(made),
            address(made, "1.json"),
            address(made, "1.ninjs.json"),
            address(made, "1/script.txt"),
            "/vi/feeds/releases.json",
            f"/api/v1/releases/{made.release.reference}",
        )
    ]

    assert not any("khuyết tật" in text for text in told)
    assert "bảo vệ một người" in told[0] and 'class="hidden"' in told[0]
    assert b"1 l" in reader.get("/vi/corrections/").content


def test_page_in_another_language_than_its_own_shows_the_original_with_its_tag(cast, reader):
    made = make_published(cast, in_two=False)

    html = page(reader, address(made, tag="en"))

    assert '<h1 id="title" lang="vi">' in html
    assert reader.get(address(made, "1/en/", tag="en")).status_code == 404


def test_languages_name_each_other(cast, reader):
    made = make_published(cast)

    html = page(reader, address(made))

    assert f'hreflang="en" href="http://testserver/en/releases/{made.release.reference}/"' in html
    assert f'<link rel="canonical" href="http://testserver/vi/releases/{made.release.reference}/">' in html


def test_short_address_leads_on_in_the_language_of_the_reader(cast, reader):
    made = make_published(cast)

    answer = reader.get(f"/r/{made.release.reference}", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer["Location"]) == (302, address(made, tag="en"))
    assert reader.get(f"/r/{made.release.reference}.svg")["Content-Type"] == "image/svg+xml"


def test_unchanged_page_is_not_sent_twice_and_a_changed_one_at_once(cast, reader):
    made = make_published(cast)
    first = reader.get(address(made))

    again = reader.get(address(made), headers={"If-None-Match": first["ETag"]}).status_code
    withdraw(release=made.release, why={"vi": "Sai."}, by=cast.head, at=T + HOUR)
    changed = reader.get(address(made), headers={"If-None-Match": first["ETag"]}).status_code

    assert (again, changed, first["Cache-Control"]) == (304, 200, "public, no-cache")


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_database_as_often_for_one_as_for_many(cast, reader, number, django_assert_num_queries):
    for _place in range(number):
        make_published(cast)

    with django_assert_num_queries(4):
        html = page(reader, "/en/releases/")

    assert html.count("release-title") == number


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("theme=health", 1),
        ("theme=education", 0),
        ("desk=da-nang", 1),
        ("desk=quang-tri", 0),
        ("from=2026-09-15&to=2026-09-15", 1),
        ("from=2026-09-16", 0),
        ("to=2026-09-14", 0),
        ("kind=package", 0),
    ],
)
def test_list_is_narrowed(cast, reader, chosen, found):
    make_published(cast)

    assert page(reader, f"/vi/releases/?{chosen}").count("release-title") == found


def test_page_is_small_and_needs_no_script(cast, reader):
    made = make_published(cast)

    html = page(reader, address(made))

    assert len(html.encode()) < 30_000
    assert re.findall(r"<script(?! src=)(?! type=\"application/hoiam\+json\")", html) == []
    assert 'class="quote" href="#s' in html


def test_open_question_is_kept_without_a_sender(cast, reader):
    made = make_published(cast)
    where = address(made, "missing/")

    answer = reader.post(where, {"words": "Thiếu danh sách xã."}, REMOTE_ADDR="203.0.113.9")
    empty = reader.post(where, {"words": " "})
    foreign = reader.post(where, {"words": "x"}, headers={"Origin": "https://elsewhere.example"})

    assert (answer.status_code, empty.status_code, foreign.status_code) == (302, 422, 409)
    note = MissingNote.objects.get()
    assert (note.words, note.language, note.release_id) == ("Thiếu danh sách xã.", "vi", made.release.pk)
    assert "203.0.113.9" not in repr(vars(note))
    assert "Cảm ơn" in page(reader, answer["Location"])


def test_approved_release_is_nowhere(cast, reader):
    made = make_approved(cast)

    for end in ("", "1/", "1.pdf", "1.json", "1/kit.zip", "1/card.png", "missing/"):
        assert reader.get(address(made, end)).status_code == 404
    assert default_storage is not None
