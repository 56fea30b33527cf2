"""What every page about one release shows of it."""

from __future__ import annotations

from typing import Any

from hoiam.releases.queries.stage import stage_of
from hoiam.releases.terms import ReleaseKind, Stage
from hoiam.workroom.access import OfficeRequest
from hoiam.workroom.releases.doors import address, find_release
from hoiam.workroom.releases.naming import TONES, named_title
from hoiam.workroom.releases.reading import Reading, read


def reading_of(request: OfficeRequest, reference: str) -> Reading:
    """The release of that reference as this person reads it; raises `Http404`."""
    return read(find_release(request, reference), request.standing, request.at)


def head_of(reading: Reading) -> dict[str, Any]:
    """Title, reference, kind and stage, and the addresses above the page."""
    stage = stage_of(reading.edition) if reading.edition else Stage.DROPPED
    original = reading.original
    return {
        "release": reading.release,
        "edition": reading.edition,
        "release_address": address("release", reading.release),
        "list_address": f"/office/{reading.release.desk.code}/releases/",
        "title": named_title(original),
        "kind_name": ReleaseKind(reading.release.kind).label,
        "stage_name": stage.label,
        "stage_tone": TONES.get(stage, "neutral"),
    }
