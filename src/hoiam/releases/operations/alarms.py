"""When a fact changes, every edition that rests on it asks to be looked at, with an owner and a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.inserting import insert_rows
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.clocks import meet_clocks, start_clocks_of_many
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.evidence.models import Citation, Fact
from hoiam.releases import rules
from hoiam.releases.models import Alarm, Edition, EditionText
from hoiam.releases.operations.case import line, tell
from hoiam.releases.terms import NoticeWhat

RAISES = frozenset({"superseded", "expired", "withdrawn", "contradicted", "revised"})
"""Changes of a fact that touch what was said from it."""
LIMIT_KIND, LIMIT_EVENT, ACT = "inaccuracy_report", "received", "answer"
"""The rows of law that limit how long something inaccurate may stand: the change of the fact is the report."""
VERSION = "texts.textversion"
Row = tuple[int, int, int]
"""(edition, desk, who began it)"""


def raise_alarms(*, fact: Fact, what: str, at: datetime) -> int:
    """One open alarm for each edition that is public, or approved to become so, and whose sentences cite the fact.

    Of a release its newest edition: an older one has its notice already. Each alarm has an owner and a clock;
    owners are told once, however many editions are theirs. A fixed number of statements for each desk, whatever
    the number of sentences; returns how many were raised.
    """
    if what not in RAISES:
        return 0
    citing = _citing(fact)
    known = Alarm.objects.filter(fact_reference=fact.reference, settled_at__isnull=True).order_by()
    editions = Edition.objects.filter(pk__in=citing.order_by().values("edition")).exclude(
        pk__in=known.values("edition")
    )
    rows: Iterable[Row] = editions.order_by("release__desk", "pk").values_list(
        "pk", "release__desk", "started_by"
    )
    counted = _sentences_by_edition(fact, citing)
    raised = 0
    with transaction.atomic():
        for desk_id, theirs in groupby(rows, key=itemgetter(1)):
            desk = Desk.objects.get(pk=desk_id)
            raised += _raise(desk, fact, what, list(theirs), counted, at)
    return raised


def settle_alarm(*, alarm: Alarm, how: str, by: Person, at: datetime) -> Alarm:
    """Say what was done about a changed fact: the release was corrected, or why it still holds."""
    with transaction.atomic():
        kept = _lock(alarm)
        rules.may(by, kept.desk, at, rules.WRITING)
        insist(
            [
                *rules.against_words(how, empty=_("Say what was done, or why the release still holds.")),
                _("This was settled already.") if kept.settled_at else None,
            ]
        )
        _settle(kept, how=how.strip(), by=by, at=at)
    return kept


def give_alarm(*, alarm: Alarm, to: Person, by: Person, at: datetime) -> Alarm:
    """Make somebody who writes at the desk the owner. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(alarm)
        rules.may(by, kept.desk, at, rules.WRITING)
        insist(
            [
                _("This was settled already.") if kept.settled_at else None,
                None
                if to in holding(kept.desk, at, *rules.WRITING)
                else _("Choose somebody who writes texts at this desk."),
            ]
        )
        if kept.owner_id != to.pk:
            kept.owner = to
            kept.save(update_fields=["owner"])
            tell([to], what=NoticeWhat.CITED_FACT_CHANGED, edition=kept.edition, at=at)
            line(kept.edition, by=by, at=at, verb="gave alarm", detail={"alarm": kept.pk, "owner": to.pk})
    return kept


def settle_corrected(edition: Edition, *, at: datetime) -> int:
    """A later edition is public: alarms of earlier ones that it answers are settled; how many.

    Not those whose fact it cites still as it was before it changed.
    """
    texts = EditionText.objects.filter(edition=edition, version__isnull=False)
    cited = {
        (reference, number)
        for row in texts.select_related("version")
        for _sentence, reference, number in (row.version.citations if row.version else ())
    }
    rows = Alarm.objects.select_for_update(of=("self",)).filter(
        edition__release=edition.release_id, edition__number__lt=edition.number, settled_at__isnull=True
    )
    settled = 0
    for alarm in rows.select_related("desk", "edition__release__desk"):
        fact = Fact.objects.filter(reference=alarm.fact_reference).select_related("published").first()
        present = (alarm.fact_reference, fact.published.number if fact and fact.published else None)
        is_cited = any(reference == alarm.fact_reference for reference, _number in cited)
        if not is_cited or present in cited:
            how = _("Edition %(number)s corrects it.") % {"number": edition.number}
            _settle(alarm, how=how, by="worker", at=at)
            settled += 1
    return settled


