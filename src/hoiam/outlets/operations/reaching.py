"""A message did not arrive: the desk must reach the outlet otherwise, and says how it did."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.outlets import rules
from hoiam.outlets.models import Channel, Consignment, ReachTask
from hoiam.outlets.operations.channels import end
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.outlets.terms import BOUNCES_TO_END, ChannelEnd, ChannelKind, Trouble
from hoiam.post.models import Parcel


def note_trouble(*, parcel: Parcel, trouble: Trouble, at: datetime) -> ReachTask | None:
    """Raise the task for what a parcel could not bring, within the transaction of the post; None for others' parcels.

    A gone webhook ends at once, an address whose mail came back three times in a row too.
    """
    if parcel.payload_kind != CONSIGNMENT:
        return None
    row = Consignment.objects.select_related("dispatch__desk").get(pk=parcel.payload_id)
    rows = Channel.objects.select_for_update(of=("self",)).select_related("outlet__desk")
    channel = rows.get(pk=row.channel_id)
    task, is_new = ReachTask.objects.get_or_create(
        consignment=row,
        defaults={
            "desk": row.dispatch.desk,
            "outlet": channel.outlet,
            "trouble": trouble,
            "said": parcel.fault,
            "raised_at": at,
        },
    )
    if trouble == Trouble.GONE:
        end(channel, ChannelEnd.GONE, by="worker", at=at)
    elif channel.kind == ChannelKind.EMAIL and is_new:
        channel.bounces += 1
        channel.save(update_fields=["bounces"])
        if channel.bounces >= BOUNCES_TO_END:
            end(channel, ChannelEnd.BOUNCES, by="worker", at=at)
    return task


def settle_reach(*, task: ReachTask, how: str, by: Person, at: datetime) -> ReachTask:
    """Say how the outlet was reached, or why it cannot be. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = (
            ReachTask.objects.select_for_update(of=("self",))
            .select_related("desk", "consignment")
            .get(pk=task.pk)
        )
        rules.may(by, kept.desk, at, rules.REACHING)
        insist(
            [
                kept.settled_at and _("This task was settled already."),
                *rules.against_line(
                    how, empty=_("Say how the outlet was reached, or why it cannot be."), longest=400
                ),
            ]
        )
        kept.settled_at, kept.settled_by, kept.settled_how = at, by, how.strip()
        kept.save()
        Channel.objects.filter(pk=kept.consignment.channel_id).update(bounces=0)
        write_line(desk=kept.desk, by=by, at=at, verb="reached outlet", record=kept, detail={"how": how})
    return kept
