"""A list is sealed, a text leaves in the order of a seed, and anybody can work both out again."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.outlets import order
from hoiam.outlets.models import Channel, Consignment, Dispatch, Outlet
from hoiam.outlets.operations.dispatching import seal_list, send, send_correction, send_withdrawal
from hoiam.outlets.queries.receipts import list_of, sealed_before
from hoiam.post.models import Parcel
from hoiam.releases.models import Edition
from tests.factories.outlets import make_channel, make_many_outlets, make_outlet

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
T = AT + timedelta(hours=5)


def sealed(desk, number=7, theme="", at=AT) -> Dispatch:
    return seal_list(record=Edition(pk=number), desk=desk, theme=theme, languages=["vi", "en"], at=at)


def addressed(dispatch) -> list[str]:
    """The addresses of what leaves, in order."""
    rows = Consignment.objects.filter(dispatch=dispatch, position__isnull=False).order_by("position")
    return list(rows.values_list("channel__address", flat=True))


@pytest.mark.django_db
def test_order_and_list_can_be_worked_out_again_from_the_published_seed(desk):
    for place in range(6):
        make_outlet(desk, f"Báo {place}", at=AT)
    before = sealed(desk)
    known_before = (before.list_hash, before.seed_hash, before.seed, sealed_before(AT))

    sent = send(record=Edition(pk=7), at=T)

    lines = [line.split() for line in list_of(sent)]
    keys = {channel.pk: channel.key for channel in Channel.objects.all()}
    rows = Consignment.objects.filter(dispatch=sent).order_by("position")
    assert known_before == (sent.list_hash, sent.seed_hash, "", [(sent.list_hash, sent.seed_hash)])
    assert order.seed_hash(sent.seed) == sent.seed_hash
    assert order.list_hash(line for _place, _key, line in lines) == sent.list_hash
    assert [key for _place, key, _line in lines] == sorted(key for _place, key, _line in lines)
    assert [order.order_key(sent.seed, keys[row.channel_id]) for row in rows] == [
        key for _p, key, _l in lines
    ]
    assert list(Parcel.objects.order_by("position").values_list("position", "payload_id", "not_before")) == [
        (row.position, row.pk, T) for row in rows
    ]


@pytest.mark.django_db
def test_two_dispatches_to_the_same_outlets_leave_in_orders_of_their_own(desk):
    for place in range(8):
        make_outlet(desk, f"Báo {place}", at=AT)

    orders = []
    for number in (7, 8, 9):
        sealed(desk, number)
        orders.append(addressed(send(record=Edition(pk=number), at=T)))

    assert [sorted(one) for one in orders] == [sorted(orders[0])] * 3
    assert orders[0] != orders[1] or orders[1] != orders[2]


@pytest.mark.django_db
def test_what_joined_after_the_sealing_is_added_and_what_ended_is_left_out_both_counted(desk):
    stays, ends = make_outlet(desk, "Ở lại", at=AT), make_outlet(desk, "Thôi nhận", at=AT)
    sealed(desk)
    make_outlet(desk, "Đến sau", at=T, email="den-sau@bao.example")
    Channel.objects.filter(outlet=ends).update(ended_at=AT, ended_why="unsubscribed")

    sent = send(record=Edition(pk=7), at=T)

    assert sorted(addressed(sent)) == ["den-sau@bao.example", stays.email]
    assert (sent.sealed_count, sent.added, sent.left_out) == (2, 1, 1)


@pytest.mark.django_db
def test_only_open_channels_of_registered_outlets_that_want_the_theme_receive(desk):
    all_themes = make_outlet(desk, "Mọi chủ đề", at=AT)
    other = make_outlet(desk, "Chủ đề khác", at=AT, channel=False)
    make_channel(other, "khac@bao.example", at=AT, themes=("expression",))
    same = make_outlet(desk, "Cùng chủ đề", at=AT, channel=False)
    make_channel(same, "cung@bao.example", at=AT, themes=("information", "expression"))
    unconfirmed = make_outlet(desk, "Chưa xác nhận", at=AT, channel=False)
    make_channel(unconfirmed, "chua@bao.example", at=AT, confirmed_at=None)
    make_outlet(desk, "Hết hạn", at=AT, expires_at=T)
    make_outlet(desk, "Đã thôi", at=AT, ended_at=AT, ended_why="asked")
    sealed(desk, theme="information")

    sent = send(record=Edition(pk=7), at=T)

    assert sorted(addressed(sent)) == ["cung@bao.example", all_themes.email]


@pytest.mark.django_db
def test_each_channel_receives_its_language_and_the_original_where_there_is_none(desk):
    for tag in ("en", "fr", "vi", "en-GB"):
        make_outlet(desk, f"Outlet {tag}", at=AT, language=tag)
    sealed(desk)

    sent = send(record=Edition(pk=7), at=T)

    rows = Consignment.objects.filter(dispatch=sent).values_list("channel__language", "language")
    assert dict(rows) == {"en": "en", "fr": "vi", "vi": "vi", "en-GB": "en"}


@pytest.mark.django_db
def test_sending_twice_sends_once_and_sending_without_a_sealed_list_is_refused(desk):
    make_outlet(desk, at=AT)
    with pytest.raises(ReasonsAgainst, match="not sealed"):
        send(record=Edition(pk=7), at=T)
    sealed(desk)

    send(record=Edition(pk=7), at=T)
    again = send(record=Edition(pk=7), at=T + timedelta(hours=1))

    assert (again.sent_at, Parcel.objects.count(), Dispatch.objects.count()) == (T, 1, 1)
    assert sealed(desk).pk == again.pk


@pytest.mark.django_db
def test_a_correction_reaches_earlier_recipients_whatever_became_of_their_preferences_and_counts_the_rest(
    desk,
):
    moved, gone, new = (make_outlet(desk, name, at=AT) for name in ("Đổi chủ đề", "Đã thôi", "Mới"))
    Outlet.objects.filter(pk=new.pk).update(registered_at=T + timedelta(hours=1))
    sealed(desk, 7, theme="information")
    send(record=Edition(pk=7), at=T)
    moved.channels.get().themes.create(theme="expression")
    gone.channels.update(ended_at=T, ended_why="unsubscribed")
    later = T + timedelta(days=2)

    sealed(desk, 8, theme="information", at=later)
    sent = send_correction(record=Edition(pk=8), earlier=[Edition(pk=7)], at=later)

    assert sorted(addressed(sent)) == sorted([moved.email, new.email])
    assert (sent.purpose, sent.unreachable, sent.added) == ("correction", 1, 1)


@pytest.mark.django_db
def test_a_correction_reaches_an_outlet_by_another_way_than_the_one_that_ended(desk):
    outlet = make_outlet(desk, at=AT)
    sealed(desk, 7)
    send(record=Edition(pk=7), at=T)
    outlet.channels.update(ended_at=T, ended_why="bounces")
    make_channel(outlet, "moi@bao.example", at=T)
    Outlet.objects.filter(pk=outlet.pk).update(expires_at=T + timedelta(hours=1))

    sealed(desk, 8, at=T + timedelta(days=1))
    sent = send_correction(record=Edition(pk=8), earlier=[Edition(pk=7)], at=T + timedelta(days=1))

    assert (addressed(sent), sent.unreachable) == (["moi@bao.example"], 0)


@pytest.mark.django_db
def test_a_withdrawal_is_told_to_whoever_received_any_edition(desk):
    outlet = make_outlet(desk, at=AT)
    sealed(desk, 7)
    send(record=Edition(pk=7), at=T)

    sent = send_withdrawal(record=Edition(pk=7), earlier=[Edition(pk=7)], at=T + timedelta(days=1))
    again = send_withdrawal(record=Edition(pk=7), earlier=[Edition(pk=7)], at=T + timedelta(days=2))

    assert (addressed(sent), sent.purpose, again.pk) == ([outlet.email], "withdrawal", sent.pk)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.django_db
def test_memory_does_not_grow_with_the_number_of_recipients(desk):
    peaks = []
    for number, many in ((7, 3_000), (8, 9_000)):
        make_many_outlets(desk, many, at=AT) if number == 7 else _more(desk, many)
        tracemalloc.start()
        sealed(desk, number)
        sent = send(record=Edition(pk=number), at=T)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert Consignment.objects.filter(dispatch=sent, position__isnull=False).count() == many
    assert peaks[1] < peaks[0] * 1.5


def _more(desk, number):
    Consignment.objects.all().delete()
    Dispatch.objects.all().delete()
    Channel.objects.all().delete()
    Outlet.objects.all().delete()
    make_many_outlets(desk, number, at=AT)