def tell_time(*, alarm: Alarm, share: int, due_at: datetime | None, at: datetime) -> None:
    """A share of the time to correct has passed: the owner is told, from 90 % the head too.

    Alarms that one change raised reach their marks together: they make one notice, not thousands.
    """
    people = [alarm.owner] if alarm.owner else []
    if share >= 90 or not people:
        people = [*people, *holding(alarm.desk, at, Role.HEAD)]
    for person in {person.pk: person for person in people}.values():
        same = alarm.edition.notices.model.objects.filter(
            desk=alarm.desk,
            person=person,
            what=NoticeWhat.CORRECTION_TIME,
            share=share,
            due_at=due_at,
            seen_at__isnull=True,
        ).first()
        if same is not None:
            same.others += 1
            same.save(update_fields=["others"])
        else:
            what = NoticeWhat.CORRECTION_TIME
            tell([person], what=what, edition=alarm.edition, at=at, share=share, due_at=due_at)


def _citing(fact: Fact) -> QuerySet[EditionText]:
    """The texts that cite it, of the newest edition that stands of each release that was not withdrawn."""
    citing = Citation.objects.filter(fact=fact, citing_kind=VERSION).order_by()
    later = Edition.objects.filter(
        release=OuterRef("edition__release"),
        published_at__isnull=False,
        number__gt=OuterRef("edition__number"),
    )
    return EditionText.objects.filter(
        version__in=citing.values("citing_id"),
        edition__approved_at__isnull=False,
        edition__dropped_at__isnull=True,
        edition__release__withdrawn_at__isnull=True,
    ).exclude(Exists(later))


def _sentences_by_edition(fact: Fact, citing: QuerySet[EditionText]) -> Counter[int]:
    """{edition: how many of its sentences, in all languages, cite the fact}."""
    edition_of = dict(citing.order_by().values_list("version", "edition"))
    rows = Citation.objects.filter(fact=fact, citing_kind=VERSION).order_by()
    versions = rows.values_list("citing_id", flat=True).iterator(chunk_size=5_000)
    return Counter(edition_of[version] for version in versions if version in edition_of)


def _raise(desk: Desk, fact: Fact, what: str, rows: list[Row], counted: Counter[int], at: datetime) -> int:
    """Write the alarms of one desk with their clocks, notices and line."""
    writers = {person.pk: person for person in holding(desk, at, *rules.WRITING)}
    others = holding(desk, at, Role.FACT_STEWARD) or holding(desk, at, Role.HEAD)
    other = others[0].pk if others else None
    owned = [(edition, begun_by if begun_by in writers else other) for edition, _desk, begun_by in rows]
    same = {"desk_id": desk.pk, "fact_reference": fact.reference, "what": what, "raised_at": at}
    given = ((edition, owner, counted[edition]) for edition, owner in owned)
    insert_rows(Alarm, ("edition_id", "owner_id", "sentences"), given, same)
    made = Alarm.objects.filter(settled_at__isnull=True, **same).order_by("pk")
    start_clocks_of_many(
        desk=desk,
        record_kind="releases.alarm",
        record_ids=list(made.values_list("pk", flat=True)),
        kind=LIMIT_KIND,
        event=LIMIT_EVENT,
        started_at=at,
        by="worker",
        at=at,
        about=fact,
    )
    _tell_owners(owned, {person.pk: person for person in [*writers.values(), *others]}, at)
    detail = {"fact": fact.reference, "what": what, "editions": len(rows)}
    write_line(desk=desk, by="worker", at=at, verb="raised alarms", record=fact, detail=detail)
    return len(rows)


def _tell_owners(owned: list[tuple[int, int | None]], people: Mapping[int, Person], at: datetime) -> None:
    """One notice for each owner, about the first of the editions that are theirs."""
    mine = Counter(owner for _edition, owner in owned if owner is not None)
    first = {owner: edition for edition, owner in reversed(owned) if owner is not None}
    editions = Edition.objects.select_related("release__desk").in_bulk(first.values())
    for owner, number in sorted(mine.items()):
        edition = editions[first[owner]]
        what = NoticeWhat.CITED_FACT_CHANGED
        tell([people[owner]], what=what, edition=edition, at=at, others=number - 1)


def _lock(alarm: Alarm) -> Alarm:
    rows = Alarm.objects.select_for_update(of=("self",)).select_related("desk", "edition__release__desk")
    return rows.get(pk=alarm.pk)


def _settle(alarm: Alarm, *, how: object, by: Person | str, at: datetime) -> None:
    alarm.settled_at, alarm.settled_how = at, str(how)
    alarm.settled_by = by if isinstance(by, Person) else None
    alarm.save(update_fields=["settled_at", "settled_by", "settled_how"])
    meet_clocks(record=alarm, act=ACT, by=by, at=at)
    detail = {"alarm": alarm.pk, "fact": alarm.fact_reference, "how": str(how)}
    line(alarm.edition, by=by, at=at, verb="settled alarm of release", detail=detail)
