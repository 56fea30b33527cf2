"""What one version of a fact says, as one value before it is kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date

from hoiam.desks.models import Place
from hoiam.desks.wording import Wording
from hoiam.evidence.figures import NO_FIGURE, Figure
from hoiam.evidence.periods import NO_PERIOD, Period
from hoiam.evidence.terms import Rank, Stance


@dataclass(frozen=True)
class SourceGiven:
    """One source as it was named: by title, or by address where nothing else is known."""

    title: str
    publisher: str = ""
    published: Period = NO_PERIOD
    address: str = ""
    locator: str = ""
    stance: str = Stance.SUPPORTS
    value_printed: str = ""


@dataclass(frozen=True)
class FactContent:
    """Everything a version says. Empty means: not stated."""

    statement: Wording
    language: str
    sources: tuple[SourceGiven, ...] = ()
    translations: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    bearing: str = ""
    figure: Figure = NO_FIGURE
    unit: str = ""
    period: Period = NO_PERIOD
    places: tuple[Place, ...] = ()
    place_printed: str = ""
    groups: tuple[str, ...] = ()
    group_basis: str = ""
    themes: tuple[str, ...] = ()
    limits: Wording = field(default_factory=Wording)
    issuer: str = ""
    verification: str = ""
    rank: int = Rank.NORMAL
    expires_on: date | None = None

    def texts(self) -> list[str]:
        """Every text somebody typed, for the checks that read all of them."""
        printed = [self.figure.printed, self.unit, self.period.printed, self.place_printed, self.group_basis]
        named = [
            text
            for source in self.sources
            for text in (source.title, source.publisher, source.locator, source.value_printed)
        ]
        said = [*self.statement.values(), *self.limits.values(), self.issuer, self.verification]
        return [text for text in (*said, *printed, *named, *self.groups, *self.themes) if text]


def digest_of(content: FactContent) -> str:
    """SHA-256 over the canonical JSON of a content, hexadecimal; equal contents have equal digests."""
    said = {
        **asdict(FactContent(**{**content.__dict__, "places": ()})),
        "places": sorted(place.code for place in content.places),
        "rank": int(content.rank),
    }
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
