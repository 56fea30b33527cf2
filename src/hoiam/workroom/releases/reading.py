"""A release as its pages need it: its editions, the texts of the one that is worked on, their clearance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.queries.standing import Standing
from hoiam.releases.models import Alarm, Blanking, Edition, EditionText, Release
from hoiam.releases.queries.possible import reasons_against
from hoiam.texts.models import Attachment, TextVersion


@dataclass
class Reading:
    """One release for one person at one instant. The edition is the open one, else the newest public one."""

    release: Release
    standing: Standing
    at: datetime
    editions: list[Edition] = field(default_factory=list)
    """The newest first; given-up ones too."""

    @cached_property
    def edition(self) -> Edition | None:
        """What is worked on: the open edition, else the newest public one, else what was given up last."""
        return self._open or self.public or next(iter(self.editions), None)

    @cached_property
    def public(self) -> Edition | None:
        """The newest public edition."""
        return next((row for row in self.editions if row.published_at), None)

    @cached_property
    def _open(self) -> Edition | None:
        return next((row for row in self.editions if not row.published_at and not row.dropped_at), None)

    @property
    def is_open(self) -> bool:
        """Whether an edition is on its way."""
        return self._open is not None

    def open_edition(self) -> Edition:
        """The edition on its way; raises `ReasonsAgainst` where somebody ended it meanwhile."""
        if self._open is None:
            raise ReasonsAgainst([_("No edition of this release is on its way any more.")])
        return self._open

    def unconfirmed(self) -> Edition:
        """The edition published in an emergency and not confirmed; raises `ReasonsAgainst`."""
        for row in self.editions:
            if row.published_at and row.is_unconfirmed_emergency:
                return row
        raise ReasonsAgainst([_("Nothing of this release waits to be confirmed.")])

    @cached_property
    def texts(self) -> list[EditionText]:
        """The languages of the edition, the original first."""
        return self._texts_of(self.edition)

    def public_texts(self) -> list[EditionText]:
        """The languages of the newest public edition, the original first."""
        return self.texts if self.public == self.edition else self._texts_of(self.public)

    def public_text_of(self, number: int | None) -> EditionText | None:
        """One published text, of any edition."""
        found = EditionText.objects.select_related("version", "text", "edition__release__desk")
        return found.filter(
            pk=number or 0, edition__release=self.release, edition__published_at__isnull=False
        ).first()

    def blanking_of(self, number: int | None) -> Blanking | None:
        """One blanking that was asked for and not decided."""
        return next((row for row in self.blankings if row.pk == number), None)

    @cached_property
    def blankings(self) -> list[Blanking]:
        """Those that wait for a second person."""
        rows = Blanking.objects.filter(
            edition_text__edition__release=self.release,
            part_of__isnull=True,
            confirmed_at__isnull=True,
            declined_at__isnull=True,
        )
        return list(rows.select_related("asked_by", "edition_text__edition", "edition_text__version"))

    @cached_property
    def alarms(self) -> list[Alarm]:
        """Facts that changed under what is public and are not settled."""
        rows = Alarm.objects.filter(edition__release=self.release, settled_at__isnull=True)
        return list(rows.select_related("edition", "owner"))

    def files_of(self, row: EditionText) -> list[Attachment]:
        return list(Attachment.objects.of(row.text))

    @cached_property
    def latest(self) -> dict[int, TextVersion]:
        """{text id: its latest version with clearance and signatures}, in three queries for all languages."""
        return latest_versions(row.text_id for row in self.texts)

    @property
    def original(self) -> EditionText | None:
        return next((row for row in self.texts if row.language == self.release.language), None)

    def against(self, act: str, number: int | None = None) -> list[str]:
        """Every reason why this person cannot do that act now; [] means it is open."""
        return [str(reason) for reason in reasons_against(act, self, number)]

    def _texts_of(self, edition: Edition | None) -> list[EditionText]:
        if edition is None:
            return []
        rows = edition.texts.select_related("text__desk", "version", "reviewed_by")
        return sorted(rows, key=lambda row: (row.language != self.release.language, row.pk))


def latest_versions(text_ids: Iterable[int]) -> dict[int, TextVersion]:
    """{text id: its latest version}, with clearance and signatures."""
    rows = TextVersion.objects.filter(text__in=list(text_ids)).order_by("number")
    return {row.text_id: row for row in rows.select_related("clearance").prefetch_related("signatures")}


def read(release: Release, standing: Standing, at: datetime) -> Reading:
    """The release with its editions, in one query; the rest is read when it is asked for."""
    editions = release.editions.select_related("emergency_first_by", "emergency_second_by", "confirmed_by")
    return Reading(release, standing, at, list(editions.order_by("-pk")))
