"""The values of a release on paper: every word that is set, from the signed document and the rendered text. Pure."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hoiam.releases.document import document_hash
from hoiam.releases.signed.paper import DOCUMENT_NAME
from hoiam.releases.signed_words import labels, moment_said, parts_of
from hoiam.texts.rendered import Footnote, Piece, Rendered, RenderedBlock, Run
from hoiam.ui.charts import svg

_TAG = re.compile(r"^[a-z]{2,3}$")
Runs = list[list[Any]]


@dataclass
class Sheet:
    """`values` for the typesetter, and the `files` that they name."""

    values: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def sheet_of(
    document: Mapping[str, Any],
    shown: Rendered,
    *,
    zone: ZoneInfo,
    address: str = "",
    pictures: Mapping[str, bytes] | None = None,
    draft: str = "",
    spelled_document: bytes = b"",
) -> Sheet:
    """A release as it is set.

    `document`: the signed one, or of a draft the same values as far as they are known. `address`: the short
    one, such as `https://host/r/R-DN-2026-0001`; `pictures`: {file name: bytes}; `draft`: the mark of what is
    not published; `spelled_document` is embedded.
    """
    language = str(document["language"])
    words = labels_in(language)
    sheet = Sheet({})
    blocks = [_block(block, document, words, pictures or {}, sheet) for block in shown.blocks]
    if address:
        sheet.files["qr.svg"] = _qr(address)
    if spelled_document:
        sheet.files[DOCUMENT_NAME] = spelled_document
    reference, number = str(document["reference"]), document["edition"]
    sheet.values |= {
        "labels": words,
        "lang": _lang(language),
        "title": str(document.get("title", "")) or reference,
        "body": _in(document.get("body"), language),
        "office": _in(document.get("office"), language),
        "kind": words.get(str(document.get("kind", "")), words["release"]),
        "lines": _lines(document, words, zone),
        "qr": "qr.svg" if address else "",
        "address": address,
        "foot": f"{reference} · {words['edition']} {number} · {address}",
        "hash": document_hash(document),
        "draft": draft,
        "blocks": blocks,
        "after": _after_title(shown.blocks),
        "parts": [
            {"label": words[name], "pieces": pieces}
            for name in ("note", "summary")
            if (pieces := parts_of(document, name))
        ],
        "balance": parts_of(document, "balance"),
        "notes": [_note(note, shown.language, words) for note in shown.footnotes],
        "files": [list(row) for row in document.get("attachments", ()) if row[0]],
        "document": DOCUMENT_NAME if spelled_document else "",
        "document_name": DOCUMENT_NAME,
    }
    return sheet


def labels_in(language: str) -> dict[str, str]:
    """The labels of a language; of one that has none, those of English."""
    known = labels()
    return known.get(language) or known.get(language.split("-")[0]) or known["en"]


def _lines(document: Mapping[str, Any], words: Mapping[str, str], zone: ZoneInfo) -> list[str]:
    lines = [f"{words['reference']} {document['reference']}"]
    edition = f"{words['edition']} {document['edition']}"
    change = str(document.get("change", "first"))
    lines.append(edition if change == "first" else f"{edition} – {words.get(change, change)}")
    if document.get("approved_at"):
        day = datetime.fromisoformat(str(document["approved_at"])).astimezone(zone)
        lines.append(f"{words['day']} {day:%d/%m/%Y}")
    if document.get("not_before"):
        earliest = datetime.fromisoformat(str(document["not_before"])).astimezone(zone)
        lines.append(f"{words['earliest']} {moment_said(earliest)}")
    if translation := document.get("translation"):
        lines.append(
            f"{words['translation']} – {words['reviewed' if translation['reviewed'] else 'unreviewed']}"
        )
    return lines


def _after_title(blocks: Sequence[RenderedBlock]) -> int:
    """After which block note and summary stand: the title, or before everything (-1 is never met) at 0."""
    return next((place for place, block in enumerate(blocks) if block.kind == "heading"), 0)


def _block(
    block: RenderedBlock,
    document: Mapping[str, Any],
    words: Mapping[str, str],
    pictures: Mapping[str, bytes],
    sheet: Sheet,
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": block.kind,
        "level": block.level,
        "first": block.first_number,
        "head": block.has_head,
        "items": [_runs(piece) for piece in block.paragraphs],
        "rows": [[_runs(cell) for cell in row] for row in block.rows],
        "speaker": _runs(block.speaker),
    }
    if block.kind == "figure":
        said |= _figure(block, document, words, pictures, sheet)
    return said


def _figure(
    block: RenderedBlock,
    document: Mapping[str, Any],
    words: Mapping[str, str],
    pictures: Mapping[str, bytes],
    sheet: Sheet,
) -> dict[str, Any]:
    """A chart with its rows under it, or a picture with who made it; what cannot be drawn leaves its words."""
    caption = _runs(block.piece)
    said: dict[str, Any] = {
        "items": [caption] if caption else [],
        "picture": "",
        "alt": block.alt,
        "width": 100,
        "credit": [],
        "rows": [],
    }
    if block.chart:
        name = f"chart-{len(sheet.files)}.svg"
        sheet.files[name] = svg(block.chart).encode()
        rows = [[[[point.label, 0]], [[point.shown, 0]]] for point in block.chart.points]
        said |= {"picture": name, "alt": block.chart.description, "rows": rows}
    elif block.name in pictures:
        name = f"picture-{len(sheet.files)}{_ending(block.name)}"
        sheet.files[name] = pictures[block.name]
        said |= {"picture": name, "width": 80, "credit": _credit(block.name, document, words)}
    return said


def _credit(name: str, document: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    digest = next((row[1] for row in document.get("attachments", ()) if row[0] == name), "")
    row: Mapping[str, str] = next(
        (row for row in document.get("media", ()) if row.get("sha256") == digest), {}
    )
    return [
        f"{words[label]} {row[field]}"
        for label, field in (("credit", "credit"), ("license", "license"))
        if row.get(field)
    ]


def _note(note: Footnote, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    reference = note.reference
    if note.version > 1:
        reference += f", {words['version']} {note.version}"
    lines = [
        " ".join(
            [
                words["source"],
                ", ".join(filter(None, (source.title, source.publisher, source.locator))),
                source.address,
            ]
        ).strip()
        for source in note.sources
    ]
    if note.period:
        lines.append(f"{words['period']} {note.period}")
    lines.append(f"{words['limits']} {note.limits or words['not_stated']}")
    return {
        "number": note.number,
        "statement": note.statement,
        "lang": _lang(note.language) if note.language != language else "",
        "reference": reference,
        "lines": lines,
    }


def _runs(piece: Piece) -> Runs:
    """[[words, number of the note or 0], …]; what stands between two notes is one run."""
    runs: Runs = []
    for sentence in piece:
        for run in (*sentence.runs, Run(sentence.gap)):
            if run.note:
                runs.append([str(run.note.number), run.note.number])
            elif runs and not runs[-1][1]:
                runs[-1][0] += run.text
            elif run.text:
                runs.append([run.text, 0])
    return runs


def _qr(address: str) -> bytes:
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue()


def _lang(tag: str) -> str:
    first = tag.split("-")[0].lower()
    return first if _TAG.match(first) else "en"


def _ending(name: str) -> str:
    return f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""


def _in(wording: Any, language: str) -> str:
    if not isinstance(wording, Mapping) or not wording:
        return ""
    return str(wording.get(language) or wording.get(language.split("-")[0]) or next(iter(wording.values())))
