"""What of a public text was taken out of sight to protect a person, and the text as readers see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.releases.models import Blanking, EditionText
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.rendered import Rendered, RenderedSentence, Run


def blanked_words(language: str) -> str:
    """What stands in the place of a blanked sentence, in the language of the text."""
    with translation.override(language):
        return _("[Taken out to protect a person]")


def blankings_of(edition_text: EditionText) -> list[Blanking]:
    """Those that were confirmed, the oldest first. Reads a prefetched `blankings`."""
    return [row for row in edition_text.blankings.all() if row.confirmed_at and not row.declined_at]


def blanked_ids(edition_text: EditionText) -> frozenset[str]:
    """Ids of the sentences that readers do not see."""
    return frozenset(str(name) for row in blankings_of(edition_text) for name in row.sentences)


def blanked_files(edition_text: EditionText) -> frozenset[str]:
    """SHA-256 of the files that readers do not get."""
    return frozenset(str(name) for row in blankings_of(edition_text) for name in row.attachments)


def rendered_public(edition_text: EditionText, language: str = "", *, first_note: int = 1) -> Rendered:
    """An approved text as anybody reads it. `language` chooses the words of its notes."""
    assert edition_text.version is not None
    shown = rendered(edition_text.version, language, first_note=first_note)
    gone = blanked_ids(edition_text)
    if not gone:
        return shown
    words = blanked_words(edition_text.language)
    blocks = tuple(_covered(block, gone, words) for block in shown.blocks)
    named = {note.number for note in _notes(blocks)}
    return replace(
        shown, blocks=blocks, footnotes=tuple(note for note in shown.footnotes if note.number in named)
    )


def _covered(part: Any, gone: frozenset[str], words: str) -> Any:
    """The same tree of blocks, pieces and sentences with the words of some sentences replaced."""
    if isinstance(part, RenderedSentence):
        return replace(part, runs=(Run(words),)) if part.id in gone else part
    if isinstance(part, tuple):
        return tuple(_covered(each, gone, words) for each in part)
    if is_dataclass(part) and not isinstance(part, type | Run):
        changed = {
            one.name: _covered(value, gone, words)
            for one in fields(part)
            if isinstance(value := getattr(part, one.name), tuple) or is_dataclass(value)
        }
        return replace(part, **changed)
    return part


def _notes(part: Any) -> Iterable[Any]:
    if isinstance(part, Run):
        if part.note:
            yield part.note
    elif isinstance(part, tuple):
        for each in part:
            yield from _notes(each)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            value = getattr(part, one.name)
            if isinstance(value, tuple):
                yield from _notes(value)
