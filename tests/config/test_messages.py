"""Every text of the product has its Vietnamese, and the compiled catalogue is the written one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def test_catalogues_lack_nothing():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "messages.py"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout.strip()) == (0, "Every text is translated.")


def test_compiled_catalogues_say_what_the_written_ones_say():
    stale = []
    for written in sorted((ROOT / "src").rglob("django.po")):
        with written.open("rb") as text, written.with_suffix(".mo").open("rb") as compiled:
            po, mo = read_po(text), read_mo(compiled)
        if said(po) != said(mo):
            stale.append(str(written.relative_to(ROOT)))

    assert stale == []


def said(catalogue):
    """{texts: translations}; the two formats give plural forms once as a tuple, once as a list."""
    return {forms(message.id): forms(message.string) for message in catalogue if message.id}


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_placeholders_are_the_same_in_both_languages():
    wrong = []
    for written in sorted((ROOT / "src").rglob("django.po")):
        with written.open("rb") as text:
            for message in read_po(text):
                if not message.id or not message.string:
                    continue
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
                wanted = set(re.findall(r"%\((\w+)\)[sd]", ids[-1]))
                for string in strings:
                    if set(re.findall(r"%\((\w+)\)[sd]", string)) != wanted:
                        wrong.append((str(written.relative_to(ROOT)), ids[0]))

    assert wrong == []


def test_one_text_is_translated_in_one_way():
    """All catalogues become one table: of two translations of a text, one would be shown in both places."""
    known: dict[tuple[object, object], dict[object, str]] = {}
    for written in sorted((ROOT / "src").rglob("django.po")):
        with written.open("rb") as text:
            for message in read_po(text):
                if message.id and any(forms(message.string)):
                    ways = known.setdefault((message.context, forms(message.id)), {})
                    ways.setdefault(forms(message.string), str(written.relative_to(ROOT)))

    assert {key: ways for key, ways in known.items() if len(ways) > 1} == {}
