"""Open places of a text: ``[? poverty rate 2025]`` stands where a fact is still to be put. Pure.

The words after the question mark say what belongs there; a text with an open place does not leave the desk.
"""

from __future__ import annotations

import re

LONGEST_PLACE = 200
OPEN_PLACE = re.compile(rf"\[\?[ \t]*([^\[\]\n]{{0,{LONGEST_PLACE}}}?)[ \t]*\]")
_ENDS = ".!?…"


def places_in(text: str) -> tuple[str, ...]:
    """What the open places of a text ask for, each once, in their order; "" for one without words."""
    return tuple(dict.fromkeys(_words(match) for match in OPEN_PLACE.finditer(text)))


def without_places(text: str) -> str:
    """The text without its open places: what they ask for says nothing yet."""
    return OPEN_PLACE.sub("", text)


def with_place_filled(text: str, words: str, said: str, reference: str) -> str | None:
    """The text with the first place that asks for `words` filled by `said` and the mark of the fact.

    The end mark of `said` stays only where the place ends its line. None where no such place is open.
    """
    place = next((match for match in OPEN_PLACE.finditer(text) if _words(match) == words), None)
    if place is None:
        return None
    said = " ".join(said.split())
    if text[: place.start()].rpartition("\n")[2].lstrip().startswith("|"):
        said = said.replace("|", "\\|")
    stem = said.rstrip(_ENDS)
    ends_line = text[place.end() :].partition("\n")[0].strip() == ""
    end = said[len(stem) :] if ends_line else ""
    return f"{text[: place.start()]}{stem} [{reference}]{end}{text[place.end() :]}"


def _words(match: re.Match[str]) -> str:
    return " ".join(match[1].split())
