"""The desk reads the register, decides on applications, reaches whom a text did not; nobody else does."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.desks.terms import Role
from hoiam.outlets import links
from hoiam.outlets.models import Application, Criterion, Outlet, ReachTask, Refusal
from hoiam.outlets.operations.appealing import appeal
from hoiam.outlets.operations.dispatching import seal_list, send
from hoiam.outlets.operations.registering import apply, confirm_application, refuse
from hoiam.post.leasing import End
from hoiam.post.models import Parcel
from hoiam.releases.models import Edition
from tests.factories.desks import make_person
from tests.factories.officers import make_officer
from tests.factories.outlets import make_channel, make_outlet
from tests.factories.releases import AT, make_embargoed
from tests.outlets.handing import hand_over
from tests.workroom.visiting import enter, words

HERE = "/office/da-nang/outlets/"
GOOD = {"words_vi": "Có bài.", "words_en": "Has work.", "asks_vi": "Một địa chỉ.", "asks_en": "An address."}


def applied(desk, name="Báo Sông Hàn", email="toa-soan@bao.example") -> Application:
    made = apply(
        desk=desk,
        name=name,
        kind="freelance",
        language="vi",
        email=email,
        works="https://bao.example/tin",
        at=AT,
    )
    return confirm_application(token=links.token_of(links.CONFIRM, made.pk), at=AT)


def unreached(desk) -> ReachTask:
    make_outlet(desk, at=AT)
    seal_list(record=Edition(pk=7), desk=desk, theme="", languages=["vi"], at=AT)
    send(record=Edition(pk=7), at=AT)
    hand_over(1, at=AT, end=End.REFUSED, fault="The mail server answered 550.")
    return ReachTask.objects.get()


def test_the_register_is_common_to_all_desks_and_closed_to_the_auditor(cast):
    outlet = make_outlet(cast.other_desk, "Báo Cửa Việt", at=AT)

    pages = [
        enter(person).get(HERE) for person in (cast.intake, cast.desk_admin, cast.auditor, cast.stranger)
    ]

    assert [page.status_code for page in pages] == [200, 200, 403, 404]
    assert "Báo Cửa Việt" in words(pages[0])
    entry = enter(cast.head).get(f"{HERE}{outlet.code}/")
    assert outlet.email in words(entry)
    assert "Only Desk quang-tri" in words(entry)
    assert enter(cast.head).post(f"{HERE}{outlet.code}/", {"act": "new_link"}).status_code == 409


def test_the_list_asks_the_same_number_of_questions_for_one_outlet_and_for_three(cast):
    client = enter(cast.intake)
    asked = []
    for name in ("Một", "Hai", "Ba"):
        make_outlet(cast.desk, name, at=AT)
        if name != "Hai":
            client.get(HERE)
            with CaptureQueriesContext(connection) as questions:
                client.get(HERE)
            asked.append(len(questions))

    assert asked[0] == asked[1]


def test_outlets_are_found_by_name_code_and_work_address_and_ended_ones_on_request(cast):
    outlet = make_outlet(cast.desk, "Báo Sông Hàn", at=AT)
    make_outlet(cast.desk, "Đã thôi", at=AT, ended_at=AT, ended_why="asked")
    client = enter(cast.intake)

    found = [words(client.get(HERE, {"q": asked})) for asked in ("sông", outlet.code, outlet.email, "không")]

    assert ["Báo Sông Hàn" in said for said in found] == [True, True, True, False]
    assert "Đã thôi" in words(client.get(HERE, {"view": "ended"}))


def test_intake_registers_an_applicant_and_only_the_desk_asked_sees_the_application(cast):
    made = applied(cast.desk)
    address = f"{HERE}applications/{made.code}/"

    others = [
        enter(cast.case_officer).get(address).status_code,
        enter(cast.stranger).get(f"/office/quang-tri/outlets/applications/{made.code}/").status_code,
    ]
    page = enter(cast.intake).get(address)
    enter(cast.intake).post(address, {"act": "accept"})

    assert (others, "Báo Sông Hàn" in words(page)) == ([403, 404], True)
    assert Outlet.objects.get().email == "toa-soan@bao.example"
    assert enter(cast.intake).get(address).status_code == 404


def test_a_refusal_with_a_forbidden_reason_is_said_on_the_page_and_one_without_a_criterion_too(cast):
    made, publishes = applied(cast.desk), Criterion.objects.get(code="publishes")
    address, client = f"{HERE}applications/{made.code}/", enter(cast.intake)

    answers = [
        client.post(address, {"act": "refuse", "criterion": publishes.pk, "reason": "Shows no press card."}),
        client.post(address, {"act": "refuse", "reason": "No work."}),
        client.post(
            address, {"act": "refuse", "criterion": publishes.pk, "reason": "The page cannot be opened."}
        ),
    ]

    assert [answer.status_code for answer in answers] == [409, 422, 302]
    assert "press card" in words(answers[0])
    assert (Refusal.objects.get().language, Refusal.objects.get().by) == ("en", cast.intake)


def test_a_registration_is_ended_by_the_desk_that_keeps_it_with_a_criterion(cast):
    outlet, other = make_outlet(cast.desk, at=AT), make_outlet(cast.other_desk, "Khác", at=AT)
    sent = {
        "criterion": Criterion.objects.get(code="keeps_embargo").pk,
        "reason": "Published before its time.",
    }
    client = enter(cast.head)

    answers = [client.post(f"{HERE}{row.code}/end/", sent).status_code for row in (outlet, other)]

    outlet.refresh_from_db()
    assert (answers, outlet.ended_why) == ([302, 409], "criterion")


def test_whom_a_text_did_not_reach_is_listed_and_settled_with_words(cast):
    task = unreached(cast.desk)
    client = enter(cast.case_officer)

    listed = client.get(f"{HERE}reach/")
    empty = client.post(f"{HERE}reach/{task.pk}/", {"how": ""})
    settled = client.post(f"{HERE}reach/{task.pk}/", {"how": "Đã gọi tòa soạn."})

    assert "The mail server answered 550." in words(listed)
    assert [empty.status_code, settled.status_code] == [422, 302]
    assert (ReachTask.objects.get().settled_by, ReachTask.objects.get().settled_how) == (
        cast.case_officer,
        "Đã gọi tòa soạn.",
    )
    assert enter(cast.stranger).get(f"/office/quang-tri/outlets/reach/{task.pk}/").status_code == 404


def test_what_another_desk_has_lent_and_not_published_is_not_seen_on_the_entry(cast):
    outlet = make_outlet(cast.other_desk, at=AT)
    make_embargoed(cast)
    here, there = f"{HERE}{outlet.code}/", f"/office/quang-tri/outlets/{outlet.code}/"

    said = [words(enter(cast.head).get(here)), words(enter(cast.stranger).get(there))]

    assert ["lent under embargo" in one for one in said] == [True, False]


def test_a_webhook_is_tried_from_the_office(cast):
    outlet = make_outlet(cast.desk, at=AT)
    hook = make_channel(outlet, "https://bao.example/in", at=AT, kind="webhook")

    enter(cast.intake).post(f"{HERE}{outlet.code}/", {"act": "try", "channel": hook.pk})

    assert list(Parcel.objects.values_list("channel", "payload_kind")) == [("webhook", "outlets.trial")]


def test_criteria_are_published_by_the_programme_officer_and_read_by_others(cast):
    programme, legal = make_officer("programme_officer"), make_officer("legal_officer")
    address = "/office/installation/criteria/"
    wrong = {**GOOD, "code": "card", "words_vi": "Có thẻ nhà báo."}

    pages = [enter(person).get(address).status_code for person in (programme, legal, cast.head)]
    answers = [
        enter(legal).post(address, {**GOOD, "code": "new"}).status_code,
        enter(programme).post(address, wrong).status_code,
        enter(programme).post(address, {**GOOD, "code": "new"}).status_code,
        enter(programme).post(f"{address}new/", {**GOOD, "words_vi": "Có bài mới."}).status_code,
        enter(programme).post(f"{address}new/", {"act": "end"}).status_code,
    ]

    assert pages == [200, 200, 403]
    assert answers == [409, 409, 302, 302, 302]
    assert list(Criterion.objects.filter(code="new").values_list("version", "ended_at")) == [(2, AT), (1, AT)]


def test_an_appeal_is_seen_and_decided_outside_the_desk_only(cast, criteria):
    refusal = refuse(
        application=applied(cast.desk),
        criterion=criteria["publishes"],
        reason="Không mở được.",
        language="vi",
        by=cast.intake,
        at=AT,
    )
    made = appeal(token=links.token_of(links.APPEAL, refusal.pk), words="Xin xem lại.", at=AT)
    here, there = f"{HERE}appeals/{made.pk}/", f"/office/quang-tri/outlets/appeals/{made.pk}/"
    common = f"/office/installation/appeals/{made.pk}/"
    outside = make_person("ngoài", (cast.other_desk, Role.DESK_ADMIN))

    seen = [
        enter(cast.desk_admin).get(here).status_code,
        enter(make_officer("programme_officer")).get(common).status_code,
        enter(outside).get(there).status_code,
    ]
    done = enter(outside).post(there, {"outcome": "upheld", "reason": "Trang mở được."})

    assert (seen, done.status_code) == ([404, 200, 200], 302)
    assert Outlet.objects.get().name == "Báo Sông Hàn"
