"""A text or version as it is shown, and as plain text for e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.texts.citation_marks import CitationMark
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.queries.cited_facts import CitedFacts
from hoiam.texts.rendered import Footnote, Notes, Piece, Rendered, RenderedBlock, render_body
from hoiam.texts.sentence_book import SentenceBook


def rendered(
    record: TextVersion | Text, language: str = "", at: datetime | None = None, *, first_note: int = 1
) -> Rendered:
    """Blocks and footnotes of a version as it was fixed, or of a text as the record stands at `at`.

    `language` chooses the words of the footnotes (default: that of the text). A version needs no query.
    `first_note`: texts that share a page number their notes through.
    """
    language = language or record.language
    if isinstance(record, TextVersion):
        return _of_version(record, language, first_note)
    if at is None:
        raise TypeError("A text is rendered as of an instant.")
    return _of_text(record, language, at, first_note)


def plain(version: TextVersion) -> str:
    """The version as plain text: numbers in brackets for the notes, the facts below, in its own language."""
    return plain_of(rendered(version))


def plain_of(shown: Rendered) -> str:
    """The same of a text that was rendered already, such as one with passages taken out of sight."""
    with translation.override(shown.language):
        parts = [_plain_block(block) for block in shown.blocks]
        if shown.footnotes:
            parts.append(_("Facts and sources") + "\n" + "\n".join(map(_plain_note, shown.footnotes)))
    return "\n\n".join(parts) + "\n"


def _of_version(version: TextVersion, language: str, first: int) -> Rendered:
    numbers = {(sentence_id, reference): number for sentence_id, reference, number in version.citations}

    def told(sentence_id: str, mark: CitationMark) -> dict[str, Any] | None:
        number = mark.version or numbers.get((sentence_id, mark.reference))
        found: dict[str, Any] | None = version.facts.get(f"{mark.reference}v{number}")
        return found

    ids = [sentence_id for sentence_id, _text in version.sentences]
    return render_body(version.body, ids, Notes(told, language, first))


def _of_text(text: Text, language: str, at: datetime, first: int) -> Rendered:
    book = SentenceBook.read(text.book)
    cited = CitedFacts.of_book(book, desk=text.desk, at=at)
    facts = cited.told()

    def told(_sentence_id: str, mark: CitationMark) -> dict[str, Any] | None:
        return facts.get(f"{mark.reference}v{cited.version_number(mark)}")

    return render_body(
        text.body, [str(sentence.id) for sentence in book.sentences], Notes(told, language, first)
    )


def _plain_piece(piece: Piece) -> str:
    return "".join(
        "".join(f" [{run.note.number}]" if run.note else run.text for run in sentence.runs) + sentence.gap
        for sentence in piece
    )


def _plain_block(block: RenderedBlock) -> str:
    texts = [_plain_piece(piece) for piece in block.pieces]
    match block.kind:
        case "bullets":
            return "\n".join(f"- {text}" for text in texts)
        case "numbers":
            return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, block.first_number))
        case "quotation":
            said = [*texts[:-1], f"— {texts[-1]}"] if block.has_speaker else texts
            return "\n".join(f"> {text}" for text in said)
        case "figure":
            return _plain_figure(block)
        case "table":
            return "\n".join(" | ".join(_plain_piece(cell) for cell in row) for row in block.rows)
        case _:
            return "\n".join(texts)


def _plain_figure(block: RenderedBlock) -> str:
    """The caption, or what is to be seen where there is none; the figures of a chart below it, one a line."""
    lines = [_plain_piece(block.piece) or block.alt]
    if block.piece and block.alt and not block.is_chart:
        lines.append(_("To be seen: %(words)s") % {"words": block.alt})
    lines.extend(f"- {point.label}: {point.shown}" for point in (block.chart.points if block.chart else ()))
    return "\n".join(lines)


def _plain_note(note: Footnote) -> str:
    said = [f"[{note.number}] {note.statement} ({note.reference})"]
    for source in note.sources:
        named = ", ".join(part for part in (source.title, source.publisher, source.locator) if part)
        said.append("    " + _("Source: %(source)s") % {"source": named})
        if source.address:
            said.append("    " + source.address)
    if note.period:
        said.append("    " + _("Period: %(period)s") % {"period": note.period})
    said.append("    " + _("Limits: %(limits)s") % {"limits": note.limits or _("not stated")})
    return "\n".join(said)
