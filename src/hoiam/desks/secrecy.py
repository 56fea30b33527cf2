"""Whether a text carries an official secrecy marking, as opposed to the everyday word inside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

HEAD_LINES = 12
"""Where the stamps of a letter stand: among its first non-empty lines."""
MOST_WORDS_OF_A_STAMP = 8
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
FRAME = " \t*_=~#|:.,;!•·-–—()[]{}<>«»“”\"'‘’"
BRACKETED = re.compile(r"^\s*[(\[]([^()\[\]]+)[)\]]|[(\[]([^()\[\]]+)[)\]]\s*$")
CELLS = re.compile(r"\t+| {2,}|\|")
STAMPS_SIDE_BY_SIDE = re.compile(r"\s+[-–—/]\s+|\|")
TICKED = r"(?:[☒☑✓✔]|\[x\])\s*"
AFTER_THE_MARK = r"\s*(?=$|[\t.,;:()\[\]]| {2,})"


@dataclass(frozen=True, slots=True)
class SecrecyMarks:
    """The markings of a country, lowest first, and the words that go with them.

    `labels` introduce a marking in a form ("Độ mật: …"); `carriers` may stand before it on a stamp
    ("TÀI LIỆU MẬT"). Source: the `secrecy` table of the country pack.
    """

    words: tuple[str, ...]
    labels: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()


def marked_secret(text: str, marks: SecrecyMarks) -> str | None:
    """Give the highest marking the text carries, None where it only speaks of secrets.

    A marking stands alone: on its own line, in a bracket that opens or closes a line, as the value of a
    label, or beside the letterhead. Upper case without diacritics, letters set apart by spaces and decomposed
    Unicode are recognised. A word inside a sentence is never a marking, whatever its case.
    """
    found = {
        marks.words.index(mark)
        for number, line in enumerate(_lines(text))
        for mark in _marks_of_line(line, marks, is_head=number < HEAD_LINES)
    }
    return marks.words[max(found)] if found else None


def _lines(text: str) -> Iterator[str]:
    """The non-empty lines, composed, without invisible characters."""
    clean = unicodedata.normalize("NFKC", text).translate(INVISIBLE)
    return (line for line in clean.splitlines() if line.strip())


def _marks_of_line(line: str, marks: SecrecyMarks, *, is_head: bool) -> Iterator[str]:
    squeezed = re.sub(r"\W|_", "", _without_marks(line)).upper()
    for mark in marks.words:
        if _without_marks(mark).replace(" ", "") not in squeezed:
            continue
        if (
            _stands_alone(line, mark, marks, is_head=is_head)
            or _is_label_value(line, mark, marks)
            or _closes_or_opens_in_brackets(line, mark)
            or _is_beside_other_stamps(line, mark, is_head=is_head)
            or _is_set_off_by_a_dash(line, mark)
        ):
            yield mark


def _stands_alone(line: str, mark: str, marks: SecrecyMarks, *, is_head: bool) -> bool:
    """The whole line is the marking, perhaps framed, spaced out or after a carrier word."""
    bare = line.strip(FRAME)
    if _is_mark(bare, mark, may_be_bare=is_head) or _is_spaced_mark(bare, mark):
        return True
    return bare.isupper() and any(
        _same(bare, f"{carrier} {mark}".upper(), may_be_bare=True) for carrier in marks.carriers
    )


def _is_mark(bare: str, mark: str, *, may_be_bare: bool) -> bool:
    """One-word marks must be in upper case: "Mật" alone on a line may be honey, "MẬT" is a stamp."""
    is_one_word = " " not in mark
    if is_one_word and not bare.isupper():
        return False
    return _same(bare.upper(), mark, may_be_bare=may_be_bare or not is_one_word)


def _is_spaced_mark(bare: str, mark: str) -> bool:
    """Letters set apart: "M Ậ T", "T.U.Y.Ệ.T  M.Ậ.T"."""
    letters = re.split(r"[\s.\-_]+", bare)
    if not bare.isupper() or len(letters) < 3 or any(len(letter) > 1 for letter in letters):
        return False
    joined, wanted = "".join(letters), mark.replace(" ", "")
    return joined in (wanted, _without_marks(wanted))


def _is_label_value(line: str, mark: str, marks: SecrecyMarks) -> bool:
    """ "Độ mật: Mật", "Mức độ mật - TỐI MẬT", or the ticked box of such a line, in any case.

    Without any diacritic in the line, "Do mat: Mat" is meant too; with some, only the exact words count.
    """
    plain = _without_marks(line)
    shapes = (False, True) if plain == line else (False,)
    return any(_label_pattern(marks, mark, is_bare=is_bare).search(line) for is_bare in shapes)


@cache
def _label_pattern(marks: SecrecyMarks, mark: str, *, is_bare: bool) -> re.Pattern[str]:
    shape = _without_marks if is_bare else str
    labels = "|".join(re.escape(shape(label)) for label in marks.labels) or r"(?!)"
    word = re.escape(shape(mark))
    head = rf"^[\s*_(\[|-]*(?:{labels})"
    value = rf"\s*[:\-–]\s*[\s*_\"“(]*(?:{TICKED})?{word}{AFTER_THE_MARK}"
    return re.compile(rf"{head}(?:{value}|\b.*{TICKED}{word}(?!\w))", re.IGNORECASE)


def _closes_or_opens_in_brackets(line: str, mark: str) -> bool:
    """ "BÁO CÁO THÁNG 6 (MẬT)": in brackets, in upper case, at an end of the line."""
    inside = [group.strip(FRAME) for match in BRACKETED.finditer(line) for group in match.groups() if group]
    return any(words.isupper() and _is_mark(words, mark, may_be_bare=False) for words in inside)


def _is_beside_other_stamps(line: str, mark: str, *, is_head: bool) -> bool:
    """ "HỎA TỐC - MẬT" anywhere; "MẬT    CỘNG HÒA …" in two columns only at the head of a letter."""
    parts = STAMPS_SIDE_BY_SIDE.split(line) if line.isupper() else []
    if len(line.split()) > MOST_WORDS_OF_A_STAMP:
        parts = []
    cells = CELLS.split(line) if is_head else []
    several = [part.strip(FRAME) for group in (parts, cells) if len(group) > 1 for part in group]
    return any(words.isupper() and _is_mark(words, mark, may_be_bare=False) for words in several)


def _is_set_off_by_a_dash(line: str, mark: str) -> bool:
    """ "TỐI MẬT - Kế hoạch …", "Báo cáo tháng 6 – MẬT": first or last on its line, exactly so in capitals.

    So it is typed into the cell of a table or a subject line, where there is no place for a stamp.
    """
    parts = [part.strip(FRAME) for part in STAMPS_SIDE_BY_SIDE.split(line)]
    return len(parts) > 1 and mark in (parts[0], parts[-1])


def _same(words: str, wanted: str, *, may_be_bare: bool) -> bool:
    """Syllable by syllable the same; `may_be_bare` lets a syllable come without any diacritic.

    "TOI MAT" is "TỐI MẬT", but "TÔI MẤT" ("I lose") is not: a wrong diacritic is another word.
    """
    left, right = words.split(), wanted.split()
    return len(left) == len(right) and all(
        one == other or (may_be_bare and one == _without_marks(other))
        for one, other in zip(left, right, strict=True)
    )


def _without_marks(words: str) -> str:
    plain = unicodedata.normalize("NFD", words.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
