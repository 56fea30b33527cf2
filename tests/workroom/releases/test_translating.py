"""A translation beside its original: sentence by sentence, stale marks, saving without losing anybody's words."""

from __future__ import annotations

import re

import pytest

from hoiam.releases.models import EditionText
from hoiam.releases.operations.writing import add_language, write_text
from hoiam.texts.models import Clearance
from hoiam.texts.operations.citing import give_reason
from tests.factories.releases import (
    AT,
    BODY,
    make_draft,
    make_draft_in_two,
    make_published,
    send,
)
from tests.factories.texts import make_public_fact
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db


def page_of(row: EditionText) -> str:
    return f"/office/da-nang/releases/{row.edition.release.reference}/texts/{row.pk}/"


def typed(page, **changes: str) -> dict[str, str]:
    """The form as the page shows it, with some sentences typed anew; keys are the ids of sentences."""
    rows = [one["unit"] for one in page.context["rows"]]
    was = {f"w-{unit.key}": unit.words for unit in rows}
    return was | {f"s-{unit.key}": changes.get(unit.key, unit.words) for unit in rows}


@pytest.fixture
def begun(cast):
    made = make_draft(cast)
    add_language(edition=made.edition, language="en", by=cast.case_officer, at=made.edition.started_at)
    return made.again().en


def test_every_sentence_stands_beside_a_field_for_its_translation(cast, begun):
    page = enter(cast.case_officer).get(page_of(begun))

    said = page.content.decode()
    assert len(page.context["rows"]) == 7 and said.count("<textarea") == 7
    assert "0 of 7 translated" in words(page) and "7 sentences missing" in words(page)
    assert "Who speaks Giám đốc Sở Y tế" in words(page)


def test_sentence_is_saved_by_a_plain_form_and_counts_down(cast, begun):
    browser = enter(cast.case_officer)
    page = browser.get(page_of(begun))
    key = page.context["rows"][1]["unit"].key

    after = browser.post(page_of(begun), typed(page, **{key: "The city opens more clinics."}), follow=True)

    begun.refresh_from_db()
    assert begun.translated[key][0] == "The city opens more clinics."
    assert "1 of 7 translated" in words(after)
    assert "The city opens more clinics." in begun.text.__class__.objects.get(pk=begun.text_id).body


def test_citation_of_the_original_is_shown_and_carried_over(cast):
    make_public_fact(cast.desk)
    body = "# Bảo hiểm\n\nTỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 % [F001]."
    made = make_draft(cast, body=body)
    add_language(edition=made.edition, language="en", by=cast.case_officer, at=made.edition.started_at)
    row = made.again().en
    browser = enter(cast.case_officer)
    page = browser.get(page_of(row))
    key = page.context["rows"][1]["unit"].key

    browser.post(page_of(row), typed(page, **{key: "In 2023, 93.35 % of people had health insurance."}))

    row.text.refresh_from_db()
    assert '<span class="chip">[F001]</span>' in page.content.decode()
    assert row.text.body.endswith("had health insurance [F001].")


def test_changed_sentence_of_the_original_is_marked_stale_with_what_it_read(cast):
    made = make_draft_in_two(cast)
    text = made.vi.text
    changed = BODY.replace("không phải trả tiền", "không mất tiền")
    write_text(
        edition_text=made.vi,
        body=changed,
        base_revision=text.revision,
        by=cast.case_officer,
        at=made.edition.started_at,
    )

    page = enter(cast.case_officer).get(page_of(made.en) + "?view=open")

    said = words(page)
    assert "6 of 7 translated · stale 1 sentence of the original changed since" in said
    assert "When it was translated it read: Người dân khám không phải trả tiền." in said
    assert len(page.context["rows"]) == 1


