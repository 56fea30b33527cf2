"""The calendar's page: the days of a year, announcing one, taking one out."""

from __future__ import annotations

import pytest

from hoiam.desks.models import CalendarVersion

pytestmark = pytest.mark.django_db
PAGE = "/office/installation/calendar/"
TYPED = {
    "day": "06/08/2026",
    "kind": "off",
    "name_vi": "Ngày nghỉ mẫu",
    "name_en": "Sample holiday",
    "source": "Công văn 1",
    "announced_date": "2026-08-03",
}


@pytest.fixture
def as_steward(client, pack, steward):
    client.force_login(steward)
    return client


def versions() -> int:
    return CalendarVersion.objects.count()


def test_page_shows_the_days_of_this_year_with_their_sources(as_steward):
    page = as_steward.get(PAGE).content.decode()

    assert "Listed days of 2026" in page
    assert "Saturday 22 August 2026" in page


def test_page_of_a_year_without_days_says_what_follows(as_steward):
    page = as_steward.get(f"{PAGE}?year=2031").content.decode()

    assert "Due dates in it follow the week only, and say so." in page


def test_day_announced_makes_a_version_and_stands_on_the_page(as_steward):
    answer = as_steward.post(f"{PAGE}VN/add/", TYPED, follow=True)

    page = answer.content.decode()
    assert ("Sample holiday" in page, "announced 3 August 2026" in page, versions()) == (True, True, 2)


def test_day_announced_twice_by_a_double_tap_is_one_version(as_steward):
    as_steward.post(f"{PAGE}VN/add/", TYPED)
    again = as_steward.post(f"{PAGE}VN/add/", TYPED)

    assert (again.status_code, versions()) == (409, 2)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"day": "31/02/2026"}, 422),
        ({"source": ""}, 422),
        ({"announced_date": "2026-09-01"}, 409),
        ({"day": "2026-08-08"}, 409),
    ],
)
def test_day_announced_wrongly_keeps_what_was_typed(as_steward, changed, status):
    answer = as_steward.post(f"{PAGE}VN/add/", {**TYPED, **changed})

    assert (answer.status_code, versions()) == (status, 1)
    assert 'value="Ngày nghỉ mẫu"' in answer.content.decode()


def test_day_taken_out_needs_a_reason(as_steward):
    without = as_steward.post(f"{PAGE}VN/remove/", {"day": "2026-09-02", "reason": " "})
    given = as_steward.post(f"{PAGE}VN/remove/", {"day": "2026-09-02", "reason": "nhầm"})

    assert (without.status_code, given.status_code, versions()) == (422, 302, 2)
