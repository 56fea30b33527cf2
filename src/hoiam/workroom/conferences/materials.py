"""Documents of a conference: added, given in versions, taken away, fetched."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.conferences import rules
from hoiam.conferences.models import MaterialVersion
from hoiam.conferences.operations.materials import (
    add_material,
    add_version,
    describe_material,
    remove_file,
)
from hoiam.conferences.queries.agenda import agenda_of
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.materials import Document, file_of, materials_of
from hoiam.desks.against import ReasonsAgainst
from hoiam.texts.files import LARGEST
from hoiam.texts.models import Attachment
from hoiam.texts.operations.attachments import what_was_done
from hoiam.ui.forms import Form
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences.spoken import address, in_each_language, lead_with, said
from hoiam.workroom.texts.files import download

FOR_ALL, FOR_DELEGATES = "all", "delegates"
WHO = [
    (FOR_ALL, gettext_lazy("everybody, from the announcement on")),
    (FOR_DELEGATES, gettext_lazy("delegates only, by the link of their body")),
]


class MaterialForm(Form):
    """A document with its first file."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who may have it"), choices=WHO, widget=forms.RadioSelect, initial=FOR_ALL
    )
    session = forms.ChoiceField(label=gettext_lazy("Part of the agenda"), required=False)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Up to 25 MB. What it tells of its author, place and device is taken out."),
    )

    def __init__(self, *args: Any, request: ConferenceRequest, **given: Any) -> None:
        super().__init__(*args, **given)
        in_each_language(self, "title", gettext_lazy("Title of the document"))
        lead_with(self, "title", "file")
        sessions = {row.code: row for row in agenda_of(request.conference)}
        self.sessions = sessions
        self.let_choose("session", [("", "—"), *((code, str(row.title)) for code, row in sessions.items())])


class VersionForm(Form):
    """The next file of a document."""

    file = forms.FileField(label=gettext_lazy("File of the new version"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        in_each_language(
            self,
            "note",
            gettext_lazy("What is different"),
            longest=400,
            hint=gettext_lazy("Read with the file."),
        )


class DescribeForm(Form):
    """What a document is called and who may have it."""

    who = forms.ChoiceField(label=gettext_lazy("Who may have it"), choices=WHO, widget=forms.RadioSelect)

    def __init__(self, *args: Any, document: Document, **given: Any) -> None:
        given["initial"] = {"who": FOR_ALL if document.material.is_public else FOR_DELEGATES}
        super().__init__(*args, **given)
        in_each_language(
            self, "title", gettext_lazy("Title of the document"), initial=document.material.title
        )
        lead_with(self, "title")


@conference_page(*SEEING)
def materials(request: ConferenceRequest) -> HttpResponse:
    """The documents with their files; adding one."""
    conference = request.conference
    may_write = conference.cancelled_at is None and request.standing.holds(*rules.ORGANISING)
    if request.method == "POST" and not may_write:
        raise Http404
    form = MaterialForm(
        request.POST if request.method == "POST" else None, request.FILES or None, request=request
    )
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _material, kept = add_material(
                conference=conference,
                title=said(form, "title"),
                name=given["file"].name,
                content=given["file"].read(LARGEST + 1),
                session=form.sessions.get(given["session"]),
                is_public=given["who"] == FOR_ALL,
                by=request.user,
                at=request.at,
            )
            messages.success(request, what_was_done(kept))
            return HttpResponseRedirect(address("materials", conference))
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = framed(
        request,
        documents=materials_of(conference),
        form=form if may_write else None,
        reasons=reasons,
        may_write=may_write,
    )
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/conferences/materials.html", shown, status=status)


@conference_page(*rules.ORGANISING)
def material(request: ConferenceRequest, number: int) -> HttpResponse:
    """One document: its next version, its title, who may have it."""
    document = _document(request, number)
    sent = request.POST if request.method == "POST" else None
    is_version = sent is not None and sent.get("act") == "version"
    version = VersionForm(sent if is_version else None, request.FILES if is_version else None)
    described = DescribeForm(None if is_version else sent, document=document)
    reasons: list[object] = []
    try:
        if _was_kept(request, document, version, described):
            return HttpResponseRedirect(address("materials", request.conference))
    except ReasonsAgainst as against:
        reasons = against.reasons
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown = framed(request, document=document, form=version, described=described, reasons=reasons)
    return render(request, "workroom/conferences/material.html", shown, status=status)


@require_POST
@conference_page(*rules.ORGANISING)
def remove(request: ConferenceRequest, number: int, version: int) -> HttpResponse:
    """Take the file of a version away."""
    rows = MaterialVersion.objects.select_related("material__conference__desk")
    found = rows.filter(material=number, material__conference=request.conference, number=version).first()
    if found is None:
        raise Http404
    try:
        remove_file(version=found, by=request.user, at=request.at)
        messages.success(request, _("The file is taken away."))
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(address("materials", request.conference))


@conference_page(*SEEING)
def fetch(request: ConferenceRequest, number: int, version: int) -> FileResponse:
    """The file of a version, always as a download."""
    try:
        return download(file_of(request.conference, number, version))
    except Attachment.DoesNotExist:
        raise Http404 from None


def _was_kept(
    request: ConferenceRequest, document: Document, version: VersionForm, described: DescribeForm
) -> bool:
    """Whether one of the two forms was sent and kept. Raises `ReasonsAgainst`."""
    by, at = request.user, request.at
    if version.is_valid():
        sent = version.cleaned_data["file"]
        kept = add_version(
            material=document.material,
            name=sent.name,
            content=sent.read(LARGEST + 1),
            note=said(version, "note"),
            by=by,
            at=at,
        )
        messages.success(request, what_was_done(kept))
        return True
    if described.is_valid():
        describe_material(
            material=document.material,
            title=said(described, "title"),
            is_public=described.cleaned_data["who"] == FOR_ALL,
            by=by,
            at=at,
        )
        messages.success(request, _("Kept."))
        return True
    return False


def _document(request: ConferenceRequest, number: int) -> Document:
    found = next((row for row in materials_of(request.conference) if row.material.pk == number), None)
    if found is None:
        raise Http404
    return found
