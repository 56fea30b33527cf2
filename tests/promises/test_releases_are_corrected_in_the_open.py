"""Promise 9: what a release got wrong is corrected wherever it went; nothing public changes or goes unseen."""

from __future__ import annotations

import pytest

from hoiam.desks import signing
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.desks.queries.clocks import rule_of
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.outlets.models import Consignment, Dispatch
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.post.models import Parcel
from hoiam.releases.document import document_hash
from hoiam.releases.models import Alarm, Blanking, Edition, EditionText
from hoiam.releases.operations.blanking import ask_blanking, confirm_blanking
from hoiam.releases.operations.correcting import withdraw
from hoiam.releases.operations.publishing import publish
from hoiam.releases.operations.scheduling import publish_by_hand, set_time
from hoiam.releases.operations.writing import write_text
from hoiam.releases.queries.public import corrections, public_editions, withdrawals
from hoiam.texts.models import TextVersion
from hoiam.texts.models.versions import Unchangeable
from tests.factories.enquiries import load_law
from tests.factories.evidence import make_fact
from tests.factories.outlets import make_outlet
from tests.factories.releases import (
    AT,
    BODY,
    DAY,
    HOUR,
    T,
    begin_correction,
    clear,
    make_draft,
    make_published,
)

pytestmark = pytest.mark.django_db
SAID = "Năm 2023 đạt 93,35%"
LATER = T + DAY


@pytest.fixture
def fact(cast) -> Fact:
    load_law()
    return make_fact(cast.desk, "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế.", at=AT - DAY)


@pytest.fixture
def outlets(cast):
    return [make_outlet(cast.desk, f"Báo số {place}", at=AT) for place in range(3)]


@pytest.fixture
def made(cast, fact, outlets):
    """A public release that rests on the fact, received by every outlet."""
    made = make_draft(cast, body=f"{BODY}\n\n{SAID} [{fact.reference}].")
    set_time(edition=made.edition, publish_at=T, is_embargoed=False, by=cast.case_officer, at=AT)
    made = clear(cast, made.again(), AT + HOUR)
    publish(edition=made.edition, at=T)
    return made.again()


def received(edition: Edition) -> set[int]:
    """The outlets that an edition went to."""
    sent = Consignment.objects.filter(
        dispatch__record_kind="releases.edition", dispatch__record_id=edition.pk, position__isnull=False
    )
    parcels = Parcel.objects.filter(payload_kind=CONSIGNMENT, payload_id__in=sent.values("pk"))
    return set(sent.filter(pk__in=parcels.values("payload_id")).values_list("channel__outlet", flat=True))


def test_changed_fact_asks_for_the_correction_of_the_release_within_ten_days(cast, fact, made):
    withdraw_fact(fact=fact, reason="Nguồn sai.", by=cast.fact_steward, at=LATER)

    alarm = Alarm.objects.get()
    clock = Clock.objects.get(record_kind="releases.alarm", record_id=alarm.pk)
    assert (alarm.edition, alarm.owner, alarm.sentences) == (made.edition, cast.case_officer, 1)
    rule = rule_of(clock)
    assert rule is not None and (rule.amount, rule.unit) == (10, "calendar_day")


def test_correction_goes_to_everybody_who_received_the_error_and_stands_in_the_log(cast, fact, outlets, made):
    first = received(made.edition)
    late = make_outlet(cast.desk, "Báo mới", at=LATER)
    again = begin_correction(cast, made, LATER)
    body = again.vi.text.body.replace(f"\n\n{SAID} [{fact.reference}].", "")
    write_text(
        edition_text=again.vi, body=body, base_revision=again.vi.text.revision, by=cast.case_officer, at=LATER
    )
    again = clear(cast, again.again(), LATER)
    publish_at = LATER + HOUR
    publish_by_hand(edition=again.edition, by=cast.head, at=publish_at)

    assert first == {outlet.pk for outlet in outlets}
    assert received(again.edition) == first | {late.pk}
    assert [row.pk for row in corrections(publish_at)] == [again.edition.pk]
    assert [row.number for row in public_editions(made.release.reference, publish_at)] == [2, 1]


def test_public_words_are_changed_by_nobody(cast, made):
    before = (made.vi.version.hash, made.vi.document)
    with pytest.raises(ReasonsAgainst):
        write_text(
            edition_text=made.vi,
            body="Khác hẳn.",
            base_revision=made.vi.text.revision,
            by=cast.case_officer,
            at=LATER,
        )
    for change in (
        lambda: TextVersion.objects.filter(pk=made.vi.version_id).update(body="Khác."),
        lambda: made.vi.version.save(),
        lambda: made.vi.version.delete(),
    ):
        with pytest.raises(Unchangeable):
            change()
    made = made.again()
    assert (made.vi.version.hash, made.vi.document) == before


def test_withdrawn_release_stays_readable_with_its_reason_and_everybody_is_told(cast, outlets, made):
    withdraw(release=made.release, why={"vi": "Số liệu sai."}, by=cast.head, at=LATER)

    assert [row.pk for row in public_editions(made.release.reference, LATER)] == [made.edition.pk]
    (shown,) = withdrawals(LATER)
    assert dict(shown.release.withdrawn_why) == {"vi": "Số liệu sai."}
    told = Dispatch.objects.get(purpose="withdrawal")
    assert Consignment.objects.filter(dispatch=told, position__isnull=False).count() == len(outlets)


def test_person_is_blanked_by_two_openly_and_counted(cast):
    name = "Bà Nguyễn Thị Hoa ở thôn Đông được khám trước."
    made = make_published(cast, body=f"{BODY}\n\n{name}")
    former = made.vi.document_hash
    sentence = next(key for key, words in made.vi.version.sentences if words == name)
    asked = ask_blanking(
        edition_text=made.vi, sentences=[sentence], why="Bà bị đe dọa.", by=cast.case_officer, at=LATER
    )
    confirm_blanking(blanking=asked, by=cast.reviewer, at=LATER)

    row = EditionText.objects.get(pk=made.vi.pk)
    assert name not in str(row.document)
    assert row.document["blanked"] == {sentence: former}
    assert row.document_hash == document_hash(row.document) != former
    assert signing.verify(row.document, signing.public_keys())
    assert Blanking.objects.filter(confirmed_at__isnull=False).exclude(former_hash="").count() == 2
    assert JournalLine.objects.filter(verb="confirmed blanking").count() == 1
