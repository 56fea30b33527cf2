"""Documents handed out at a conference, with their files: as the desk, the delegates and the public see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hoiam.conferences.models import Conference, Material, MaterialVersion
from hoiam.texts.models import Attachment

VERSION = MaterialVersion._meta.label_lower


@dataclass(frozen=True)
class Handed:
    """One version of a document; `file` is None where it was taken away."""

    version: MaterialVersion
    file: Attachment | None


@dataclass(frozen=True)
class Document:
    """A document with its versions, the newest first."""

    material: Material
    versions: tuple[Handed, ...]

    @property
    def newest(self) -> Handed | None:
        return self.versions[0] if self.versions else None


def materials_of(conference: Conference, *, public_only: bool = False) -> list[Document]:
    """The documents of a conference in the order in which they were added, in three queries."""
    rows = conference.materials.prefetch_related("versions").order_by("pk")
    if public_only:
        rows = rows.filter(is_public=True)
    found = list(rows)
    files = _files(version.pk for row in found for version in row.versions.all())
    return [
        Document(row, tuple(Handed(version, files.get(version.pk)) for version in row.versions.all()))
        for row in found
    ]


def file_of(conference: Conference, material: int, number: int) -> Attachment:
    """The file of one version, for the desk. Raises `Attachment.DoesNotExist`, also where it was taken away."""
    rows = MaterialVersion.objects.filter(
        material=material, material__conference=conference, number=number
    ).values("pk")
    return Attachment.objects.get(record_kind=VERSION, record_id__in=rows, removed_at__isnull=True)


def file_for_delegates(conference: Conference, material: int, number: int) -> Attachment:
    """The same for whoever holds a link of a delegation; only of a conference that stands."""
    if conference.announced_at is None:
        raise Attachment.DoesNotExist
    return file_of(conference, material, number)


def public_file(reference: str, material: int, number: int, at: datetime) -> Attachment:
    """The same for everybody: of a public conference, not one for delegates only."""
    row = Material.objects.filter(
        pk=material, is_public=True, conference__in=Conference.objects.public(at).filter(reference=reference)
    ).first()
    if row is None:
        raise Attachment.DoesNotExist
    return file_of(row.conference, row.pk, number)


def _files(versions: Iterable[int]) -> dict[int, Attachment]:
    rows = Attachment.objects.filter(
        record_kind=VERSION, record_id__in=list(versions), removed_at__isnull=True
    )
    return {row.record_id: row for row in rows.order_by("pk")}
