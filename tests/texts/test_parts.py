"""A part grants exactly its question, its files and its answer; the clock counts for whoever is asked."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from docx import Document

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.post.models import Parcel
from hoiam.post.payloads import Withdrawn
from hoiam.texts.models import Attachment, Part, PartAnswer
from hoiam.texts.operations.parts import (
    answer_part,
    answer_part_by_link,
    ask_part,
    decline_part,
    take_back_part,
)
from hoiam.texts.part_link import token_of
from hoiam.texts.queries.part_form import FilledForm, part_form_docx, read_part_form
from hoiam.texts.queries.part_letter import address_of_link, write_letter
from hoiam.texts.queries.parts import get_part, part_by_token, parts_asked_by, parts_for, parts_of
from tests.factories.desks import make_body, make_desk, make_person
from tests.factories.records import make_record
from tests.factories.texts import AT, standing
from tests.texts.pdf_documents import blank_pdf

pytestmark = pytest.mark.django_db
DUE = AT + timedelta(days=3)
LATER = AT + timedelta(hours=5)
QUESTION = "Bao nhiêu lớp học tiếng dân tộc thiểu số được mở năm 2025?"


def ask_desk(cast, **fields) -> Part:
    fields.setdefault("to_desk", cast.other_desk)
    return ask_part(
        record=make_record(cast.desk),
        question=fields.pop("question", QUESTION),
        language="vi",
        due_at=fields.pop("due_at", DUE),
        standing=standing(cast.case_officer, cast.desk),
        at=AT,
        **fields,
    )


def ask_body(cast, **fields) -> Part:
    body = make_body("phong-giao-duc", email="van.thu@giaoduc.example")
    return ask_desk(cast, to_desk=None, to_body=body, **fields)


def token(part: Part) -> str:
    return token_of(part.pk, part.token_expires_at)


def test_part_for_a_desk_waits_there_with_a_clock_of_that_desk(cast):
    part = ask_desk(cast)

    clock = Clock.objects.get(record_kind="texts.part", record_id=part.pk)
    assert parts_for(standing(cast.stranger, cast.other_desk)) == [part]
    assert parts_asked_by(standing(cast.case_officer, cast.desk)) == [part]
    assert (clock.desk, clock.due_at, clock.met_at) == (cast.other_desk, DUE, None)
    assert Parcel.objects.count() == 0


def test_part_answered_meets_its_clock_and_is_read_by_the_asking_desk(cast):
    part = ask_desk(cast)

    answer = answer_part(
        part=part,
        body="Đã mở 12 lớp.",
        standing=standing(cast.stranger, cast.other_desk),
        at=LATER,
        files=[("bang.pdf", blank_pdf())],
    )

    found = get_part(part.pk, standing=standing(cast.case_officer, cast.desk))
    assert (found.state, [row.body for row in found.answers.all()]) == ("answered", ["Đã mở 12 lớp."])
    assert Clock.objects.get(record_id=part.pk, record_kind="texts.part").met_at == LATER
    assert [(file.name, file.desk) for file in Attachment.objects.of(answer)] == [
        ("bang.pdf", cast.other_desk)
    ]


def test_part_answered_again_keeps_both_answers_the_later_first(cast):
    part = ask_desk(cast)
    other = standing(cast.stranger, cast.other_desk)

    for body in ("Đã mở 12 lớp.", "Xin đính chính: 14 lớp."):
        answer_part(part=part, body=body, standing=other, at=LATER)

    found = get_part(part.pk, standing=other)
    assert [row.body for row in found.answers.all()] == ["Xin đính chính: 14 lớp.", "Đã mở 12 lớp."]


def test_part_is_not_found_by_a_third_desk(cast):
    part = ask_desk(cast)
    third = make_desk("hue")
    person = make_person("third", (third, "case_officer"))

    with pytest.raises(Part.DoesNotExist):
        get_part(part.pk, standing=standing(person, third))
    with pytest.raises(MayNot):
        answer_part(part=part, body="Không.", standing=standing(person, third), at=LATER)


def test_part_asked_twice_is_asked_once(cast):
    record = make_record(cast.desk)
    asked = [
        ask_part(
            record=record,
            question=QUESTION,
            language="vi",
            due_at=DUE,
            standing=standing(cast.case_officer, cast.desk),
            at=AT,
            to_desk=cast.other_desk,
        )
        for _ in range(2)
    ]

    assert (asked[0], parts_of(record)) == (asked[1], [asked[0]])


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "  "},
        {"question": "TỐI MẬT\n\nKế hoạch?"},
        {"due_at": AT},
        {"to_desk": None},
        {"files": [("a.exe", b"MZ")]},
    ],
)
def test_part_with_a_reason_against_is_not_asked(cast, fields):
    with pytest.raises(ReasonsAgainst):
        ask_desk(cast, **fields)

    assert (Part.objects.count(), Clock.objects.count(), Attachment.objects.count()) == (0, 0, 0)


def test_part_for_the_own_desk_is_refused(cast):
    with pytest.raises(ReasonsAgainst):
        ask_desk(cast, to_desk=cast.desk)


def test_part_for_a_body_without_a_known_address_is_refused(cast):
    with pytest.raises(ReasonsAgainst):
        ask_desk(cast, to_desk=None, to_body=make_body("khong-dia-chi"))


def test_part_for_a_body_leaves_by_post_with_a_link_that_no_table_holds(cast):
    part = ask_body(cast)

    letter = write_letter(part.pk, "vi")

    secret = token(part)
    assert [(row.payload_kind, row.payload_id) for row in Parcel.objects.all()] == [
        ("texts.part_request", part.pk)
    ]
    assert address_of_link(part, "vi") in letter.text
    assert secret in letter.text
    assert secret not in str(Part.objects.filter(pk=part.pk).values().get())
    assert [file.name.endswith(".docx") for file in letter.attachments] == [True]


def test_part_letter_after_taking_back_is_withdrawn(cast):
    part = ask_body(cast)
    take_back_part(part=part, why="Đã có số liệu.", standing=standing(cast.case_officer, cast.desk), at=LATER)

    with pytest.raises(Withdrawn):
        write_letter(part.pk, "vi")
    assert Clock.objects.get(record_kind="texts.part").stopped_at == LATER


def test_part_link_opens_its_part_until_its_end_and_no_other(cast):
    part = ask_body(cast)
    good = token(part)
    end = part.token_expires_at

    opened = [
        part_by_token(good, LATER),
        part_by_token(good, end - timedelta(seconds=1)),
        part_by_token(good, end),
        part_by_token(good[:-1] + ("0" if good[-1] != "0" else "1"), LATER),
        part_by_token(token_of(part.pk, end + timedelta(days=365)), LATER),
        part_by_token("", LATER),
    ]

    assert opened == [part, part, None, None, None, None]


def test_part_answered_by_link_is_kept_with_the_office_and_without_a_person(cast):
    part = ask_body(cast)

    answer = answer_part_by_link(
        token=token(part), body="Đã mở 12 lớp.", office="Văn phòng", at=LATER, files=[("b.pdf", blank_pdf())]
    )

    assert (answer.office, answer.answered_by, answer.part.state) == ("Văn phòng", None, "answered")
    assert Clock.objects.get(record_kind="texts.part").met_at == LATER
    assert [file.name for file in Attachment.objects.of(answer)] == ["b.pdf"]


@pytest.mark.parametrize("body", ["", "MẬT\n\nNội dung"])
def test_part_answered_by_link_with_nothing_or_a_secret_keeps_nothing(cast, body):
    part = ask_body(cast)

    with pytest.raises(ReasonsAgainst):
        answer_part_by_link(token=token(part), body=body, at=LATER)

    assert PartAnswer.objects.count() == 0


def test_part_link_after_its_end_answers_nothing(cast):
    part = ask_body(cast)

    with pytest.raises(ReasonsAgainst):
        answer_part_by_link(token=token(part), body="Muộn.", at=part.token_expires_at)

    assert PartAnswer.objects.count() == 0


def test_part_declined_with_a_reason_stops_its_clock(cast):
    part = ask_body(cast)

    declined = decline_part(part=part, why="Việc của Sở Nội vụ.", at=LATER, token=token(part))

    clock = Clock.objects.get(record_kind="texts.part")
    assert (declined.state, declined.ended_why, clock.stopped_at) == (
        "declined",
        "Việc của Sở Nội vụ.",
        LATER,
    )


def test_part_form_comes_back_with_what_was_written(cast):
    part = ask_body(cast)
    document = Document(io.BytesIO(part_form_docx(part)))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    document.tables[-1].rows[0].cells[1].text = "Văn phòng"
    document.tables[-1].rows[1].cells[1].text = "Đã mở 12 lớp."
    written = io.BytesIO()
    document.save(written)

    filled = read_part_form(written.getvalue())

    assert QUESTION in said
    assert filled == FilledForm(part.pk, "Văn phòng", "Đã mở 12 lớp.")


def test_part_form_that_is_not_ours_reads_as_none():
    written = io.BytesIO()
    Document().save(written)

    assert (read_part_form(written.getvalue()), read_part_form(b"no file")) == (None, None)
