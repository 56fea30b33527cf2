"""What of the evidence passes on when somebody leaves a desk, or a desk is followed by another."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import ModuleType

from django.utils.translation import gettext_lazy as _

from hoiam.deadlines.localday import day_start
from hoiam.desks.handover import OpenLine
from hoiam.desks.ledger import Ledger
from hoiam.desks.models import Desk, Person
from hoiam.desks.passing import Passing
from hoiam.desks.queries.law import zone
from hoiam.evidence.models import Fact, FactSource, Gap, Link, Source
from hoiam.evidence.queries.gaps import open_gaps
from hoiam.evidence.terms import GapState

PASSING = (
    Passing(Fact, _("Facts"), found_as=("fact", "reference")),
    Passing(Source, _("Sources")),
    Passing(Gap, _("Evidence gaps"), record="asked_in", found_as=("gap", "reference")),
    Passing(Link, record="from"),
)


def register(handover: ModuleType) -> None:
    """Name this room's shares; called once when Django is ready."""
    handover.register(
        "evidence.gaps", label=_("Open evidence gaps"), count=count_gaps, move=move_gaps, lines=lines_of_gaps
    )
    handover.register_merging("evidence", label=_("Facts"), passing=PASSING, also=join_sources)


def count_gaps(person: Person, desk: Desk) -> int:
    return Gap.objects.filter(desk=desk, owner=person, state=GapState.OPEN).count()


def lines_of_gaps(person: Person, desk: Desk) -> list[OpenLine]:
    """The open gaps that somebody owns, the first due first; a gap is due at the end of its day."""
    return [
        OpenLine(
            "evidence.gap",
            gap.pk,
            gap.reference,
            gap.question[:200],
            day_start(gap.due_date + timedelta(days=1), zone()) if gap.due_date else None,
        )
        for gap in open_gaps(desk, owner=person)
    ]


def move_gaps(*, desk: Desk, from_person: Person, to_person: Person, by: Person, at: datetime) -> int:
    """Give somebody's open gaps to a colleague, in the caller's transaction."""
    return Gap.objects.filter(desk=desk, owner=from_person, state=GapState.OPEN).update(owner=to_person)


def join_sources(*, former: Desk, present: Desk, by: Person | str, at: datetime, ledger: Ledger) -> None:
    """A source that both desks name is one source afterwards."""
    known = {source.identity: source for source in Source.objects.filter(desk=present)}
    for source in Source.objects.filter(desk=former, identity__in=known):
        for row in (*FactSource.objects.filter(source=source), *source.snapshots.all()):
            ledger.change(row, source=known[source.identity])
        ledger.remove(source)
