"""What a slip of the keyboard may have meant: Telex and VNI keys left in the text, one letter wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_SHAPES = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}
_VOWELS = "aeiouyăâêôơư"


def telex(word: str) -> str | None:
    """Read `word` as Telex keys left undone (ddoatj → đoạt, nhieeuf → nhiều); None when no key is in it."""
    letters, tone = _pulled_tone(word.lower(), _TELEX_TONES)
    shaped = re.sub(r"uow", "ươ", letters)
    shaped = re.sub(r"uwow?|ưow", "ươ", shaped)
    for keys, letter in (
        ("dd", "đ"),
        ("aa", "â"),
        ("ee", "ê"),
        ("oo", "ô"),
        ("aw", "ă"),
        ("ow", "ơ"),
        ("uw", "ư"),
    ):
        shaped = shaped.replace(keys, letter)
    shaped = _late_shape(shaped)
    return _with_tone(shaped, tone) if tone or shaped != letters else None


def vni(word: str) -> str | None:
    """Read `word` as VNI keys left undone (d9oa5t → đoạt); None when no key is in it."""
    if word.isdigit() or not any(letter.isdigit() for letter in word):
        return None
    letters, tone = _pulled_tone(word.lower(), _VNI_TONES)
    for key, shapes in _VNI_SHAPES.items():
        if key in letters:
            letters = letters.replace(key, "")
            for bare, shape in shapes.items():
                letters = letters.replace(bare, shape)
    return None if any(letter.isdigit() for letter in letters) else _with_tone(letters, tone)


def one_edit(word: str, known: Set[str]) -> list[str]:
    """List known words one slip away from `word`: neighbours swapped, a letter missing, doubled or wrong."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    slips = {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    slips.update([left + right[1:] for left, right in halves if right])
    slips.update([left + letter + right[1:] for left, right in halves if right for letter in _ALPHABET])
    slips.update([left + letter + right for left, right in halves for letter in _ALPHABET])
    slips.discard(word)
    return sorted(known & slips)


def _pulled_tone(word: str, tones: dict[str, str]) -> tuple[str, str]:
    """Take the last tone key that stands after a vowel out of `word`; give the rest and the combining mark."""
    for at in range(len(word) - 1, 0, -1):
        if word[at] in tones and any(letter in _VOWELS for letter in word[:at]):
            rest = word[at + 1 :]
            if tones is _VNI_TONES or not any(letter in _VOWELS for letter in rest):
                return word[:at] + rest, tones[word[at]]
    return word, ""


def _late_shape(letters: str) -> str:
    """Obey a shape key typed after the syllable's end (duongd → đuong, nhana → nhân)."""
    if len(letters) > 2 and letters[-1] == "d" and letters[0] == "d":
        return "đ" + letters[1:-1]
    for key, bare, shape in (("w", "uo", "ươ"), ("w", "u", "ư"), ("w", "o", "ơ"), ("w", "a", "ă")):
        if letters.endswith(key) and bare in letters:
            return letters[:-1].replace(bare, shape, 1)
    for vowel, shape in (("a", "â"), ("e", "ê"), ("o", "ô")):
        if len(letters) > 2 and letters[-1] == vowel and letters[-2] not in _VOWELS and vowel in letters[:-1]:
            return letters[:-1].replace(vowel, shape, 1)
    return letters


def _with_tone(letters: str, tone: str) -> str:
    """Put a combining mark on the vowel that bears it: a shaped one, else the last but one of an open group."""
    at = _bearer(letters)
    if not tone or at is None:
        return letters
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


def _bearer(letters: str) -> int | None:
    start = 2 if letters[:2] in ("qu", "gi") and any(letter in _VOWELS for letter in letters[2:]) else 0
    vowels = [at for at, letter in enumerate(letters) if letter in _VOWELS and at >= start]
    shaped = [at for at in vowels if letters[at] in "ăâêôơư"]
    if shaped:
        return shaped[-1]
    if len(vowels) > 1 and (vowels[-1] == len(letters) - 1):
        return vowels[-2] if len(vowels) == 2 else vowels[1]
    return vowels[-1] if vowels else None
