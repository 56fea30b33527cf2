"""Signed documents made from a body, and what a reader may be shown of them, without a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from hoiam.desks import signing
from hoiam.releases.document import content_document
from hoiam.releases.signed.sheet import sheet_of
from hoiam.texts.rendered import Notes, Rendered, render_body
from hoiam.texts.sentences import sentences_of
from hoiam.texts.structure import canonical_form, read_structure
from hoiam.texts.typesetting import CARRYING, typeset

AT = datetime(2026, 9, 14, 2, tzinfo=UTC)
REFERENCE = "R-DN-2026-0001"
FACTS = {
    f"F00{number}v1": {
        "reference": f"F00{number}",
        "version": 1,
        "statement": {
            "vi": f"Con số thứ {number} là {number}4,7 %.",
            "en": f"Figure {number} is {number}4.7 %.",
        },
        "sources": [
            {"title": "Niên giám thống kê 2025", "publisher": "Cục Thống kê", "address": "https://a.vn/b-c"}
        ],
        "figure": f"{number}4,7 %",
        "period": "2024",
        "limits": {},
    }
    for number in range(1, 5)
}
BODY = """# Tuổi thọ trung bình tăng lên 74,7 tuổi [F001]

Năm 2024, tuổi thọ trung bình của người dân là 74,7 tuổi [F001]. Con số này thấp hơn kế hoạch 0,3 tuổi. [F002]

## Theo giới

- Nam: 72,3 tuổi.
- Nữ: 77,3 tuổi [F003].

1. Việc thứ nhất là khám sức khỏe miễn phí cho người cao tuổi.
2. Việc thứ hai là mở thêm 12 trạm y tế.

| Quận | Số trạm |
| --- | --- |
| Hải Châu | 5 |
| Sơn Trà | 12 |

> Chúng tôi sẽ công bố lại vào tháng sau.
> — Giám đốc Sở Y tế
"""


def document_of(body: str = BODY, **more: Any) -> dict[str, Any]:
    """The signed document of a body in Vietnamese, with a key of the tests."""
    written = canonical_form(body)
    found = sentences_of(read_structure(written))
    rows = [(f"s{number}", sentence) for number, sentence in enumerate(found, 1)]
    cited = [
        [name, mark.reference, 1]
        for name, sentence in rows
        for mark in sentence.citations
        if f"{mark.reference}v1" in FACTS
    ]
    given: dict[str, Any] = {
        "reference": REFERENCE,
        "number": 1,
        "language": "vi",
        "kind": "release",
        "body": {"vi": "Ủy ban nhân dân thành phố Đà Nẵng", "en": "People's Committee of Da Nang"},
        "office": {"vi": "Bàn thông tin báo chí"},
        "desk": "da-nang",
        "text": written,
        "sentences": [[name, sentence.text] for name, sentence in rows],
        "text_hash": "0" * 64,
        "approved_at": AT,
        "citations": cited,
        "facts": {f"{fact}v1": FACTS[f"{fact}v1"] for _name, fact, _version in cited},
    }
    return signing.sign(content_document(**given | more))


def shown_of(document: dict[str, Any]) -> Rendered:
    notes = Notes(lambda _name, mark: document["facts"].get(f"{mark.reference}v1"), document["language"])
    return render_body(document["text"], [name for name, _words in document["sentences"]], notes)


def pdf_of_document(
    document: dict[str, Any], *, embedded: bool = True, shown: Rendered | None = None
) -> bytes:
    """The PDF as it goes out, not signed; `shown`: another text than the document's is set."""
    sheet = sheet_of(
        document,
        shown or shown_of(document),
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        address=f"https://hoiam.example/r/{REFERENCE}",
        spelled_document=signing.canonical(document) if embedded else b"",
    )
    return typeset(source(), values=sheet.values, at=AT, files=sheet.files, standard=CARRYING)


@cache
def source() -> str:
    return (resources.files("hoiam.releases.signed") / "release.typ").read_text(encoding="utf-8")


