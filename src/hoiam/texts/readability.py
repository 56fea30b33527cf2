"""How plainly a text reads: sentences of advice for whoever writes a summary, and no mark that blocks. Pure.

Vietnamese. Formulae have been published (Nguyen and Henkin, "A readability formula for Vietnamese", Journal of
Reading 26, 1982, and a second one in 29, 1985; Luong, Nguyen and Dinh, "A new formula for Vietnamese text
readability assessment", KSE 2018). They grade school books, their newer forms need words cut by a trained model,
and none was made for notices of an office. So this is a measure of our own: syllables (âm tiết, what stands between
spaces) for each sentence, words of offices with a plain one beside them, chains of “được” and “bị”, abbreviations
that nobody explains. Its limits are below, chosen by us; they are where advice begins, not where reading ends.

English. Reading Ease: Flesch, "A new readability yardstick", Journal of Applied Psychology 32, 1948; advice below 60,
which Flesch calls standard. Syllables are counted by groups of vowels, off by one in some words. Sentences above 25
words: GOV.UK, "Content design: planning, writing and managing content".

Other languages: the length of sentences alone, where words stand between spaces; else nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.texts.sentences import sentences_of
from hoiam.texts.structure import BulletList, NumberedList, Paragraph, Quotation, read_structure
from hoiam.ui.figures import written

Kind = Literal["average", "long_sentence", "office_word", "passive", "abbreviation", "ease"]
LIMITS = {"vi": (22, 40), "en": (20, 25)}
"""{language: (units of a sentence on average, units of the longest)}: syllables in Vietnamese, else words."""
_OTHER = (22, 35)
_LEAST_EASE = 60.0
_UNSPACED = frozenset({"km", "lo", "th", "my", "zh", "ja", "bo"})
"""Languages without spaces between words."""
_UNIT = re.compile(r"[^\W_]+(?:[.,/’'-][^\W_]+)*")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị)(?!\w)")
_SHORT = re.compile(r"(?<![\w/-])(?=[A-ZĐ0-9-]*[A-ZĐ][A-ZĐ0-9-]*[A-ZĐ])[A-ZĐ][A-ZĐ0-9-]{1,9}(?![\w/-])")
_ROMAN = re.compile(r"[IVXLC]+$")
_VOWELS = re.compile(r"[aeiouy]+")
_MOST_EXAMPLES = 6


@dataclass(frozen=True)
class Advice:
    """One remark, as a sentence; `quote` are the words it is about, `sentence` the sentence they stand in."""

    kind: Kind
    message: str
    quote: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Reading:
    """What was measured. `ease` is the Reading Ease of Flesch, None for every language but English."""

    language: str
    sentences: int = 0
    units: int = 0
    longest: int = 0
    office_words: int = 0
    ease: float | None = None
    advice: tuple[Advice, ...] = ()
    is_measured: bool = True
    """False where we have no measure for the language, or nothing is written."""

    @property
    def average(self) -> float:
        return self.units / self.sentences if self.sentences else 0.0


def reading_of(text: str, language: str, folder: Path | None = None) -> Reading:
    """Measure a structured plain text; `folder` is the country pack its words are taken from."""
    tag = language.split("-")[0]
    sentences = _sentences(text)
    if not sentences or tag in _UNSPACED:
        return Reading(language, len(sentences), is_measured=False)
    counts = [len(_UNIT.findall(sentence)) for sentence in sentences]
    words = _plain_words(folder or country_folder(), tag)
    advice = [*_about_length(sentences, counts, tag)]
    office = [*_office_words(sentences, words)]
    advice += _first_of_each(office)
    if tag == "vi":
        advice += _about_passive(sentences)
    if tag in LIMITS:
        advice += _about_short_forms(sentences, folder or country_folder())
    ease = _ease(sentences, counts) if tag == "en" else None
    if ease is not None and ease < _LEAST_EASE:
        said = _("Reading Ease is %(ease)s; aim for 60 or more. Use shorter words and shorter sentences.")
        advice.append(Advice("ease", said % {"ease": written(ease, 0)}))
    return Reading(
        language, len(sentences), sum(counts), max(counts), len(office), ease, tuple(advice), sum(counts) > 0
    )


def _sentences(text: str) -> list[str]:
    """Sentences of running words; headings and cells are no sentences."""
    running = Paragraph | BulletList | NumberedList | Quotation
    blocks = [block for block in read_structure(text) if isinstance(block, running)]
    return [sentence.text for sentence in sentences_of(blocks) if _UNIT.search(sentence.text)]


def _about_length(sentences: Sequence[str], counts: Sequence[int], tag: str) -> Iterator[Advice]:
    most_average, most = LIMITS.get(tag, _OTHER)
    average = sum(counts) / len(counts)
    if average > most_average:
        said = (
            _("The sentences have %(count)s syllables on average; aim for %(most)s or fewer.")
            if tag == "vi"
            else _("The sentences have %(count)s words on average; aim for %(most)s or fewer.")
        )
        yield Advice("average", said % {"count": written(average, 0), "most": most_average})
    for sentence, count in zip(sentences, counts, strict=True):
        if count > most:
            said = (
                _("This sentence has %(count)s syllables. Cut it in two: %(sentence)s")
                if tag == "vi"
                else _("This sentence has %(count)s words. Cut it in two: %(sentence)s")
            )
            start = " ".join(sentence.split()[:8]) + " …"
            yield Advice("long_sentence", said % {"count": count, "sentence": f"“{start}”"}, start, sentence)


def _office_words(
    sentences: Sequence[str], words: tuple[re.Pattern[str], dict[str, str]]
) -> Iterator[Advice]:
    pattern, plain = words
    for sentence in sentences if plain else ():
        for found in pattern.finditer(unicodedata.normalize("NFC", sentence)):
            said = _("“%(found)s” is a word of offices. Plainer: %(plain)s.")
            params = {"found": found[0], "plain": plain[found[0].casefold()]}
            yield Advice("office_word", said % params, found[0], sentence)


def _first_of_each(office: Sequence[Advice]) -> list[Advice]:
    first: dict[str, Advice] = {}
    for advice in office:
        first.setdefault(advice.quote.casefold(), advice)
    return list(first.values())[:_MOST_EXAMPLES]


def _about_passive(sentences: Sequence[str]) -> Iterator[Advice]:
    """“được” or “bị” three times, or twice within four syllables: nobody can tell any more who does what."""
    for sentence in sentences:
        units = [found[0].casefold() for found in _UNIT.finditer(sentence)]
        places = [place for place, unit in enumerate(units) if _PASSIVE.fullmatch(unit)]
        is_chain = any(second - first <= 4 for first, second in pairwise(places))
        if len(places) > 2 or is_chain:
            start = " ".join(sentence.split()[:8]) + " …"
            said = _("“được” and “bị” follow each other here. Say who does it: %(sentence)s")
            yield Advice("passive", said % {"sentence": f"“{start}”"}, start, sentence)


def _about_short_forms(sentences: Sequence[str], folder: Path) -> Iterator[Advice]:
    """Abbreviations that stand nowhere beside their words in brackets, each once."""
    known = {row["term"]: row["expansion"] for row in read_rows(folder, "abbreviations.csv")}
    whole = "\n".join(sentences)
    seen: set[str] = set()
    for sentence in sentences:
        if sentence.isupper():
            continue
        for found in _SHORT.finditer(sentence):
            form = found[0]
            is_explained = f"({form})" in whole or re.search(rf"(?<!\w){re.escape(form)} \(", whole)
            if form in seen or _ROMAN.match(form) or is_explained:
                continue
            seen.add(form)
            said = (
                _("“%(form)s” is not explained. Write “%(words)s (%(form)s)” where it stands first.")
                if form in known
                else _(
                    "“%(form)s” is not explained. Write its words once, with “%(form)s” behind them in brackets."
                )
            )
            yield Advice("abbreviation", said % {"form": form, "words": known.get(form, "")}, form, sentence)


def _ease(sentences: Sequence[str], counts: Sequence[int]) -> float:
    words = [word.casefold() for sentence in sentences for word in _UNIT.findall(sentence)]
    syllables = sum(_syllables(word) for word in words)
    return 206.835 - 1.015 * sum(counts) / len(counts) - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end is none, a word has at least one."""
    groups = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(groups, 1)


@cache
def _plain_words(folder: Path, tag: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Words of offices, the longest first, and what is plainer."""
    rows = [row for row in read_rows(folder, "plain_words.csv") if row["language"] == tag]
    plain = {row["term"].casefold(): row["plain"] for row in rows}
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE
    ), plain
