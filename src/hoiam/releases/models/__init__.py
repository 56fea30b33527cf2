from hoiam.releases.models.alarms import Alarm, MissingNote
from hoiam.releases.models.blankings import Blanking
from hoiam.releases.models.editions import Edition, EditionText
from hoiam.releases.models.media import Media
from hoiam.releases.models.notices import Notice
from hoiam.releases.models.releases import ReferenceCounter, Release

__all__ = [
    "Alarm",
    "Blanking",
    "Edition",
    "EditionText",
    "Media",
    "MissingNote",
    "Notice",
    "ReferenceCounter",
    "Release",
]
