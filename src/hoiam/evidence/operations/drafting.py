"""A fact is written down and revised; a draft is seen by its desk only."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence import rules
from hoiam.evidence.content import FactContent, digest_of
from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.operations.keeping import Kept, keep
from hoiam.evidence.rows import REFERENCE
from hoiam.evidence.terms import FactState


def draft_fact(
    *, desk: Desk, content: FactContent, by: Person | str, at: datetime, reference: str = ""
) -> Fact:
    """Write a fact down as a draft of the desk; without `reference` it gets the desk's next one.

    Raises `ReasonsAgainst` (empty statement, secret marking, unknown words, a reference that is taken), and
    `MayNot` for people without an editorial role.
    """
    rules.may_write(by=by, desk=desk, at=at)
    insist([*rules.reasons_against_keeping(content), *_reasons_against_reference(reference)])
    with transaction.atomic():
        fact = _make(desk=desk, reference=reference, at=at)
        keep(desk=desk, kept=[Kept(fact, content)], by=by, at=at)
        write_line(desk=desk, by=by, at=at, verb="fact_drafted", record=fact)
    return fact


def quick_fact(*, desk: Desk, content: FactContent, by: Person | str, at: datetime) -> Fact:
    """Write down what is in hand: statement, value or none, period, place, source title.

    The draft can be cited inside the desk at once; a steward completes it before it is public. The same
    five fields sent twice give the fact that was made first. Raises as `draft_fact`.
    """
    rules.may_write(by=by, desk=desk, at=at)
    insist([*rules.reasons_against_keeping(content), *rules.reasons_against_quick(content)])
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=desk.pk)
        same = Fact.objects.filter(desk=desk, latest__digest=digest_of(content)).first()
        if same:
            return same
        fact = _make(desk=desk, reference="", at=at)
        keep(desk=desk, kept=[Kept(fact, content)], by=by, at=at)
        write_line(desk=desk, by=by, at=at, verb="quick_fact_kept", record=fact)
    return fact


def revise_fact(
    *, fact: Fact, content: FactContent, base: FactVersion, by: Person | str, at: datetime
) -> FactVersion:
    """Save another version as a draft; the public goes on reading the published one.

    `base` is the version the writer started from. Raises `ReasonsAgainst` where somebody saved another one
    meanwhile (nothing is overwritten), where nothing changed, or as `draft_fact`.
    """
    rules.may_write(by=by, desk=fact.desk, at=at)
    insist(rules.reasons_against_keeping(content))
    with transaction.atomic():
        fact = Fact.objects.select_for_update(of=("self",)).select_related("desk", "latest").get(pk=fact.pk)
        if fact.latest_id != base.pk:
            raise ReasonsAgainst(
                [
                    _(
                        "Somebody saved another version of this fact meanwhile. Compare it with yours, then save."
                    )
                ]
            )
        if base.digest == digest_of(content):
            raise ReasonsAgainst([_("Nothing was changed.")])
        (version,) = keep(desk=fact.desk, kept=[Kept(fact, content)], by=by, at=at)
        write_line(desk=fact.desk, by=by, at=at, verb="fact_revised", record=fact)
    return version


def next_reference(desk: Desk) -> str:
    """The desk's next own reference, `DN-F0013`; the caller holds the lock on the desk's row."""
    start = f"{desk.reference_prefix}-F"
    taken = Fact.objects.filter(reference__regex=rf"^{re.escape(start)}\d+$")
    last = (
        taken.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True).first()
    )
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:04d}"


def _make(*, desk: Desk, reference: str, at: datetime) -> Fact:
    Desk.objects.select_for_update().get(pk=desk.pk)
    return Fact.objects.create(
        desk=desk,
        reference=reference or next_reference(desk),
        state=FactState.DRAFT,
        made_at=at,
        changed_at=at,
    )


def _reasons_against_reference(reference: str) -> list[object]:
    if not reference:
        return []
    if not REFERENCE.fullmatch(reference):
        return [_("A reference is made of letters, digits, points and hyphens, at most 40.")]
    if Fact.objects.filter(reference=reference).exists():
        return [_("The reference %(reference)s is taken.") % {"reference": reference}]
    return []
