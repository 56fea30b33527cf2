"""A crisis night at the desk: from the alarm to the bulletin that is out."""

from __future__ import annotations

import pytest

from hoiam.enquiries.bulletin_parts import parts_of
from hoiam.enquiries.models import Bulletin, Notice
from hoiam.evidence.models import Fact
from tests.factories.crisis import let_one_sign, make_bulletin, make_issued, make_matter, put_night_on, send
from tests.factories.enquiries import AT, HOUR
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/matters/"
NOW = AT + 6 * HOUR


@pytest.fixture
def matter(cast):
    put_night_on(cast)
    return make_matter(cast)


def typed(bulletin: Bulletin, **more) -> dict[str, object]:
    """The form of a bulletin as somebody filled it in."""
    said = {
        "lead": "Đường đã thông.",
        "known": "Lực lượng cứu hộ đang ở hiện trường.",
        "unknown": "Chưa rõ nguyên nhân.",
        "next_update": "60",
        "next_at": "",
        "base_revision": bulletin.text.revision,
        "window": "w1",
    }
    return said | more


def page_of(bulletin: Bulletin) -> str:
    return f"{ADDRESS}{bulletin.matter_id}/bulletins/{bulletin.pk}/"


def test_one_tap_begins_a_bulletin_and_one_sends_it(cast, matter):
    browser = enter(cast.case_officer)
    begun = browser.post(f"{ADDRESS}{matter.pk}/bulletins/", {"act": "new"})
    bulletin = Bulletin.objects.get()

    sent = browser.post(begun.headers["Location"], typed(bulletin, act="send"))

    bulletin.refresh_from_db()
    version = bulletin.text.versions.get()
    assert (sent.status_code, begun.headers["Location"]) == (302, page_of(bulletin))
    assert bulletin.next_update_at == NOW + HOUR
    assert parts_of(version.body).known == "Lực lượng cứu hộ đang ở hiện trường."
    assert "waits to be cleared" in words(browser.get(f"{ADDRESS}{matter.pk}/"))


def test_person_on_duty_comes_from_the_notice_to_the_clearance_and_clears_it_alone(cast, matter):
    let_one_sign(cast)
    bulletin = make_bulletin(cast, matter, at=NOW)
    version = send(cast, bulletin, at=NOW)
    browser = enter(cast.spokesperson)

    home = browser.get("/office/da-nang/").content.decode()
    clearance = f"/office/da-nang/texts/{bulletin.text_id}/clearance/"
    page = browser.get(clearance)
    browser.post(clearance, {"decision": "approve", "text_hash": version.hash})

    bulletin.refresh_from_db()
    assert clearance in home and matter.title in home
    assert "your one signature clears this text" in words(page)
    assert "Next update 7 September 2026, 16:00" in words(page)
    assert bulletin.number == 1


