"""Templates with open places, and the places filled from the facts of the record."""

from __future__ import annotations

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.evidence.models import Citation
from hoiam.texts.models import TextTemplate
from hoiam.texts.open_places import places_in, with_place_filled, without_places
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.operations.drafts import save_draft, start_text
from hoiam.texts.operations.filling import fill_place
from hoiam.texts.operations.templates import change_template, make_template, retire_template
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.templates import offered_templates
from hoiam.texts.sentences import split_sentences
from tests.factories.records import make_record
from tests.factories.texts import AT, make_public_fact, make_text, standing

BODY = "Kính gửi quý báo.\n\nNăm 2023, tỷ lệ là [? tỷ lệ bảo hiểm y tế]."
STATEMENT = "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 %"


def make(cast, **fields) -> TextTemplate:
    given = {"desk": cast.desk, "title": "Bảo hiểm y tế", "language": "vi", "body": BODY}
    return make_template(by=cast.case_officer, at=AT, **{**given, **fields})


def fill(cast, text, *, words="tỷ lệ bảo hiểm y tế", reference="F001", share="value", **more):
    given = {"base_revision": text.revision, "by": cast.case_officer, "at": AT, **more}
    saved = fill_place(text=text, words=words, reference=reference, share=share, **given)
    text.refresh_from_db()
    return saved


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Không có gì.", ()),
        ("Là [? a] và [?  b  c ] và [? a].", ("a", "b c")),
        ("Trống [?].", ("",)),
        ("Câu hỏi [F001]? Không phải.", ()),
        ("Dở [? dang\nsang dòng]", ()),
    ],
)
def test_places_of_a_text_are_told_each_once_in_their_order(text, places):
    assert places_in(text) == places


def test_question_mark_of_a_place_ends_no_sentence():
    text = "Tỷ lệ là [? Tỷ lệ hộ nghèo] theo rà soát. Sở sẽ báo."

    assert split_sentences(text) == ("Tỷ lệ là [? Tỷ lệ hộ nghèo] theo rà soát.", "Sở sẽ báo.")
    assert without_places("Là [? a] đó.") == "Là  đó."


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Là [? a] năm nay.", "Là Đúng 5 % [F1] năm nay."),
        ("[? a]\nSau.", "Đúng 5 % [F1].\nSau."),
        ("| [? a] | b |", "| Đúng 5 % [F1] | b |"),
        ("[? a] [? a]", "Đúng 5 % [F1] [? a]"),
    ],
)
def test_statement_keeps_its_full_stop_only_where_the_line_ends(text, filled):
    assert with_place_filled(text, "a", "Đúng 5 %.", "F1") == filled


def test_place_that_is_not_open_is_not_filled():
    assert with_place_filled("Là [? a].", "b", "x", "F1") is None


@pytest.mark.django_db
def test_text_with_an_open_place_cannot_be_sent_and_its_words_are_no_claim(cast):
    text = make_text(cast, "Tỷ lệ là [? hộ nghèo năm 2031, 12 %] theo rà soát.")

    found = findings_of(text, at=AT)

    assert [(one.kind, one.weight, one.quote) for one in found] == [
        ("open_place", "blocks", "hộ nghèo năm 2031, 12 %")
    ]
    with pytest.raises(ReasonsAgainst) as against:
        send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=AT)
    assert len(against.value.reasons) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("share", "said"),
    [("value", "93,35% [F001]."), ("statement", f"{STATEMENT} [F001].")],
)
def test_filled_place_cites_the_fact_and_lets_the_text_go(cast, share, said):
    make_public_fact(cast.desk)
    text = make_text(cast, BODY)

    saved = fill(cast, text, share=share)

    assert saved.conflict is None
    assert text.body.endswith(f"Năm 2023, tỷ lệ là {said}")
    assert findings_of(text, at=AT) == []
    assert Citation.objects.filter(citing_id=text.pk, fact__reference="F001").count() == 1


