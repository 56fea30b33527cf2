"""The text of a release as HTML. Written here and not in a template: a page holds hundreds of sentences.

Every sentence stands in `<span data-s="…">` under its id, so that a reader of the page, or a program, can compare it
with what was signed; note marks in it stand in `<sup>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.releases.signed_words import labels
from hoiam.texts.rendered import Piece, Rendered, RenderedBlock, Run
from hoiam.ui.charts import Chart, svg


@dataclass(frozen=True)
class Shot:
    """A file beside the text as its page shows it; `address` is "" where it was taken out of sight."""

    name: str
    address: str
    media_type: str
    size: int
    alternative: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""
    transcript: str = ""

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def sort(self) -> str:
        """`image`, `audio`, `video`, or "" for other files."""
        first = self.media_type.partition("/")[0]
        return first if first in ("image", "audio", "video") else ""


@dataclass(frozen=True)
class Writer:
    """Writes the blocks of one text in the active language."""

    hidden: frozenset[str] = frozenset()
    """Ids of sentences that were taken out of sight."""
    files: Mapping[str, Shot] | None = None
    """By name, for the figures of the text."""
    is_apart: bool = False
    """The files are fetched elsewhere: pictures are named, not shown."""

    def body(self, shown: Rendered) -> SafeString:
        """All blocks but the title, which the page shows itself."""
        title = title_block(shown)
        return mark_safe("\n".join(self.block(block) for block in shown.blocks if block is not title))  # noqa: S308

    def title(self, shown: Rendered) -> SafeString:
        """The title's sentences; "" where the text has none."""
        block = title_block(shown)
        return mark_safe(self.piece(block.pieces[0]) if block else "")  # noqa: S308

    def block(self, block: RenderedBlock) -> str:
        match block.kind:
            case "heading":
                tag = "h2" if block.level < 3 else "h3"
                return f"<{tag}>{self.piece(block.pieces[0])}</{tag}>"
            case "paragraph":
                return f"<p>{self._quotable(block.pieces[0])}</p>"
            case "bullets":
                return f"<ul>{''.join(f'<li>{self._quotable(piece)}</li>' for piece in block.pieces)}</ul>"
            case "numbers":
                items = "".join(f"<li>{self._quotable(piece)}</li>" for piece in block.pieces)
                return f'<ol start="{block.first_number}">{items}</ol>'
            case "quotation":
                said = "".join(f"<p>{self._quotable(piece)}</p>" for piece in block.paragraphs)
                by = f"<footer>— {self.piece(block.speaker)}</footer>" if block.speaker else ""
                return f"<blockquote>{said}{by}</blockquote>"
            case "table":
                return self._table(block)
            case _:
                return self._figure(block)

    def piece(self, piece: Piece) -> str:
        parts = []
        for sentence in piece:
            name = escape(str(sentence.id))
            if str(sentence.id) in self.hidden:
                inner = f'<i class="hidden">{"".join(_run(run) for run in sentence.runs)}</i>'
            else:
                inner = "".join(_run(run) for run in sentence.runs)
            parts.append(f'<span data-s="{name}" id="s{name}">{inner}</span>{_lines(sentence.gap)}')
        return "".join(parts)

    def _quotable(self, piece: Piece) -> str:
        """The piece with a small anchor to itself; the script of the page makes it a button that copies."""
        if not piece or all(str(sentence.id) in self.hidden for sentence in piece):
            return self.piece(piece)
        words = escape(_("Quote this passage"))
        name = escape(str(piece[0].id))
        return f'{self.piece(piece)} <a class="quote" href="#s{name}" aria-label="{words}"></a>'

    def _table(self, block: RenderedBlock) -> str:
        rows = [[self.piece(cell) for cell in row] for row in block.rows]
        head = ""
        if block.has_head and rows:
            cells = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
            head, rows = f"<thead><tr>{cells}</tr></thead>", rows[1:]
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        label = escape(_("Table"))
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
            f'<table class="table">{head}<tbody>{body}</tbody></table></div>'
        )

    def _figure(self, block: RenderedBlock) -> str:
        caption = f"<figcaption>{self.piece(block.piece)}</figcaption>" if block.piece else ""
        seen = f'<span class="visually-hidden">{self.piece(block.pieces[0])}</span>'
        if block.chart is not None:
            return (
                f'<figure class="drawn">{seen}{svg(block.chart)}{caption}{chart_table(block.chart)}</figure>'
            )
        shot = (self.files or {}).get(block.name)
        if self.is_apart:
            return f"<figure>{seen}<p>{escape(block.alt)} ({escape(block.name)})</p>{caption}</figure>"
        if shot is None or not shot.address:
            gone = escape(labels()[_speech()]["blanked"])
            words = f'<p class="hidden">{gone}</p>' if shot is not None else ""
            return f"<figure>{seen}{words}{caption}</figure>"
        picture = (
            f'<img src="{escape(shot.address)}" alt="{escape(block.alt or shot.alternative)}" loading="lazy">'
        )
        credit = f'<p class="credit">{escape(credit_of(shot))}</p>' if credit_of(shot) else ""
        return f"<figure>{seen}{picture}{caption}{credit}</figure>"


def credit_of(shot: Shot) -> str:
    """Who made a picture or recording, and under which licence it may be used."""
    return ", ".join(part for part in (shot.credit, shot.license) if part)


def chart_table(chart: Chart) -> str:
    """The figures of a chart, for whoever cannot see it or wants to use them."""
    rows = "".join(
        f'<tr><th scope="row">{escape(point.label)}</th><td class="number">{escape(point.shown)}</td></tr>'
        for point in chart.points
    )
    words = escape(_("Table"))
    return (
        f'<details class="more"><summary>{words}</summary><table class="table">'
        f'<caption class="visually-hidden">{escape(chart.title)}</caption><tbody>{rows}</tbody></table></details>'
    )


def title_block(shown: Rendered) -> RenderedBlock | None:
    """The first heading of level 1."""
    return next((block for block in shown.blocks if block.kind == "heading" and block.level == 1), None)


def _speech() -> str:
    """The language of words around the text; those that may stand among signed sentences are in `labels`."""
    known = get_language() or ""
    return known if known in labels() else "en"


def _run(run: Run) -> str:
    if run.note is None:
        return _lines(run.text)
    named = f' id="{run.anchor}"' if run.anchor else ""
    number = run.note.number
    return f'<sup class="note-mark"><a href="#{run.note.anchor}"{named}>{number}</a></sup>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