def page_of(
    document: dict[str, Any], change: tuple[str, str] = ("", ""), before: str = "", after: str = ""
) -> str:
    """A page with the document inside and its sentences marked, as the public site writes it."""
    shown = shown_of(document)
    parts = []
    for block in shown.blocks:
        pieces = [piece for row in block.rows for piece in row] or list(block.pieces)
        for piece in pieces:
            inner = "".join(
                f'<span data-s="{sentence.id}">'
                + "".join(
                    f'<sup class="note-mark"><a href="#n{run.note.number}">{run.note.number}</a></sup>'
                    if run.note
                    else run.text.replace("&", "&amp;").replace("<", "&lt;")
                    for run in sentence.runs
                )
                + f"</span>{sentence.gap}"
                for sentence in piece
            )
            parts.append(
                f"<h1>{inner}</h1>" if block.kind == "heading" and block.level == 1 else f"<p>{inner}</p>"
            )
    spelled = json.dumps(document, ensure_ascii=True).replace("<", "\\u003c")
    body = "\n".join(parts[1:]).replace(*change) if change[0] else "\n".join(parts[1:])
    return (
        "<!doctype html><html lang=vi><head><title>Tin</title></head><body><nav>Trang đầu</nav><main><article>"
        f'{parts[0]}<div class="text">{before}{body}{after}</div></article>'
        f'<script type="application/hoiam+json" id="signed-document">{spelled}</script></main></body></html>'
    )


def plain_of(document: dict[str, Any], notes: str = "[{}]") -> str:
    """The text as somebody copies it: notes as numbers, one line for each piece."""
    lines = []
    for block in shown_of(document).blocks:
        pieces = [piece for row in block.rows for piece in row] or list(block.pieces)
        for number, piece in enumerate(pieces, block.first_number):
            lead = {"bullets": "• ", "numbers": f"{number}. "}.get(block.kind, "")
            lines.append(
                lead
                + "".join(
                    "".join(notes.format(run.note.number) if run.note else run.text for run in sentence.runs)
                    + sentence.gap
                    for sentence in piece
                )
            )
    return "\n".join(lines)


_SYLLABLES = (
    "năm tuổi thọ trung bình của người dân là con số này thấp hơn kế hoạch việc thứ nhất khám sức khỏe miễn phí "
    "cho cao mở thêm trạm y tế chúng tôi sẽ công bố lại vào tháng sau không đạt 74,7 1.800 93,35 12 0,3 2025 "
    "TP. Hồ Chí Minh Đà Nẵng Êđê A-ma Kông m² khu-vực tỷ-lệ % (2024) “phúc lợi” office file affluent waffle"
).split()
_END = st.sampled_from([".", "!", "?", "…", ":", ";", ""])


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Texts of every kind of block, with notes, numbers, hyphens, ligatures and marks of every sort."""

    def words(least: int = 2, most: int = 14) -> str:
        return " ".join(draw(st.lists(st.sampled_from(_SYLLABLES), min_size=least, max_size=most)))

    def sentence() -> str:
        mark = draw(st.sampled_from(["", "", " [F001]", " [F002, F003]"]))
        return f"{words().capitalize()}{mark}{draw(_END)}"

    def block() -> str:
        match draw(st.integers(0, 5)):
            case 0:
                return f"## {words(1, 6)}"
            case 1:
                return "\n".join(f"- {sentence()}" for _ in range(draw(st.integers(1, 4))))
            case 2:
                return "\n".join(f"{number}. {sentence()}" for number in range(1, draw(st.integers(2, 4))))
            case 3:
                return f"> {sentence()}\n> — {words(1, 4)}"
            case 4:
                rows = [
                    f"| {words(1, 3)} | {draw(st.integers(0, 99999))} |"
                    for _ in range(draw(st.integers(1, 4)))
                ]
                return "\n".join([rows[0], "| --- | --- |", *rows[1:]])
            case _:
                return " ".join(sentence() for _ in range(draw(st.integers(1, 6))))

    blocks = [f"# {words(2, 8)}", *(block() for _ in range(draw(st.integers(2, 9))))]
    return "\n\n".join(blocks)
