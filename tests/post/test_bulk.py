from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from hoiam.post import operations
from hoiam.post.addresses import webhook_address
from hoiam.post.models import Parcel
from hoiam.post.operations import Outgoing, enqueue_many
from hoiam.post.queries import oldest_wait
from hoiam.post.signals import parcel_failed

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def rows(count: int, **more):
    return (
        Outgoing("tests.bulk", number, f"bao-{number}@toa-soan.example", position=count - number, **more)
        for number in range(count)
    )


def test_many_rows_are_parcels_once_however_often_they_are_given():
    first, second = enqueue_many(rows(1_200), at=AT), enqueue_many(rows(1_201), at=AT)

    assert (first, second, Parcel.objects.count()) == (1_200, 1, 1_201)
    assert len(set(Parcel.objects.values_list("message_id", flat=True))) == 1_201


def test_one_by_one_and_in_bulk_meet_in_one_parcel():
    one = operations.enqueue(payload_kind="tests.bulk", payload_id=0, address="Bao-0@toa-soan.example", at=AT)

    assert (enqueue_many(rows(1), at=AT), Parcel.objects.get().pk) == (0, one.pk)


def test_five_thousand_rows_are_written_in_less_than_a_second_of_cpu():
    enqueue_many(rows(50), at=AT)
    began = time.process_time()

    enqueue_many(rows(5_000), at=AT)

    assert time.process_time() - began < 1.5, "0.4 s are usual; the rest is room for a busy machine"


def test_memory_does_not_grow_with_the_number_of_rows():
    enqueue_many(rows(600), at=AT)
    tracemalloc.start()
    enqueue_many(rows(600), at=AT, not_before=AT + timedelta(days=1))
    small = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    enqueue_many(rows(2_400), at=AT, not_before=AT + timedelta(days=2))
    large = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert large < small * 1.5


def test_bad_address_among_many_fails_at_once_and_holds_up_no_other():
    told = []

    def hear(parcel, **_):
        told.append(parcel.payload_id)

    parcel_failed.connect(hear)
    try:
        enqueue_many(
            [Outgoing("tests.bulk", 1, "kein ort"), Outgoing("tests.bulk", 2, "lan@bao.example")], at=AT
        )
    finally:
        parcel_failed.disconnect(hear)

    states = list(Parcel.objects.order_by("payload_id").values_list("state", "fault"))
    assert (states, told) == ([("failed", "The address is none."), ("waiting", "")], [1])


def test_webhook_is_kept_sealed_and_a_new_secret_makes_no_second_parcel():
    for secret in ("whsec_YmltYXQ=", "whsec_a2hhYw=="):
        address = webhook_address("https://bao.example/Nhan?x=1", secret)
        enqueue_many([Outgoing("tests.bulk", 1, address, channel="webhook")], at=AT)

    row = str(Parcel.objects.values().get())
    assert "bao.example" not in row and "whsec" not in row


@pytest.mark.parametrize(
    "address", ["https://bao.example", "ftp://bao.example whsec_eA==", "https://bao.example\n whsec_eA=="]
)
def test_webhook_without_secret_or_with_another_scheme_or_sign_is_no_address(address):
    enqueue_many([Outgoing("tests.bulk", 1, address, channel="webhook")], at=AT)

    assert Parcel.objects.get().state == "failed"


def test_oldest_wait_looks_at_every_channel():
    address = webhook_address("https://bao.example/nhan", "whsec_YmltYXQ=")
    enqueue_many([Outgoing("tests.bulk", 1, address, channel="webhook")], at=AT)
    enqueue_many(rows(1), at=AT, not_before=AT + timedelta(hours=1))

    assert oldest_wait(AT + timedelta(minutes=10)) == timedelta(minutes=10)
