"""The report as a Word file in the country's form of reports, to be finished and signed on paper."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.desks.queries.holders import posts_of
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.texts.letter.docx import letter_docx
from hoiam.texts.letter.form import LetterForm, letter_form
from hoiam.texts.letter.report import compose_report
from hoiam.texts.letter.values import LetterBlock, LetterValues
from hoiam.workroom.reports.tables import Table

WIDEST_ON_PAPER = 5
"""Columns that a page bears; what a table has more stands in the workbook."""


def report_docx(
    desk: Desk, subject: str, tables: list[Table], lead: str, language: str, at: datetime
) -> bytes:
    """The report in the form of the country; its number, day and signature stay open.

    Raises `LookupError` where the country pack has no form of official papers.
    """
    form = letter_form()
    tag = form.language_for(language)
    with translation.override(tag):
        values = _values(desk, tag, form, tables, lead, at)
    return letter_docx(
        compose_report(values, form, subject=subject, year=timezone.localdate(at).year), form, at
    )


def _values(
    desk: Desk, tag: str, form: LetterForm, tables: list[Table], lead: str, at: datetime
) -> LetterValues:
    head = letterhead_of(desk)
    title, name = _head_of(desk, form, at)
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
        blocks=tuple(_blocks(tables, lead)),
        closing=_(
            "The figures are counted from the desk's record; the public page of punctuality shows the same"
        ),
        sources=(),
        recipients=(),
        collective=str(head.collective),
        capacity="own",
        head_title=title,
        signer_title=title,
        signer_name=name,
    )


def _head_of(desk: Desk, form: LetterForm, at: datetime) -> tuple[str, str]:
    """Title and name of whoever heads the body on that day; the title alone where nobody is entered."""
    posts = {post.code: post for post in posts_of(desk, timezone.localdate(at))}
    post = posts.get(form.head_post)
    if post is None:
        return _("Head of the body"), ""
    holder = post.holders[0].holder if post.holders else ""
    return post.name, holder


def _blocks(tables: list[Table], lead: str) -> list[LetterBlock]:
    blocks = [LetterBlock("paragraph", items=([[lead, 0]],))]
    for number, table in enumerate(tables, start=1):
        blocks.append(LetterBlock("heading", items=([[f"{number}. {table.title}", 0]],)))
        if not table.rows:
            blocks.append(LetterBlock("paragraph", items=([[table.empty, 0]],)))
            continue
        rows = [list(table.head), *table.told]
        cells = tuple(tuple([[cell, 0]] for cell in row[:WIDEST_ON_PAPER]) for row in rows)
        blocks.append(LetterBlock("table", rows=cells, has_head=True))
    return blocks
