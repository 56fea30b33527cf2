"""Opening a Word document: its parts as XML elements, with bounds on what it may unpack to. Pure.

Nothing outside the file is ever fetched: links, templates and pictures named in it are not followed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse

from hoiam.texts.files import Unreadable

LARGEST_PART = 40 * 1024 * 1024
"""Bytes of one part, unpacked; 300 pages with many tracked changes hold about ten million."""
MOST_ELEMENTS = 1_500_000
MOST_MEMBERS = 5_000
DOCUMENT = "word/document.xml"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    NotImplementedError,
)
"""What a broken or hostile file raises; entities and foreign encodings are among the `ValueError`s."""


@dataclass(frozen=True)
class WordPackage:
    """The parts of one document. Reading a part raises `Unreadable` where it is broken or overfull."""

    packed: zipfile.ZipFile
    names: frozenset[str]

    @classmethod
    def opened(cls, content: bytes) -> WordPackage:
        try:
            packed = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as broken:
            raise Unreadable from broken
        names = frozenset(packed.namelist())
        if len(names) > MOST_MEMBERS or DOCUMENT not in names:
            raise Unreadable
        return cls(packed, names)

    def part(self, name: str) -> Element | None:
        """The root of a small part, None where the document has no such part."""
        if name not in self.names:
            return None
        root: Element | None = None
        for _depth, element in self._ends(name):
            root = element
        return root

    def parts_of(self, name: str, parent: str) -> Iterator[Element]:
        """The children of the first `parent` element one by one, each forgotten after it was used."""
        for depth, element in self._ends(name, at_depth=2, parent=parent):
            if depth == 2:
                yield element

    def _ends(self, name: str, at_depth: int = 0, parent: str = "") -> Iterator[tuple[int, Element]]:
        """(depth, element) at each end of an element at `at_depth`; the root has depth 0."""
        if self.packed.getinfo(name).file_size > LARGEST_PART:
            raise Unreadable
        path: list[Element] = []
        seen = 0
        try:
            with self.packed.open(name) as opened:
                for event, element in iterparse(opened, ("start", "end"), forbid_dtd=True):
                    if event == "start":
                        path.append(element)
                        seen += 1
                        if seen > MOST_ELEMENTS:
                            raise Unreadable
                        continue
                    path.pop()
                    depth = len(path)
                    if depth == at_depth and (not parent or local(path[-1]) == parent):
                        yield depth, element
                        if path:
                            path[-1].clear()
        except BROKEN as broken:
            raise Unreadable from broken


def local(element: Element) -> str:
    """The name of an element without its namespace: both flavours of the format share their names."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """An attribute by its name without namespace; `default` where element or attribute is missing."""
    if element is None:
        return default
    attributes: Mapping[str, Any] = element.attrib
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), default)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names, None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:b/>` is there and not turned off."""
    return element is not None and attribute(element, "val", "true") not in ("0", "false", "off")
