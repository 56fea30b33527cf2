"""The words of an HTML message; nothing of it is ever shown as HTML. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = frozenset(
    "address article blockquote br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table tr ul".split()
)
_SILENT = frozenset(
    {"head", "script", "style", "template", "title", "noscript", "object", "svg", "blockquote"}
)
"""A quotation is what we wrote ourselves, our secret link included."""
_EMPTY = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "col", "embed", "source"}
)
DEEPEST = 500
LONGEST = 2_000_000
"""Characters of markup that are read."""
_NO_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""A sign that begins no tag, for no `>` follows before the next. Thousands of them, each looked at to the end of the
message, would keep the reader busy for hours."""


def words_of(markup: str) -> str:
    """Paragraphs as lines, lists with dashes, links with their address behind them, quotations left out."""
    reader = _Reader()
    try:
        reader.feed(_NO_TAG.sub(" ", _without_comments(markup[:LONGEST]).replace("<![", "<!-")))
        reader.close()
    except (AssertionError, RecursionError):
        pass  # a declaration the reader gives up on; what was read so far stands
    lines = [" ".join(line.split()) for line in "".join(reader.said).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_comments(markup: str) -> str:
    """In one pass; what no `-->` closes is left."""
    first, *rest = markup.split("<!--")
    return first + "".join(piece.partition("-->")[2] if "-->" in piece else piece for piece in rest)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent: list[str] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT and len(self._silent) < DEEPEST:
            self._silent.append(tag)
        if self._silent:
            return
        if tag in _BREAKS:
            self.said.append("\n")
        if tag == "li":
            self.said.append("- ")
        if tag in ("td", "th"):
            self.said.append(" ")
        if tag == "a":
            self._link = (dict(attrs).get("href") or "").strip()

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if tag == "a" and self._link.startswith(("http://", "https://")):
            text = "".join(self.said[-1:]).strip()
            if text != self._link:
                self.said.append(f" ({self._link})")
        if tag == "a":
            self._link = ""
        if tag in _BREAKS and tag not in _EMPTY:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(re.sub(r"\s+", " ", data))
