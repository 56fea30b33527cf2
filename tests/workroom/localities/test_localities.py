"""A place asks in the office, the centre replies, and every desk finds the guidance that came of it."""

from __future__ import annotations

import pytest

from hoiam.conferences.models import Guidance, LocalRequest, TakenUp
from hoiam.conferences.operations.replies import reply
from hoiam.conferences.terms import RequestKind
from hoiam.evidence.models import Gap
from hoiam.search.operations import catch_up
from tests.factories.desks import make_desk, make_person
from tests.factories.evidence import make_fact, make_places
from tests.factories.localities import AT, GENERAL, QUESTION, give_out, make_guidance, make_request
from tests.workroom.visiting import enter, words

OURS, THEIRS = "/office/da-nang/localities/", "/office/quang-tri/localities/"


def test_place_asks_and_the_centre_sees_it_first_due_first_with_its_reply_form(cast):
    place, centre = enter(cast.stranger), enter(cast.case_officer)

    sent = place.post(f"{THEIRS}new/?kind=question", {"to_desk": "da-nang", "words": QUESTION, "theme": ""})
    made = LocalRequest.objects.get()
    listed, page = centre.get(OURS), centre.get(f"{OURS}{made.reference}/")
    answered = centre.post(
        f"{OURS}{made.reference}/reply/",
        {"state": "answered", "words": "Chưa có số liệu.", "gap_due": "2026-09-30"},
    )

    assert sent.headers["Location"] == f"{THEIRS}{made.reference}/"
    assert QUESTION in words(listed) and "Body of da-nang" not in words(listed)
    assert "Reply" in words(page) and "Withdraw the request" not in words(page)
    assert (answered.status_code, Gap.objects.get().due_date.isoformat()) == (302, "2026-09-30")
    assert "Chưa có số liệu." in words(place.get(f"{THEIRS}{made.reference}/"))
    assert QUESTION in words(centre.get(f"{OURS}?state=closed"))


def test_third_desk_and_roles_that_do_not_write_meet_no_request(cast):
    request = make_request(cast)
    third = make_person("third", (make_desk("hue", reference_prefix="HUE"), "head"))

    page = enter(third).get(f"/office/hue/localities/{request.reference}/")
    act = enter(third).post(f"/office/hue/localities/{request.reference}/reply/", {"words": "x"})
    listed = words(enter(third).get("/office/hue/localities/"))

    assert (page.status_code, act.status_code) == (404, 404)
    assert request.reference not in listed
    assert enter(cast.desk_admin).get(OURS).status_code == 403
    assert enter(cast.case_officer).get(f"{OURS}{request.reference}/withdraw/").status_code == 403


def test_list_asks_the_same_for_three_requests_as_for_one(cast, django_assert_max_num_queries):
    browser = enter(cast.head)
    make_request(cast)
    browser.get(OURS)
    with django_assert_max_num_queries(12) as once:
        browser.get(OURS)
    for _more in range(2):
        make_request(cast, place=make_places()["vn-hue"] if not _more else None, body=cast.other_desk.body)
    with django_assert_max_num_queries(len(once)):
        browser.get(OURS)


def test_guidance_that_answers_is_shown_before_asking_and_the_place_may_ask_all_the_same(cast):
    guidance = give_out(cast, make_guidance(cast, theme="press"))
    catch_up()
    browser = enter(cast.stranger)
    said = {"to_desk": "da-nang", "words": GENERAL, "theme": ""}

    first = browser.post(f"{THEIRS}new/", said)
    again = browser.post(f"{THEIRS}new/", said | {"seen": "on"})

    assert (first.status_code, again.status_code) == (409, 302)
    assert guidance.reference in words(first) and "Ask all the same" in words(first)
    assert LocalRequest.objects.count() == 1


