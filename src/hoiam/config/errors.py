"""Pages for what went wrong, in sentences that say what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/403.html", {"reasons": exception.args}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/500.html", status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its mark, or with one that is over: what was written is in the browser still."""
    said = _(
        "The form was open for too long or came from another page. Go back, load the page again and send it "
        "once more."
    )
    return render(request, "ui/errors/403.html", {"reasons": [said]}, status=403)
