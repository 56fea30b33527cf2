"""Materials: documents handed out at a conference, in versions, to everybody or to delegates only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Material, MaterialVersion, Session, Talk
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.planning import worded
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.texts.models import Attachment
from hoiam.texts.operations.attachments import attach, remove_attachment

MOST_MATERIALS = 200


def add_material(
    *,
    conference: Conference,
    title: Mapping[str, str],
    name: str,
    content: bytes,
    by: Person,
    at: datetime,
    session: Session | None = None,
    talk: Talk | None = None,
    is_public: bool = True,
) -> tuple[Material, Attachment]:
    """Add a document with its first file, freed from what it tells of its author; public from the announcement on.

    Raises `MayNot`, `ReasonsAgainst` as `attach` does too.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        insist(
            [
                *rules.against_wording(title, empty=_("Give the document a title."), longest=300),
                _("A conference has up to 200 documents.")
                if kept.materials.count() >= MOST_MATERIALS
                else None,
                _("That part belongs to another conference.")
                if session and session.conference_id != kept.pk
                else None,
                _("That talk belongs to another desk.") if talk and talk.desk_id != kept.desk_id else None,
            ]
        )
        material = Material.objects.create(
            conference=kept, session=session, talk=talk, title=worded(title), is_public=is_public
        )
        file = _keep_version(material, kept, name, content, {}, by, at)
        line(kept, by=by, at=at, verb="added material", detail={"material": material.pk})
    return material, file


def add_version(
    *,
    material: Material,
    name: str,
    content: bytes,
    note: Mapping[str, str],
    by: Person,
    at: datetime,
) -> Attachment:
    """Add the next file of a document; `note` says what is different. Earlier files stay to be had.

    Raises `MayNot`, `ReasonsAgainst` as `attach` does too.
    """
    with transaction.atomic():
        kept = _lock(material.conference, by, at)
        insist(rules.against_wording(note, empty=_("Say what is different from the version before.")))
        file = _keep_version(material, kept, name, content, note, by, at)
        line(kept, by=by, at=at, verb="added version of material", detail={"material": material.pk})
    return file


def describe_material(
    *, material: Material, title: Mapping[str, str], is_public: bool, by: Person, at: datetime
) -> Material:
    """Change what a document is called and who may have it. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(material.conference, by, at)
        insist(rules.against_wording(title, empty=_("Give the document a title."), longest=300))
        row = kept.materials.get(pk=material.pk)
        row.title, row.is_public = worded(title), is_public
        row.save(update_fields=["title", "is_public"])
        line(kept, by=by, at=at, verb="described material", detail={"material": row.pk})
    return row


def remove_file(*, version: MaterialVersion, by: Person, at: datetime) -> None:
    """Take the file of a version away; that there was one stays to be read. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(version.material.conference, by, at)
        files = list(Attachment.objects.of(version))
        insist([] if files else [_("The file was taken away already.")])
        for file in files:
            remove_attachment(attachment=file, record=version, by=by, at=at)
        detail = {"material": version.material_id, "version": version.number}
        line(kept, by=by, at=at, verb="removed file of material", detail=detail)


def _keep_version(
    material: Material,
    conference: Conference,
    name: str,
    content: bytes,
    note: Mapping[str, str],
    by: Person,
    at: datetime,
) -> Attachment:
    last = material.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = MaterialVersion.objects.create(
        material=material, number=last + 1, note=worded(note), added_at=at, added_by=by
    )
    return attach(desk=conference.desk, record=version, name=name, content=content, by=by, at=at)


def _lock(conference: Conference, by: Person, at: datetime) -> Conference:
    kept = lock(conference)
    rules.may(by, kept.desk, at, rules.ORGANISING)
    insist(rules.against_cancelled(kept))
    return kept
