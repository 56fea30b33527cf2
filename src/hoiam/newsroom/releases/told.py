"""What papers made from a release say: its title, its summary, its facts. Nothing is written that was not cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.newsroom.releases.shown import Shown
from hoiam.texts.figures import chart_of
from hoiam.texts.rendered import Footnote, Piece, Rendered
from hoiam.texts.structure import Heading, pieces_of, read_structure
from hoiam.ui.charts import Chart
from hoiam.ui.moments import day

MOST_FIGURES = 3
MOST_WORDS = 150
"""About sixty seconds, read slowly through a loudspeaker."""


@dataclass(frozen=True)
class Told:
    """One text on one sheet, in its own language."""

    shown: Shown

    @property
    def language(self) -> str:
        return self.shown.text.language

    @property
    def speech(self) -> str:
        """The language of the words around the text: its own where the site speaks it, else the site's first."""
        own = self.language.split("-")[0]
        return own if own in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def card(self) -> dict[str, Any]:
        """The values of the picture to share."""
        with translation.override(self.speech):
            best = next(iter(self.figures()), None)
            return {
                "language": self.language.split("-")[0],
                "from": self._from(),
                "title": self.shown.title,
                "mark": self.mark(),
                "figure": best["figure"] if best else "",
                "statement": best["statement"] if best else "",
                "source": best["source"] if best else "",
                "lead": " ".join(self.paragraphs()[:1]),
                "short": self.short,
                "short_words": self.short.partition("://")[2],
            }

    def poster(self) -> dict[str, Any]:
        """The values of the sheet to hang up."""
        with translation.override(self.speech):
            paragraphs = self.paragraphs()
            return {
                "language": self.language.split("-")[0],
                "from": self._from(),
                "title": self.shown.title,
                "mark": self.mark(),
                "paragraphs": paragraphs,
                "length": sum(map(len, paragraphs)),
                "figures": list(self.figures())[:MOST_FIGURES],
                "short": self.short,
                "words": {
                    "whole": _("The whole text with all sources:"),
                    "check": _("Scan the code to read it and to check that this sheet is genuine."),
                },
                "foot": self._foot(),
            }

    def script(self) -> str:
        """About sixty seconds to be read out: who speaks, the summary, the facts, where the whole text is.

        Whole sentences only, as they were cleared; those that no longer fit are left out, never shortened.
        """
        with translation.override(self.speech):
            desk = self.shown.edition.release.desk
            opening = _("%(body)s informs, %(day)s.") % {
                "body": desk.body.name,
                "day": day(self.shown.edition.published_at),
            }
            ending = _("The whole text and its sources: %(address)s. End of the notice.") % {
                "address": self.short.partition("://")[2]
            }
            lines = [opening, *filter(None, [self.mark()]), f"{self.shown.title.rstrip('.')}."]
            room = MOST_WORDS - _words([*lines, ending])
            said = _fitting(self._sentences(), room)
            return "\n\n".join([*lines, *said, ending]) + "\n"

    def figures(self) -> Iterable[dict[str, str]]:
        """Cited facts with a figure, in the order in which the text cites them."""
        for note in self.shown.rendered.footnotes:
            if note.figure:
                yield {"figure": self._figure(note), "statement": note.statement, "source": _named(note)}

    def _figure(self, note: Footnote) -> str:
        """The value as readers of the language write it; as it was printed where it is no single number."""
        version = self.shown.text.version
        told = version.facts.get(f"{note.reference}v{note.version}") if version else None
        drawn = chart_of("chart", [told], title="", language=self.speech) if told else ()
        return drawn.points[0].shown if isinstance(drawn, Chart) else note.figure

    def paragraphs(self) -> list[str]:
        """The summary in plain language; where none was written, the first paragraph of the text."""
        found = [
            " ".join(piece.split())
            for block in read_structure(self.shown.summary)
            if not isinstance(block, Heading)
            for piece in pieces_of(block)
        ]
        return found or _first_paragraph(self.shown.rendered)

    @property
    def short(self) -> str:
        return f"{settings.BASE_URL}/r/{self.shown.edition.release.reference}"

    def mark(self) -> str:
        """What must be said before anything else: that the text was withdrawn, corrected, or awaits confirmation."""
        edition = self.shown.edition
        if edition.release.withdrawn_at:
            return _("Withdrawn")
        if edition.is_unconfirmed_emergency:
            return _("Urgent, not yet confirmed")
        return _("Corrected edition %(number)s") % {"number": edition.number} if edition.number > 1 else ""

    def _sentences(self) -> Iterable[str]:
        if self.shown.summary:
            yield from self.paragraphs()
        else:
            for block in self.shown.rendered.blocks:
                if block.kind == "paragraph":
                    yield from (
                        _said(sentence_piece) for sentence_piece in _sentence_by_sentence(block.pieces[0])
                    )
        yield from (f"{note.statement.rstrip('.')}." for note in self.shown.rendered.footnotes if note.figure)

    def _from(self) -> str:
        desk = self.shown.edition.release.desk
        return f"{desk.body.name} · {day(self.shown.edition.published_at)}"

    def _foot(self) -> str:
        edition = self.shown.edition
        return _("%(desk)s, %(reference)s, edition %(number)s. CC BY 4.0.") % {
            "desk": edition.release.desk.name,
            "reference": edition.release.reference,
            "number": edition.number,
        }


def _fitting(sentences: Iterable[str], room: int) -> list[str]:
    kept: list[str] = []
    for sentence in dict.fromkeys(sentences):
        if _words([sentence]) <= room:
            kept.append(sentence)
            room -= _words([sentence])
    return kept


def _words(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _named(note: Footnote) -> str:
    source = note.sources[0] if note.sources else None
    named = ", ".join(part for part in (source.title, source.publisher) if part) if source else ""
    said = _("Source: %(source)s") % {"source": named} if named else ""
    return "; ".join(part for part in (said, note.period) if part)


def _first_paragraph(rendered: Rendered) -> list[str]:
    return next(([_said(block.pieces[0])] for block in rendered.blocks if block.kind == "paragraph"), [])


def _sentence_by_sentence(piece: Piece) -> Iterable[Piece]:
    return ((sentence,) for sentence in piece)


def _said(piece: Piece) -> str:
    said = "".join(
        "".join(run.text for run in sentence.runs if run.note is None) + sentence.gap for sentence in piece
    )
    return " ".join(said.split())
