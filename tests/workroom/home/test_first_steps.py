"""What a new desk still needs: each step told from the records, without content, each link only where it opens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from hoiam.desks.models import ActingPeriod, Holding, InstallationMembership, LawRule
from hoiam.desks.operations.letterheads import set_letterhead
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.terms import InstallationRole, Role, RuleState
from hoiam.desks.wording import Wording
from hoiam.workroom.home.first_steps import first_steps
from tests.factories.desks import make_person
from tests.factories.enquiries import AT, load_law, make_enquiry, stand
from tests.factories.evidence import make_fact
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def steps(cast, role="desk_admin"):
    found = first_steps(stand(cast, role), AT)
    return {step.name: step for step in found.steps}


def done(cast, name):
    return steps(cast)[name].is_done


def new_desk(desk, *roles):
    """The desk's own administrator, and nobody else but who holds `roles`."""
    admin = make_person("admin", (desk, Role.DESK_ADMIN))
    others = [make_person(role, (desk, role)) for role in roles]
    return first_steps(standing_of(admin, desk, AT), AT), others


def test_roles_that_nobody_holds_are_named(desk):
    found, _others = new_desk(desk, Role.INTAKE, Role.HEAD)

    people = next(step for step in found.steps if step.name == "people")
    assert not people.is_done
    assert people.missing == "Nobody yet: Case officer, Fact steward, Reviewer."


def test_a_full_cast_is_enough(cast):
    assert done(cast, "people")


def test_one_last_signer_needs_a_substitute(desk):
    found, (_reviewer, speaker) = new_desk(desk, Role.REVIEWER, Role.SPOKESPERSON)
    assert not next(step for step in found.steps if step.name == "signers").is_done

    standing_in = make_person("deputy", (desk, Role.CASE_OFFICER))
    ActingPeriod.objects.create(
        desk=desk,
        absent=speaker,
        substitute=standing_in,
        roles=[Role.SPOKESPERSON],
        starts_at=AT + timedelta(days=3),
        ends_at=AT + timedelta(days=9),
    )

    again = first_steps(standing_of(standing_in, desk, AT), AT)
    assert next(step for step in again.steps if step.name == "signers").is_done


def test_one_person_for_both_signatures_is_not_enough(desk):
    both = make_person("both", (desk, Role.REVIEWER), (desk, Role.HEAD))

    found = first_steps(standing_of(both, desk, AT), AT)

    assert not next(step for step in found.steps if step.name == "signers").is_done


def test_second_factors_that_are_missing_are_counted(cast, settings):
    settings.IS_DEMO = False
    Authenticator.objects.create(user=cast.reviewer, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=cast.head, type=Authenticator.Type.RECOVERY_CODES, data={})

    missing = steps(cast)["second_factor"].missing

    assert missing == "3 people have none yet."


def test_speaker_needs_a_telephone(cast):
    assert not done(cast, "speaker")
    row = Holding.objects.create(
        desk=cast.desk, post="spokesperson", holder="Trần Thị B", valid_from=date(2025, 7, 1)
    )
    assert steps(cast)["speaker"].missing == "Somebody is named; the telephone number is missing."

    Holding.objects.filter(pk=row.pk).update(phone="0236 000 111")

    assert done(cast, "speaker")


def test_letterhead_hours_fact_and_question_are_done_once_they_are_there(cast):
    names = ("letterhead", "hours", "facts", "question")
    assert [done(cast, name) for name in names] == [False] * 4

    head = {"issuer": Wording({"vi": "SỞ"}), "symbol": "SVH", "place": Wording({"vi": "Đà Nẵng"})}
    set_letterhead(standing=stand(cast, "head"), changes=head, at=AT)
    cast.desk.office_hours = Wording({"vi": "7:30–17:00"})
    cast.desk.save()
    make_fact(cast.desk)
    make_enquiry(cast)

    assert [done(cast, name) for name in names] == [True] * 4


def test_mail_without_a_mailbox_is_a_remark_and_not_in_the_way(cast, settings):
    assert not steps(cast)["mail"].is_optional
    cast.desk.email = "thongtin@danang.example"
    cast.desk.save()
    settings.MAILBOX_URL = ""
    assert (steps(cast)["mail"].is_done, steps(cast)["mail"].is_optional) == (False, True)

    settings.MAILBOX_URL = "maildir:///var/mail/x"

    assert steps(cast)["mail"].is_done


def test_law_that_is_not_confirmed_warns(cast):
    load_law()
    step = steps(cast)["law"]
    assert (step.is_done, step.is_optional) == (False, True)

    LawRule.objects.update(state=RuleState.CONFIRMED)

    assert steps(cast)["law"].is_done


def test_links_lead_only_where_the_door_opens(cast):
    for_intake, for_admin = steps(cast, "intake"), steps(cast, "desk_admin")

    assert for_intake["speaker"].address == ""
    assert for_admin["speaker"].address == "/office/da-nang/settings/"
    assert for_admin["facts"].address == ""
    assert for_intake["facts"].address == "/office/da-nang/facts/"
    assert for_admin["law"].address == ""
    InstallationMembership.objects.create(person=cast.desk_admin, role=InstallationRole.LEGAL_OFFICER)
    assert steps(cast)["law"].address == "/office/installation/rules/"


@pytest.mark.parametrize("role", ["head", "desk_admin", "intake"])
def test_every_link_of_the_list_opens(cast, role):
    with office_at(AT):
        client = enter(cast.people[role])
        for step in steps(cast, role).values():
            if step.address and not step.address.startswith(("http", "/accounts/")):
                assert client.get(step.address).status_code == 200, step.name


@pytest.mark.parametrize("role", ["head", "desk_admin", "intake"])
def test_new_desk_shows_the_list_to_those_who_prepare_it(cast, role):
    with office_at(AT):
        said = words(enter(cast.people[role]).get("/office/da-nang/"))

    assert "Getting this desk ready: 2 of 9 done" in said


def test_list_shows_the_administrator_no_content(cast):
    enquiry = make_enquiry(cast)
    fact = make_fact(cast.desk)

    with office_at(AT):
        said = words(enter(cast.desk_admin).get("/office/da-nang/"))

    assert "Getting this desk ready" in said
    assert enquiry.question not in said
    assert fact.reference not in said


def test_intake_sees_the_list_only_until_the_first_question(cast):
    make_enquiry(cast)

    with office_at(AT):
        assert "Getting this desk ready" not in words(enter(cast.intake).get("/office/da-nang/"))
        assert "Getting this desk ready" in words(enter(cast.head).get("/office/da-nang/"))


def test_list_takes_six_queries_whatever_the_size_of_the_desk(cast, settings):
    settings.IS_DEMO = False
    standing = stand(cast, "head")
    for number in range(3):
        make_person(f"more {number}", (cast.desk, Role.REVIEWER))

    with CaptureQueriesContext(connection) as asked:
        first_steps(standing, AT)

    assert len(asked) == 6
