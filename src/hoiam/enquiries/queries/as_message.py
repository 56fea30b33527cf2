"""A sent answer as a short message that somebody sends by hand, by telephone or in a chat."""

from __future__ import annotations

import re

from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Answer
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.rendered import Rendered

LONGEST = 500
"""Characters, address and sources included."""
MOST_SOURCES = 2
LONGEST_SOURCE = 70


def as_message(answer: Answer, address: str) -> str:
    """Whole sentences of the answer as far as they fit, then its sources and the short address.

    In the answer's language, at most `LONGEST` characters, "" for an answer that was not sent. A message that
    leaves something out says so.
    """
    if answer.version is None:
        return ""
    shown = rendered(answer.version)
    with translation.override(answer.language):
        foot = "\n".join(part for part in (_sources(shown), address) if part)
        room = LONGEST - len(foot) - 1
        whole = _sentences(shown)
        text = " ".join(whole)
        if len(text) > room:
            text = _as_many(whole, room, _("… (more at the address)"))
    return f"{text}\n{foot}"


def _sentences(shown: Rendered) -> list[str]:
    """Every sentence without its notes, in reading order; rows of tables are left to the address."""
    said = []
    for block in shown.blocks:
        for piece in block.pieces:
            for sentence in piece:
                words = "".join(run.text for run in sentence.runs if not run.note)
                said.append(re.sub(r"\s+", " ", words).strip())
    return [words for words in said if words]


def _as_many(sentences: list[str], room: int, more: str) -> str:
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) + len(more) + 1 > room:
            break
        text = longer
    if not text:
        first = sentences[0][: room - len(more) - 1]
        text = first.rsplit(" ", 1)[0]
    return f"{text} {more}"


def _sources(shown: Rendered) -> str:
    titles = dict.fromkeys(source.title for note in shown.footnotes for source in note.sources)
    named = [_cut(title) for title in list(titles)[:MOST_SOURCES]]
    if not named:
        return ""
    if len(titles) > MOST_SOURCES:
        named.append(_("and others"))
    return _("Sources: %(sources)s.") % {"sources": "; ".join(named)}


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_SOURCE else title[: LONGEST_SOURCE - 1].rsplit(" ", 1)[0] + "…"
