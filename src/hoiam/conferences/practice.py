"""The practice set of the country pack: questions, model answers, and why those are good. Read once, kept."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.conf import settings

from hoiam.desks.wording import Wording

FILE = "practice.toml"


@dataclass(frozen=True)
class Question:
    """Asked in the first language of `question`; `reasons` by language."""

    kind: str
    hours_ago: int
    outlet: str
    question: Wording
    answer: Wording
    reasons: dict[str, tuple[str, ...]]

    def reasons_in(self, language: str) -> tuple[str, ...]:
        return self.reasons.get(language) or next(iter(self.reasons.values()), ())


@dataclass(frozen=True)
class PracticeSet:
    code: str
    """Begins the code of every practice desk."""
    questions: tuple[Question, ...]


def practice_set() -> PracticeSet:
    """Of the country of this installation; a pack without one gives no questions."""
    return _read(str(settings.COUNTRY.code))


@cache
def _read(country: str) -> PracticeSet:
    file = resources.files("hoiam") / "data" / country.lower() / FILE
    if not file.is_file():
        return PracticeSet("practice", ())
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    rows = tuple(
        Question(
            kind=row["kind"],
            hours_ago=int(row["hours_ago"]),
            outlet=row["outlet"],
            question=Wording(row["question"]),
            answer=Wording(row["answer"]),
            reasons={tag: tuple(lines) for tag, lines in row["reasons"].items()},
        )
        for row in table["question"]
    )
    return PracticeSet(str(table["code"]), rows)
