"""A list is sealed before T; at T everything on it leaves at once, in an order that nobody chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.outlets import order
from hoiam.outlets.models import Channel, Consignment, Dispatch
from hoiam.outlets.models.dispatches import TARGETS
from hoiam.outlets.models.outlets import ChannelQuerySet
from hoiam.outlets.queries.letters import CONSIGNMENT, address_of
from hoiam.outlets.terms import OPENING, Purpose
from hoiam.post import sealing
from hoiam.post.operations import Outgoing, enqueue_many

BULK = 1_000
"""Rows that are read and written at a time: memory does not grow with the number of recipients."""


def seal_list(
    *,
    record: models.Model,
    desk: Desk,
    theme: str,
    languages: Sequence[str],
    at: datetime,
    by: Person | str = "worker",
    purpose: Purpose = Purpose.RELEASE,
) -> Dispatch:
    """Fix who receives a record and draw the seed of the order; both hashes are public from now on.

    `languages`: BCP 47 tags in which the record exists, the original first. A second sealing returns the first, with
    the theme and the languages of now: who came onto or left the list since is counted when it is sent. The caller
    has locked the record. Raises `ReasonsAgainst`.
    """
    kind = record._meta.label_lower
    insist(
        [
            kind not in TARGETS and _("Records of this kind are not sent to outlets."),
            not languages and _("Say in which languages it exists."),
        ]
    )
    with transaction.atomic():
        same = Dispatch.objects.filter(record_kind=kind, record_id=record.pk)
        same = same.filter(purpose__in=OPENING) if purpose in OPENING else same.filter(purpose=purpose)
        if known := same.select_for_update(of=("self",)).first():
            return _brought_up_to_date(known, theme, list(languages))
        seed = order.new_seed()
        dispatch = Dispatch.objects.create(
            desk=desk,
            record_kind=kind,
            record_id=record.pk,
            purpose=purpose,
            theme=theme,
            languages=list(languages),
            sealed_seed=sealing.seal(seed),
            seed_hash=order.seed_hash(seed),
            list_hash="",
            sealed_at=at,
            sealed_count=0,
        )
        dispatch.sealed_count = _put_on_list(dispatch, seed, _wanting(dispatch, at), is_added=False)
        dispatch.list_hash = order.list_hash(sealed_lines(dispatch, seed))
        dispatch.save(update_fields=["sealed_count", "list_hash"])
        detail = {"dispatch": dispatch.pk, "channels": dispatch.sealed_count, "list": dispatch.list_hash}
        write_line(desk=desk, by=by, at=at, verb="sealed list of recipients", record=record, detail=detail)
    return dispatch


def _brought_up_to_date(dispatch: Dispatch, theme: str, languages: list[str]) -> Dispatch:
    if dispatch.sent_at is None and (dispatch.theme, dispatch.languages) != (theme, languages):
        dispatch.theme, dispatch.languages = theme, languages
        dispatch.save(update_fields=["theme", "languages"])
    return dispatch


def send(*, record: models.Model, at: datetime, by: Person | str = "worker") -> Dispatch:
    """Send a record to everybody on its sealed list, in the caller's transaction: one parcel per channel.

    Who registered since the sealing is added and counted, who ended is left out and counted. The seed becomes
    public. A second call changes nothing. Raises `ReasonsAgainst` where no list was sealed.
    """
    with transaction.atomic():
        dispatch = _sealed(record)
        return dispatch if dispatch.sent_at else _send(dispatch, record, at, by, earlier=None)


def send_correction(
    *, record: models.Model, earlier: Iterable[models.Model], at: datetime, by: Person | str = "worker"
) -> Dispatch:
    """Send an edition that corrects `earlier` ones: to the present list, and to whoever received an earlier one.

    Those receive it whatever their preferences have become, also where their registration has run out; where
    they may no longer be written to they are counted. Otherwise as `send`.
    """
    with transaction.atomic():
        dispatch = _sealed(record)
        if dispatch.sent_at:
            return dispatch
        dispatch.purpose = Purpose.CORRECTION
        return _send(dispatch, record, at, by, earlier=_dispatches_of(earlier))


def send_withdrawal(
    *, record: models.Model, earlier: Iterable[models.Model], at: datetime, by: Person | str = "worker"
) -> Dispatch:
    """Tell everybody who received one of these editions that the release is withdrawn; sealed and sent at once.

    The render of the record's kind finds it withdrawn and writes the notice. Raises `ReasonsAgainst` where
    `record` was never sent.
    """
    with transaction.atomic():
        first = _sealed(record)
        dispatch = seal_list(
            record=record,
            desk=first.desk,
            theme=first.theme,
            languages=first.languages,
            at=at,
            by=by,
            purpose=Purpose.WITHDRAWAL,
        )
        return dispatch if dispatch.sent_at else _send(dispatch, record, at, by, _dispatches_of(earlier))


def send_sealed(*, dispatch: Dispatch, record: models.Model, at: datetime, by: Person | str) -> Dispatch:
    """Send what was just sealed for its own sake: a notice that a text is lent."""
    return dispatch if dispatch.sent_at else _send(dispatch, record, at, by, earlier=None)


def sealed_lines(dispatch: Dispatch, seed: str) -> Iterator[str]:
    """The lines of the sealed list in the order of the seed; read in pieces."""
    rows = Consignment.objects.filter(dispatch=dispatch, is_added=False)
    return (order.list_line(seed, row.channel.key) for row in _in_pieces(rows, "order_key", ""))


def _sealed(record: models.Model) -> Dispatch:
    """The dispatch that opens a record, locked."""
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("desk")
    kind = record._meta.label_lower
    found = rows.filter(record_kind=kind, record_id=record.pk, purpose__in=OPENING).first()
    insist([] if found else [_("The list of recipients was not sealed before. Seal it, then send.")])
    assert found is not None
    return found


def _dispatches_of(records: Iterable[models.Model]) -> list[int]:
    found: list[int] = []
    for record in records:
        rows = Dispatch.objects.filter(record_kind=record._meta.label_lower, record_id=record.pk)
        found += rows.filter(purpose__in=OPENING).values_list("pk", flat=True)
    return found


def _send(
    dispatch: Dispatch, record: models.Model, at: datetime, by: Person | str, earlier: list[int] | None
) -> Dispatch:
    seed = sealing.unseal(dispatch.sealed_seed)
    going = _wanting(dispatch, at)
    if earlier is not None:
        received = Consignment.objects.filter(dispatch__in=earlier, position__isnull=False)
        had_it = Exists(received.filter(channel__outlet=OuterRef("outlet")))
        going = Channel.objects.open().filter(Q(pk__in=going.values("pk")) | had_it)
        dispatch.unreachable = _unreachable(received, going)
    dispatch.added = _put_on_list(dispatch, seed, going, is_added=True)
    _give_languages(dispatch)
    leaving = _give_positions(dispatch, going)
    dispatch.left_out = dispatch.sealed_count + dispatch.added - leaving
    dispatch.sent_at, dispatch.seed, dispatch.sealed_seed = at, seed, ""
    dispatch.save()
    enqueue_many(_outgoing(dispatch), at=at)
    detail = {"dispatch": dispatch.pk, "purpose": dispatch.purpose, "channels": leaving}
    write_line(desk=dispatch.desk, by=by, at=at, verb="sent to outlets", record=record, detail=detail)
    return dispatch


def _wanting(dispatch: Dispatch, at: datetime) -> ChannelQuerySet:
    """Open channels of registered outlets that want the theme; a notice of embargo goes to all of them.

    Of a practice desk nobody is on the list.
    """
    rows = Channel.objects.receiving(at)
    if dispatch.desk.is_practice:
        return rows.none()
    return rows if dispatch.purpose == Purpose.EMBARGO else rows.wanting(dispatch.theme)


def _unreachable(received: QuerySet[Consignment], going: ChannelQuerySet) -> int:
    """How many outlets received something earlier and have no channel any more by which they may be written to."""
    gone = received.exclude(channel__outlet__in=going.values("outlet"))
    return gone.values("channel__outlet").distinct().count()


def _put_on_list(dispatch: Dispatch, seed: str, going: ChannelQuerySet, *, is_added: bool) -> int:
    """Write a row for each of these channels that has none yet; how many."""
    listed = Consignment.objects.filter(dispatch=dispatch, channel=OuterRef("pk"))
    written = 0
    unlisted = _in_pieces(going.filter(~Exists(listed)), "pk", 0)
    while piece := list(islice(unlisted, BULK)):
        rows = [
            Consignment(
                dispatch=dispatch,
                channel=channel,
                language=_language_for(channel.language, dispatch.languages),
                order_key=order.order_key(seed, channel.key),
                is_added=is_added,
            )
            for channel in piece
        ]
        written += len(Consignment.objects.bulk_create(rows))
    return written


def _language_for(wanted: str, languages: Sequence[str]) -> str:
    """The preferred language where the record has it, by its whole tag, then by its first part; else the original."""
    same = [tag for tag in languages if tag.lower() == wanted.lower()]
    near = [tag for tag in languages if tag.lower().split("-")[0] == wanted.lower().split("-")[0]]
    return str((same or near or list(languages))[0])


def _give_languages(dispatch: Dispatch) -> None:
    """Each channel its language as it prefers it and as the record has it now; one statement per language."""
    listed = Consignment.objects.filter(dispatch=dispatch)
    for wanted in list(listed.order_by().values_list("channel__language", flat=True).distinct()):
        speaking = Channel.objects.filter(language=wanted)
        listed.filter(channel__in=speaking).update(language=_language_for(wanted, dispatch.languages))


def _give_positions(dispatch: Dispatch, going: ChannelQuerySet) -> int:
    """Number what leaves in the order of the seed, in one statement; how many."""
    leaving = Consignment.objects.filter(dispatch=dispatch, channel__in=going.values("pk"))
    place = Window(RowNumber(), order_by="order_key")
    ranked, given = leaving.order_by().annotate(place=place).values("pk", "place").query.sql_with_params()
    table = connection.ops.quote_name(Consignment._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH ranked(pk, place) AS ({ranked}) UPDATE {table} SET position = ranked.place "  # noqa: S608
            f"FROM ranked WHERE {table}.id = ranked.pk",
            given,
        )
    return Consignment.objects.filter(dispatch=dispatch, position__isnull=False).count()


def _outgoing(dispatch: Dispatch) -> Iterator[Outgoing]:
    """The parcels in the order in which they leave."""
    rows = Consignment.objects.filter(dispatch=dispatch, position__isnull=False)
    for row in _in_pieces(rows, "position", 0):
        yield Outgoing(
            payload_kind=CONSIGNMENT,
            payload_id=row.pk,
            address=address_of(row.channel),
            channel=row.channel.kind,
            language=row.language,
            position=row.position,
            desk=dispatch.desk,
        )


def _in_pieces(rows: Any, by: str, before: Any) -> Iterator[Any]:
    """Rows in the order of a unique column, read in pieces; they may be written to meanwhile."""
    if rows.model is Consignment:
        rows = rows.select_related("channel")
    while piece := list(rows.filter(**{f"{by}__gt": before}).order_by(by)[:BULK]):
        yield from piece
        before = getattr(piece[-1], by)
