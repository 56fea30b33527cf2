"""The ways in to a release of the desk, and the addresses around it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from hoiam.releases.models import EditionText, Release
from hoiam.releases.queries.releases import get_release
from hoiam.workroom.access import OfficeRequest


def find_release(request: OfficeRequest, reference: str) -> Release:
    """The release of that reference at this desk; raises `Http404` for any other."""
    try:
        return get_release(reference, standing=request.standing)
    except Release.DoesNotExist:
        raise Http404 from None


def find_edition_text(request: OfficeRequest, reference: str, number: int) -> EditionText:
    """One language of an edition of that release; raises `Http404`."""
    release = find_release(request, reference)
    rows = EditionText.objects.select_related("edition__release__desk", "text__desk", "version")
    found = rows.filter(pk=number, edition__release=release).first()
    if found is None:
        raise Http404
    return found


def address(name: str, release: Release, *more: Any) -> str:
    """The address of a page about one release."""
    return reverse(f"workroom_releases:{name}", args=[release.desk.code, release.reference, *more])


def desk_address(name: str, desk_code: str, *more: Any) -> str:
    """The address of a page of the whole desk."""
    return reverse(f"workroom_releases:{name}", args=[desk_code, *more])
