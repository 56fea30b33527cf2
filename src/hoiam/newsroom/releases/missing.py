"""One open question after each release: what was missing? Whoever answers it is not asked for a name."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.releases.door import counted, shown_at
from hoiam.newsroom.requests import PublicRequest
from hoiam.releases.operations.missing import say_missing
from hoiam.ui.forms import Form

NOTES_AN_HOUR = 20
LONGEST = 2_000


class MissingForm(Form):
    words = forms.CharField(
        label=_("What was missing for your work?"),
        help_text=_("Nobody is named, and nothing else is kept. The desk reads every note; it cannot reply."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@counted
def missing(request: PublicRequest, reference: str) -> HttpResponse:
    """Take one note. It is sent without any cookie, so there is nothing that another site could misuse;
    a form that stands on another site is refused all the same."""
    shown = shown_at(request, reference)
    release = shown.edition.release
    address = reverse("newsroom_releases:missing", args=[release.reference])
    form = MissingForm()
    reasons: list[object] = []
    if request.method == "POST":
        if away := turned_away(request, "missing", limit=NOTES_AN_HOUR):
            return away
        form = MissingForm(request.POST)
        if _is_from_elsewhere(request):
            reasons = [_("This form was sent from another site. Open this page and send it from here.")]
        elif form.is_valid():
            words = form.cleaned_data["words"]
            try:
                say_missing(release=release, words=words, language=request.LANGUAGE_CODE or "", at=request.at)
            except ReasonsAgainst as against:
                reasons = against.reasons
            else:
                return HttpResponseRedirect(f"{address}?thanks=1")
    context = {
        "form": form,
        "reasons": reasons,
        "release": release,
        "title": shown.title,
        "is_taken": "thanks" in request.GET,
    }
    status = 409 if reasons else 422 if form.errors else 200
    response = render(request, "newsroom/releases/missing.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_from_elsewhere(request: PublicRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    return site not in ("same-origin", "none") or (
        bool(origin) and origin != "null" and urlsplit(origin).netloc != request.get_host()
    )
