"""Talks: cleared like every text, given out, outdated by a changed fact, followed by the next version."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from hoiam.conferences.models import Notice, Talk
from hoiam.conferences.operations.talks import describe_talk, give_out, start_next_version, start_talk
from hoiam.conferences.queries.talks import get_talk, library, narrowed, talks_of
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.queries.standing import standing_of
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.conferences import PLANNED_AT, add_part, announced_briefing, planned_briefing
from tests.factories.texts import make_public_fact

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = PLANNED_AT + 10 * DAY
TITLE = {"vi": "Kết quả bảo trợ xã hội", "en": "Results of social protection"}
OFFICE = {"vi": "Sở Y tế", "en": "Department of Health"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def begun(cast, **given) -> Talk:
    said = {
        "title": TITLE,
        "office": OFFICE,
        "language": "vi",
        "theme": "health",
        "words": "Người dân được khám gần nhà.",
        "by": cast.case_officer,
        "at": PLANNED_AT,
        **given,
    }
    return start_talk(desk=cast.desk, **said)


def cleared(cast, talk: Talk, at: datetime = PLANNED_AT) -> Talk:
    talk.text.refresh_from_db()
    writer = standing_of(cast.case_officer, cast.desk, at)
    version = send_for_clearance(text=talk.text, standing=writer, at=at)
    for role in ("reviewer", "spokesperson"):
        standing = standing_of(getattr(cast, role), cast.desk, at)
        sign(version=version, text_hash=version.hash, standing=standing, role=role, at=at)
    talk.refresh_from_db()
    return talk


def given_out(cast, **given) -> Talk:
    return give_out(talk=cleared(cast, begun(cast, **given)), by=cast.spokesperson, at=PLANNED_AT)


def test_talk_is_given_out_only_with_cleared_words_by_who_decides(cast):
    talk = begun(cast)

    with pytest.raises(ReasonsAgainst, match="not cleared yet"):
        give_out(talk=talk, by=cast.head, at=PLANNED_AT)
    cleared(cast, talk)
    with pytest.raises(MayNot):
        give_out(talk=talk, by=cast.case_officer, at=PLANNED_AT)
    given = give_out(talk=talk, by=cast.spokesperson, at=PLANNED_AT)

    assert (
        given.version.body == "Người dân được khám gần nhà." and talk.text.__class__.objects.get().closed_at
    )
    assert list(Talk.objects.public(PLANNED_AT)) == [talk]
    with pytest.raises(ReasonsAgainst, match="title and office stay"):
        describe_talk(
            talk=talk,
            title={"vi": "Khác"},
            office=OFFICE,
            theme="",
            session=None,
            valid_until=None,
            by=cast.head,
            at=LATER,
        )


def test_changed_fact_is_said_in_the_library_at_the_conference_and_in_public(cast):
    fact = make_public_fact(cast.desk, at=PLANNED_AT - DAY)
    conference = announced_briefing(cast)
    session = add_part(cast, conference, why={"vi": "Thêm"}, at=LATER)
    talk = given_out(cast, session=session, words=f"Tỷ lệ tham gia đạt 93,35 % [{fact.reference}].")
    beside = given_out(cast)

    withdraw_fact(fact=fact, reason="Số liệu sai", by=cast.fact_steward, at=LATER)

    talk.refresh_from_db()
    beside.refresh_from_db()
    assert (talk.outdated_since, talk.outdated_facts, beside.outdated_since) == (
        LATER,
        [fact.reference],
        None,
    )
    assert [(one.person, one.talk, one.conference) for one in Notice.objects.all()] == [
        (cast.case_officer, talk, conference)
    ]
    reader = Client()
    page = reader.get(f"/en/talks/{talk.pk}/").content.decode()
    schedule = reader.get(f"/en/conferences/{conference.reference}/").content.decode()
    assert "A fact under this talk has changed" in page and fact.reference in page
    assert "a fact has changed" in schedule
    officer = standing_of(cast.case_officer, cast.desk, LATER)
    assert list(narrowed(talks_of(officer), LATER, state="outdated")) == [talk]


def test_next_version_begins_with_the_words_before_and_both_stay(cast):
    first = given_out(cast)

    second = start_next_version(talk=first, by=cast.case_officer, at=LATER)
    with pytest.raises(ReasonsAgainst, match="follows this talk already"):
        start_next_version(talk=first, by=cast.case_officer, at=LATER)

    assert (second.number, second.text.body) == (2, first.version.body)
    assert "later version" not in Client().get(f"/en/talks/{first.pk}/").content.decode()
    give_out(talk=cleared(cast, second, LATER), by=cast.head, at=LATER)
    page = Client().get(f"/en/talks/{first.pk}/").content.decode()
    assert "A later version of this talk stands" in page
    reader = standing_of(cast.stranger, cast.other_desk, LATER)
    assert list(library(reader, LATER)) == [second]


def test_library_is_shared_what_is_being_written_is_not(cast):
    inner, shared = begun(cast), given_out(cast, valid_until=date(2026, 9, 30))
    stranger = standing_of(cast.stranger, cast.other_desk, PLANNED_AT)

    assert list(library(stranger, PLANNED_AT)) == [shared]
    assert get_talk(shared.pk, stranger) == shared
    with pytest.raises(Talk.DoesNotExist):
        get_talk(inner.pk, stranger)
    october = datetime.fromisoformat("2026-10-02T00:00:00+00:00")
    for state, found in (("expired", [shared]), ("outdated", [])):
        assert list(narrowed(library(stranger, october), october, state=state)) == found
    assert list(narrowed(library(stranger, october), october, words="bảo trợ", theme="health")) == [shared]
    assert "This talk held until 30 September 2026" in _page_on(october, shared)
    with pytest.raises(ReasonsAgainst, match="The day until which it holds is past"):
        begun(cast, valid_until=date(2026, 8, 1))


def test_talk_is_given_at_a_part_of_a_conference_of_its_own_desk(cast):
    session = add_part(cast, planned_briefing(cast))

    assert begun(cast, session=session).session == session
    with pytest.raises(ReasonsAgainst, match="held by another desk"):
        start_talk(
            desk=cast.other_desk,
            title=TITLE,
            office=OFFICE,
            language="vi",
            session=session,
            by=cast.stranger,
            at=PLANNED_AT,
        )


def _page_on(at: datetime, talk: Talk) -> str:
    with time_machine.travel(at, tick=False):
        return Client().get(f"/en/talks/{talk.pk}/").content.decode()
