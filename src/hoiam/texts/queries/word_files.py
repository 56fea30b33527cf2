"""A text as a Word document, and a Word file that was brought beside it: who changed what, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hoiam.texts.difference import SentenceChange, WordRun, difference
from hoiam.texts.models import Text, WordFile
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import canonical_form
from hoiam.texts.terms import WordFileState
from hoiam.texts.word.left_out import sentences_of
from hoiam.texts.word.reading import Bit, WordReading
from hoiam.texts.word.seal import Seal, hash_of
from hoiam.texts.word.writing import Page, write_docx

_SHOWN_AS = {"": "same", "added": "added", "moved_in": "added", "removed": "removed", "moved_out": "removed"}


@dataclass(frozen=True)
class Remark:
    """A comment of the file."""

    by: str
    day: date | None
    clock: str
    """Hour and minute as the clock of whoever wrote it said; "" where the file says nothing."""
    text: str


@dataclass(frozen=True)
class Words:
    """Words that stayed, came or went, and who changed them ("" where the file does not say)."""

    kind: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class ChangeShown:
    """One sentence of the file beside the text, or a run of sentences that are the same."""

    change: SentenceChange | None
    words: tuple[Words, ...] = ()
    people: tuple[str, ...] = ()
    is_untracked: bool = False
    """Somebody changed it while the tracking of changes was off."""
    remarks: tuple[Remark, ...] = ()
    same: int = 0
    """Number of sentences passed over here because they are the same."""


@dataclass(frozen=True)
class WordView:
    """What a person sees before deciding about a Word file."""

    changes: tuple[ChangeShown, ...]
    remarks: tuple[Remark, ...]
    """Comments that stand at no sentence."""
    people: tuple[tuple[str, int], ...]
    """Who tracked how many changes, the busiest first."""
    left_out: tuple[str, ...]
    changed: int
    """Number of sentences that differ."""


def docx_of(text: Text, *, title: str, at: datetime) -> bytes:
    """The text as it was last saved, as a Word document that can come back."""
    book = SentenceBook.read(text.book)
    with translation.override(text.language):
        head = _(
            "Draft, state %(revision)d, %(at)s. Edit with tracked changes and bring this same file back. "
            "Leave marks such as [F001] where they are: they name the sources."
        ) % {"revision": text.revision, "at": timezone.localtime(at).strftime("%H:%M %d/%m/%Y")}
    page = Page(title, head, text.language, at)
    seal = Seal(text.pk, text.revision, hash_of(text.body))
    return write_docx(text.body, [str(row.id) for row in book.sentences], page=page, seal=seal)


def word_files_waiting(text: Text) -> list[WordFile]:
    """Word files of a text that nobody has decided about, oldest first."""
    waiting = text.word_files.filter(state=WordFileState.WAITING).select_related("brought_by")
    return list(waiting.order_by("brought_at", "id"))


def told_of(reading: WordReading) -> dict[str, Any]:
    """What is kept of a file beside its words: JSON for `WordFile.told`."""
    return {
        "bits": {
            str(place): [[bit.text, bit.change, bit.by] for bit in sentence.bits]
            for place, sentence in enumerate(reading.sentences)
            if sentence.bits
        },
        "gone": {anchor: list(names) for anchor, names in reading.gone_by.items()},
        "comments": [
            [placed.comment.by, placed.comment.at, placed.comment.text, placed.sentence]
            for placed in reading.comments
        ],
        "people": dict(reading.people),
        "left_out": dict(reading.left_out),
    }


def view_of(file: WordFile, text: Text) -> WordView:
    """The file beside the text as it stands now, sentences that are the same drawn together."""
    told: Mapping[str, Any] = file.told
    book = SentenceBook.read(text.book)
    beside = book.after(canonical_form(file.body), file.hints)
    remarks: dict[int | None, list[Remark]] = {}
    for by, at, said, place in told.get("comments", ()):
        remarks.setdefault(place, []).append(_remark(by, at, said))
    changes = difference(book.sentences, beside.sentences)
    shown = list(_drawn_together(_shown(changes, told, remarks)))
    return WordView(
        changes=tuple(shown),
        remarks=tuple(remarks.get(None, ())),
        people=tuple(sorted(told.get("people", {}).items(), key=lambda row: (-row[1], row[0]))),
        left_out=tuple(sentences_of(told.get("left_out", {}))),
        changed=sum(change.kind != "same" for change in changes),
    )


def _shown(
    changes: Iterable[SentenceChange], told: Mapping[str, Any], remarks: Mapping[int | None, list[Remark]]
) -> Iterable[ChangeShown]:
    place = -1
    for change in changes:
        if change.kind == "removed":
            people = tuple(filter(None, told.get("gone", {}).get(str(change.id), ())))
            gone = Words("removed", change.old_text or "", ", ".join(people))
            yield ChangeShown(change, (gone,), people, is_untracked=not people)
            continue
        place += 1
        bits = [Bit(*row) for row in told.get("bits", {}).get(str(place), ())]
        people = tuple(dict.fromkeys(bit.by for bit in bits if bit.change and bit.by))
        is_same = change.kind == "same" and not change.has_moved
        words = () if is_same else _words(change, bits)
        is_untracked = not is_same and not people
        yield ChangeShown(change, words, people, is_untracked, tuple(remarks.get(place, ())))


def _words(change: SentenceChange, bits: list[Bit]) -> tuple[Words, ...]:
    """As tracked, where what was there before and what is there now are just what differs; else compared anew."""
    before = _dense(bit.text for bit in bits if _SHOWN_AS[bit.change] != "added")
    if bits and before == _dense([change.old_text or ""]):
        return tuple(Words(_SHOWN_AS[bit.change], bit.text, bit.by) for bit in bits if bit.text)
    people = ", ".join(dict.fromkeys(bit.by for bit in bits if bit.change and bit.by))
    runs: Iterable[WordRun] = change.words
    return tuple(Words(run.kind, run.text, "" if run.kind == "same" else people) for run in runs)


def _remark(by: str, at: str, said: str) -> Remark:
    try:
        written = datetime.fromisoformat(at[:19])
    except ValueError:
        return Remark(by, None, "", said)
    return Remark(by, written.date(), f"{written:%H:%M}", said)


def _drawn_together(shown: Iterable[ChangeShown]) -> Iterable[ChangeShown]:
    same = 0
    for one in shown:
        if not one.words and not one.remarks:
            same += 1
            continue
        if same:
            yield ChangeShown(None, same=same)
            same = 0
        yield one
    if same:
        yield ChangeShown(None, same=same)


def _dense(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())
