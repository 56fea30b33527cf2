"""The signed files that leave this installation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks import signed_files
from hoiam.desks.against import insist
from hoiam.desks.models import Adoption, Desk, DeskTemplate, TemplateVersion


def template_file(template: DeskTemplate, at: datetime) -> bytes:
    """The newest version of a template as a signed file. Raises `ReasonsAgainst` for one without a version."""
    version = template.versions.order_by("-number").first()
    insist([version is None and _("This template has no version yet.")])
    assert version is not None
    said: dict[str, Any] = {
        "code": template.code,
        "name": dict(template.name),
        "version": version.number,
        "content": version.content,
        "note": dict(version.note),
        "source": version.source,
        "digest": version.digest,
    }
    document = signed_files.signed(signed_files.TEMPLATE, said, installation=settings.BASE_URL, at=at)
    return signed_files.written(document)


def adoption_file(desk: Desk, at: datetime) -> bytes:
    """The statement that a desk of this installation stands on a template; raises `ReasonsAgainst` for another."""
    adoption = Adoption.objects.select_related("template").filter(desk=desk).first()
    insist([adoption is None and _("This desk was not opened from a template.")])
    assert adoption is not None
    digest = TemplateVersion.objects.get(template=adoption.template_id, number=adoption.number).digest
    said = {
        "template": adoption.template.code,
        "version": adoption.number,
        "digest": digest,
        "desk": str(desk.name.in_language(settings.LANGUAGE_CODE)[0]),
        "place": desk.place.code if desk.place else "",
        "adopted_at": adoption.adopted_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    document = signed_files.signed(signed_files.ADOPTION, said, installation=settings.BASE_URL, at=at)
    return signed_files.written(document)
