"""Turns an understood question into the words of the index, each with its weight."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import log

from hoiam.search.analysis.language import is_bare, is_syllable
from hoiam.search.analysis.references import typed
from hoiam.search.analysis.syllables import fold
from hoiam.search.analysis.tokens import Token, pairs
from hoiam.search.engine.contract import Wanted
from hoiam.search.entries import exact_words
from hoiam.search.reading.reading import Understanding

WEIGHT = {"toned": 1.0, "folded": 1.0, "pair": 1.0, "named": 0.5, "exact": 1.0}
QUESTION_WORD = 0.25
MENDED = 0.75
RESTORED = 1.0
"""Words of a question typed without marks, when they are put back: as good as typed."""
NAME = 1.4
"""Words with a capital inside the question, and short forms in any letters: names decide."""
EXPANSION = 0.5
RARITY = 0.3
"""BM25 already multiplies by rarity; a little more (to the power 1.3) lets the rare word decide."""
MOST_WORDS = 48
"""Of each field, for a long letter: the rarest words."""
SMALL, MANY = 1_000, 10_000
"""Passages between which pairs grow from half to their whole weight: the more texts there are, the more often
single words meet by chance, while words that stand side by side still tell."""
LARGE = 20_000
COMMON = 1.0
"""Rarity of a word in somewhat more than a third of the passages: the dearest to look for, and it tells least.
In a large index such words are left out where others remain."""
LEFT = 3
LONGEST_NAME = 4
EXACT_WEIGHT = {"no": 2.0, "date": 1.0, "year": 0.3, "name": 0.6, "ref": 2.0, "loose": 2.0}

Frequency = Callable[[str, str], int]


def rarity(passages: int, holding: int) -> float:
    """Weigh a word by how few passages hold it, as BM25 does."""
    return log(1 + (passages - holding + 0.5) / (holding + 0.5))


def addressed(words: list[Token], frequency: Frequency) -> dict[str, range]:
    """Find what a question names by reference: word of the field `exact` → the words of the question it stands in.

    Only what the index holds counts; `loose:` (F69 for F069) only where nothing is named to the letter.
    """
    rows = list(typed(words))
    exactly = {f"ref:{one.joined}": one.words for one in rows}
    nearly = {f"loose:{one.shortened}": one.words for one in rows if one.shortened[-1].isdigit()}
    for named in (exactly, nearly):
        known = {word: place for word, place in named.items() if frequency("exact", word)}
        if known:
            return known
    return {}


def wanted(
    question: Understanding,
    frequency: Frequency,
    passages: int,
    *,
    kinds: Collection[str],
    audience: Collection[str],
    place: str = "",
    theme: str = "",
    references: Collection[str] = (),
) -> Wanted:
    """Build the query: words as typed and as mended, their pairs, names and exact marks.

    `frequency(field, word)` counts passages; words that no passage holds are left out. `references`: as `addressed`
    found them.
    """
    raw = _raw_words(question, frequency)
    raw["exact"] |= {word: EXACT_WEIGHT[word.partition(":")[0]] for word in references}
    words = {}
    for name, weights in raw.items():
        counted = [(word, weight, frequency(name, word)) for word, weight in weights.items()]
        known = [(word, weight, rarity(passages, holding)) for word, weight, holding in counted if holding]
        known.sort(key=lambda row: -row[1] * row[2])
        if passages >= LARGE:
            known = _without_common(known)
        share = WEIGHT[name] * (_pair_share(passages) if name == "pair" else 1.0)
        words[name] = {
            word: share * weight * max(rare, 0.05) ** RARITY for word, weight, rare in known[:MOST_WORDS]
        }
    return Wanted(words, frozenset(kinds), frozenset(audience), place, theme)


def _pair_share(passages: int) -> float:
    """Grow with the logarithm of the number of passages from 0.5 at `SMALL` to 1 at `MANY`."""
    grown = log(max(passages, 1) / SMALL) / log(MANY / SMALL)
    return 0.5 + 0.5 * min(max(grown, 0.0), 1.0)


def _without_common(known: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Leave out (word, weight, rarity) rows of common words where at least three others remain."""
    rare = [row for row in known if row[2] >= COMMON]
    return rare if len(rare) >= LEFT else known


def content_words(question: Understanding) -> list[tuple[str, str]]:
    """List the words that may name the fact as folded (as typed, as mended), question words left out."""
    return [
        (word.folded, choice.folded)
        for word, choice, counts in zip(
            question.words, question.choices, question.carries_content, strict=True
        )
        if counts
    ]


def _raw_words(question: Understanding, frequency: Frequency) -> dict[str, dict[str, float]]:
    raw: dict[str, dict[str, float]] = {name: {} for name in WEIGHT}

    def put(name: str, word: str, weight: float) -> None:
        raw[name][word] = max(raw[name].get(word, 0.0), weight)

    weights = _weights(question)
    mended = RESTORED if is_bare(question.words) else MENDED
    for word, choice, weight in zip(question.words, question.choices, weights, strict=True):
        for form, share in ((word, 1.0), (choice, mended)):
            put("toned", form.toned, weight * share)
            put("folded", form.folded, weight * share)
            put("named", form.folded, weight * share)
    for row, share in ((question.words, 1.0), (question.choices, mended)):
        for at, pair in enumerate(pairs([word.folded for word in row])):
            put("pair", pair, share * max(weights[at : at + 2]))
    for long in question.expansions:
        for word in long:
            put("toned", word.toned, EXPANSION)
            put("folded", word.folded, EXPANSION)
            put("named", word.folded, EXPANSION)
        for pair in pairs([word.folded for word in long]):
            put("pair", pair, EXPANSION)
    in_names = {word for word in raw["named"] if frequency("named", word)}
    for mark in _exact(question, in_names):
        put("exact", mark, EXACT_WEIGHT[mark.partition(":")[0]])
    return raw


def _weights(question: Understanding) -> list[float]:
    """Weigh each word: question words little, names more; capitals say nothing where all words have them."""
    has_small_letters = any(word.text.islower() for word in question.words)

    def is_name(at: int, word: Token) -> bool:
        if word.start in question.short_forms:
            return True
        return has_small_letters and word.text[:1].isupper() and bool(at or not is_syllable(word.folded))

    return [
        QUESTION_WORD if not counts else NAME if is_name(at, word) else 1.0
        for at, (word, counts) in enumerate(zip(question.words, question.carries_content, strict=True))
    ]


def _exact(question: Understanding, in_names: Collection[str]) -> set[str]:
    """List document numbers, dates, years and names; a name is made of words that some name has."""
    text = question.reading.original
    folded = [word.folded for word in question.words]
    names = set()
    for start in range(len(folded)):
        name = "name:"
        for word in folded[start : start + LONGEST_NAME]:
            if word not in in_names:
                break
            name += word
            names.add(name)
            name += "-"
    return exact_words(fold(text), text) | names
