"""The result report and the notice of conclusions as Word files in the country's form, to be signed on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference
from hoiam.conferences.queries.conclusions import conclusions_of, from_the_last, state_of
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.floor import public_promises
from hoiam.conferences.queries.reported import beside
from hoiam.conferences.queries.seats import counts_of
from hoiam.conferences.queries.series import Questions, questions_in
from hoiam.conferences.terms import ConferenceKind, Measure
from hoiam.desks.queries.holders import posts_of
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.texts.letter.body import blocks_of
from hoiam.texts.letter.docx import DOCX_TYPE, letter_docx
from hoiam.texts.letter.form import LetterForm, has_letter_form, letter_form
from hoiam.texts.letter.report import compose_report
from hoiam.texts.letter.values import LetterBlock, LetterValues
from hoiam.texts.queries.rendering import rendered
from hoiam.ui import moments
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page

Row = tuple[str, ...]


@conference_page(*SEEING)
def report(request: ConferenceRequest) -> HttpResponse:
    """Result of the conference: figures with where each comes from, the record, open promises, conclusions."""
    conference = request.conference
    form, tag = _form(conference, is_notice=False)
    with translation.override(tag):
        subject = _("result of the conference “%(title)s”, %(time)s") % {
            "title": conference.title,
            "time": said(conference),
        }
        values = _values(conference, tag, form, tuple(_of_report(conference, request.at)), request.at)
    return _file(conference, form, values, subject, "report", request.at, is_notice=False)


@conference_page(*SEEING)
def notice(request: ConferenceRequest) -> HttpResponse:
    """What the chair concluded, for the bodies addressed."""
    conference = request.conference
    form, tag = _form(conference, is_notice=True)
    with translation.override(tag):
        subject = _("conclusions of the chair of the conference “%(title)s”, %(time)s") % {
            "title": conference.title,
            "time": said(conference),
        }
        values = _values(conference, tag, form, tuple(_of_notice(conference)), request.at)
    return _file(conference, form, values, subject, "conclusions", request.at, is_notice=True)


def has_notice_form() -> bool:
    return has_letter_form() and bool(letter_form().notice)


def _form(conference: Conference, *, is_notice: bool) -> tuple[LetterForm, str]:
    """The country's form and the language of the paper; 404 where the pack has none."""
    if not has_letter_form() or (is_notice and not has_notice_form()):
        raise Http404
    form = letter_form()
    return form, form.language_for(conference.language)


def _of_report(conference: Conference, at: datetime) -> Iterable[LetterBlock]:
    yield _paragraph(
        _("The conference was held: %(time)s.") % {"time": said(conference)}
        if conference.held_at
        else _("The conference is planned: %(time)s.") % {"time": said(conference)}
    )
    yield _heading(_("Figures and where they come from"))
    yield _table((_("Figure"), _("Number"), _("Source")), _figures(conference, at))
    if conference.record_version:
        yield _heading(pgettext("page of a conference", "Record"))
        yield from blocks_of(rendered(conference.record_version), with_notes=False)
    promises = [
        (
            str(one.question.number),
            one.question.question,
            moments.day(one.question.promised_for),
            str(one.state.label),
        )
        for one in public_promises([conference.pk], at)
    ]
    if promises:
        yield _heading(_("Promised answers"))
        yield _table((_("No."), _("Question"), _("Promised for"), _("State")), promises)
    yield from _concluded(conference, _("Conclusions of the chair"))
    last = [
        (row.addressee, str(row.words), str(state_of(row, at).label)) for row in from_the_last(conference)
    ]
    if last:
        yield _heading(_("From the last conference"))
        yield _table((pgettext("conclusion", "Addressed to"), _("Conclusion"), _("State")), last)


def _figures(conference: Conference, at: datetime) -> list[Row]:
    """Counted from the record, and beside it what each document reports; none replaces another."""
    ours = _("counted from the record of the desk")
    found: list[Row] = []
    if conference.kind == ConferenceKind.BRIEFING and not conference.is_from_documents:
        counts = counts_of(conference)
        found += [
            (_("Outlets invited"), str(counts.invited), ours),
            (_("Outlets that said they come"), str(counts.coming), ours),
            (_("Seats that outlets took"), str(counts.heads), ours),
        ]
    asked = questions_in(at, conference=conference.pk).get(conference.pk, Questions())
    found += [
        (_("Questions asked"), str(asked.asked), ours),
        (_("Answered there"), str(asked.answered), ours),
        (_("Answers promised"), str(asked.promised), ours),
        (_("Of them kept so far"), str(asked.kept), ours),
    ]
    for one in beside(conference):
        label = str(Measure(one.measure).label).capitalize()
        if one.computed is not None:
            found.append((label, str(one.computed), ours))
        found += [(label, figure.printed, figure.source) for figure in one.figures]
    return found


def _of_notice(conference: Conference) -> Iterable[LetterBlock]:
    yield _paragraph(
        _("At the conference “%(title)s” (%(time)s) the chair concluded as follows.")
        % {"title": conference.title, "time": said(conference)}
    )
    yield from _concluded(conference, "")


def _concluded(conference: Conference, heading: str) -> Iterable[LetterBlock]:
    rows = [
        (str(row.number), str(row.words), row.addressee, moments.day(row.due_on) or "–")
        for row in conclusions_of(conference)
    ]
    if not rows:
        if not heading:
            yield _paragraph(_("No conclusion was written down."))
        return
    if heading:
        yield _heading(heading)
    yield _table((_("No."), _("Conclusion"), pgettext("conclusion", "Addressed to"), _("Done by")), rows)


def _values(
    conference: Conference, tag: str, form: LetterForm, blocks: tuple[LetterBlock, ...], at: datetime
) -> LetterValues:
    head = letterhead_of(conference.desk)
    posts = {post.code: post for post in posts_of(conference.desk, timezone.localdate(at))}
    post = posts.get(form.head_post)
    title = post.name if post else _("Head of the body")
    return LetterValues(
        language=tag,
        reference="",
        superior=str(head.superior),
        issuer=str(head.issuer),
        symbol=head.symbol,
        place=str(head.place),
        archive=head.archive,
        subject="",
        is_to_asker=False,
        addressees=(),
        blocks=blocks,
        closing="",
        sources=(),
        recipients=tuple(dict.fromkeys(row.addressee for row in conclusions_of(conference))),
        collective=str(head.collective),
        capacity="own",
        head_title=title,
        signer_title=title,
        signer_name=post.holders[0].holder if post and post.holders else "",
    )


def _file(
    conference: Conference,
    form: LetterForm,
    values: LetterValues,
    subject: str,
    name: str,
    at: datetime,
    *,
    is_notice: bool,
) -> HttpResponse:
    year = timezone.localdate(at).year
    sheet = compose_report(values, form, subject=subject, year=year, is_notice=is_notice)
    response = HttpResponse(letter_docx(sheet, form, at), content_type=DOCX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{conference.reference}-{name}.docx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _paragraph(words: str) -> LetterBlock:
    return LetterBlock("paragraph", items=([[words, 0]],))


def _heading(words: str) -> LetterBlock:
    return LetterBlock("heading", items=([[words, 0]],))


def _table(head: Row, rows: Iterable[Row]) -> LetterBlock:
    cells = tuple(tuple([[cell, 0]] for cell in row) for row in (head, *rows))
    return LetterBlock("table", rows=cells, has_head=True)
