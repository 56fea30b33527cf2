"""A text is lent to every registered outlet or to none, and who opened it is soon forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.outlets.models import Access, Consignment, GuessCount, Loan
from hoiam.outlets.operations.dispatching import seal_list, send
from hoiam.outlets.operations.embargo import count_guess, erase_old_access, lend, note_access
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.outlets.queries.receipts import outlets_that_opened
from hoiam.post.payloads import render
from hoiam.releases.models import Edition
from tests.factories.outlets import make_channel, make_outlet

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def seal(desk, number=7):
    return seal_list(record=Edition(pk=number), desk=desk, theme="information", languages=["vi", "en"], at=AT)


@pytest.mark.django_db
def test_all_registered_outlets_are_told_whatever_their_themes_and_nothing_of_the_text_is_in_the_notice(desk):
    outlets = [make_outlet(desk, f"Báo {place}", at=AT) for place in range(3)]
    outlets[0].channels.get().themes.create(theme="expression")
    make_outlet(desk, "Hết hạn", at=AT, expires_at=AT)
    seal(desk)

    loan = lend(record=Edition(pk=7), at=AT)
    again = lend(record=Edition(pk=7), at=AT + timedelta(hours=1))

    rows = Consignment.objects.filter(dispatch__purpose="embargo", position__isnull=False)
    mails = [render(CONSIGNMENT, row.pk, row.language) for row in rows]
    assert (again, sorted(row.channel.outlet_id for row in rows)) == (loan, [one.pk for one in outlets])
    assert all("/outlets/own/" in mail.text and "information" not in mail.text for mail in mails)


@pytest.mark.django_db
def test_a_text_is_lent_after_its_list_was_sealed_and_before_it_is_public(desk):
    make_outlet(desk, at=AT)
    with pytest.raises(ReasonsAgainst, match="not sealed"):
        lend(record=Edition(pk=7), at=AT)
    seal(desk)
    send(record=Edition(pk=7), at=AT)

    with pytest.raises(ReasonsAgainst, match="public already"):
        lend(record=Edition(pk=7), at=AT)

    assert Loan.objects.count() == 0


@pytest.mark.django_db
def test_access_is_noted_for_registered_outlets_and_forgotten_after_thirty_days_but_for_a_number(desk):
    first, second = make_outlet(desk, "Một", at=AT), make_outlet(desk, "Hai", at=AT)
    lapsed = make_outlet(desk, "Hết hạn", at=AT, expires_at=AT)
    seal(desk)
    lend(record=Edition(pk=7), at=AT)
    for outlet in (first, first, second):
        note_access(outlet=outlet, record=Edition(pk=7), at=AT)
    with pytest.raises(ReasonsAgainst, match="registered"):
        note_access(outlet=lapsed, record=Edition(pk=7), at=AT)
    with pytest.raises(ReasonsAgainst, match="not lent"):
        note_access(outlet=first, record=Edition(pk=8), at=AT)

    kept = erase_old_access(AT + timedelta(days=29))
    erased = erase_old_access(AT + timedelta(days=30))

    assert (kept, erased, Access.objects.count()) == (0, 3, 0)
    assert outlets_that_opened("releases.edition", 7) == 2


@pytest.mark.django_db
def test_guesses_are_counted_by_local_day_and_nothing_else_is_kept(desk):
    for hours in (0, 1, 20):
        count_guess(at=AT + timedelta(hours=hours))

    assert list(GuessCount.objects.values_list("day", "count")) == [
        (date(2026, 11, 4), 1),
        (date(2026, 11, 3), 2),
    ]
    assert {field.name for field in GuessCount._meta.fields} == {"id", "day", "count"}


@pytest.mark.django_db
def test_a_notice_to_a_webhook_names_the_page_alone(desk):
    outlet = make_outlet(desk, at=AT, channel=False)
    make_channel(outlet, "https://bao.example/in", at=AT, kind="webhook")
    seal(desk)
    lend(record=Edition(pk=7), at=AT)

    body = render(CONSIGNMENT, Consignment.objects.get(dispatch__purpose="embargo").pk, "vi")

    assert (body.event_type, b"/outlets/own/" in body.body) == ("embargo.lent", True)
