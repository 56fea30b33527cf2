"""One row of a spreadsheet read as what a fact says, or as the list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Choices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording
from hoiam.evidence import rules
from hoiam.evidence.content import FactContent, SourceGiven
from hoiam.evidence.figures import NO_FIGURE, Figure, NotANumber, Style, TwoReadings, read_figure
from hoiam.evidence.periods import NO_PERIOD, ImpossibleDay, Period, read_period
from hoiam.evidence.placing import PlaceBook, UnknownPlace
from hoiam.evidence.sheets.cells import take
from hoiam.evidence.sheets.table import Line
from hoiam.evidence.terms import Bearing, FactKind, PeriodPrecision, Rank, Stance, Translation
from hoiam.evidence.vocabulary import fold, group_code, theme_code
from hoiam.search.analysis.language import language_of
from hoiam.search.analysis.tokens import tokens

REFERENCE = re.compile(r"\w[\w.\-]{0,39}")
"""What may name a fact: letters, digits, points, hyphens; it stands in addresses and in citation marks."""
LENGTHS = {"unit": 200, "period": 200, "place": 300, "group_basis": 300, "issuer": 300, "verification": 300}
SOURCE_LENGTHS = {"title": 500, "publisher": 300, "date": 100, "url": 1000, "locator": 300, "value": 200}
LISTED = re.compile(r"\s*;\s*")


@dataclass(frozen=True)
class RowError:
    line: int
    column: str
    reason: object

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "column": self.column, "reason": str(self.reason)}


@dataclass(frozen=True)
class Row:
    line: int
    reference: str
    content: FactContent


class RowReader:
    """Reads rows of one file. `style`: which sign its numbers have before the decimals, where that is known."""

    def __init__(self, *, book: PlaceBook, style: Style | None, prefix: str = "") -> None:
        self._book, self._style, self._prefix = book, style, prefix

    def read(self, line: Line, cells: Mapping[str, str]) -> Row | list[RowError]:
        """`cells` are those of `line` under the names of the columns. Every error of the row is given."""
        reading = _Reading(line, cells, self._book, self._style)
        content = reading.content()
        reference = f"{self._prefix}{cells.get('id', '')}" if cells.get("id") else ""
        if not reference:
            reading.wrong("id", _("Every row needs an id: it stays the public reference of the fact."))
        elif not REFERENCE.fullmatch(reference):
            reading.wrong("id", _("An id is made of letters, digits, points and hyphens, at most 40."))
        if not reading.errors:
            for reason in rules.reasons_against_keeping(content):
                reading.wrong("", reason)
        return reading.errors or Row(line.line, reference, content)


class _Reading:
    """One row while it is read: what is wrong is gathered, reading goes on."""

    def __init__(self, line: Line, cells: Mapping[str, str], book: PlaceBook, style: Style | None) -> None:
        self._line, self._cells, self._book, self._style = line, cells, book, style
        self.errors = [RowError(line.line, one.column, one.reason) for one in line.refused]

    def wrong(self, column: str, reason: object) -> None:
        self.errors.append(RowError(self._line.line, column, reason))

    def content(self) -> FactContent:
        statement = self._wording("statement")
        language = next((tag for tag, _name in settings.LANGUAGES if tag in statement), "")
        if not statement:
            self.wrong("statement", _("Every row needs a statement in at least one language."))
        period = self._period("period")
        kind, bearing = self._kind_and_bearing()
        return FactContent(
            statement=statement,
            language=language,
            translations={tag: str(Translation.UNREVIEWED) for tag in statement if tag != language},
            sources=self._sources(),
            kind=kind,
            bearing=bearing,
            figure=self._figure(statement),
            unit=self._text("unit"),
            period=period,
            places=self._places(period),
            place_printed=self._text("place"),
            groups=tuple(group_code(part) for part in self._listed("group")),
            group_basis=self._text("group_basis"),
            themes=tuple(dict.fromkeys(theme_code(part)[:80] for part in self._listed("theme"))),
            limits=self._wording("limits"),
            issuer=self._text("issuer"),
            verification=self._text("verification"),
            rank=self._rank(),
            expires_on=self._day("expires_on"),
        )

    def _text(self, column: str) -> str:
        text = self._cells.get(column, "")
        return self._short(column, text, LENGTHS.get(column, rules.LONGEST_TEXT))

    def _short(self, column: str, text: str, most: int) -> str:
        if len(text) > most:
            self.wrong(
                column,
                _("The cell holds %(length)s characters; at most %(most)s are taken.")
                % {"length": len(text), "most": most},
            )
            return ""
        return text

    def _listed(self, column: str) -> list[str]:
        return [part for part in LISTED.split(self._cells.get(column, "")) if part]

    def _wording(self, column: str) -> Wording:
        """Texts by language; one without a language goes where its own letters, or the empty place, say."""
        tags = [tag for tag, _name in settings.LANGUAGES]
        found = Wording(
            {tag: self._cells[f"{column}_{tag}"] for tag in tags if self._cells.get(f"{column}_{tag}")}
        )
        bare = self._cells.get(column, "")
        if bare:
            guessed = language_of(tokens(bare))
            free = [tag for tag in tags if tag not in found]
            found[guessed if guessed in free or not free else free[0]] = bare
        return found

    def _period(self, column: str) -> Period:
        text = self._text(column)
        try:
            return read_period(text) if text else NO_PERIOD
        except ImpossibleDay:
            self.wrong(column, _("“%(cell)s” is not a date of any calendar.") % {"cell": text})
            return NO_PERIOD

    def _day(self, column: str) -> date | None:
        period = self._period(column)
        if period.printed and period.precision != PeriodPrecision.DAY:
            self.wrong(column, _("Give a day here, such as 2026-12-31 or 31/12/2026."))
        return period.end if period.precision == PeriodPrecision.DAY else None

    def _figure(self, statement: Wording) -> Figure:
        text = self._short("value", self._cells.get("value", ""), 200)
        try:
            return read_figure(text, _style_in(text, statement) or self._style)
        except TwoReadings:
            reason = _(
                "“%(cell)s” reads in two ways: thousands or decimals. Write it without the sign, or with both."
            )
        except NotANumber:
            reason = _("“%(cell)s” is not a number, a range such as 15-20, or alternatives such as 25 or 26.")
        self.wrong("value", reason % {"cell": text})
        return NO_FIGURE

    def _kind_and_bearing(self) -> tuple[str, str]:
        kind, bearing = self._cells.get("kind", ""), self._cells.get("bearing", "")
        if kind and not bearing and _choice(Bearing, kind):
            # Older tables have one column for both.
            kind, bearing = "", kind
        return (
            self._choice("kind", FactKind, kind, FactKind.OBSERVATION),
            self._choice("bearing", Bearing, bearing, Bearing.CONTEXT),
        )

    def _choice(self, column: str, choices: type[Choices], word: str, otherwise: str) -> str:
        if not word:
            return str(otherwise)
        chosen = _choice(choices, word)
        if not chosen:
            allowed = ", ".join(str(value) for value in choices.values)
            self.wrong(
                column,
                _("“%(cell)s” is not known here; use one of: %(words)s.") % {"cell": word, "words": allowed},
            )
        return chosen

    def _rank(self) -> int:
        word = fold(self._cells.get("rank", ""))
        return Rank.PREFERRED if word in ("preferred", "1", "x", "uu tien") else Rank.NORMAL

    def _places(self, period: Period) -> tuple[Any, ...]:
        codes = self._listed("place_code")
        try:
            return self._book.by_codes(codes) if codes else self._book.by_names(self._listed("place"), period)
        except UnknownPlace as unknown:
            self.wrong(
                "place_code", _("There is no place with the code %(code)s.") % {"code": unknown.args[0]}
            )
            return ()

    def _sources(self) -> tuple[SourceGiven, ...]:
        given = {
            "title": self._cells.get("source_title", ""),
            "publisher": self._cells.get("publisher", ""),
            "date": self._cells.get("source_date", ""),
            "url": self._cells.get("source_url", ""),
            "locator": self._cells.get("locator", ""),
        }
        nested = self._line.nested.get("sources", [])
        listed = [part.strip() for part in self._cells.get("other_sources", "").split("|") if part.strip()]
        first = [self._source(given, "source_title")] if any(given.values()) or not nested else []
        more = [self._nested(one) for one in nested]
        return tuple(one for one in (*first, *more, *map(self._other, listed)) if one)

    def _source(
        self, given: Mapping[str, str], column: str, read: Callable[..., Any] | None = None
    ) -> SourceGiven:
        kept = {name: self._short(column, given.get(name, ""), most) for name, most in SOURCE_LENGTHS.items()}
        if not kept["title"]:
            self.wrong(column, _("Every row needs the title of its source."))
        try:
            published = read_period(kept["date"]) if kept["date"] else NO_PERIOD
        except ImpossibleDay:
            self.wrong("source_date", _("“%(cell)s” is not a date of any calendar.") % {"cell": kept["date"]})
            published = NO_PERIOD
        if kept["url"] and not _is_web(kept["url"]):
            # Words that are no address (a shelf mark, a file) say where it is found; they are never a link.
            kept["locator"] = "; ".join(filter(None, [kept["locator"], kept["url"]]))[:300]
            kept["url"] = ""
        return SourceGiven(
            title=kept["title"],
            publisher=kept["publisher"],
            published=published,
            address=kept["url"],
            locator=kept["locator"],
            stance=str(_choice(Stance, given.get("stance", "")) or Stance.SUPPORTS),
            value_printed=kept["value"],
        )

    def _nested(self, one: Any) -> SourceGiven | None:
        if not isinstance(one, dict) or not all(isinstance(part, str | int | float) for part in one.values()):
            self.wrong("sources", _("A source is an object with title, publisher, date, url, locator."))
            return None
        kept: dict[str, str] = {}
        for name, part in one.items():
            kept[str(name)], refused = take("sources", str(part))
            if refused:
                self.wrong("sources", refused.reason)
        return self._source(kept, "sources")

    def _other(self, named: str) -> SourceGiven:
        """A further source, named by its address or in words."""
        if not _is_web(named):
            return SourceGiven(title=self._short("other_sources", named, SOURCE_LENGTHS["title"]))
        address = self._short("other_sources", named, SOURCE_LENGTHS["url"])
        host = urlsplit(address).hostname or address
        return SourceGiven(title=host.removeprefix("www."), address=address)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        return False


def _style_in(printed: str, statement: Wording) -> Style | None:
    """The style of the language whose statement prints the number just so."""
    if not printed:
        return None
    signs = {one.tag: one.decimal_sign for one in load_pack(settings.COUNTRY.code).country.languages}
    exact = re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![.,]?\d)")
    found = {signs.get(tag, "") for tag, text in statement.items() if exact.search(text)}
    if len(found) != 1:
        return None
    return "comma" if found == {","} else "point"


def _choice(choices: type[Choices], word: str) -> str:
    return _words_of(choices).get(fold(word.replace("_", " ")), "")


@cache
def _words_of(choices: type[Choices]) -> dict[str, str]:
    """{folded word: value}: the values themselves, and their labels in every language."""
    words = {fold(str(value).replace("_", " ")): str(value) for value in choices.values}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            words.update({fold(str(label)): str(value) for value, label in choices.choices})
    return words
