"""What a release that somebody holds is worth, by the public record and the published keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from hoiam.desks.wording import Wording
from hoiam.releases.comparing import Difference
from hoiam.releases.document import Verdict
from hoiam.releases.models import Edition
from hoiam.releases.signed.reading import Held, judge_held
from hoiam.releases.signed.recorded import documents_in_record

MOST_SHOWN = 60
LONGEST_SHOWN = 600
"""Signs of a sentence that the page repeats."""


@dataclass(frozen=True)
class ReleaseVerdict:
    """`word` and `why` as in `Verdict`; the rest is about the edition it was compared with, where there is one."""

    word: str
    why: str = ""
    is_part: bool = False
    differences: tuple[Difference, ...] = ()
    more: int = 0
    agreeing: int = 0
    total: int = 0
    """Sentences as they were signed, of how many."""
    edition: Edition | None = None
    language: str = ""
    title: str = ""
    body: str = ""
    address: str = ""
    newer: Edition | None = None
    """A later public edition: what was given is genuine and no longer what stands."""


def judge_release(held: Held, keys: dict[str, Any], at: datetime) -> ReleaseVerdict:
    """Judge by the record alone: an edition that is not public at `at` is unknown, whatever its signature says."""
    verdict = judge_held(held, keys, lambda one: documents_in_record(one, at), believe_own=False)
    return _told(verdict, at) if verdict.document else ReleaseVerdict("unknown")


def _told(verdict: Verdict, at: datetime) -> ReleaseVerdict:
    document = verdict.document
    rows = Edition.objects.public(at).filter(release__reference=document["reference"])
    editions = {row.number: row for row in rows.select_related("release")}
    edition = editions.get(document["edition"])
    newest = editions[max(editions)] if editions else None
    return ReleaseVerdict(
        word=verdict.word,
        why=verdict.why,
        is_part=verdict.is_part,
        differences=tuple(map(_shortened, verdict.differences[:MOST_SHOWN])),
        more=max(len(verdict.differences) - MOST_SHOWN, 0),
        agreeing=verdict.agreeing,
        total=len(document["sentences"]),
        edition=edition,
        language=str(document["language"]),
        title=str(document["title"]),
        body=str(Wording(document["body"])),
        address=_address(edition),
        newer=newest if newest and edition and newest.number > edition.number else None,
    )


def _shortened(row: Difference) -> Difference:
    def short(words: str) -> str:
        return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"

    return Difference(row.kind, row.sentence, short(row.signed), short(row.shown))


def _address(edition: Edition | None) -> str:
    if edition is None:
        return ""
    try:
        return reverse("newsroom_releases:edition", args=[edition.release.reference, edition.number])
    except NoReverseMatch:
        return ""
