"""Pages of the installation are read by its officers; each act belongs to one of them."""

from __future__ import annotations

import pytest

from hoiam.desks.models import CalendarVersion, LawRule
from tests.factories.officers import make_officer

pytestmark = pytest.mark.django_db
READ = [
    "rules/",
    "rules/VN-D88-FOREIGN/",
    "grounds/",
    "calendar/",
    "places/",
    "places/vn-da-nang/",
    "bodies/",
]
ACTS = {
    "rules/VN-D88-FOREIGN/confirm/": "legal_officer",
    "rules/VN-D88-FOREIGN/correct/": "legal_officer",
    "calendar/VN/add/": "steward_of_places",
    "calendar/VN/remove/": "steward_of_places",
    "places/new/": "steward_of_places",
    "bodies/new/": "steward_of_places",
    "places/vn-da-nang/": "steward_of_places",
}
OFFICERS = ["legal_officer", "steward_of_places", "programme_officer"]


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("role", OFFICERS)
def test_page_is_read_by_every_officer_of_the_installation(client, pack, path, role):
    client.force_login(make_officer(role))

    assert client.get(f"/office/installation/{path}").status_code == 200


@pytest.mark.parametrize("path", READ)
def test_page_is_closed_to_members_of_desks(client, cast, pack, path):
    answers = []
    for person in (cast.head, cast.desk_admin, cast.stranger):
        client.force_login(person)
        answers.append(client.get(f"/office/installation/{path}").status_code)

    assert answers == [403] * 3


@pytest.mark.parametrize("path", READ)
def test_page_sends_whoever_is_not_signed_in_to_the_login(client, pack, path):
    answer = client.get(f"/office/installation/{path}")

    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize("role", OFFICERS)
def test_act_belongs_to_one_officer_alone(client, pack, path, role):
    client.force_login(make_officer(role))

    status = client.post(f"/office/installation/{path}", {}).status_code

    assert (status != 403) is (role == ACTS[path])


def test_acts_need_a_post(client, pack, lawyer):
    client.force_login(lawyer)

    assert client.get("/office/installation/rules/VN-D88-FOREIGN/confirm/").status_code == 405
    assert (LawRule.objects.filter(version=2).count(), CalendarVersion.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "path", ["rules/NO-SUCH/", "places/no-such/", "bodies/no-such/", "calendar/?calendar=XX"]
)
def test_page_of_what_does_not_exist_does_not_exist(client, pack, lawyer, path):
    client.force_login(lawyer)

    assert client.get(f"/office/installation/{path}").status_code == 404
