"""What a desk says of itself: who may change it, what is refused, who held a post before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import override_settings

from hoiam.desks.models import Holding, JournalLine

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
PAGE = "/office/da-nang/settings/"
RUNNING = {"head", "desk_admin", "spokesperson"}
ROLES = "intake case_officer fact_steward reviewer spokesperson head desk_admin auditor".split()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday_without_second_factors():
    with time_machine.travel(AT, tick=False), override_settings(IS_DEMO=True):
        yield


@pytest.fixture
def as_admin(client, cast):
    cast.desk_admin.language = "en"
    cast.desk_admin.save()
    client.force_login(cast.desk_admin)
    return client


TYPED = {
    "name_vi": "Bàn thông tin Đà Nẵng",
    "name_en": "Da Nang desk",
    "office_hours_vi": "8 giờ – 17 giờ",
    "phone": "0000 111",
    "email": "ban@da-nang.example",
    "publication_delay_days": "3",
    "target_working_days": "2",
}
HOLDER = {
    "post": "spokesperson",
    "holder": "Lê Thị Mẫu",
    "valid_from": "01/08/2026",
    "phone": "0000 222",
    "ask_for_vi": "Mọi việc",
}


def make_holding(desk, holder="Trần Văn Mẫu", post="spokesperson", **fields) -> Holding:
    fields.setdefault("valid_from", date(2025, 7, 1))
    return Holding.objects.create(desk=desk, post=post, holder=holder, **fields)


@pytest.mark.parametrize("role", ROLES)
def test_page_and_its_acts_are_open_to_those_who_run_the_desk(client, cast, role):
    client.force_login(getattr(cast, role))
    holding = make_holding(cast.desk)

    statuses = [
        client.get(PAGE).status_code,
        client.post(PAGE, {}).status_code,
        client.post(f"{PAGE}holders/", {}).status_code,
        client.post(f"{PAGE}holders/{holding.pk}/end/", {}).status_code,
    ]

    assert statuses == ([200, 422, 422, 422] if role in RUNNING else [403] * 4)


def test_page_does_not_exist_for_a_stranger(client, cast):
    client.force_login(cast.stranger)

    assert client.get(PAGE).status_code == 404


def test_settings_changed_are_kept_and_the_journal_says_so(as_admin, cast):
    answer = as_admin.post(PAGE, TYPED)

    cast.desk.refresh_from_db()
    desk = cast.desk
    assert answer.status_code == 302
    assert (desk.name, desk.office_hours) == (
        {"vi": "Bàn thông tin Đà Nẵng", "en": "Da Nang desk"},
        {"vi": "8 giờ – 17 giờ"},
    )
    assert (desk.phone, desk.publication_delay_days, desk.target_working_days) == ("0000 111", 3, 2)
    assert JournalLine.objects.get().verb == "changed desk"


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "không phải"},
        {"publication_delay_days": "31"},
        {"publication_delay_days": "-1"},
        {"target_working_days": "0"},
        {"target_working_days": "hai"},
        {"name_vi": ""},
    ],
)
def test_settings_typed_wrongly_change_nothing_and_stay_on_the_page(as_admin, cast, changed):
    answer = as_admin.post(PAGE, {**TYPED, **changed})

    cast.desk.refresh_from_db()
    assert (answer.status_code, cast.desk.phone) == (422, "")
    assert 'value="0000 111"' in answer.content.decode()


def test_holder_who_takes_over_ends_the_one_before_the_day_before(as_admin, cast):
    former = make_holding(cast.desk)

    as_admin.post(f"{PAGE}holders/", {**HOLDER, "replaces": str(former.pk)})

    rows = Holding.objects.order_by("valid_from").values_list("holder", "valid_from", "valid_to")
    assert list(rows) == [
        ("Trần Văn Mẫu", date(2025, 7, 1), date(2026, 7, 31)),
        ("Lê Thị Mẫu", date(2026, 8, 1), None),
    ]


def test_second_deputy_stands_beside_the_first(as_admin, cast):
    make_holding(cast.desk, post="deputy_spokesperson")

    as_admin.post(f"{PAGE}holders/", {**HOLDER, "post": "deputy_spokesperson"})

    assert Holding.objects.filter(valid_to__isnull=True).count() == 2


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"valid_from": "2025-07-01"}, 409),
        ({"post": "deputy_spokesperson"}, 409),
        ({"valid_from": "31/02/2026"}, 422),
        ({"holder": " "}, 422),
        ({"post": "king"}, 422),
    ],
)
def test_holder_named_wrongly_changes_nothing(as_admin, cast, changed, status):
    former = make_holding(cast.desk)

    answer = as_admin.post(f"{PAGE}holders/", {**HOLDER, "replaces": str(former.pk), **changed})

    former.refresh_from_db()
    assert (answer.status_code, Holding.objects.count(), former.valid_to) == (status, 1, None)


def test_holder_who_leaves_stays_as_a_predecessor(as_admin, cast):
    holding = make_holding(cast.desk)

    as_admin.post(f"{PAGE}holders/{holding.pk}/end/", {"last_date": "2026-07-31"})

    page = as_admin.get(PAGE).content.decode()
    assert "Trần Văn Mẫu" in page
    assert "1 July 2025 – 31 July 2026" in page


def test_holder_of_another_desk_cannot_be_ended(as_admin, cast):
    holding = make_holding(cast.other_desk)

    answer = as_admin.post(f"{PAGE}holders/{holding.pk}/end/", {"last_date": "2026-07-31"})

    holding.refresh_from_db()
    assert (answer.status_code, holding.valid_to) == (404, None)


def test_page_asks_the_same_number_of_queries_for_one_and_three_holders(
    as_admin, cast, django_assert_num_queries
):
    make_holding(cast.desk)
    with django_assert_num_queries(7):
        as_admin.get(PAGE)
    make_holding(cast.desk, "Hai", "deputy_spokesperson")
    make_holding(cast.desk, "Ba", "deputy_spokesperson")
    with django_assert_num_queries(7):
        as_admin.get(PAGE)
