"""Somebody registers on published criteria, is refused with a reason, appeals outside the desk."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.terms import Role
from hoiam.outlets import links
from hoiam.outlets.models import Appeal, Application, Channel, Criterion, Outlet, OutletLetter, Refusal
from hoiam.outlets.operations import appealing, criteria, keeping, registering, registration
from hoiam.outlets.queries import doors, register
from hoiam.outlets.queries.letters import LETTER
from hoiam.post.models import Parcel
from hoiam.post.payloads import render
from tests.factories.desks import make_person
from tests.factories.officers import make_officer
from tests.factories.outlets import make_outlet

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FORM = {
    "name": "Báo Sông Hàn",
    "kind": "newspaper",
    "language": "vi",
    "email": "Toa-Soan@bao.example",
    "works": "https://bao.example/tin",
}


@pytest.fixture
def in_force(db):
    criteria.load_criteria(by="operator", at=AT - DAY)
    return {row.code: row for row in Criterion.objects.all()}


def applied(desk, **given) -> Application:
    made = registering.apply(desk=desk, at=AT, **{**FORM, **given})
    token = links.token_of(links.CONFIRM, made.pk)
    return registering.confirm_application(token=token, at=AT + timedelta(hours=1))


def refused(cast, in_force, **given) -> Refusal:
    return registering.refuse(
        application=applied(cast.desk, **given),
        criterion=in_force["publishes"],
        reason="Địa chỉ nêu ra không mở được.",
        language="vi",
        by=cast.intake,
        at=AT + DAY,
    )


def last_letter() -> str:
    parcel = Parcel.objects.filter(payload_kind=LETTER).latest("pk")
    return render(LETTER, parcel.payload_id, parcel.language).text


@pytest.mark.django_db
def test_an_application_is_decided_after_its_work_address_answered_and_leaves_an_outlet_with_a_channel(cast):
    made = registering.apply(desk=cast.desk, at=AT, **FORM)
    with pytest.raises(ReasonsAgainst, match="not confirmed"):
        registering.accept(application=made, by=cast.intake, at=AT)
    token = re.search(r"/outlets/confirm/(\S+)/", last_letter())[1]
    registering.confirm_application(token=token, at=AT + DAY)

    outlet = registering.accept(application=made, by=cast.intake, at=AT + DAY)

    made.refresh_from_db()
    channel = Channel.objects.get()
    assert (outlet.email, outlet.is_registered(AT + DAY), channel.address) == (
        "toa-soan@bao.example",
        True,
        "toa-soan@bao.example",
    )
    assert (made.name, made.email, made.works, made.outlet) == ("", "", "", outlet)
    own = re.search(r"/outlets/own/(\S+)/", last_letter())[1]
    assert doors.outlet_by_token(own, AT + DAY) == outlet
    assert doors.outlet_by_token(own, outlet.expires_at) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "Báo\nBcc: x@y.example"),
        ("email", "toa-soan"),
        ("kind", "blog"),
        ("language", "tiếng Việt"),
        ("works", ""),
        ("works", "javascript:alert(1)"),
        ("website", "bao.example"),
    ],
)
def test_an_application_with_a_wrong_field_is_refused_with_that_field_and_nothing_is_kept(desk, field, value):
    with pytest.raises(ReasonsAgainst) as refused:
        registering.apply(desk=desk, at=AT, **{**FORM, field: value})

    assert list(refused.value.fields) == [field]
    assert (Application.objects.count(), Parcel.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_second_application_from_a_registered_address_gets_its_link_by_mail_and_tells_nobody_else(desk):
    known = make_outlet(desk, at=AT, email="toa-soan@bao.example")

    registering.apply(desk=desk, at=AT, **FORM)

    assert (OutletLetter.objects.get().kind, OutletLetter.objects.get().outlet) == ("link", known)


@pytest.mark.django_db
def test_a_refusal_names_a_criterion_and_a_reason_without_the_name_and_only_the_desk_may_give_it(
    cast, in_force
):
    made = applied(cast.desk)
    given = {"application": made, "criterion": in_force["publishes"], "language": "vi", "at": AT + DAY}
    for reason, said in [
        ("", "Say why"),
        ("báo sông hàn chưa đăng bài nào.", "may not hold the name"),
        ("Không có thẻ nhà báo.", "thẻ nhà báo"),
    ]:
        with pytest.raises(ReasonsAgainst, match=said):
            registering.refuse(reason=reason, by=cast.head, **given)
    for person in (cast.stranger, cast.auditor, cast.desk_admin):
        with pytest.raises(MayNot):
            registering.refuse(reason="Không có bài.", by=person, **given)

    refusal = registering.refuse(reason="Địa chỉ nêu ra không mở được.", by=cast.intake, **given)

    letter = last_letter()
    assert list(register.public_refusals()) == [refusal]
    assert refusal.code in letter
    assert "/outlets/appeal/" in letter
    assert refusal.reason in letter


@pytest.mark.django_db
def test_an_appeal_is_decided_outside_the_desk_and_registers_where_the_outlet_was_right(cast, in_force):
    refusal = refused(cast, in_force)
    token = links.token_of(links.APPEAL, refusal.pk)
    made = appealing.appeal(token=token, words="Trang hôm đó đang bảo trì.", at=AT + 2 * DAY)
    inside = make_officer("programme_officer", email="in@desk.example")
    inside.memberships.create(desk=cast.desk, role=Role.AUDITOR, valid_from=AT)
    given = {"appeal": made, "outcome": "upheld", "reason": "Trang mở được và có bài.", "at": AT + 3 * DAY}
    for person in (cast.head, cast.desk_admin, inside):
        with pytest.raises(MayNot):
            appealing.decide_appeal(by=person, **given)
    other_admin = make_person("admin khác", (cast.other_desk, Role.DESK_ADMIN))
    assert register.appeals_for(other_admin, AT + 3 * DAY) == [made]

    appealing.decide_appeal(by=other_admin, **given)

    made.refresh_from_db()
    assert (Outlet.objects.get().name, made.words, made.outcome) == ("Báo Sông Hàn", "", "upheld")
    assert register.counts(AT + 3 * DAY).upheld == 1
    with pytest.raises(ReasonsAgainst, match="already"):
        appealing.decide_appeal(by=other_admin, **given)


@pytest.mark.django_db
def test_the_programme_officer_may_let_a_refusal_stand_and_the_applicant_is_forgotten(cast, in_force):
    refusal = refused(cast, in_force)
    appealing.appeal(token=links.token_of(links.APPEAL, refusal.pk), words="Xin xem lại.", at=AT + DAY)
    officer = make_officer("programme_officer")

    appealing.decide_appeal(
        appeal=Appeal.objects.get(), outcome="dismissed", reason="Không có bài nào.", by=officer, at=AT + DAY
    )

    application = Application.objects.get()
    assert (application.name, application.email, Outlet.objects.count()) == ("", "", 0)
    assert OutletLetter.objects.latest("pk").kind == "appeal_decided"


@pytest.mark.django_db
def test_an_appeal_is_made_once_and_within_sixty_days(cast, in_force):
    token = links.token_of(links.APPEAL, refused(cast, in_force).pk)

    with pytest.raises(ReasonsAgainst, match="60 days"):
        appealing.appeal(token=token, words="Muộn.", at=AT + 62 * DAY)
    appealing.appeal(token=token, words="Xin xem lại.", at=AT + 2 * DAY)
    with pytest.raises(ReasonsAgainst, match="already"):
        appealing.appeal(token=token, words="Lần nữa.", at=AT + 3 * DAY)


@pytest.mark.django_db
def test_nothing_of_an_applicant_is_kept_longer_than_it_is_needed(cast, in_force):
    registering.apply(desk=cast.desk, at=AT, **{**FORM, "email": "khong@bao.example"})
    refused(cast, in_force)

    keeping.keep(AT + 4 * DAY)
    after_days = [row.email for row in Application.objects.all()]
    keeping.keep(AT + 62 * DAY)

    assert after_days == ["toa-soan@bao.example"]
    assert [(row.email, row.name) for row in Application.objects.all()] == [("", "")]
    assert Refusal.objects.get().reason == "Địa chỉ nêu ra không mở được."


@pytest.mark.django_db
def test_an_ended_registration_is_a_public_refusal_and_stands_again_on_appeal(cast, in_force):
    outlet = make_outlet(cast.desk, at=AT)
    refusal = registration.end_registration(
        outlet=outlet,
        criterion=in_force["keeps_embargo"],
        reason="Nội dung được đăng trước giờ công bố.",
        language="vi",
        by=cast.head,
        at=AT,
    )
    ended = Outlet.objects.get().is_registered(AT)
    appealing.appeal(
        token=links.token_of(links.APPEAL, refusal.pk), words="Bài không phải của chúng tôi.", at=AT
    )

    appealing.decide_appeal(
        appeal=Appeal.objects.get(), outcome="upheld", reason="Đúng là bài khác.", by=cast.stranger, at=AT
    )

    assert (ended, Outlet.objects.get().is_registered(AT), Channel.objects.open().count()) == (False, True, 1)


@pytest.mark.django_db
def test_an_outlet_renews_leaves_and_makes_its_link_new_by_itself(desk):
    outlet = make_outlet(desk, at=AT)
    token = links.token_of(links.OUTLET, outlet.pk, outlet.link_number)

    registration.renew(token=token, at=AT + 30 * DAY)
    renewed = Outlet.objects.get().expires_at
    registration.new_link(token=token, at=AT + 30 * DAY)
    with pytest.raises(ReasonsAgainst, match="does not open"):
        registration.leave(token=token, at=AT + 31 * DAY)
    fresh = links.token_of(links.OUTLET, outlet.pk, outlet.link_number + 1)
    registration.leave(token=fresh, at=AT + 31 * DAY)

    assert renewed == AT + 760 * DAY
    assert (Outlet.objects.get().ended_why, Channel.objects.open().count()) == ("asked", 0)


@pytest.mark.django_db
def test_who_asks_for_a_link_learns_nothing_and_only_a_registered_contact_gets_one(desk):
    make_outlet(desk, at=AT, email="toa-soan@bao.example")

    answers = [
        registration.ask_for_link(email=email, at=AT)
        for email in ("ai-do@bao.example", "Toa-Soan@bao.example")
    ]

    assert (answers, OutletLetter.objects.count()) == ([None, None], 1)


@pytest.mark.django_db
def test_an_outlet_is_reminded_once_and_a_year_after_its_end_its_addresses_are_gone(desk):
    outlet = make_outlet(desk, at=AT)
    soon = outlet.expires_at - 20 * DAY

    keeping.keep(soon)
    keeping.keep(soon + DAY)
    kept = Outlet.objects.get().email
    keeping.keep(outlet.expires_at + 366 * DAY)

    erased = Outlet.objects.get()
    assert [row.kind for row in OutletLetter.objects.all()] == ["expires"]
    assert (kept, erased.email, erased.name, erased.ended_why) == (outlet.email, "", "", "expired")
    assert list(Channel.objects.values_list("address", "ended_why")) == [("", "left")]


def test_a_token_opens_only_what_it_was_made_for():
    token = links.token_of(links.UNSUBSCRIBE, 4711)

    assert links.read_token(token, links.UNSUBSCRIBE).number == 4711
    assert links.read_token(token, links.OUTLET) is None
    assert links.read_token(token[:-1] + ("A" if token[-1] != "A" else "B"), links.UNSUBSCRIBE) is None
    assert links.read_token(token.replace("u", "o", 1), links.OUTLET) is None
    assert len(token) < 40