def test_stale_sentence_that_still_holds_is_confirmed_by_one_tick(cast):
    made = make_draft_in_two(cast)
    changed = BODY.replace("không phải trả tiền", "không mất tiền")
    write_text(
        edition_text=made.vi,
        body=changed,
        base_revision=made.vi.text.revision,
        by=cast.case_officer,
        at=made.edition.started_at,
    )
    browser = enter(cast.case_officer)
    page = browser.get(page_of(made.en) + "?view=open")
    (one,) = page.context["rows"]

    browser.post(page_of(made.en), typed(page) | {"holds": one["unit"].key, "view": "open"})

    done = words(browser.get(page_of(made.en) + "?view=open"))
    assert "7 of 7 translated" in done and "Nothing is missing and nothing is stale" in done


def test_two_people_translating_different_sentences_lose_nothing(cast, begun):
    one, other = enter(cast.case_officer), enter(cast.fact_steward)
    mine, theirs = one.get(page_of(begun)), other.get(page_of(begun))
    first, second = (row["unit"].key for row in mine.context["rows"][:2])

    one.post(page_of(begun), typed(mine, **{first: "Clinics"}))
    other.post(page_of(begun), typed(theirs, **{second: "More clinics."}))

    begun.refresh_from_db()
    assert [begun.translated[key][0] for key in (first, second)] == ["Clinics", "More clinics."]


def test_two_people_translating_one_sentence_are_asked_which_stays(cast, begun):
    one, other = enter(cast.case_officer), enter(cast.fact_steward)
    mine, theirs = one.get(page_of(begun)), other.get(page_of(begun))
    key = mine.context["rows"][0]["unit"].key

    one.post(page_of(begun), typed(mine, **{key: "Clinics"}))
    met = other.post(page_of(begun), typed(theirs, **{key: "More clinics"}))
    begun.refresh_from_db()
    kept = begun.translated[key][0]
    other.post(page_of(begun), typed(met, **{key: "More clinics"}))

    begun.refresh_from_db()
    assert (met.status_code, kept) == (409, "Clinics")
    assert "Somebody else wrote one of these sentences while you did." in words(met)
    assert ">More clinics</textarea>" in met.content.decode()
    assert begun.translated[key][0] == "More clinics"


def test_unfinished_translation_is_not_sent_and_says_why(cast, begun):
    browser = enter(cast.case_officer)
    page = browser.get(page_of(begun))

    response = browser.post(page_of(begun), typed(page) | {"act": "send"})

    assert response.status_code == 409
    assert "7 sentences are not translated" in words(response)


def test_finished_translation_goes_to_clearance_after_the_original(cast):
    made = make_draft_in_two(cast)
    browser = enter(cast.case_officer)
    page = browser.get(page_of(made.en))
    early = browser.post(page_of(made.en), typed(page) | {"act": "send"})
    send(cast, made.vi)

    sent = browser.post(page_of(made.en), typed(page) | {"act": "send"})

    assert "Send the original first" in words(early)
    assert sent.headers["Location"].endswith(f"/releases/{made.release.reference}/")
    assert Clearance.objects.filter(text=made.en.text, state="open").exists()


def test_translation_in_clearance_is_read_and_not_written(cast):
    made = make_draft_in_two(cast)
    send(cast, made.vi)
    send(cast, made.en)

    page = enter(cast.case_officer).get(page_of(made.en))

    assert "readonly" in page.content.decode() and 'value="send"' not in page.content.decode()


def test_translation_is_marked_as_compared_by_somebody_else_only(cast):
    made = make_draft_in_two(cast, is_reviewed=False)

    own = enter(cast.case_officer).post(f"{page_of(made.en)}review/", follow=True)
    other = enter(cast.reviewer).post(f"{page_of(made.en)}review/", follow=True)

    made.en.refresh_from_db()
    assert "You wrote this translation." in words(own)
    assert made.en.reviewed_by == cast.reviewer and "Marked as reviewed" in words(other)


def test_editor_leads_to_the_screen_of_the_translation_and_writes_the_original(cast):
    made = make_draft_in_two(cast)
    browser = enter(cast.case_officer)

    translation = browser.get(f"/office/da-nang/texts/{made.en.text_id}/")
    original = browser.get(f"/office/da-nang/texts/{made.vi.text_id}/")
    there = browser.get(page_of(made.vi))

    assert translation.headers["Location"] == page_of(made.en)
    assert there.headers["Location"] == f"/office/da-nang/texts/{made.vi.text_id}/"
    assert "Press release Thành phố mở thêm phòng khám" in words(original)


