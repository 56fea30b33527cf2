"""Bulletins: numbered, promised, superseded, cleared fast and never by who wrote them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import ActingPeriod, Clock, Membership
from hoiam.desks.operations.clocks import mark_times
from hoiam.desks.queries.clocks import explanation
from hoiam.enquiries.bulletin_parts import Parts, composed, parts_of
from hoiam.enquiries.models import Bulletin, Notice
from hoiam.enquiries.operations.bulletins import (
    give_up_bulletin,
    send_bulletin,
    start_bulletin,
    start_nothing_new,
    write_bulletin,
)
from hoiam.enquiries.operations.matters import close_matter, declare_emergency
from hoiam.enquiries.queries.bulletins import last_issued, public_matter, public_matters
from hoiam.enquiries.queries.notice_mails import render_notice
from hoiam.post.models import Parcel
from hoiam.texts.operations.clearance import sign, take_back
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.terms import ClearingMethod
from tests.factories.crisis import (
    KNOWN,
    UNKNOWN,
    clear,
    let_one_sign,
    make_bulletin,
    make_issued,
    make_matter,
    put_night_on,
    send,
)
from tests.factories.desks import make_person
from tests.factories.enquiries import AT, DAY, HOUR, stand
from tests.factories.evidence import make_fact

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def running(matter, act="update"):
    return Clock.objects.of("enquiries.matter", matter.pk).open().filter(act=act)


def told(share=None, **named):
    rows = Notice.objects.filter(**named)
    rows = rows.filter(share=share) if share else rows
    return sorted(rows.values_list("person__name", flat=True))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_parts_of_a_bulletin_are_read_back_as_they_were_composed(language):
    whole = Parts("Một câu.", "- một\n- hai\n\n## Hai\n\nba", "Chưa rõ.")

    assert parts_of(composed(whole, language)) == whole
    assert parts_of(composed(Parts(known="Chỉ vậy."), language)) == Parts(known="Chỉ vậy.")
    assert parts_of("Một đoạn\n\n# Tiêu đề khác\n\nhai").lead == "Một đoạn\n\n# Tiêu đề khác\n\nhai"


def test_bulletin_cleared_is_public_at_once_under_the_next_number_and_supersedes_the_last(cast):
    matter = make_matter(cast)
    first = make_issued(cast, matter)
    second = make_issued(cast, matter, at=AT + 30 * MINUTE)

    _found, public = public_matter(matter.pk, AT + 40 * MINUTE)

    assert [(row.number, row.pk) for row in public] == [(2, second.pk), (1, first.pk)]
    assert last_issued(matter) == second
    assert public_matter(matter.pk, AT + 34 * MINUTE)[1] == [first]


def test_promise_of_the_next_update_is_signed_runs_as_a_clock_and_is_met_by_the_next_bulletin(cast):
    matter = make_matter(cast)
    first = make_issued(cast, matter)
    clock = running(matter).get()

    second = make_issued(cast, matter, at=AT + 30 * MINUTE, next_in=None)

    assert first.version.bound == {"next_update_at": (AT + HOUR).isoformat()}
    assert (first.next_update_at, clock.due_at, clock.duty) == (AT + HOUR, AT + HOUR, "promised")
    clock.refresh_from_db()
    assert (clock.met_at, running(matter).count()) == (second.issued_at, 0)
    assert second.version.bound == {"next_update_at": ""}


def test_event_clock_of_the_law_is_met_by_the_first_bulletin(cast):
    matter = make_matter(cast)

    bulletin = make_issued(cast, matter)

    assert Clock.objects.get(rule__rule_id="VN-D244-24H-EVENT").met_at == bulletin.issued_at


def test_missed_update_is_told_to_whoever_is_on_duty_and_then_to_the_head(cast):
    put_night_on(cast)
    matter = make_matter(cast)
    make_issued(cast, matter)
    Notice.objects.all().delete()

    for minutes in (35, 48, 58, 61):
        mark_times(at=AT + minutes * MINUTE)

    on_duty = ["reviewer", "spokesperson"]
    assert [told(share, what="time") for share in (50, 75, 90, 100)] == [
        on_duty,
        on_duty,
        ["head", *on_duty],
        ["head", *on_duty],
    ]


def test_missed_update_at_a_gap_in_the_roster_is_told_to_everybody_who_clears(cast):
    matter = make_matter(cast)
    make_issued(cast, matter)
    Notice.objects.all().delete()

    mark_times(at=AT + 40 * MINUTE)

    assert told(50, what="time") == ["head", "reviewer", "spokesperson"]


def test_emergency_and_waiting_bulletin_call_whoever_is_on_duty_by_mail_with_the_way_to_act(cast):
    put_night_on(cast)
    matter = make_matter(cast)
    bulletin = make_bulletin(cast, matter)

    send(cast, bulletin, at=AT)

    waits = Notice.objects.filter(what="bulletin_waits")
    mail = render_notice(waits.first().pk, "vi")
    assert (told(what="emergency"), told(what="bulletin_waits")) == (
        ["reviewer", "spokesperson"],
        ["reviewer", "spokesperson"],
    )
    assert f"/office/da-nang/texts/{bulletin.text_id}/clearance/" in mail.text
    assert KNOWN[:10] not in mail.text
    assert Parcel.objects.filter(payload_kind="enquiries.notice").count() == 4


def test_emergency_declared_later_calls_whoever_is_on_duty_then(cast):
    matter = make_matter(cast, is_emergency=False)
    put_night_on(cast)

    declare_emergency(matter=matter, is_emergency=True, by=cast.head, at=AT + MINUTE)

    assert told(what="emergency") == ["reviewer", "spokesperson"]


@pytest.mark.parametrize("name", ["reviewer", "spokesperson"])
def test_one_signature_on_duty_clears_in_an_emergency_where_the_desk_says_so(cast, name):
    put_night_on(cast)
    let_one_sign(cast)
    bulletin = make_bulletin(cast, make_matter(cast))

    clear(cast, send(cast, bulletin, at=AT), name, at=AT + MINUTE)

    bulletin.refresh_from_db()
    assert (bulletin.number, bulletin.version.clearance.method) == (1, ClearingMethod.ONE_ON_DUTY)


def test_one_signature_suffices_neither_without_the_rule_nor_off_duty_nor_without_an_emergency(cast):
    put_night_on(cast, hours=1)
    calm = make_matter(cast, is_emergency=False)
    urgent = make_matter(cast, title="Cháy chợ")

    def refused(matter, at):
        version = send(cast, make_bulletin(cast, matter, at=at), at=at)
        with pytest.raises(ReasonsAgainst):
            clear(cast, version, "spokesperson", at=at)
        return True

    without_rule = refused(urgent, AT)
    let_one_sign(cast)
    assert without_rule and refused(calm, AT) and refused(urgent, AT + 2 * HOUR)
    assert Bulletin.objects.filter(number__isnull=False).count() == 0


def test_writer_on_duty_never_clears_their_own_bulletin(cast):
    put_night_on(cast)
    let_one_sign(cast)
    bulletin = make_bulletin(cast, make_matter(cast), by=cast.spokesperson)

    version = send(cast, bulletin, at=AT, name="spokesperson")

    with pytest.raises(ReasonsAgainst):
        clear(cast, version, "spokesperson", at=AT)
    clear(cast, version, "reviewer", at=AT)


def test_substitute_of_an_absent_spokesperson_is_called_and_clears(cast):
    put_night_on(cast)
    let_one_sign(cast)
    deputy = make_person("deputy")
    ActingPeriod.objects.create(
        desk=cast.desk,
        absent=cast.spokesperson,
        substitute=deputy,
        roles=["spokesperson"],
        starts_at=AT - HOUR,
        ends_at=AT + DAY,
    )
    cast.people["deputy"] = deputy
    bulletin = make_bulletin(cast, make_matter(cast))
    version = send(cast, bulletin, at=AT)

    signature = sign(
        version=version, text_hash=version.hash, standing=stand(cast, "deputy"), role="spokesperson", at=AT
    )

    assert (told(what="bulletin_waits"), signature.is_lent, signature.is_on_duty) == (
        ["deputy", "reviewer"],
        True,
        True,
    )


def test_bulletin_sent_before_another_was_issued_does_not_supersede_it_unread(cast):
    matter = make_matter(cast)
    first, second = make_bulletin(cast, matter), make_bulletin(cast, matter, known="Đường đã thông.")
    early, late = send(cast, first, at=AT), send(cast, second, at=AT)
    clear(cast, early, at=AT + MINUTE)

    with pytest.raises(ReasonsAgainst):
        clear(cast, late, at=AT + 2 * MINUTE)
    take_back(text=second.text, standing=stand(cast, "case_officer"), at=AT + 3 * MINUTE)
    clear(cast, send(cast, second, at=AT + 4 * MINUTE), at=AT + 5 * MINUTE)

    second.refresh_from_db()
    assert second.number == 2


def test_bulletin_whose_promised_time_passed_in_clearance_is_not_issued(cast):
    bulletin = make_bulletin(cast, make_matter(cast), next_in=10 * MINUTE)
    version = send(cast, bulletin, at=AT)

    with pytest.raises(ReasonsAgainst):
        clear(cast, version, at=AT + 11 * MINUTE)
    assert Bulletin.objects.get().number is None


def test_issued_bulletin_is_edited_by_nobody(cast):
    bulletin = make_issued(cast, make_matter(cast))
    text = bulletin.text
    text.refresh_from_db()

    with pytest.raises(ReasonsAgainst):
        save_draft(text=text, body="Khác.", base_revision=text.revision, by=cast.head, at=AT + HOUR)
    with pytest.raises(ReasonsAgainst):
        write_bulletin(
            bulletin=bulletin,
            parts=Parts(known="Khác."),
            next_update_at=None,
            base_revision=text.revision,
            by=cast.head,
            at=AT + HOUR,
        )


def test_bulletin_in_clearance_is_not_written_and_its_promise_not_moved(cast):
    bulletin = make_bulletin(cast, make_matter(cast))
    send(cast, bulletin, at=AT)

    with pytest.raises(ReasonsAgainst):
        write_bulletin(
            bulletin=bulletin,
            parts=Parts(known=KNOWN, unknown=UNKNOWN),
            next_update_at=AT + 3 * HOUR,
            base_revision=1,
            by=cast.head,
            at=AT + MINUTE,
        )
    bulletin.refresh_from_db()
    assert bulletin.next_update_at == AT + HOUR


@pytest.mark.parametrize("next_in", [timedelta(0), -HOUR, timedelta(days=15)])
def test_promise_that_cannot_be_is_refused(cast, next_in):
    with pytest.raises(ReasonsAgainst):
        start_bulletin(
            matter=make_matter(cast), language="vi", by=cast.head, at=AT, next_update_at=AT + next_in
        )


def test_bulletin_that_says_nothing_known_is_not_sent(cast):
    bulletin = make_bulletin(cast, make_matter(cast), known="")

    with pytest.raises(ReasonsAgainst):
        send_bulletin(bulletin=bulletin, standing=stand(cast, "case_officer"), at=AT)


def test_nothing_new_takes_text_citations_reasons_and_interval_of_the_last(cast):
    fact = make_fact(cast.desk, "Có 3 người bị thương.", value="3", unit="người", at=AT - DAY)
    known = f"Có 3 người bị thương [{fact.reference}]. Trường mở 2 điểm trú."
    matter = make_matter(cast)
    bulletin = make_bulletin(cast, matter, known=known, next_in=45 * MINUTE)
    from hoiam.texts.queries.findings import findings_of

    stopped = next(one for one in findings_of(bulletin.text, at=AT) if one.weight == "needs_reason")
    version = send_bulletin(
        bulletin=bulletin,
        standing=stand(cast, "case_officer"),
        at=AT,
        reasons={stopped.sentence_id: "Sở tự đếm."},
    )
    clear(cast, version, at=AT)

    again = start_nothing_new(matter=matter, by=cast.intake, at=AT + 40 * MINUTE)
    sent = send(cast, again, at=AT + 40 * MINUTE)

    parts = parts_of(again.text.body)
    assert (parts.lead, parts.unknown) == ("Không có thông tin mới kể từ bản tin trước.", UNKNOWN)
    assert parts.known == known
    assert again.next_update_at == AT + 85 * MINUTE
    assert list(sent.reasons.values()) == ["Sở tự đếm."]
    assert [row[1] for row in sent.citations] == [fact.reference]
    with pytest.raises(ReasonsAgainst):
        clear(cast, sent, "spokesperson", at=AT + 41 * MINUTE)


def test_nothing_new_without_a_bulletin_is_refused(cast):
    with pytest.raises(ReasonsAgainst):
        start_nothing_new(matter=make_matter(cast), by=cast.intake, at=AT)


def test_number_without_a_source_reaches_no_clearance_in_a_bulletin_either(cast):
    bulletin = make_bulletin(cast, make_matter(cast), known="Có 3 người bị thương.")

    with pytest.raises(ReasonsAgainst):
        send(cast, bulletin, at=AT)


def test_bulletin_given_up_leaves_no_gap_in_the_numbers(cast):
    matter = make_matter(cast)
    first = make_bulletin(cast, matter)
    give_up_bulletin(bulletin=first, by=cast.case_officer, at=AT + MINUTE)

    issued = make_issued(cast, matter, at=AT + 2 * MINUTE)

    assert issued.number == 1
    with pytest.raises(ReasonsAgainst):
        send(cast, first, at=AT + 3 * MINUTE)


def test_closed_matter_stops_the_promise_and_takes_no_bulletin(cast):
    matter = make_matter(cast)
    make_issued(cast, matter)
    waiting = send(cast, make_bulletin(cast, matter, at=AT + 6 * MINUTE), at=AT + 6 * MINUTE)

    close_matter(matter=matter, by=cast.head, at=AT + 10 * MINUTE)

    assert running(matter).count() == 0
    with pytest.raises(ReasonsAgainst):
        clear(cast, waiting, at=AT + 11 * MINUTE)
    assert len(public_matters(AT + HOUR).rows) == 1, "what was said stays readable"


def test_bulletin_is_begun_by_roles_that_write_only(cast):
    matter = make_matter(cast)

    for name in ("auditor", "desk_admin", "stranger"):
        with pytest.raises(MayNot):
            start_bulletin(matter=matter, language="vi", by=getattr(cast, name), at=AT)


def test_public_list_takes_the_same_queries_with_one_matter_and_with_three(cast, django_assert_num_queries):
    make_issued(cast, make_matter(cast))
    with django_assert_num_queries(1):
        assert len(public_matters(AT + DAY).rows) == 1
    for number in range(2):
        make_issued(cast, make_matter(cast, title=f"Việc {number}"))
    with django_assert_num_queries(1):
        assert len(public_matters(AT + DAY).rows) == 3


class TestEveOfTet:
    """The 24 hours of the decree run through the holidays; working days stand still."""

    EVE = datetime(2027, 2, 5, 9, 30, tzinfo=UTC)
    """Friday 5 February 2027, 16:30 in Viet Nam: the eve of Tết, itself a day off."""

    def test_running_hours_end_on_the_first_day_of_the_year_and_say_so_day_by_day(self, cast):
        put_night_on(cast, at=self.EVE, hours=48)
        matter = make_matter(cast, at=self.EVE)

        clock = running(matter, act="inform").get()

        assert clock.due_at == self.EVE + DAY
        assert [(line.day, line.counted) for line in explanation(clock)] == [
            ("2027-02-05", True),
            ("2027-02-06", True),
        ]

    def test_people_on_duty_are_told_on_the_holiday_by_the_hour(self, cast):
        put_night_on(cast, at=self.EVE, hours=48)
        matter = make_matter(cast, at=self.EVE)
        Notice.objects.all().delete()

        shares = {}
        for hours in (11, 12, 18, 22, 24):
            mark_times(at=self.EVE + hours * HOUR)
            shares[hours] = sorted(Notice.objects.filter(matter=matter).values_list("share", flat=True))

        assert [len(found) for found in shares.values()] == [0, 2, 4, 7, 10]

    def test_working_days_of_an_enquiry_of_the_same_hour_wait_until_after_tet(self, cast):
        from tests.factories.enquiries import make_enquiry

        enquiry = make_enquiry(cast, at=self.EVE)
        target = Clock.objects.of("enquiries.enquiry", enquiry.pk).exclude(limit={}).filter(rule=None)
        by_law = Clock.objects.of("enquiries.enquiry", enquiry.pk).filter(rule__isnull=False)
        days = [row for row in by_law if "working" in str(row.rule.row)]

        assert [row.due_at > self.EVE + 7 * DAY for row in (*target, *days)] and all(
            row.due_at > self.EVE + 7 * DAY for row in (*target, *days)
        )


def test_person_on_the_roster_whose_role_has_ended_clears_nothing(cast):
    put_night_on(cast)
    let_one_sign(cast)
    version = send(cast, make_bulletin(cast, make_matter(cast)), at=AT)
    Membership.objects.filter(desk=cast.desk, person=cast.spokesperson).update(role="case_officer")

    with pytest.raises(MayNot):
        clear(cast, version, "spokesperson", at=AT)

    assert not Bulletin.objects.filter(number__isnull=False).exists()


def test_matter_with_a_missed_promise_is_closed_only_after_another_bulletin(cast):
    matter = make_matter(cast)
    make_issued(cast, matter, next_in=HOUR)

    with pytest.raises(ReasonsAgainst):
        close_matter(matter=matter, by=cast.head, at=AT + 2 * HOUR)

    make_issued(cast, matter, at=AT + 2 * HOUR, next_in=None)
    assert close_matter(matter=matter, by=cast.head, at=AT + 3 * HOUR).closed_at