def test_request_becomes_guidance_that_every_desk_finds_and_reads_without_who_asked(cast):
    request = make_request(cast)
    centre = enter(cast.case_officer)

    begun = centre.post(f"{OURS}{request.reference}/guide/", {"title": GENERAL, "theme": ""})
    guidance = Guidance.objects.get()
    guidance.text.body = ""
    unfinished = enter(cast.stranger).get(f"{THEIRS}guidance/{guidance.reference}/")
    give_out(cast, make_guidance(cast, title="Câu khác"))
    catch_up()
    reader = enter(cast.stranger)
    listed, found = (
        reader.get(f"{THEIRS}guidance/"),
        reader.get("/office/quang-tri/search/?q=phóng viên nước ngoài"),
    )
    page = reader.get(f"{THEIRS}guidance/G-DN-2026-0002/")

    assert begun.headers["Location"] == f"/office/da-nang/texts/{guidance.text_id}/"
    assert unfinished.status_code == 404
    assert "G-DN-2026-0002" in words(listed) and "G-DN-2026-0002" in found.content.decode()
    assert "bằng văn bản" in words(page) and request.reference not in words(page)
    editor = centre.get(begun.headers["Location"])
    assert GENERAL in words(editor) and QUESTION not in words(editor)


def test_guidance_whose_fact_changed_is_marked_and_confirmed_by_who_decides(cast):
    from hoiam.evidence.operations.endings import withdraw_fact

    fact = make_fact(cast.desk, reference="F001")
    body = "Tỷ lệ bao phủ bảo hiểm y tế đạt 93,35% dân số vào cuối năm 2023 [F001]. Chưa có số liệu cấp xã."
    guidance = give_out(cast, make_guidance(cast, body=body))
    withdraw_fact(fact=fact, reason="Nhầm.", by=cast.fact_steward, at=AT)
    address = f"{OURS}guidance/{guidance.reference}/"

    seen = words(enter(cast.stranger).get(f"{THEIRS}guidance/{guidance.reference}/"))
    refused = enter(cast.case_officer).post(f"{address}confirm/")
    kept = enter(cast.spokesperson).post(f"{address}confirm/")
    gone = enter(cast.spokesperson).post(f"{address}withdraw/", {"why": "Số liệu đã cũ."})

    assert "has changed" in seen
    assert (refused.status_code, kept.status_code, gone.status_code) == (403, 302, 302)
    assert "Số liệu đã cũ." in words(enter(cast.stranger).get(f"{THEIRS}guidance/{guidance.reference}/"))


def test_request_of_a_letter_is_entered_for_its_place(cast):
    make_places()
    said = {"place": "vn-hue", "desk": "quang-tri", "words": "Xin tập huấn.", "theme": "", "group": ""}

    centre = enter(cast.intake)
    form = centre.get(f"{OURS}enter/?kind=training")
    sent = centre.post(f"{OURS}enter/?kind=training", said)

    made = LocalRequest.objects.get()
    assert "Group that needs it" in words(form)
    assert (sent.status_code, made.kind, made.place.code, made.desk) == (
        302,
        "training",
        "vn-hue",
        cast.other_desk,
    )
    assert "Xin tập huấn." in words(enter(cast.stranger).get(f"{THEIRS}?view=own"))


def test_experience_and_resources_stand_in_lists_of_their_own(cast):
    told = {"evidence": "Số câu hỏi trễ giảm.", "limits": "Chỉ hai xã."}
    experience = make_request(cast, kind=RequestKind.EXPERIENCE, details=told, words="Trực báo chí ban đêm.")
    make_request(cast, kind=RequestKind.RESOURCES, details={"staff": 2, "budget": "120 triệu đồng"})
    reply(request=experience, state="accepted", words="Nên nhân rộng.", by=cast.head, at=AT)
    third = enter(make_person("third", (make_desk("hue", reference_prefix="HUE"), "case_officer")))
    at_hue = "/office/hue/localities/"

    read = words(third.get(f"{at_hue}{experience.reference}/"))
    taken = third.post(f"{at_hue}{experience.reference}/take-up/", {"note": ""})

    assert "Trực báo chí ban đêm." in read and "head" not in read
    assert (taken.status_code, TakenUp.objects.get().desk.code) == (302, "hue")
    assert "Số câu hỏi trễ giảm." in words(third.get(f"{at_hue}experience/"))
    assert "120 triệu đồng" in words(enter(cast.head).get(f"{OURS}resources/"))
    assert "120 triệu đồng" not in words(third.get(f"{at_hue}resources/"))


@pytest.mark.parametrize(
    "page", ["new/", "enter/?kind=resources", "guidance/new/", "resources/", "experience/"]
)
def test_page_opens_empty(cast, page):
    assert enter(cast.case_officer).get(OURS + page).status_code == 200
