"""The one open question after a release: what was missing?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines.localday import local_day
from hoiam.desks.against import insist
from hoiam.desks.queries.law import zone
from hoiam.releases import rules
from hoiam.releases.models import MissingNote, Release

LONGEST = 2_000
MOST_A_DAY = 200
"""Notes on one release in a day; more tell a desk nothing new and would fill the disk."""


def say_missing(*, release: Release, words: str, language: str, at: datetime) -> MissingNote:
    """Keep what a reader missed in a public release: the words and the day, nobody's name. Raises `ReasonsAgainst`.

    No line in the journal: its instant would tell more than the note does.
    """
    day = local_day(at, zone())
    with transaction.atomic():
        today = MissingNote.objects.filter(release=release, sent_on=day).count()
        insist(
            [
                None
                if Release.objects.public(at).filter(pk=release.pk).exists()
                else _("This release is not public."),
                *rules.against_words(words, empty=_("Write what was missing."), longest=LONGEST),
                *rules.against_language(language),
                _("Enough was written today. Please write again tomorrow.") if today >= MOST_A_DAY else None,
            ]
        )
        return MissingNote.objects.create(
            release=release, words=words.replace("\x00", "").strip(), language=language, sent_on=day
        )
