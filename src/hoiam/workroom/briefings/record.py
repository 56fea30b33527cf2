"""An officer opens these to write the record; the spokesperson, to publish it and to name the package."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.conferences import rules
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.package import attach_package
from hoiam.conferences.operations.record import compose_again, publish_record, start_record
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.floor import is_settled, public_promises, undecided
from hoiam.conferences.queries.packages import packages_of, packages_to_choose
from hoiam.releases.models import Release
from hoiam.texts.letter.form import has_letter_form
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.queries.versions import standing_clearance
from hoiam.ui.forms import Form
from hoiam.ui.shapes import Step
from hoiam.workroom.briefings.forming import address, done_or_said, formed
from hoiam.workroom.briefings.papers import has_notice_form
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed

MOST_PACKAGES = 100


class PackageForm(Form):
    release = forms.ChoiceField(
        label=gettext_lazy("Information package"),
        required=False,
        help_text=gettext_lazy("Written, cleared and published among the releases, to all at one instant."),
    )

    def __init__(self, *args: Any, request: ConferenceRequest, **given: Any) -> None:
        super().__init__(*args, **given)
        rows = packages_to_choose(request.standing)[:MOST_PACKAGES]
        self.known = {row.reference: row for row in rows}
        self.let_choose("release", [("", _("none")), *((name, name) for name in self.known)])
        named = request.conference.package
        self.fields["release"].initial = named.reference if named else ""

    def chosen(self) -> Release | None:
        return self.known.get(self.cleaned_data["release"])


@conference_page(*SEEING)
def record(request: ConferenceRequest) -> HttpResponse:
    """How far the record is, its words once they are cleared, the promises in it; and the package."""
    conference = request.conference
    if request.method == "POST":
        return _act(request)
    text = conference.record_text
    version = conference.record_version
    shown = framed(
        request,
        steps=_steps(conference),
        text=text,
        is_clearing=text is not None and version is None and standing_clearance(text) is not None,
        rendered=rendered(version) if version else None,
        undecided=undecided(conference).count(),
        promises=public_promises([conference.pk], request.at),
        package=packages_of([conference], request.at).get(conference.pk),
        may_write=request.standing.holds(*rules.ORGANISING) and conference.cancelled_at is None,
        may_publish=request.standing.holds(*rules.DECIDING),
        is_settled=is_settled(conference),
        text_address=_text_address(conference),
        has_form=has_letter_form(),
        has_notice=has_notice_form(),
    )
    return render(request, "workroom/briefings/record.html", shown)


@conference_page(*rules.ORGANISING)
def package(request: ConferenceRequest) -> HttpResponse:
    """Name the package."""
    conference = request.conference

    def write(form: Form) -> None:
        assert isinstance(form, PackageForm)
        attach_package(conference=conference, release=form.chosen(), by=request.user, at=request.at)

    return formed(
        request,
        PackageForm(request.POST if request.method == "POST" else None, request=request),
        write,
        template="workroom/briefings/conference_form.html",
        onward=address("record", conference),
        done=_("Kept."),
        shown=framed(
            request,
            label=_("Information package of the briefing"),
            button=_("Keep"),
            back=address("record", conference),
        ),
    )


def _act(request: ConferenceRequest) -> HttpResponse:
    """Call the operation that the button names."""
    conference, act = request.conference, request.POST.get("act")
    given: dict[str, Any] = {"conference": conference, "by": request.user, "at": request.at}
    onward = address("record", conference)
    if act == "begin":
        done_or_said(request, lambda: start_record(**given), _("The record is begun with what was noted."))
    elif act == "compose" and conference.record_text:
        sent = request.POST.get("revision", "")
        revision = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
        done_or_said(
            request,
            lambda: compose_again(base_revision=revision, **given),
            _("Composed again; what stood there is in the history of the text."),
        )
    elif act == "publish":
        done_or_said(request, lambda: publish_record(**given), _("The record is public."))
    conference.refresh_from_db()
    if act == "begin" and conference.record_text_id:
        onward = _text_address(conference)
    return HttpResponseRedirect(onward)


def _text_address(conference: Conference) -> str:
    """Where the record is written; "" before it is begun."""
    if conference.record_text_id is None:
        return ""
    return reverse("workroom_texts:editor", args=[conference.desk.code, conference.record_text_id])


def _steps(conference: Conference) -> list[Step]:
    done = (
        (_("Held"), bool(conference.held_at)),
        (_("Record begun"), bool(conference.record_text_id)),
        (_("Cleared"), bool(conference.record_version_id)),
        (_("Public"), bool(conference.record_published_at)),
    )
    return [Step(label, "done" if is_done else "todo") for label, is_done in done]
