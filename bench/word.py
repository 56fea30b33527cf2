"""Thirty texts go out as Word files, are edited by several people, and come back: which citations are lost.

`python3 run.py bench word [--texts=30] [--edits=8]`. The texts are made of the demo's own facts in every structure;
the edits are tracked and untracked ones of all kinds, placed by a fixed draw. Half of the files pass through
LibreOffice where it is installed. Told at the end: citations of unchanged sentences lost (to reach: 0), sentences
that kept their id, changed sentences whose citations were let through without being asked again (to reach: 0),
and the time and memory for 300 pages.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, unescape

FACTS = Path(__file__).parent.parent / "src" / "hoiam" / "data" / "demo" / "facts.csv"
AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
PEOPLE = ("Nguyễn Thị An", "Trần Văn Bình", "Lê Minh Chi", "Phạm Dũng", "Hoàng Em")
RUN = re.compile(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t(?: [^>]*)?>([^<]*)</w:t></w:r>")
SENTENCE = re.compile(r'<w:bookmarkStart [^>]*w:name="ha_(s\d+)"/>(.*?)<w:bookmarkEnd [^>]*/>', re.S)


def option(name: str, default: int) -> int:
    return next((int(word.split("=")[1]) for word in sys.argv if word.startswith(f"--{name}=")), default)


@dataclass
class Counts:
    unchanged: int = 0
    kept_id: int = 0
    cited: int = 0
    lost: int = 0
    changed_cited: int = 0
    let_through: int = 0
    other_words: int = 0


def main() -> int:
    os.environ.setdefault("HOIAM_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoiam.config.settings")
    draw = random.Random(3)
    bodies = list(texts(option("texts", 30)))
    files = [edited(out(body), draw, option("edits", 8)) for body in bodies]
    passed = through_libreoffice([content for content, _changed in files[::2]])
    counts = Counts()
    for place, (body, (content, changed)) in enumerate(zip(bodies, files, strict=True)):
        back = passed[place // 2] if passed and place % 2 == 0 else content
        count(body, back, changed, counts)
    print(f"{len(bodies)} texts, {len(passed)} of them through LibreOffice")
    print(f"unchanged sentences: {counts.unchanged}, of them with their id: {counts.kept_id}")
    print(f"citations of unchanged sentences: {counts.cited}, lost: {counts.lost}")
    print(
        f"citations of changed sentences: {counts.changed_cited}, let through unasked: {counts.let_through}"
    )
    print(f"texts that say something else than was edited: {counts.other_words}")
    three_hundred_pages()
    return 1 if counts.lost or counts.let_through or counts.other_words else 0


def texts(number: int) -> Iterator[str]:
    """Bodies of all structures; each sentence of a fact cites it."""
    from hoiam.texts.structure import canonical_form

    with FACTS.open(encoding="utf-8") as opened:
        facts = [(row["id"], row["statement_vi"] or row["statement_en"]) for row in csv.DictReader(opened)]
    for place in range(number):
        some = [facts[(place * 7 + step) % len(facts)] for step in range(9)]
        said = [f"{statement.rstrip('. ')} [{reference}]." for reference, statement in some]
        cells = "\n".join(
            f"| {step} | {sentence.replace('|', ' ')} |" for step, sentence in enumerate(said[6:8], 1)
        )
        shapes = (
            f"# Trả lời câu hỏi {place}\n\n{said[0]} {said[1]}\n{said[2]}\n\nSở sẽ cập nhật.",
            f"## Số liệu\n\n- {said[3]} Con số này còn mới.\n- {said[4]}\n\n{2 + place % 5}. {said[5]}\n",
            f"> {said[5]}\n\nXin cảm ơn quý báo.",
            f"| Số | Nội dung |\n| --- | --- |\n{cells}",
            f"{said[8]} Sở sẽ cập nhật. {said[0]}",
        )
        kept = [shape for step, shape in enumerate(shapes) if step == 0 or (place + step) % 4]
        yield canonical_form("\n\n".join(kept))


def book_of(body: str):
    from hoiam.texts.sentence_book import SentenceBook

    return SentenceBook().after(body)


def out(body: str) -> bytes:
    from hoiam.texts.word.seal import Seal, hash_of
    from hoiam.texts.word.writing import Page, write_docx

    ids = [str(row.id) for row in book_of(body).sentences]
    return write_docx(body, ids, page=Page("Văn bản", "Dự thảo", "vi", AT), seal=Seal(1, 1, hash_of(body)))


def edited(content: bytes, draw: random.Random, number: int) -> tuple[bytes, dict[str, str]]:
    """The file after some edits, and {sentence id: what was done to it}."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    document = members["word/document.xml"].decode()
    ids = [found[1] for found in SENTENCE.finditer(document)]
    acts = {name: draw.choice(tuple(ACTS)) for name in draw.sample(ids, min(number, len(ids) // 2))}
    done: dict[str, str] = {}

    def change(found: re.Match[str]) -> str:
        act = acts.get(found[1])
        if act is None:
            return found[0]
        new = ACTS[act](found[2], draw.choice(PEOPLE))
        if new != found[2]:
            done[found[1]] = act
        return found[0].replace(found[2], new, 1)

    members["word/document.xml"] = SENTENCE.sub(change, document).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, said in members.items():
            packed.writestr(name, said)
    return written.getvalue(), done


def tracked(old: str, new: str, by: str) -> str:
    mark = f'w:id="77" w:author="{by}" w:date="2026-08-03T09:00:00Z"'
    gone = (
        f'<w:del {mark}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>' if old else ""
    )
    come = f'<w:ins {mark}><w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:ins>' if new else ""
    return gone + come


def plain(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def number_changed(inner: str, by: str) -> str:
    """A figure, or where there is none the word in the middle, becomes another one."""

    def change(found: re.Match[str]) -> str:
        said = unescape(found[1])
        at = re.search(r"\d+", said)
        if not at:
            return found[0]
        before, after = escape(said[: at.start()]), escape(said[at.end() :])
        return plain(before) + tracked(at[0], str(int(at[0]) + 1), by) + plain(after)

    return RUN.sub(change, inner, count=1)


def rewritten(inner: str, by: str) -> str:
    """All words but the marks are written anew."""
    first = RUN.search(inner)
    if not first or first[1].lstrip().startswith("["):
        return inner
    end = "." if first[1].endswith(".") else " "
    new = f"Nội dung này đã được diễn đạt lại hoàn toàn khác{end}"
    return inner.replace(first[0], tracked(first[1], new, by), 1)


def deleted(inner: str, by: str) -> str:
    return RUN.sub(lambda found: tracked(found[1], "", by), inner)


def preceded(inner: str, by: str) -> str:
    """A sentence of its own is typed before this one, inside its bookmark."""
    return tracked("", "Câu này được thêm vào sau khi họp. ", by) + inner


def untracked(inner: str, _by: str) -> str:
    return RUN.sub(lambda found: plain("Theo ghi nhận không chính thức, " + found[1]), inner, count=1)


ACTS = {
    "number": number_changed,
    "rewritten": rewritten,
    "deleted": deleted,
    "preceded": preceded,
    "untracked": untracked,
}


def through_libreoffice(contents: list[bytes]) -> list[bytes]:
    """The files as LibreOffice saves them; [] where it is not installed."""
    office = shutil.which("soffice")
    if not office:
        print("LibreOffice is not here (apt install libreoffice-writer-nogui): no file passes through it.")
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = [f"{place}.docx" for place in range(len(contents))]
        for one, content in zip(names, contents, strict=True):
            (folder / one).write_bytes(content)
        home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = [
            office,
            home,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            "saved",
            *names,
        ]
        subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=600)
        return [(folder / "saved" / one).read_bytes() for one in names]


def count(body: str, content: bytes, done: dict[str, str], counts: Counts) -> None:
    from hoiam.texts.word.reading import read_docx

    before = book_of(body)
    reading = read_docx(content, notes_heading="Ghi chú")
    after = before.after(reading.body, reading.anchors)
    now = after.text_of
    asked = {(row.sentence_id, row.reference) for row in after.to_be_checked()}
    cited = Counter(after.cited)
    same = {
        str(row.id): row.text for row in before.sentences if done.get(str(row.id), "preceded") == "preceded"
    }
    counts.unchanged += len(same)
    counts.kept_id += sum(now.get(name) == text for name, text in same.items())
    counts.other_words += not set(same.values()) <= set(now.values())
    for sentence_id, reference, version in before.cited:
        if sentence_id in same:
            counts.cited += 1
            is_kept = cited[sentence_id, reference, version] and (sentence_id, reference) not in asked
            counts.lost += not is_kept
        elif (sentence_id, reference, version) in cited:
            counts.changed_cited += 1
            counts.let_through += now[sentence_id] != before.text_of[sentence_id] and (
                (sentence_id, reference) not in asked
            )


def three_hundred_pages() -> None:
    sentence = (
        "Sở đã tiếp nhận {0} hồ sơ của người dân trong quý và trả lời đúng hạn cho tất cả các hồ sơ đó."
    )
    body = "\n\n".join(
        " ".join(sentence.format(page * 20 + line) for line in range(20)) for page in range(300)
    )
    started = time.process_time()
    content = out(body)
    written = time.process_time() - started
    from hoiam.texts.word.reading import read_docx

    started = time.process_time()
    reading = read_docx(content, notes_heading="Ghi chú")
    took = time.process_time() - started
    started = time.process_time()
    before = book_of(body)
    before.after(reading.body, reading.anchors)
    met = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"300 pages ({len(body):,} characters, {len(reading.sentences):,} sentences): out {written:.1f} s, "
        f"read {took:.1f} s, ids {met:.1f} s CPU; peak memory of the process {peak} MiB"
    )


if __name__ == "__main__":
    raise SystemExit(main())
