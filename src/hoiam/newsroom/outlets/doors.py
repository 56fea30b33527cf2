"""What the pages behind a signed link have in common: nothing of them is kept anywhere on the way."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from hoiam.newsroom.requests import PublicRequest

SENT_PER_HOUR = 60
"""How often one address may send something here; an office shares one."""


def apart(response: Any) -> Any:
    """No copy in any cache, no entry in any index, and the address is told to no other site.

    Not `no-referrer`: browsers then send forms as from nowhere, and the guard against forged forms refuses them.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def closed(request: PublicRequest) -> HttpResponse:
    """A link that does not open gets a page that says what to do."""
    return apart(render(request, "newsroom/outlets/closed.html", status=404))
