"""The words with which a record begins: what was said, in the order of the conference. Officers go on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hoiam.texts.structure import Block, BulletList, Heading, Paragraph, Quotation, write_structure


@dataclass(frozen=True)
class Asked:
    """A question and what became of it, in the language of the record."""

    question: str
    way: str
    """By which way it came: "in the room"."""
    answer: str = ""
    office: str = ""
    is_promised: bool = False
    set_aside_why: str = ""


def composed(
    *,
    language: str,
    last_time: Iterable[str],
    agenda: Iterable[str],
    asked: Iterable[Asked],
    conclusions: Iterable[str],
) -> str:
    """One text in the structure of texts; a part without anything has no heading.

    Promised days and kept promises stand beside the record as data, so that they stay true.
    """
    with translation.override(language):
        blocks: list[Block] = []
        for heading, items in (
            (_("From the last conference"), list(last_time)),
            (pgettext("record of a conference", "Agenda"), list(agenda)),
        ):
            blocks += [Heading(1, heading), BulletList(tuple(map(_one_line, items)))] if items else []
        questions = [block for one in asked for block in _question(one)]
        blocks += [Heading(1, _("Questions and answers")), *questions] if questions else []
        said = tuple(map(_one_line, conclusions))
        blocks += [Heading(1, _("Conclusions of the chair")), BulletList(said)] if said else []
        return write_structure(blocks)


def _question(one: Asked) -> Iterator[Block]:
    yield Quotation(_paragraphs(one.question), _("Question, %(way)s") % {"way": one.way})
    if one.set_aside_why:
        yield Paragraph(_("Not answered: %(reason)s") % {"reason": _one_line(one.set_aside_why)})
        return
    if one.answer:
        yield Quotation(_paragraphs(one.answer), one.office)
    if one.is_promised:
        yield Paragraph(_("The answer was promised; its day stands under the promises."))


def _paragraphs(words: str) -> tuple[str, ...]:
    return tuple(_one_line(part) for part in words.split("\n\n") if part.strip())


def _one_line(words: str) -> str:
    return " ".join(words.split())
