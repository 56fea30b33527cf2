"""The signing folder: whole texts, a decision for each, one press; everything else as on the page of one text."""

from __future__ import annotations

import re

import pytest

from hoiam.desks.models import JournalLine
from hoiam.enquiries.models import Answer
from hoiam.texts.models import Signature
from hoiam.texts.operations.clearance import send_for_clearance, take_back
from tests.factories.enquiries import AT, HOUR, make_draft, stand
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
PAGE = "/office/da-nang/signing/"
LATER = AT + 6 * HOUR
BODIES = ("Chúng tôi không có số liệu này.", "Việc này do cơ quan khác phụ trách.", "Chưa có kế hoạch.")


@pytest.fixture(autouse=True)
def afternoon():
    with office_at(LATER):
        yield


def waiting(cast, count: int = 2) -> list:
    found = []
    for body in BODIES[:count]:
        answer = make_draft(cast, question=f"Câu hỏi: {body}", body=body)
        standing = stand(cast, "case_officer", LATER - HOUR)
        found.append(send_for_clearance(text=answer.text, standing=standing, at=LATER - HOUR))
    return found


def sent(*decided, **more) -> dict[str, object]:
    """What the page sends: every version with its hash and decision."""
    given: dict[str, object] = {"version": [version.pk for version, _decision in decided]}
    for version, decision in decided:
        given |= {f"text_hash-{version.pk}": version.hash, f"decision-{version.pk}": decision}
    return {**given, **more}


def signed() -> list[tuple[int, str, str]]:
    return list(Signature.objects.order_by("pk").values_list("version", "role", "decision"))


def test_folder_shows_every_text_whole_and_nothing_is_chosen(cast):
    versions = waiting(cast)
    page = enter(cast.reviewer).get(PAGE)

    for version in versions:
        assert version.body in words(page)
    chosen = re.findall(r'value="(\w*)" checked', page.content.decode())
    assert chosen == ["", ""]
    anchors = re.findall(r' id="([^"]+)"', page.content.decode())
    assert len(anchors) == len(set(anchors))


def test_each_decision_is_a_signature_with_its_own_line_and_leads_home(cast):
    one, two, three = waiting(cast, 3)

    comment = {f"comment-{two.pk}": "Xin nói rõ hơn."}
    answer = enter(cast.reviewer).post(PAGE, sent((one, "approve"), (two, "return"), (three, ""), **comment))

    assert answer.headers["Location"] == "/office/da-nang/"
    assert signed() == [(one.pk, "reviewer", "approve"), (two.pk, "reviewer", "return")]
    verbs = JournalLine.objects.filter(at=LATER).order_by("number").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.endswith("text")] == ["approved text", "returned text"]


def test_two_people_clear_and_every_asker_gets_the_answer(cast):
    versions = waiting(cast)
    for person in (cast.reviewer, cast.spokesperson):
        enter(person).post(PAGE, sent(*((version, "approve") for version in versions)))

    assert Answer.objects.filter(sent_at=LATER).count() == 2


def test_nobody_signs_twice(cast):
    versions = waiting(cast)
    for _time in range(2):
        enter(cast.reviewer).post(PAGE, sent(*((version, "approve") for version in versions)))

    assert [role for _version, role, _decision in signed()] == ["reviewer", "reviewer"]


def test_text_that_changed_meanwhile_is_refused_and_the_others_are_signed(cast):
    one, two = waiting(cast)
    given = sent((one, "approve"), (two, "approve"))
    take_back(text=two.text, standing=stand(cast, "case_officer", LATER), at=LATER)

    page = enter(cast.reviewer).post(PAGE, given)

    assert page.status_code == 409
    assert [version for version, _role, _decision in signed()] == [one.pk]


def test_another_hash_than_that_of_the_text_signs_nothing(cast):
    (one,) = waiting(cast, 1)

    page = enter(cast.reviewer).post(PAGE, {**sent((one, "approve")), f"text_hash-{one.pk}": "0" * 64})

    assert page.status_code == 409
    assert signed() == []


def test_return_without_a_comment_is_asked_for_one_and_keeps_the_choice(cast):
    (one,) = waiting(cast, 1)

    page = enter(cast.reviewer).post(PAGE, sent((one, "return")))

    assert page.status_code == 409
    assert 'value="return" checked' in page.content.decode()
    assert signed() == []


@pytest.mark.parametrize("name", ["case_officer", "intake", "fact_steward"])
def test_whoever_signs_nothing_finds_nothing_and_can_send_nothing(cast, name):
    (one,) = waiting(cast, 1)
    client = enter(getattr(cast, name))

    assert one.body not in words(client.get(PAGE))
    assert client.post(PAGE, sent((one, "approve"))).status_code == 403
    assert signed() == []


def test_other_desk_signs_nothing_of_ours(cast):
    (one,) = waiting(cast, 1)

    enter(cast.stranger).post("/office/quang-tri/signing/", sent((one, "approve")))

    assert signed() == []


def test_home_leads_to_the_folder(cast):
    waiting(cast, 1)

    assert 'href="signing/"' in enter(cast.reviewer).get("/office/da-nang/").content.decode()
