"""The one door to what is published: an edition is public, or there is nothing.

Nothing here knows of an edition that is not public. Whoever asks for a reference without a public edition gets the
same answer by the same way, whether such a release is being written, waits for its time, or never was; that somebody
asked is counted for the day, without who and without what.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpResponseBase

from hoiam.newsroom.releases.shown import Shown, shown_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.outlets.operations.embargo import count_guess
from hoiam.releases.models import Edition

Answer = TypeVar("Answer", bound=HttpResponseBase)


def counted(screen: Callable[..., Answer]) -> Callable[..., Answer]:
    """Count an address at which nothing is public."""

    @wraps(screen)
    def door(request: PublicRequest, *args: Any, **kwargs: Any) -> Answer:
        try:
            return screen(request, *args, **kwargs)
        except Http404:
            count_guess(at=request.at)
            raise

    return door


def shown_at(request: PublicRequest, reference: str, number: int | None = None, tag: str = "") -> Shown:
    """The public edition of that number, else the newest, in the language of the page or in exactly `tag`.

    One query where there is nothing, whatever the reason. Raises `Http404` where none is public, or it is not in
    that language.
    """
    rows = Edition.objects.public(request.at).filter(release__reference=reference)
    editions = list(rows.select_related("release__desk__body", "release__place").order_by("-number"))
    edition = next((row for row in editions if number in (None, row.number)), None)
    shown = shown_of(edition, tag or request.LANGUAGE_CODE or "") if edition is not None else None
    if shown is None or (tag and shown.text.language != tag):
        raise Http404
    shown.history = editions
    return shown
