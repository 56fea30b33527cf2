"""The help of the page that is being shown, for its frame."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from hoiam.workroom.help.reading import help_on

BELOW = ("/office/", "/accounts/")


def help_on_page(request: HttpRequest) -> dict[str, Any]:
    """The context processor of office and sign-in; {} for the public site and for addresses without a page."""
    if not request.path.startswith(BELOW) or request.resolver_match is None:
        return {}
    match = request.resolver_match
    found = help_on(match.view_name, str(match.kwargs.get("act", "")), get_language() or "")
    return {"page_help": found, "guides_address": _guides(request)} if found else {}


def _guides(request: HttpRequest) -> str:
    """Where this person finds the guides: at the desk of the page, else those of the installation."""
    standing = getattr(request, "standing", None)
    if standing:
        return f"/office/{standing.desk.code}/help/guides/"
    return "/office/installation/help/guides/" if getattr(request, "installation_roles", None) else ""
