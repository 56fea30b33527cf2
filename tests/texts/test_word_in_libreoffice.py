"""What goes out opens in LibreOffice, and comes back from it with ids and citations in their places."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import canonical_form
from hoiam.texts.word.reading import WordReading, read_docx
from hoiam.texts.word.seal import Seal, hash_of
from hoiam.texts.word.writing import Page, write_docx
from tests.texts.word_documents import tracked

pytestmark = pytest.mark.slow
AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
PAGE = Page("Trả lời", "Dự thảo, bản lưu số 3", "vi", AT)
BODIES = {
    "everything": """# Trả lời báo chí

Tỷ lệ năm 2023 là 93,35 % [F001]. Sở đã báo cáo.
Dòng thứ hai của đoạn.

## Mục

- Một. Hai [F002].
- Ba

3. Ba điểm
4. Bốn

> Lời dẫn. Hai câu.

| Năm | Tỷ lệ |
| --- | --- |
| 2023 | 93,35 % [F001] |
|  | chưa có |

\\# không phải đề mục

\\- không phải gạch đầu dòng""",
    "two lists": "1. Một\n2. Hai\n\nXen giữa.\n\n1. Một lại\n2. Hai lại",
    "a table without a head": "| a | b |\n| c \\| d | e |",
    "one word": "Xong.",
    "equal sentences": "Chưa có. Chưa có. Chưa có [F001].",
}


@pytest.fixture(scope="module")
def through_libreoffice(tmp_path_factory):
    """{name: (the file that went out, the same file opened and saved by LibreOffice)}; one start for all."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not here. Type: apt install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("word")
    sent = {f"{number}.docx": out(body) for number, body in enumerate(BODIES.values())}
    sent["tracked.docx"] = tracked(out(BODIES["everything"]), "93,35", "95", by="Nguyễn Thị An")
    for name, content in sent.items():
        (folder / name).write_bytes(content)
    saved = folder / "saved"
    convert(office, folder, saved, "docx:MS Word 2007 XML", sorted(sent))
    names = dict(zip((*BODIES, "tracked"), sent, strict=True))
    return {title: (sent[name], (saved / name).read_bytes()) for title, name in names.items()}


def convert(office: str, folder: Path, to: Path, kind: str, names: list[str]) -> None:
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [office, home, "--headless", "--convert-to", kind, "--outdir", str(to), *names]
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=300)


def out(body: str) -> bytes:
    body = canonical_form(body)
    ids = [str(row.id) for row in SentenceBook().after(body).sentences]
    return write_docx(body, ids, page=PAGE, seal=Seal(41, 3, hash_of(body)))


def read(content: bytes) -> WordReading:
    return read_docx(content, notes_heading="Ghi chú")


@pytest.mark.parametrize("title", BODIES)
def test_word_file_saved_by_libreoffice_says_the_same_with_the_same_ids(through_libreoffice, title):
    _sent, saved = through_libreoffice[title]
    body = canonical_form(BODIES[title])

    book = SentenceBook().after(body)

    found = read(saved)

    assert found.body == body
    assert book.after(found.body, found.anchors) == book
    # LibreOffice drops the bookmark of a table's first cell where the document begins with the table.
    assert found.anchors[1:] == [row.id for row in book.sentences][1:]
    assert found.seal == Seal(41, 3, hash_of(body))
    assert found.left_out == {}


def test_word_file_with_tracked_changes_keeps_them_through_libreoffice(through_libreoffice):
    _sent, saved = through_libreoffice["tracked"]

    found = read(saved)

    changes = [(bit.text, bit.change, bit.by) for bit in found.sentences[1].bits if bit.change]
    assert changes == [("93,35", "removed", "Nguyễn Thị An"), ("95", "added", "Nguyễn Thị An")]
    assert found.sentences[1].anchor == "s2"


def test_word_file_opens_in_libreoffice_as_pages(through_libreoffice, tmp_path):
    for number, (sent, _saved) in enumerate(through_libreoffice.values()):
        (tmp_path / f"{number}.docx").write_bytes(sent)
    names = sorted(file.name for file in tmp_path.glob("*.docx"))

    convert(shutil.which("soffice") or "", tmp_path, tmp_path, "pdf", names)

    assert [(tmp_path / name).with_suffix(".pdf").read_bytes()[:5] for name in names] == [b"%PDF-"] * len(
        names
    )
