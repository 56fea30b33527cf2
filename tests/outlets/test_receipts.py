"""What the public sees of a sending, and what an outlet sees of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.operations.merging import merge_desks
from hoiam.outlets import order
from hoiam.outlets.models import Outlet
from hoiam.outlets.operations.dispatching import seal_list, send
from hoiam.outlets.queries.receipts import list_of, own_rows, receipts_of
from hoiam.post.leasing import End
from hoiam.releases.models import Edition
from tests.factories.desks import make_desk
from tests.factories.outlets import make_channel, make_outlet
from tests.outlets.handing import hand_over

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def sent(desk):
    for place in range(20):
        make_outlet(desk, f"Báo {place}", at=AT)
    make_channel(Outlet.objects.earliest("pk"), "https://bao.example/in", at=AT, kind="webhook")
    seal_list(record=Edition(pk=7), desk=desk, theme="", languages=["vi"], at=AT)
    dispatch = send(record=Edition(pk=7), at=AT)
    for place in range(19):
        hand_over(1, at=AT + (place + 1) * SECOND)
    return dispatch


@pytest.mark.django_db
def test_a_receipt_gives_first_median_ninety_fifth_and_last_hand_over_per_way(sent):
    (receipt,) = receipts_of("releases.edition", 7)

    mail, hook = receipt.ways
    counted = (mail.kind, mail.outlets, mail.handed_over, mail.waiting, receipt.is_complete)
    assert counted == ("email", 20, 19, 1, False)
    assert [mail.first_at, mail.median_at, mail.most_at, mail.last_at] == [
        AT + number * SECOND for number in (1, 10, 19, 19)
    ]
    assert (hook.kind, hook.channels, hook.waiting, hook.first_at) == ("webhook", 1, 1, None)


@pytest.mark.django_db
def test_failures_and_what_was_reached_otherwise_are_counted(sent):
    hand_over(1, at=AT, end=End.REFUSED, fault="The mail server answered 550.")

    (receipt,) = receipts_of("releases.edition", 7)

    assert (receipt.ways[0].failed, receipt.tasks, receipt.reached) == (1, 1, 0)


@pytest.mark.django_db
def test_nothing_is_told_of_a_list_before_it_was_sent(desk):
    make_outlet(desk, at=AT)
    dispatch = seal_list(record=Edition(pk=7), desk=desk, theme="", languages=["vi"], at=AT)

    assert (receipts_of("releases.edition", 7), list(list_of(dispatch))) == ([], [])


@pytest.mark.django_db
def test_an_outlet_sees_its_own_rows_and_finds_its_line_in_the_list(sent):
    outlet = Outlet.objects.latest("pk")

    (row,) = own_rows(outlet)

    lines = {line.split()[2]: int(line.split()[0]) for line in list_of(sent)}
    channel = outlet.channels.get()
    assert row.line == order.list_line(sent.seed, channel.key)
    assert lines[row.line] == row.consignment.position
    assert row.consignment.channel_id == channel.pk


@pytest.mark.django_db
def test_the_register_passes_on_when_desks_merge(desk):
    make_outlet(desk, at=AT)
    present = make_desk("hue-moi")

    moved = merge_desks(former=desk, present=present, by="operator", at=AT)

    assert (Outlet.objects.get().desk, moved.counts["outlets"]) == (present, 1)
