from hoiam.evidence.models.citations import Citation
from hoiam.evidence.models.facts import Contradiction, Fact, FactQuerySet
from hoiam.evidence.models.gaps import Gap
from hoiam.evidence.models.links import Link
from hoiam.evidence.models.sources import FactSource, Snapshot, Source
from hoiam.evidence.models.versions import FactVersion, VersionTheme

__all__ = [
    "Citation",
    "Contradiction",
    "Fact",
    "FactQuerySet",
    "FactSource",
    "FactVersion",
    "Gap",
    "Link",
    "Snapshot",
    "Source",
    "VersionTheme",
]
