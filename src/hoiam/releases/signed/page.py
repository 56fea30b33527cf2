"""What a saved page of the public site shows: the signed document inside it, and its sentences. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

DOCUMENT_ID = "signed-document"
DOCUMENT_TYPE = "application/hoiam+json"
SENTENCE = "data-s"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNSEEN = frozenset("head script style template noscript title svg".split())
_NOT_TEXT = frozenset("button nav form select option textarea dialog datalist audio video".split())
"""What a page offers to do; no words of the text."""
_WHOLE = frozenset(("#", "html", "body", "main"))
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|opacity:0(?![.\d])|font-size:0|color:transparent|clip-path:|text-indent:-"
)


@dataclass(frozen=True)
class PageShown:
    """`sentences` in the order of the page, as [(id, words), …]; `beside`: words that stand among them."""

    document: str = ""
    sentences: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    text: str = ""
    """Everything the page shows, for finding a reference."""


@dataclass
class _Element:
    tag: str
    number: int
    sentence: str | None = None
    is_unseen: bool = False
    is_signed_document: bool = False


@dataclass(frozen=True)
class _Words:
    text: str
    path: tuple[int, ...]
    """Numbers of the elements around it."""
    sentence: str | None
    is_raised: bool = False


@dataclass
class _Reader(HTMLParser):
    elements: list[_Element] = field(default_factory=lambda: [_Element("#", 0)])
    words: list[_Words] = field(default_factory=list)
    document: list[str] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=lambda: {0: "#"})
    count: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._say("\n")
        if tag in _VOID:
            return
        given = dict(attrs)
        above = self.elements[-1]
        self.count += 1
        self.tags[self.count] = tag
        self.elements.append(
            _Element(
                tag,
                self.count,
                given.get(SENTENCE) or above.sentence,
                above.is_unseen or tag in _UNSEEN or tag in _NOT_TEXT or _is_hidden(given),
                tag == "script"
                and given.get("id") == DOCUMENT_ID
                and (given.get("type") or "").lower() == DOCUMENT_TYPE,
            )
        )

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.elements) - 1, 0, -1):
            if self.elements[place].tag == tag:
                del self.elements[place:]
                return

    def handle_data(self, data: str) -> None:
        if self.elements[-1].is_signed_document:
            self.document.append(data)
        else:
            self._say(data)

    def _say(self, text: str) -> None:
        now = self.elements[-1]
        if not now.is_unseen:
            path = tuple(element.number for element in self.elements)
            raised = any(element.tag == "sup" for element in self.elements)
            self.words.append(_Words(text, path, now.sentence, raised))


def read_page(html: str) -> PageShown:
    """Read a page of any origin; one without marked sentences has none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    words = reader.words
    marked = [number for number, word in enumerate(words) if word.sentence is not None]
    text = " ".join(" ".join(word.text for word in words).split())
    document = "".join(reader.document)
    if not marked:
        return PageShown(document=document, text=text)
    first, last = _reach(reader, words, marked)
    return PageShown(document, tuple(_sentences(words)), tuple(_beside(words[first : last + 1])), text)


def _sentences(words: list[_Words]) -> list[tuple[str, str]]:
    """One row for each stretch of words of one sentence; white space and notes between its parts do not end it."""
    seen = [word for word in words if word.sentence is not None or (word.text.strip() and not word.is_raised)]
    return [
        (str(name), " ".join("".join(word.text for word in group).split()))
        for name, group in groupby(seen, key=lambda word: word.sentence)
        if name is not None
    ]


def _reach(reader: _Reader, words: list[_Words], marked: list[int]) -> tuple[int, int]:
    """From where to where words stand among the sentences: the element that holds them all, if it is not the page.

    A title apart from the text, above it, does not widen it.
    """
    headed = [number for number in marked if any(reader.tags[one] == "h1" for one in words[number].path)]
    body = [number for number in marked if number not in set(headed)] or marked
    around = words[body[0]].path
    for number in body:
        path = words[number].path
        around = tuple(one for one, other in zip(around, path, strict=False) if one == other)
    holder = around[-1]
    if len(body) == 1:
        holder = words[body[0]].path[-2] if len(words[body[0]].path) > 1 else holder
    if reader.tags[holder] in _WHOLE:
        return body[0], body[-1]
    inside = [number for number, word in enumerate(words) if holder in word.path]
    return inside[0], inside[-1]


def _beside(words: list[_Words]) -> list[str]:
    """Words of no sentence, block by block."""
    found = []
    for (_path, is_sentence), group in groupby(
        words, key=lambda word: (word.path[:-1], word.sentence is not None)
    ):
        if is_sentence:
            continue
        said = "".join(word.text for word in group if not (word.is_raised and word.text.strip().isdigit()))
        if said.strip():
            found.append(said)
    return found


def _is_hidden(given: dict[str, str | None]) -> bool:
    style = (given.get("style") or "").replace(" ", "").lower()
    names = (given.get("class") or "").split()
    return "hidden" in given or "visually-hidden" in names or bool(_HIDDEN.search(style))