@pytest.mark.django_db
def test_place_is_not_filled_by_a_fact_that_may_not_be_cited_or_says_nothing(cast):
    make_public_fact(cast.desk, number="")
    text = make_text(cast, BODY)
    tries = [
        {"reference": "F999"},
        {"words": "điều khác"},
        {"share": "value"},
        {"share": "everything"},
    ]

    for given in tries:
        with pytest.raises(ReasonsAgainst):
            fill(cast, text, **given)

    assert text.body == BODY
    with pytest.raises(MayNot):
        fill(cast, text, by=cast.auditor)


@pytest.mark.django_db
def test_place_filled_on_an_older_state_stands_beside_the_text(cast):
    make_public_fact(cast.desk)
    text = make_text(cast, BODY)
    before = text.revision
    save_draft(text=text, body=BODY + " Thêm.", base_revision=before, by=cast.reviewer, at=AT)
    text.refresh_from_db()

    saved = fill(cast, text, base_revision=before)

    assert saved.conflict is not None
    assert text.body == BODY + " Thêm."


@pytest.mark.django_db
def test_template_is_made_changed_and_retired_with_a_line_for_each(cast):
    made = make(cast, purpose="answer")
    change_template(
        template=made, title="Thẻ", language="vi", body="Chào [? a].", by=cast.reviewer, at=AT, purpose=""
    )
    assert offered_templates(cast.desk, purpose="refusal", language="vi") == [(made.pk, "Thẻ")]

    retire_template(template=made, by=cast.reviewer, at=AT)
    retire_template(template=made, by=cast.intake, at=AT)

    made.refresh_from_db()
    assert (made.body, made.retired_by) == ("Chào [? a].", cast.reviewer)
    assert offered_templates(cast.desk, purpose="answer", language="vi") == []
    verbs = JournalLine.objects.filter(record_kind="texts.texttemplate").order_by("number")
    assert [row.verb for row in verbs] == ["made template", "changed template", "retired template"]


@pytest.mark.django_db
def test_template_is_offered_for_its_language_and_purpose_at_its_own_desk_alone(cast):
    every, own = make(cast), make(cast, title="Từ chối", purpose="refusal")
    make(cast, title="English", language="en")

    assert offered_templates(cast.desk, purpose="answer", language="vi") == [(every.pk, every.title)]
    assert {row[0] for row in offered_templates(cast.desk, purpose="refusal", language="vi")} == {
        every.pk,
        own.pk,
    }
    assert offered_templates(cast.other_desk, purpose="answer", language="vi") == []


@pytest.mark.django_db
def test_template_says_every_reason_against_it_and_keeps_nothing(cast):
    make(cast)

    with pytest.raises(ReasonsAgainst) as empty:
        make(cast, title=" ", body=" ", language="")
    with pytest.raises(ReasonsAgainst) as same:
        make(cast, title="bảo hiểm  y tế")
    with pytest.raises(ReasonsAgainst) as secret:
        make(cast, title="Khác", body="TỐI MẬT\nNội dung.")
    with pytest.raises(MayNot):
        make_template(desk=cast.desk, title="Khác", language="vi", body="a", by=cast.stranger, at=AT)

    assert [len(one.value.reasons) for one in (empty, same, secret)] == [3, 1, 1]
    assert TextTemplate.objects.count() == 1


@pytest.mark.django_db
def test_retired_template_is_not_changed(cast):
    made = make(cast)
    retire_template(template=made, by=cast.reviewer, at=AT)

    with pytest.raises(ReasonsAgainst):
        change_template(template=made, title="A", language="vi", body="b", by=cast.reviewer, at=AT)


@pytest.mark.django_db
def test_text_begun_with_citations_records_them_at_once(cast):
    make_public_fact(cast.desk)

    text = start_text(
        desk=cast.desk,
        record=make_record(cast.desk),
        purpose="answer",
        language="vi",
        by=cast.case_officer,
        at=AT,
        body="Tỷ lệ đạt 93,35 % [F001].",
    )

    assert Citation.objects.filter(citing_id=text.pk, fact__reference="F001").exists()