def test_text_of_another_release_or_desk_is_not_found(cast):
    made, other = make_draft_in_two(cast), make_draft_in_two(cast)
    wrong = f"/office/da-nang/releases/{made.release.reference}/texts/{other.en.pk}/"

    assert enter(cast.case_officer).get(wrong).status_code == 404
    assert enter(cast.stranger).get(page_of(made.en).replace("da-nang", "quang-tri")).status_code == 404


def test_public_translation_is_only_read(cast):
    made = make_published(cast)

    response = enter(cast.case_officer).post(page_of(made.en), {"s-s1": "Other"})

    assert response.status_code == 409
    assert "This edition is public and stays as it is." in words(response)


def test_sixty_sentences_are_one_page_with_a_constant_number_of_queries(cast, django_assert_max_num_queries):
    body = "# Sáu mươi câu\n\n" + "\n\n".join(f"Đây là câu thứ {'một ' * (n + 1)}." for n in range(60))
    made = make_draft(cast, body=body)
    add_language(edition=made.edition, language="en", by=cast.case_officer, at=made.edition.started_at)
    row = made.again().en
    browser = enter(cast.case_officer)

    with django_assert_max_num_queries(24):
        page = browser.get(page_of(row))

    assert page.content.decode().count("<textarea") == 61


def test_language_is_taken_out_while_nothing_is_approved(cast):
    made = make_draft_in_two(cast)

    gone = enter(cast.case_officer).post(f"{page_of(made.en)}remove/", follow=True)

    assert "The language is taken out." in words(gone)
    assert [row.language for row in made.edition.texts.all()] == ["vi"]


def test_number_of_a_translation_without_a_fact_is_let_through_with_a_reason(cast):
    body = "# Phòng khám\n\nNhóm công tác họp 12 lần trong năm."
    made = make_draft(cast, body=body)
    text = made.vi.text
    number = text.book["sentences"][1][0]
    give_reason(text=text, sentence_id=number, reason="Tự đếm.", by=cast.case_officer, at=AT)
    send(cast, made.vi)
    add_language(edition=made.edition, language="en", by=cast.case_officer, at=AT)
    row = made.again().en
    browser = enter(cast.case_officer)
    page = browser.get(page_of(row))
    keys = [one["unit"].key for one in page.context["rows"]]
    browser.post(page_of(row), typed(page, **{keys[0]: "Clinics", keys[1]: "It met 12 times in the year."}))
    page = browser.get(page_of(row))
    (pointed,) = [one for one in page.context["findings"] if one.weight == "needs_reason"]

    refused = browser.post(page_of(row), typed(page) | {"act": "send"})
    sent = browser.post(
        page_of(row), typed(page) | {"act": "send", f"reason-{pointed.sentence_id}": "Counted here."}
    )

    assert (refused.status_code, sent.status_code) == (409, 302)


def test_translated_sentence_that_reads_otherwise_is_vouched_for_beside_it(cast):
    make_public_fact(cast.desk)
    body = "# Bảo hiểm\n\nTỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 % [F001]."
    made = make_draft(cast, body=body)
    add_language(edition=made.edition, language="en", by=cast.case_officer, at=AT)
    row = made.again().en
    browser = enter(cast.case_officer)
    page = browser.get(page_of(row))
    title, key = (one["unit"].key for one in page.context["rows"])
    first = {title: "Insurance", key: "In 2023, 93.35 % of people had health insurance."}
    browser.post(page_of(row), typed(page, **first))
    page = browser.get(page_of(row))
    browser.post(page_of(row), typed(page, **{key: "In 2022, 93.35 % of people had health insurance."}))
    page = browser.get(page_of(row))
    (button,) = re.findall(r'value="(vouch [^"]+)"', page.content.decode())

    browser.post(page_of(row), typed(page) | {"act": button})

    assert "vouch " not in browser.get(page_of(row)).content.decode()
