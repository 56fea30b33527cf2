"""Which sentences rest on which facts, kept in step with the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import desks_of
from hoiam.evidence.models import Citation, Fact, FactVersion
from hoiam.evidence.queries.facts import citable_versions
from hoiam.evidence.terms import CITING_KINDS, Doubt, FactState

TOO_MUCH = 0.6
"""Below this likeness (share of words in common, in order) a sentence says something else."""

Row = tuple[str, str, int | None, str]
"""(sentence id, reference, version number or None for the one in force, sentence without its marks)"""


@dataclass(frozen=True)
class Synced:
    citations: list[Citation]
    unknown: list[tuple[str, str]]
    """(sentence id, reference) of every mark that names nothing the desk may cite."""


def sync_citations(
    *,
    citing_kind: str,
    citing_id: int,
    rows: Sequence[Row],
    by: Person | str,
    at: datetime,
    desk: Desk | None = None,
) -> Synced:
    """Make the citations of a text exactly `rows`; marks that name nothing citable are given back.

    A citation whose sentence changed too much since it was judged falls in doubt, and leaves doubt when the
    sentence returns. `desk` is the desk of the text (default: the first desk of `by`): its own drafts with
    the five fields can be cited. No journal line: saving the text is the act.
    """
    insist([citing_kind not in CITING_KINDS and _("Only texts cite facts.")])
    desk = desk or _desk_of(by, at)
    kept = {
        (one.sentence_id, one.fact.reference): one
        for one in Citation.objects.filter(citing_kind=citing_kind, citing_id=citing_id).select_related(
            "fact"
        )
    }
    found = citable_versions({(reference, number) for _, reference, number, _ in rows}, desk=desk, at=at)
    wanted: dict[tuple[str, str], Citation] = {}
    unknown: list[tuple[str, str]] = []
    for sentence_id, reference, number, sentence in rows:
        known = kept.get((sentence_id, reference))
        version = found.get((reference, number)) or (known and known.version)
        if not version:
            unknown.append((sentence_id, reference))
            continue
        wanted[sentence_id, reference] = _citation(
            known, version, citing_kind, citing_id, sentence_id, sentence, at
        )
    with transaction.atomic():
        gone = [one.pk for key, one in kept.items() if key not in wanted]
        Citation.objects.filter(pk__in=gone).delete()
        Citation.objects.bulk_create([one for one in wanted.values() if one.pk is None])
        Citation.objects.bulk_update([one for one in wanted.values() if one.pk], ["version", "doubt"])
    return Synced(list(wanted.values()), unknown)


def confirm_citation(
    *, citation: Citation, sentence_text: str, by: Person | str, at: datetime, desk: Desk | None = None
) -> Citation:
    """Somebody judged again: the sentence as it stands rests on the fact as it stands now.

    Raises `ReasonsAgainst` where the fact may not be cited any more.
    """
    desk = desk or _desk_of(by, at)
    reference = citation.fact.reference
    version = citable_versions({(reference, None)}, desk=desk, at=at).get((reference, None))
    if version is None:
        raise ReasonsAgainst([_("This fact may not be cited any more: cite the one that follows it.")])
    citation.version, citation.sentence_text, citation.doubt = version, sentence_text, ""
    citation.cited_at = at
    with transaction.atomic():
        citation.save()
        write_line(desk=desk or citation.fact.desk, by=by, at=at, verb="citation_confirmed", record=citation)
    return citation


def copy_citations(*, from_kind: str, from_id: int, to_kind: str, to_id: int, at: datetime) -> int:
    """Give a frozen version of a text the citations of the text it was made from; returns how many."""
    insist([{from_kind, to_kind} - CITING_KINDS and _("Only texts cite facts.")])
    rows = Citation.objects.filter(citing_kind=from_kind, citing_id=from_id)
    made = [
        Citation(
            citing_kind=to_kind,
            citing_id=to_id,
            sentence_id=one.sentence_id,
            fact_id=one.fact_id,
            version_id=one.version_id,
            sentence_text=one.sentence_text,
            doubt=one.doubt,
            cited_at=at,
        )
        for one in rows
    ]
    return len(Citation.objects.bulk_create(made))


def rest_on_earlier(*, citing_kind: str, citing_id: int, earlier: Mapping[tuple[str, str], int]) -> int:
    """Let citations of a text rest on the versions that somebody judged then; returns how many fell in doubt.

    `earlier` is {(sentence id, reference): version number}. A citation whose fact has moved on since asks to be
    checked until it is confirmed. In the current transaction, without a journal line: starting the text is the act.
    """
    rows = Citation.objects.filter(citing_kind=citing_kind, citing_id=citing_id).select_related(
        "fact", "version"
    )
    moved = [
        one
        for one in rows
        if (number := earlier.get((one.sentence_id, one.fact.reference))) and number != one.version.number
    ]
    judged = {
        (version.fact_id, version.number): version
        for version in FactVersion.objects.filter(fact__in=[one.fact_id for one in moved])
    }
    changed = []
    for one in moved:
        version = judged.get((one.fact_id, earlier[one.sentence_id, one.fact.reference]))
        if version:
            one.version, one.doubt = version, Doubt.FACT_REVISED
            changed.append(one)
    Citation.objects.bulk_update(changed, ["version", "doubt"])
    return len(changed)


def likeness(before: str, after: str) -> float:
    """0 … 1: how much of two sentences is the same words in the same order; 1 for equal ones."""
    return SequenceMatcher(None, before.lower().split(), after.lower().split(), autojunk=False).ratio()


def _citation(
    known: Citation | None,
    version: FactVersion,
    citing_kind: str,
    citing_id: int,
    sentence_id: str,
    sentence: str,
    at: datetime,
) -> Citation:
    if known is None:
        return Citation(
            citing_kind=citing_kind,
            citing_id=citing_id,
            sentence_id=sentence_id,
            fact=version.fact,
            version=version,
            sentence_text=sentence,
            cited_at=at,
        )
    known.doubt = _doubt(known, sentence)
    return known


def _doubt(known: Citation, sentence: str) -> str:
    fact: Fact = known.fact
    if fact.state not in (FactState.PUBLISHED, FactState.DRAFT):
        return Doubt.FACT_ENDED
    if fact.published_id and known.version_id != fact.published_id:
        return Doubt.FACT_REVISED
    if likeness(known.sentence_text, sentence) < TOO_MUCH:
        return Doubt.SENTENCE_CHANGED
    return ""


def _desk_of(by: Person | str, at: datetime) -> Desk | None:
    return next(iter(desks_of(by, at)), None) if isinstance(by, Person) else None
