"""What an outlet receives by, confirmed by itself, ended by one press, by 410 and by mail that comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.queries.standing import standing_of
from hoiam.outlets import links, rendering
from hoiam.outlets.models import Channel, Consignment, ReachTask
from hoiam.outlets.operations import channels
from hoiam.outlets.operations.dispatching import seal_list, send
from hoiam.outlets.operations.reaching import settle_reach
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.outlets.queries.register import reach_tasks
from hoiam.post.leasing import End
from hoiam.post.models import Parcel
from hoiam.post.operations import mark_bounced
from hoiam.post.payloads import Mail, WebhookBody, Withdrawn, render
from hoiam.post.sealing import unseal
from hoiam.releases.models import Edition
from tests.factories.outlets import SECRET, make_channel, make_outlet
from tests.outlets.handing import hand_over

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def rendered(monkeypatch):
    """What a record reads like is said by the room that owns it; here by the test."""

    def said(record_id, language, kind):
        if kind == "webhook":
            return WebhookBody("application/json", b'{"title": "T"}', "release.published", f"e-{record_id}")
        return Mail(subject=f"Bản tin {record_id}", text=f"[{language}] nguyên văn\n")

    monkeypatch.setitem(rendering._renders, "releases.edition", said)


def token_of(outlet) -> str:
    return links.token_of(links.OUTLET, outlet.pk, outlet.link_number)


def sent(desk, number=7):
    seal_list(record=Edition(pk=number), desk=desk, theme="", languages=["vi"], at=AT)
    return send(record=Edition(pk=number), at=AT)


@pytest.mark.django_db
def test_a_second_address_receives_after_its_own_confirmation(desk):
    outlet = make_outlet(desk, at=AT, channel=False)
    made, secret = channels.add_channel(
        token=token_of(outlet),
        kind="email",
        address="Tin@Bao.example",
        language="vi",
        themes=["information"],
        at=AT,
    )
    before = list(Channel.objects.receiving(AT))

    channels.confirm_address(token=links.token_of(links.ADDRESS, made.pk), at=AT + timedelta(hours=2))

    assert (secret, before, list(Channel.objects.receiving(AT))) == ("", [], [made])
    assert list(made.themes.values_list("theme", flat=True)) == ["information"]


@pytest.mark.django_db
def test_a_webhook_shows_its_secret_once_and_keeps_it_sealed(desk):
    outlet = make_outlet(desk, at=AT)

    made, secret = channels.add_channel(
        token=token_of(outlet),
        kind="webhook",
        address="https://bao.example/in",
        language="vi",
        themes=[],
        at=AT,
    )

    assert secret.startswith("whsec_")
    assert secret not in str(Channel.objects.filter(pk=made.pk).values())
    renewed, other = channels.renew_secret(token=token_of(outlet), channel_id=made.pk, at=AT)
    assert (renewed.pk, other == secret) == (made.pk, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("webhook", "http://bao.example/in"),
        ("webhook", "https://name:word@bao.example/in"),
        ("webhook", "https://bao.example:25/in"),
        ("webhook", "not an address"),
        ("email", "tin@"),
        ("fax", "tin@bao.example"),
    ],
)
def test_an_address_that_is_none_is_refused(desk, kind, address):
    outlet = make_outlet(desk, at=AT)

    with pytest.raises(ReasonsAgainst):
        channels.add_channel(
            token=token_of(outlet), kind=kind, address=address, language="vi", themes=[], at=AT
        )

    assert Channel.objects.count() == 1


@pytest.mark.django_db
def test_an_outlet_changes_only_its_own_channels(desk):
    own, other = make_outlet(desk, "Của mình", at=AT), make_outlet(desk, "Của người", at=AT)
    theirs = other.channels.get()

    for act in (
        lambda: channels.end_channel(token=token_of(own), channel_id=theirs.pk, at=AT),
        lambda: channels.prefer(token=token_of(own), channel_id=theirs.pk, language="en", themes=[], at=AT),
    ):
        with pytest.raises(ReasonsAgainst):
            act()

    assert Channel.objects.open().count() == 2


@pytest.mark.django_db
def test_a_mail_can_be_unsubscribed_by_one_press_and_what_is_on_its_way_stays(desk, rendered):
    outlet = make_outlet(desk, at=AT)
    sent(desk)
    row = Consignment.objects.get()
    mail = render(CONSIGNMENT, row.pk, "vi")
    address = mail.headers["List-Unsubscribe"].strip("<>")
    token = address.rstrip("/").rsplit("/", 1)[1]

    channels.unsubscribe(token=token, at=AT)
    channels.unsubscribe(token=token, at=AT + timedelta(days=900))

    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (outlet.channels.get().ended_why, outlet.channels.get().ended_at) == ("unsubscribed", AT)
    with pytest.raises(Withdrawn):
        render(CONSIGNMENT, row.pk, "vi")
    with pytest.raises(ReasonsAgainst):
        channels.unsubscribe(token=token[:-2] + "xx", at=AT)


@pytest.mark.django_db
def test_every_channel_of_a_kind_and_language_receives_the_same_bytes(desk, rendered):
    for place in range(3):
        make_channel(
            make_outlet(desk, f"Báo {place}", at=AT), f"https://b{place}.example/in", at=AT, kind="webhook"
        )
    sent(desk)

    said = [render(CONSIGNMENT, row.payload_id, row.language) for row in Parcel.objects.order_by("position")]

    mails = {(one.subject, one.text, one.html, one.attachments) for one in said if isinstance(one, Mail)}
    hooks = {(one.body, one.id, one.event_type) for one in said if isinstance(one, WebhookBody)}
    assert (len(said), mails, len(hooks)) == (6, {("Bản tin 7", "[vi] nguyên văn\n", "", ())}, 1)


@pytest.mark.django_db
def test_a_failed_parcel_becomes_a_task_for_the_desk_that_is_settled_with_words(cast, rendered):
    make_outlet(cast.desk, at=AT)
    sent(cast.desk)
    hand_over(1, at=AT, end=End.REFUSED, fault="The mail server answered 550.")
    task = reach_tasks(standing_of(cast.intake, cast.desk, AT)).get()

    with pytest.raises(MayNot):
        settle_reach(task=task, how="Đã gọi.", by=cast.stranger, at=AT)
    with pytest.raises(ReasonsAgainst, match="Say how"):
        settle_reach(task=task, how=" ", by=cast.intake, at=AT)
    settle_reach(task=task, how="Đã gọi tòa soạn, gửi lại qua cổng.", by=cast.intake, at=AT)

    assert (task.said, ReachTask.objects.filter(settled_at=None).count()) == (
        "The mail server answered 550.",
        0,
    )


@pytest.mark.django_db
def test_three_messages_in_a_row_that_came_back_end_the_address_and_a_gone_webhook_ends_at_once(
    desk, rendered
):
    outlet = make_outlet(desk, at=AT)
    hook = make_channel(outlet, "https://bao.example/in", at=AT, kind="webhook")
    states = []
    for number in (7, 8, 9):
        sent(desk, number)
        for parcel in hand_over(9, at=AT):
            mark_bounced(parcel=parcel, at=AT)
        hand_over(9, at=AT, channel="webhook", end=End.GONE, fault="The receiver answered 410.")
        states.append(dict(outlet.channels.values_list("kind", "ended_why")))

    assert states == [
        {"email": "", "webhook": "gone"},
        {"email": "", "webhook": "gone"},
        {"email": "bounces", "webhook": "gone"},
    ]
    assert (ReachTask.objects.count(), hook.consignments.count()) == (4, 1)


@pytest.mark.django_db
def test_a_trial_is_signed_with_the_secret_of_the_webhook_and_sent_once_a_minute(cast):
    outlet = make_outlet(cast.desk, at=AT)
    hook = make_channel(outlet, "https://bao.example/in", at=AT, kind="webhook")

    channels.try_channel(channel=hook, by=cast.intake, at=AT)
    with pytest.raises(ReasonsAgainst, match="less than a minute"):
        channels.try_own(token=token_of(outlet), channel_id=hook.pk, at=AT + timedelta(seconds=30))
    channels.try_own(token=token_of(outlet), channel_id=hook.pk, at=AT + timedelta(minutes=2))

    parcel = Parcel.objects.latest("pk")
    assert (unseal(parcel.sealed_address), Parcel.objects.count()) == (f"https://bao.example/in {SECRET}", 2)
    with pytest.raises(MayNot):
        channels.try_channel(channel=hook, by=cast.stranger, at=AT + timedelta(hours=1))
