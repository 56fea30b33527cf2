"""What stands against a text before it is sent: citations and gates together, as whole sentences."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Holding
from hoiam.evidence.models import Citation
from hoiam.texts.operations.citing import cite_in_sentence, give_reason, vouch
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.sentence_book import SentenceBook
from tests.factories.texts import AT, make_public_fact, make_text, standing

pytestmark = pytest.mark.django_db
CITED = "Tỷ lệ dân số tham gia bảo hiểm y tế là 93,35 % [F001]."
LATER = AT + timedelta(hours=1)


def said(text) -> list[tuple[str, str, int, str]]:
    text.refresh_from_db()
    return [
        (finding.kind, finding.weight, finding.sentence_number, finding.quote or finding.reference)
        for finding in findings_of(text, at=LATER)
    ]


def rewrite(cast, text, body: str) -> None:
    text.refresh_from_db()
    save_draft(text=text, body=body, base_revision=text.revision, by=cast.case_officer, at=AT)


def send(cast, text, **fields):
    text.refresh_from_db()
    return send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=LATER, **fields)


def test_text_with_a_number_from_its_cited_fact_has_no_finding(cast):
    make_public_fact(cast.desk)

    assert said(make_text(cast, body=CITED)) == []


def test_text_with_an_uncited_number_is_sent_only_with_a_reason(cast):
    text = make_text(cast, body="Sở cảm ơn. Có 12 lớp học mới.")
    found = said(text)

    with pytest.raises(ReasonsAgainst) as refused:
        send(cast, text)
    version = send(cast, text, reasons={"s2": "Sở đếm tại chỗ ngày 1/8."})

    assert found == [("number_without_citation", "needs_reason", 2, "12 lớp")]
    assert [str(reason) for reason in refused.value.reasons] == [
        str(finding.message) for finding in findings_of(make_text(cast, body=text.body), at=LATER)
    ]
    assert version.reasons == {"s2": "Sở đếm tại chỗ ngày 1/8."}


def test_text_with_another_number_than_its_fact_needs_a_reason(cast):
    make_public_fact(cast.desk)

    text = make_text(cast, body=CITED.replace("93,35", "95,35"))

    assert said(text) == [("number_not_in_cited_facts", "needs_reason", 1, "95,35 %")]


@pytest.mark.parametrize(
    ("state", "kind"),
    [("withdrawn", "ended_fact"), ("expired", "ended_fact"), ("superseded", "ended_fact")],
)
def test_text_that_cites_a_fact_that_ended_is_not_sent(cast, state, kind):
    fact = make_public_fact(cast.desk)
    text = make_text(cast, body="Sở cảm ơn [F001].")
    fact.state, fact.ended_because = state, "Nguồn đã đính chính."
    fact.save()

    with pytest.raises(ReasonsAgainst):
        send(cast, text)

    assert said(text) == [(kind, "blocks", 1, "F001")]


def test_text_that_cites_an_unknown_fact_is_not_sent(cast):
    text = make_text(cast, body="Sở cảm ơn [F404].")

    with pytest.raises(ReasonsAgainst):
        send(cast, text)

    assert said(text) == [("unknown_fact", "blocks", 1, "F404")]


def test_text_that_cites_an_unpublished_fact_of_another_desk_sees_it_as_unknown(cast):
    fact = make_public_fact(cast.other_desk)
    fact.state, fact.published = "draft", None
    fact.save()

    assert said(make_text(cast, body="Sở cảm ơn [F001].")) == [("unknown_fact", "blocks", 1, "F001")]


def test_sentence_changed_since_it_was_cited_is_checked_by_vouching(cast):
    make_public_fact(cast.desk)
    text = make_text(cast, body="Tỷ lệ dân số tham gia bảo hiểm y tế tăng [F001].")
    rewrite(cast, text, "Tỷ lệ dân số tham gia bảo hiểm y tế không tăng [F001].")
    before = said(text)

    vouch(text=text, sentence_id="s1", reference="F001", by=cast.case_officer, at=LATER)

    assert (before, said(text)) == ([("to_be_checked", "blocks", 1, before[0][3])], [])


def test_reason_written_at_the_text_is_kept_and_counts(cast):
    text = make_text(cast, body="Có 12 lớp học mới.")

    give_reason(text=text, sentence_id="s1", reason="Sở đếm tại chỗ.", by=cast.case_officer, at=LATER)

    assert send(cast, text).reasons == {"s1": "Sở đếm tại chỗ."}


def test_loaded_words_and_persons_warn_and_do_not_stand_against(cast):
    text = make_text(cast, body="Đó là luận điệu xuyên tạc. Bà Nguyễn Thị Lan nói vậy.")

    version = send(cast, text)

    assert {weight for _, weight, _, _ in said(text)} == {"warns"}
    assert version.number == 1


def test_holder_of_a_public_post_may_be_named(cast):
    body = "Bà Nguyễn Thị Lan trả lời."
    before = said(make_text(cast, body=body))
    Holding.objects.create(
        desk=cast.desk, post="spokesperson", holder="Nguyễn Thị Lan", valid_from=date(2025, 7, 1)
    )

    assert ([kind for kind, *_ in before], said(make_text(cast, body=body))) == (["private_person"], [])


def test_version_whose_fact_ended_since_is_not_approved(cast):
    fact = make_public_fact(cast.desk)
    version = send(cast, make_text(cast, body=CITED))
    fact.state, fact.ended_because = "withdrawn", "Nguồn sai."
    fact.save()

    with pytest.raises(ReasonsAgainst):
        sign(
            version=version,
            text_hash=version.hash,
            standing=standing(cast.reviewer, cast.desk),
            role="reviewer",
            at=LATER,
        )


def test_citations_of_text_and_cleared_version_stand_in_the_evidence(cast):
    make_public_fact(cast.desk)
    version = send(cast, make_text(cast, body=CITED))
    for role in ("reviewer", "spokesperson"):
        sign(
            version=version,
            text_hash=version.hash,
            standing=standing(getattr(cast, role), cast.desk),
            role=role,
            at=LATER,
        )

    kept = Citation.objects.order_by("citing_kind").values_list(
        "citing_kind", "sentence_id", "fact__reference"
    )
    assert list(kept) == [("texts.text", "s1", "F001"), ("texts.textversion", "s1", "F001")]


def test_cite_in_sentence_puts_the_mark_before_the_full_stop():
    body = "Câu một. Câu hai."
    book = SentenceBook().after(body)

    cited = cite_in_sentence(body=body, book=book, sentence_id="s2", reference="F001")

    assert cited == "Câu một. Câu hai [F001]."


def test_cite_in_a_sentence_that_is_gone_is_refused():
    with pytest.raises(ReasonsAgainst):
        cite_in_sentence(
            body="Câu một.", book=SentenceBook().after("Câu một."), sentence_id="s9", reference="F001"
        )


@pytest.mark.parametrize("sentences", [2, 60])
def test_findings_ask_the_same_number_of_queries_for_any_length(cast, sentences, django_assert_num_queries):
    make_public_fact(cast.desk)
    text = make_text(
        cast, body=" ".join(f"Câu thứ {number} nêu 93,35 % [F001]." for number in range(sentences))
    )

    with django_assert_num_queries(10):
        findings_of(text, at=LATER)


def test_findings_of_two_pages_come_while_a_person_types(cast):
    make_public_fact(cast.desk)
    body = "\n\n".join(
        f"Đoạn {number}: tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 % [F001]. Sở sẽ tiếp tục "
        "phối hợp với các cơ quan liên quan để bảo đảm quyền của người dân theo quy định của pháp luật."
        for number in range(25)
    )
    text = make_text(cast, body=body)
    findings_of(text, at=LATER)

    started = perf_counter()
    findings_of(text, at=LATER)

    assert perf_counter() - started < 1  # the bench says how fast it is; here only that it does not crawl
