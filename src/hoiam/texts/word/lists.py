"""Which paragraphs are headings, quotations and items of lists: styles and numbering of a Word document. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from hoiam.texts.word.package import WordPackage, attribute, child, is_on, local
from hoiam.texts.word.shape import Kind

DEEPEST_HEADING = 3
_HEADING = re.compile(r"heading ?([1-9])$")
_TITLES = frozenset({"title"})
_QUOTATIONS = frozenset({"quote", "intense quote", "quotations", "block text"})
_LONGEST_CHAIN = 20
_PLACE = re.compile(r"%([1-9])")
_SIMPLE = frozenset({"%1.", "%1)"})
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Style:
    name: str = ""
    based_on: str = ""
    outline: str = ""
    numbering: str = ""
    depth: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class Level:
    form: str = "decimal"
    """`bullet`, `decimal`, `lowerLetter`, `none` …: how the number is written."""
    text: str = "%1."
    start: int = 1


@dataclass(frozen=True)
class Place:
    """What a paragraph is; `label` is a number that has to be written as words, such as “a)” or “Điều 3.”."""

    kind: Kind
    level: int = 0
    number: int = 1
    label: str = ""
    is_deeper: bool = False
    """Stood deeper than a text can show: a heading below the third level, a list inside a list."""


@dataclass
class Numbering:
    """The lists of a document, counting as they are walked through."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    """{list: (its abstract list, {depth: number it starts anew with})}."""
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, package: WordPackage) -> Numbering:
        root = package.part("word/numbering.xml")
        made = cls()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                made.abstracts[attribute(element, "abstractNumId")] = dict(_levels(element))
            elif local(element) == "num":
                overrides = {
                    _number(attribute(one, "ilvl")): _number(attribute(child(one, "startOverride"), "val"), 1)
                    for one in element
                    if local(one) == "lvlOverride" and child(one, "startOverride") is not None
                }
                abstract = attribute(child(element, "abstractNumId"), "val")
                made.lists[attribute(element, "numId")] = (abstract, overrides)
        return made

    def level(self, name: str, depth: int) -> Level | None:
        """How a list numbers at one depth; None for a list that is not there."""
        abstract, _overrides = self.lists.get(name, ("", {}))
        levels = self.abstracts.get(abstract)
        return None if levels is None else levels.get(depth, Level())

    def count(self, name: str, depth: int) -> dict[int, int]:
        """Count one item; gives the numbers of all depths as they stand now."""
        abstract, overrides = self.lists[name]
        counts = self.counted.setdefault(abstract, {})
        if name not in self.begun:
            self.begun.add(name)
            for place, start in overrides.items():
                counts[place] = start - 1
        levels = self.abstracts[abstract]
        for place in range(depth + 1):
            counts.setdefault(place, levels.get(place, Level()).start - (place == depth))
        counts[depth] += 1
        for place in [place for place in counts if place > depth]:
            del counts[place]
        return counts


@dataclass(frozen=True)
class Paragraphs:
    """Tells of each paragraph what it is."""

    styles: dict[str, Style]
    numbering: Numbering

    @classmethod
    def of(cls, package: WordPackage) -> Paragraphs:
        root = package.part("word/styles.xml")
        found = (one for one in (root if root is not None else ()) if local(one) == "style")
        return cls({attribute(one, "styleId"): _style(one) for one in found}, Numbering.of(package))

    def place(self, paragraph: Element, *, counts: bool) -> Place:
        """What this paragraph is; `counts` is False for one that tracked changes take away."""
        properties = child(paragraph, "pPr")
        styles = list(self._chain(attribute(child(properties, "pStyle"), "val")))
        level, is_deeper = _heading(properties, styles)
        numbering, depth = _list_of(properties, styles)
        item = self._item(numbering, depth, counts=counts)
        if level:
            return Place("heading", level, label=_label_before(item), is_deeper=is_deeper)
        if item:
            return item
        if any(style.name in _QUOTATIONS for style in styles):
            return Place("quotation")
        return Place("paragraph")

    def is_bold(self, paragraph: Element) -> bool:
        """Whether the style of a paragraph sets it in bold letters."""
        styles = self._chain(attribute(child(paragraph, "pPr", "pStyle"), "val"))
        return any(style.is_bold for style in styles)

    def _chain(self, name: str) -> Iterator[Style]:
        """A style and those it is based on."""
        for _step in range(_LONGEST_CHAIN):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = style.based_on

    def _item(self, name: str, depth: int, *, counts: bool) -> Place | None:
        level = self.numbering.level(name, depth) if name not in ("", "0") else None
        if level is None or level.form == "none":
            return None
        if level.form == "bullet":
            return Place("bullet", is_deeper=depth > 0)
        if not counts:
            return Place("paragraph")
        numbers = self.numbering.count(name, depth)
        if depth == 0 and level.form == "decimal" and level.text in _SIMPLE:
            return Place("number", number=numbers[0])
        label = _PLACE.sub(lambda found: self._written(name, int(found[1]) - 1, numbers), level.text)
        return Place("paragraph", label=f"{label} " if label.strip() else "")

    def _written(self, name: str, depth: int, numbers: dict[int, int]) -> str:
        level = self.numbering.level(name, depth) or Level()
        return _in_form(numbers.get(depth, level.start), level.form)


def _levels(abstract: Element) -> Iterator[tuple[int, Level]]:
    for one in abstract:
        if local(one) == "lvl":
            form = attribute(child(one, "numFmt"), "val", "decimal")
            text = attribute(child(one, "lvlText"), "val")
            start = _number(attribute(child(one, "start"), "val"), 1)
            yield _number(attribute(one, "ilvl")), Level(form, text, start)


def _style(element: Element) -> Style:
    properties = child(element, "pPr")
    numbering, depth = _numbered(properties)
    return Style(
        name=attribute(child(element, "name"), "val").casefold(),
        based_on=attribute(child(element, "basedOn"), "val"),
        outline=attribute(child(properties, "outlineLvl"), "val"),
        numbering=numbering,
        depth=depth,
        is_bold=is_on(child(element, "rPr", "b")),
    )


def _numbered(properties: Element | None) -> tuple[str, str]:
    return (
        attribute(child(properties, "numPr", "numId"), "val"),
        attribute(child(properties, "numPr", "ilvl"), "val"),
    )


def _list_of(properties: Element | None, styles: list[Style]) -> tuple[str, int]:
    """The list a paragraph belongs to and its depth; ("", 0) for none."""
    own, own_depth = _numbered(properties)
    inherited = next(((one.numbering, one.depth) for one in styles if one.numbering), ("", ""))
    name, depth = (own or inherited[0]), (own_depth or inherited[1])
    return name, min(_number(depth), 8)


def _heading(properties: Element | None, styles: list[Style]) -> tuple[int, bool]:
    """(level 1 to 3, whether it stood deeper); level 0 for what is no heading."""
    found = 0
    outline = attribute(child(properties, "outlineLvl"), "val")
    for style in styles:
        if named := _HEADING.match(style.name):
            found = int(named[1])
            break
        if style.name in _TITLES:
            found = 1
            break
        outline = outline or style.outline
    if not found and outline:
        found = _number(outline, 9) + 1
        found = found if found <= 9 else 0
    return min(found, DEEPEST_HEADING), found > DEEPEST_HEADING


def _label_before(item: Place | None) -> str:
    """The number that a heading of a numbered list shows, as words."""
    if item is None:
        return ""
    return item.label or (f"{item.number}. " if item.kind == "number" else "")


def _in_form(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and number < 90:
        roman, left = "", number
        for value, sign in _ROMAN:
            roman, left = roman + sign * (left // value), left % value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _number(written: str, default: int = 0) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else default