def test_without_the_rule_the_page_says_that_the_reviewer_signs_first(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    send(cast, bulletin, at=NOW)

    page = enter(cast.spokesperson).get(f"/office/da-nang/texts/{bulletin.text_id}/clearance/")

    assert "your one signature" not in words(page)


def test_figure_of_the_hour_becomes_a_provisional_fact_cited_in_what_is_known(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    figure = {
        "figure-statement": "Có 3 người bị thương.",
        "figure-value": "3",
        "figure-unit": "người",
        "figure-source": "Công an phường Hòa Bắc",
        "figure-known_at": "2026-09-07T14:50",
    }

    browser = enter(cast.case_officer)
    browser.post(page_of(bulletin), typed(bulletin, act="figure", **figure))
    bulletin = Bulletin.objects.get()
    sent = browser.post(
        page_of(bulletin), typed(bulletin, act="send", known=parts_of(bulletin.text.body).known)
    )

    fact = Fact.objects.get()
    bulletin.refresh_from_db()
    assert parts_of(bulletin.text.body).known.endswith(f"Có 3 người bị thương [{fact.reference}].")
    assert fact.newest.limits["en"] == "Provisional figure, as known at 14:50 on 07/09/2026."
    assert (fact.newest.verification, sent.status_code) == ("provisional", 302)
    (told,) = bulletin.text.versions.get().facts.values()
    assert told["sources"][0]["title"] == "Công an phường Hòa Bắc"


def test_figure_without_its_source_is_refused_and_nothing_typed_is_lost(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    figure = {"figure-statement": "Có 3 người bị thương.", "figure-known_at": "2026-09-07T14:50"}

    response = enter(cast.case_officer).post(page_of(bulletin), typed(bulletin, act="figure", **figure))

    said = response.content.decode()
    assert (response.status_code, Fact.objects.count()) == (422, 0)
    assert "Đường đã thông." in said and "Có 3 người bị thương." in said


def test_figure_of_an_hour_to_come_is_refused(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    figure = {
        "figure-statement": "Có 3 người bị thương.",
        "figure-source": "Công an phường",
        "figure-known_at": "2026-09-07T15:01",
    }

    response = enter(cast.case_officer).post(page_of(bulletin), typed(bulletin, act="figure", **figure))

    assert (response.status_code, Fact.objects.count()) == (409, 0)


def test_number_without_a_source_is_pointed_out_and_let_through_with_a_reason(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    browser = enter(cast.case_officer)
    known = "Trường mở 2 điểm trú."

    refused = browser.post(page_of(bulletin), typed(bulletin, act="send", known=known, lead=""))
    bulletin = Bulletin.objects.get()
    stopped = browser.get(page_of(bulletin)).context["findings"][0]
    reason = {f"reason-{stopped.sentence_id}": "Sở tự đếm."}
    sent = browser.post(page_of(bulletin), typed(bulletin, act="send", known=known, lead="", **reason))

    assert (refused.status_code, sent.status_code) == (409, 302)


def test_nothing_new_is_one_tap_and_still_waits_to_be_cleared(cast, matter):
    make_issued(cast, matter, at=AT + 5 * HOUR)
    browser = enter(cast.intake)

    response = browser.post(f"{ADDRESS}{matter.pk}/bulletins/", {"act": "nothing_new"})

    draft = Bulletin.objects.get(number=None)
    assert response.headers["Location"] == page_of(draft)
    assert "cứu hộ" in draft.text.body
    assert Bulletin.objects.filter(number__isnull=False).count() == 1


def test_nothing_new_before_the_first_bulletin_is_refused_with_a_sentence(cast, matter):
    response = enter(cast.intake).post(
        f"{ADDRESS}{matter.pk}/bulletins/", {"act": "nothing_new"}, follow=True
    )

    assert "There is no bulletin yet on this matter." in words(response)


@pytest.mark.parametrize("moment", ["2026-09-07T14:00", "", "rubbish"])
def test_promise_that_cannot_be_is_refused_with_the_input_kept(cast, matter, moment):
    bulletin = make_bulletin(cast, matter, at=NOW)

    response = enter(cast.case_officer).post(
        page_of(bulletin), typed(bulletin, act="save", next_update="at", next_at=moment)
    )

    assert response.status_code in (409, 422)
    assert "Đường đã thông." in response.content.decode()


def test_two_people_writing_one_bulletin_lose_nothing(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    enter(cast.case_officer).post(page_of(bulletin), typed(bulletin, act="save"))

    late = enter(cast.intake).post(page_of(bulletin), typed(bulletin, act="save", known="Khác.", window="w2"))

    assert "/beside/" in late.headers["Location"] or f"/texts/{bulletin.text_id}/" in late.headers["Location"]
    assert bulletin.text.drafts.filter(state="beside").count() == 1


def test_matter_page_shows_what_stands_who_is_on_duty_and_the_clocks(cast, matter):
    make_issued(cast, matter, at=AT + 5 * HOUR)

    page = words(enter(cast.head).get(f"{ADDRESS}{matter.pk}/"))

    assert "Bulletin 1 7 September 2026, 14:05 stands now" in page
    assert "On duty now reviewer Reviewer on duty 0905 reviewer" in page
    assert "How it is counted" in page


def test_issued_bulletin_is_read_and_not_written(cast, matter):
    bulletin = make_issued(cast, matter, at=AT + 5 * HOUR)

    response = enter(cast.case_officer).post(page_of(bulletin), typed(bulletin, act="save", known="Khác."))

    bulletin.text.refresh_from_db()
    assert "<textarea" not in response.content.decode()
    assert "Khác." not in bulletin.text.body


def test_bulletin_given_up_is_off_the_page(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)

    response = enter(cast.case_officer).post(f"{page_of(bulletin)}give-up/", follow=True)

    assert "being written" not in words(response)
    assert Bulletin.objects.get().dropped_at == NOW


def test_notice_on_the_home_page_leads_straight_to_the_clearance(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)
    send(cast, bulletin, at=NOW)

    home = enter(cast.reviewer).get("/office/da-nang/").content.decode()

    assert Notice.objects.filter(person=cast.reviewer, what="bulletin_waits").count() == 1
    assert home.count(f"/office/da-nang/texts/{bulletin.text_id}/clearance/") == 2, "as work and as notice"


def test_bulletin_of_another_desk_is_not_found(cast, matter):
    bulletin = make_bulletin(cast, matter, at=NOW)

    answers = [
        enter(cast.stranger)
        .get(f"/office/quang-tri/matters/{matter.pk}/bulletins/{bulletin.pk}/")
        .status_code,
        enter(cast.stranger).get(page_of(bulletin)).status_code,
    ]

    assert answers == [404, 404]
