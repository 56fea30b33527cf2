"""How long a release takes to be set as PDF, signed, and verified from what a reader holds.

`python3 run.py bench verifying [--rounds=20]`. Texts of 1, 5 and 20 pages with facts, lists and tables, no two
alike: the typesetter remembers what it set before. Verified are the signed PDF of 20 pages, its words pasted, the
same with one digit changed, and the PDF by the command `hoiam releases verify` (a process of its own, started anew).
Database and web server are not part of it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

VERIFY_MARK, PAGE_MARK = 0.3, 0.05
LENGTHS = {"one page": 6, "five pages": 38, "twenty pages": 190}


def rounds() -> int:
    return next((int(word.split("=")[1]) for word in sys.argv if word.startswith("--rounds=")), 20)


def body(paragraphs: int, number: int) -> str:
    parts = [f"# Báo cáo kết quả số {number} [F001]"]
    for place in range(paragraphs):
        parts.append(
            f"Đoạn {place + 1} của văn bản {number}: tỷ lệ hộ nghèo cuối năm 2025 là {place},{number % 90 + 10} % "
            f"[F00{place % 4 + 1}]. Thành phố chưa công bố con số riêng của từng xã, phường. Sở Nông nghiệp và Môi "
            f"trường sẽ công bố kết quả rà soát của {place * 7 + number} xã khi có, kèm nguồn và giới hạn."
        )
        if place % 6 == 2:
            parts.append("\n".join(f"- Việc thứ {item} của đoạn {place} đã làm xong." for item in range(3)))
        if place % 9 == 4:
            rows = "\n".join(f"| Xã {item} | {place * item + number} |" for item in range(5))
            parts.append(f"| Nơi | Số |\n| --- | --- |\n{rows}")
    return "\n\n".join(parts)


def timed(act) -> tuple[float, object]:
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


def main() -> int:
    folder = Path(mkdtemp())
    os.environ.update(
        HOIAM_MODE="demo", HOIAM_DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="hoiam.config.settings"
    )
    import django

    django.setup()
    from django.conf import settings
    from tests.releases.signed.made import document_of, pdf_of_document, plain_of

    from hoiam.desks import signing
    from hoiam.releases.signed.certificate import make_certificate, signed_pdf
    from hoiam.releases.signed.reading import judge_held, read_held, read_words

    begins = datetime(2026, 1, 1, tzinfo=UTC)
    signing.make_key(settings.SIGNING_KEY_FILE, begins)
    make_certificate(settings.PDF_CERTIFICATE_FILE, begins, name="Bench")
    keys, good = signing.public_keys(), True
    first, _pdf = timed(lambda: pdf_of_document(document_of(body(3, 1))))
    print(f"first PDF of the process (reads the typefaces): {first:.3f} s")
    for name, paragraphs in LENGTHS.items():
        setting, sealing, pages, cpu = [], [], (), 0.0
        for number in range(rounds()):
            document = document_of(body(paragraphs, number + 2))
            began = time.process_time()
            took, pdf = timed(lambda document=document: pdf_of_document(document))
            cpu += time.process_time() - began
            setting.append(took)
            sealed_in, pdf = timed(lambda pdf=pdf: signed_pdf(pdf))
            sealing.append(sealed_in)
            pages = read_held(pdf).paper.pages
        each = statistics.median(setting) / len(pages)
        good &= each <= PAGE_MARK or name == "one page"
        print(
            f"{name} ({len(pages)}): set {statistics.median(setting):.3f} s, {each * 1000:.0f} ms a page "
            f"({cpu / rounds() / len(pages) * 1000:.0f} ms of CPU); "
            f"signed (PAdES) {statistics.median(sealing):.3f} s, slowest {max(sealing):.3f} s"
        )
    forged = pdf_of_document(document, shown=None)
    held = {
        "PDF": lambda: read_held(pdf),
        "PDF, not signed by PAdES": lambda: read_held(forged),
        "pasted words": lambda: read_words(plain_of(document)),
        "pasted words, one digit changed": lambda: read_words(plain_of(document).replace("37,", "73,", 1)),
    }
    for name, read in held.items():
        taken, began = [], time.process_time()
        for _round in range(rounds()):
            took, verdict = timed(lambda read=read: judge_held(read(), keys, lambda _held: [document]))
            taken.append(took)
        cpu = (time.process_time() - began) / rounds()
        good &= statistics.median(taken) <= VERIFY_MARK
        print(
            f"verify {len(pages)} pages, {name}: {verdict.word}, "
            f"median {statistics.median(taken):.3f} s ({cpu:.3f} s of CPU), slowest {max(taken):.3f} s"
        )
    print(f"the marks: {VERIFY_MARK} s to verify, {PAGE_MARK * 1000:.0f} ms to set a page")
    command(folder, pdf, keys)
    return 0 if good else 1


def command(folder: Path, pdf: bytes, keys: dict) -> None:
    """The whole process, from its start."""
    (folder / "release.pdf").write_bytes(pdf)
    (folder / "keys.json").write_text(json.dumps(keys))
    call = [sys.executable, "-m", "hoiam", "releases", "verify", str(folder / "release.pdf")]
    taken = []
    for _round in range(5):
        took, _done = timed(
            lambda: subprocess.run(
                [*call, "--key", str(folder / "keys.json")],
                env={"PYTHONPATH": os.pathsep.join(sys.path)},
                capture_output=True,
                check=True,
            )
        )
        taken.append(took)
    print(f"the command from its start: median {statistics.median(taken):.3f} s, slowest {max(taken):.3f} s")


if __name__ == "__main__":
    raise SystemExit(main())
