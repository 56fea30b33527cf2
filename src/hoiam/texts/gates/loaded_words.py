"""Words that name motives or praise instead of stating facts are pointed out, always as a warning.

Decided: also inside an attributed quotation, since an official text repeats what it quotes; the writer decides.
Vietnamese terms are found in either tone placement (hòa, hoà), and without diacritics in a sentence that has
none; English words in every inflection (fabricat-ed, -ion).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from hoiam.evidence.reading.folding import fold
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.texts.gates.findings import CheckedSentence, Finding

_STEMMED_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class LoadedWord:
    term: str
    language: str
    why: str = ""
    instead: str = ""


@dataclass(frozen=True, eq=False)
class LoadedWordGate:
    words: tuple[LoadedWord, ...] = ()

    def check(self, sentence: CheckedSentence) -> tuple[Finding, ...]:
        """Point out the loaded words of a sentence, in their order, the longest where two overlap."""
        folded = fold(sentence.text)
        is_unmarked = folded == sentence.text.lower()
        findings: list[Finding] = []
        for match in self._pattern.finditer(folded):
            written = sentence.text[match.start() : match.end()]
            word = self._word_for(match[0], written, is_unmarked)
            if word and written not in sentence.excused:
                params = (("found", written), ("why", word.why), ("instead", word.instead))
                findings.append(
                    Finding(
                        "loaded_words", "loaded_word", "warns", sentence.id, *match.span(), written, params
                    )
                )
        return tuple(findings)

    def _word_for(self, folded: str, written: str, is_unmarked: bool) -> LoadedWord | None:
        """The term that was meant: with the same marks, or with none where the sentence has none."""
        for word in self.words:
            if _is_stemmed(word):
                if folded.startswith(_stem(fold(word.term))):
                    return word
            elif fold(word.term) == folded and (is_unmarked or _marks(word.term) == _marks(written)):
                return word
        return None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted({_form(word) for word in self.words}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms) or '(?!)'})(?!\w)")


def _is_stemmed(word: LoadedWord) -> bool:
    return word.language in _STEMMED_LANGUAGES and word.term.isalpha()


def _stem(term: str) -> str:
    return term.removesuffix("y") if len(term) > 4 else term


def _form(word: LoadedWord) -> str:
    folded = fold(word.term)
    if _is_stemmed(word):
        return re.escape(_stem(folded)) + r"\w*"
    return re.escape(folded).replace(r"\ ", r"[ \u00a0]")


def _marks(text: str) -> list[tuple[str, ...]]:
    """The marks of each syllable in any order, so that hòa and hoà are equal."""
    return [
        tuple(sorted(filter(_is_mark, unicodedata.normalize("NFD", word)))) for word in text.lower().split()
    ]


def _is_mark(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or sign == "đ"


@cache
def load_loaded_word_gate(folder: Path | None = None) -> LoadedWordGate:
    """Read `loaded_words.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "loaded_words.csv")
    return LoadedWordGate(
        tuple(LoadedWord(row["term"], row["language"], row["why"], row["instead"]) for row in rows)
    )
