"""Signed files of other installations are taken in: a desk template, or the statement that a desk adopted one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks import signed_files
from hoiam.desks.against import insist
from hoiam.desks.models import DeskTemplate, Person, Place, StatedAdoption, TemplateVersion
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.templates import (
    digest_of,
    give_version,
    insist_runs_transfer,
    is_as_in_the_pack,
    make_template,
    newest_number,
)


def take_template(*, data: bytes, keys: Mapping[str, Any], by: Person | str, at: datetime) -> TemplateVersion:
    """Take a template in as another installation signed it; what it changed is offered to desks that stand on it.

    `keys`: the published keys of that installation (`hoiam-keys.json`), got from it and not with the file.
    The model desk of the country pack, which every installation begins with, is from then on that installation's,
    where nobody gave it a version here. Raises `MayNot`, or `ReasonsAgainst` for a file that is forged, altered,
    older than what is held, or of another installation than the template that has its code here; then nothing is
    written.
    """
    insist_runs_transfer(by)
    said = signed_files.read(data, kind=signed_files.TEMPLATE, keys=keys, at=at)
    known = DeskTemplate.objects.filter(code=said["code"]).first()
    insist(
        [
            said["digest"] != digest_of(said["content"])
            and _("The digest in this file is not that of its content."),
            known is not None
            and known.origin != said["installation"]
            and not is_as_in_the_pack(known)
            and _("A template with this code is kept here and came from elsewhere."),
            known is not None
            and said["version"] <= newest_number(known)
            and _("This version, or a later one, is here already."),
        ]
    )
    with transaction.atomic():
        template = known or make_template(
            code=said["code"], name=said["name"], keeper=None, origin=said["installation"], by=by, at=at
        )
        if known is not None and not known.origin:
            known.origin = said["installation"]
            known.save(update_fields=["origin"])
        version = give_version(
            template=template,
            content=said["content"],
            note=said["note"],
            source=said["source"],
            number=said["version"],
            by=by,
            at=at,
        )
        detail = {"installation": said["installation"], "version": version.number, "key": said["key"]}
        write_line(desk=None, by=by, at=at, verb="took template file in", record=template, detail=detail)
    return version


def take_adoption(*, data: bytes, keys: Mapping[str, Any], by: Person | str, at: datetime) -> StatedAdoption:
    """Note that a desk of another installation stands on a template of ours: stated by it, not seen here.

    Raises `MayNot`, or `ReasonsAgainst` for a file that is forged, altered, of this installation, about a version
    never given here, or older than what that desk stated before; then nothing is written.
    """
    insist_runs_transfer(by)
    said = signed_files.read(data, kind=signed_files.ADOPTION, keys=keys, at=at)
    stated_at = signed_files.instant_of(said)
    version = TemplateVersion.objects.filter(
        template__code=said["template"], number=said["version"], digest=said["digest"]
    ).first()
    named = {"installation": said["installation"], "desk_name": said["desk"]}
    insist(
        [
            said["installation"] == settings.BASE_URL
            and _("This installation signed it itself: its desks are on the board as they are."),
            version is None and _("It names a version of a template that was never given here."),
            StatedAdoption.objects.filter(
                template__code=said["template"], stated_at__gte=stated_at, **named
            ).exists()
            and _("This desk stated the same or something later already."),
        ]
    )
    assert version is not None
    place = Place.objects.filter(code=said["place"]).first() if said["place"] else None
    with transaction.atomic():
        row, _is_new = StatedAdoption.objects.update_or_create(
            template_id=version.template_id,
            **named,
            defaults={
                "number": version.number,
                "place": place,
                "stated_at": stated_at,
                "document": said,
                "received_at": at,
                "received_by": by if isinstance(by, Person) else None,
            },
        )
        write_line(
            desk=None,
            by=by,
            at=at,
            verb="took adoption statement in",
            record=row,
            detail={"installation": said["installation"], "version": version.number},
        )
    return row
