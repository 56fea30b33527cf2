"""Two facts contradict each other; both are shown, neither is hidden."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence import rules
from hoiam.evidence.models import Contradiction, Fact
from hoiam.evidence.signals import fact_changed
from hoiam.search.operations import note_change


def mark_contradiction(
    *, fact: Fact, other: Fact, note: str, by: Person | str, at: datetime
) -> Contradiction:
    """Keep that two facts cannot both be right as stated; each page then shows the other beside it.

    Raises `ReasonsAgainst` for a fact with itself, or where it is marked already.
    """
    rules.may_publish(by=by, desk=fact.desk, at=at)
    one, two = sorted((fact, other), key=lambda each: each.pk)
    insist(
        [
            one.pk == two.pk and _("A fact cannot contradict itself."),
            Contradiction.objects.filter(one=one, other=two).exists() and _("This is marked already."),
        ]
    )
    with transaction.atomic():
        made = Contradiction.objects.create(
            one=one,
            other=two,
            note=note.strip(),
            marked_by=by if isinstance(by, Person) else None,
            marked_at=at,
        )
        Fact.objects.filter(pk__in=[one.pk, two.pk]).update(changed_at=at)
        note_change(kind="fact", refs=[one.reference, two.reference])
        for each in (one, two):
            fact_changed.send(sender=Fact, fact=each, what="contradicted", by=by, at=at)
        write_line(
            desk=fact.desk,
            by=by,
            at=at,
            verb="contradiction_marked",
            record=fact,
            detail={"other": other.reference},
        )
    return made
