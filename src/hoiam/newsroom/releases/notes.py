"""The facts behind a text as numbered notes in HTML: what is claimed, by which source, within which limits."""

from __future__ import annotations

from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoiam.texts.rendered import Footnote, Rendered, SourceNamed
from hoiam.ui.components.marks import icon


def notes_of(shown: Rendered) -> SafeString:
    """The list of notes; "" where the text cites nothing."""
    base = reverse("newsroom_facts:list")
    said = "\n".join(_note(note, shown.language, base) for note in shown.footnotes)
    return mark_safe(f'<ol class="notes">{said}</ol>' if said else "")  # noqa: S308


def _note(note: Footnote, language: str, base: str) -> str:
    version = ", " + _("version %(version)s") % {"version": note.version} if note.version > 1 else ""
    reference = escape(note.reference)
    lines = [
        f"{_in(note.statement, note.language, language)} "
        f'<span class="quiet">(<a href="{base}{reference}/">{reference}</a>{escape(version)})</span>',
        *(f'<span class="quiet">{_source(source)}</span>' for source in note.sources),
    ]
    if note.period:
        lines.append(f'<span class="quiet">{escape(_("Period:"))} {escape(note.period)}</span>')
    limits = _in(note.limits, note.limits_language, language) if note.limits else escape(_("not stated"))
    lines.append(f'<span class="quiet">{escape(_("Limits:"))} {limits}</span>')
    words = escape(_("Back to where note %(number)s stands in the text") % {"number": note.number})
    back = f'<a class="note-back" href="#m{note.number}" aria-label="{words}">{icon("back")}</a>'
    return f'<li id="{note.anchor}">{"<br>".join(lines)} {back}</li>'


def _source(source: SourceNamed) -> str:
    title = escape(source.title)
    if source.address:
        title = f'<a href="{escape(source.address)}" rel="noopener">{title}</a>'
    more = "".join(f", {escape(part)}" for part in (source.publisher, source.locator) if part)
    return f"{escape(_('Source:'))} {title}{more}"


def _in(words: str, language: str, around: str) -> str:
    said = escape(words)
    return said if language == around else f'<span lang="{escape(language)}">{said}</span>'
