"""Releases and packages reach all outlets as the same bytes at the same instant; the receipt is public.

And no one is watched: of an outlet a work contact is kept, of a person nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from hoiam.outlets import links, order
from hoiam.outlets.models import Channel, Consignment, Dispatch, Loan, Outlet
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.outlets.queries.receipts import list_of
from hoiam.post.models import Parcel
from hoiam.post.payloads import Mail, WebhookBody, render
from hoiam.releases.operations.publishing import publish
from tests.factories.outlets import make_channel, make_outlet
from tests.factories.releases import AT, HOUR, TITLE, T, make_embargoed

MANY = 12


@pytest.fixture
def outlets(cast):
    """Of every kind, at two desks, with one preference or another; a domestic paper and a foreign freelance alike."""
    kinds = ["newspaper", "broadcaster", "agency", "online", "freelance", "foreign"]
    made = [
        make_outlet(
            cast.desk if place % 2 else cast.other_desk,
            f"Nơi nhận tin số {place}",
            at=AT,
            kind=kinds[place % len(kinds)],
            language="vi" if place % 3 else "en",
        )
        for place in range(MANY)
    ]
    for outlet in made[::4]:
        make_channel(outlet, f"https://{outlet.code.lower()}.example/in", at=AT, kind="webhook")
    return made


@pytest.mark.django_db
def test_every_channel_receives_the_same_bytes_at_the_same_instant(cast, outlets):
    made = make_embargoed(cast)
    publish(edition=made.edition, at=T)
    sent = Dispatch.objects.get(purpose="release")
    rows = Consignment.objects.filter(dispatch=sent).values_list("pk", flat=True)
    parcels = Parcel.objects.filter(payload_kind=CONSIGNMENT, payload_id__in=list(rows))

    bodies = defaultdict(set)
    for parcel in parcels:
        said = render(CONSIGNMENT, parcel.payload_id, parcel.language)
        if isinstance(said, Mail):
            what = (said.subject, said.text, said.html, said.attachments, said.reply_to, said.sender_name)
            others = {name: value for name, value in said.headers.items() if not name.startswith("List-")}
            bodies[parcel.channel, parcel.language].add((what, tuple(sorted(others.items()))))
        elif isinstance(said, WebhookBody):
            bodies[parcel.channel, parcel.language].add(
                (said.content_type, said.body, said.event_type, said.id)
            )

    assert parcels.count() == Channel.objects.count()
    assert {name: len(found) for name, found in bodies.items()} == dict.fromkeys(
        [("email", "vi"), ("email", "en"), ("webhook", "vi"), ("webhook", "en")], 1
    )
    assert set(parcels.values_list("not_before", flat=True)) == {T}


@pytest.mark.django_db
def test_the_order_is_the_permutation_of_the_seed_that_was_sealed_before_and_is_public_after(cast, outlets):
    made = make_embargoed(cast)
    before = Dispatch.objects.get(purpose="release")
    publish(edition=made.edition, at=T)
    after = Dispatch.objects.get(purpose="release")

    keys = dict(Channel.objects.values_list("pk", "key"))
    left = Consignment.objects.filter(dispatch=after).order_by("position").values_list("channel", flat=True)
    lines = [line.split()[2] for line in list_of(after)]
    assert (before.seed, before.seed_hash, before.list_hash) == ("", after.seed_hash, after.list_hash)
    assert before.sealed_at < T
    assert order.seed_hash(after.seed) == before.seed_hash
    assert order.list_hash(lines) == before.list_hash
    assert list(left) == sorted(keys, key=lambda channel: order.order_key(after.seed, keys[channel]))


@pytest.mark.django_db
def test_the_place_in_the_order_has_nothing_to_do_with_what_an_outlet_is(cast, outlets):
    """Over many draws every outlet stands first now and then."""
    keys = [channel.key for channel in Channel.objects.all()]

    first = {min(keys, key=lambda key: order.order_key(order.new_seed(), key)) for _draw in range(1)}
    for _draw in range(400):
        seed = order.new_seed()
        first.add(min(keys, key=lambda key: order.order_key(seed, key)))

    assert first == set(keys)


@pytest.mark.django_db
def test_an_embargoed_text_is_open_to_every_registered_outlet_or_to_none(cast, outlets):
    cache.clear()
    ended = make_outlet(cast.desk, "Đã thôi", at=AT, ended_at=AT, ended_why="asked")
    made = make_embargoed(cast)
    loan = Loan.objects.get()

    def open_to() -> set[str]:
        found = set()
        for outlet in Outlet.objects.all():
            token = links.token_of(links.OUTLET, outlet.pk, outlet.link_number)
            if TITLE in Client().get(f"/vi/outlets/own/{token}/lent/{loan.pk}/").content.decode():
                found.add(outlet.code)
        return found

    with time_machine.travel(T - HOUR, tick=False):
        lent = open_to()
    publish(edition=made.edition, at=T)
    with time_machine.travel(T + HOUR, tick=False):
        later = open_to()

    told = Consignment.objects.filter(dispatch__purpose="embargo", position__isnull=False)
    assert lent == {outlet.code for outlet in outlets}
    assert set(told.values_list("channel__outlet__code", flat=True)) == lent
    assert (ended.code in lent, later) == (False, set())


def test_nothing_about_a_person_and_no_note_or_score_can_be_kept_of_an_outlet():
    """Every field of the register is one of these; a new one must be argued here."""
    fields = {
        model.__name__: {field.name for field in model._meta.get_fields() if not field.auto_created}
        for model in apps.get_app_config("outlets").get_models()
    }
    about = re.compile(
        r"note|score|rating|stance|tone|person_name|nationality|passport|card|licen[cs]e|birth|gender|phone|device"
        r"|network|ip_|user_agent|opened_mail|click|topic"
    )

    of_outlet = (
        "desk code name kind language website email registered_at expires_at reminded_at ended_at ended_why"
    )
    assert fields["Outlet"] == {*of_outlet.split(), "link_number"}
    assert fields["Access"] == {"loan", "outlet", "at"}
    assert fields["GuessCount"] == {"day", "count"}
    assert {name: [one for one in found if about.search(one)] for name, found in fields.items()} == {
        name: [] for name in fields
    }
