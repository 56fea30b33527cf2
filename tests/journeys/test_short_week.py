"""A short week of the month that `bench month` plays: every channel, a crisis night, and nothing lost at its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from hoiam.enquiries.terms import Channel, Kind
from hoiam.texts.typesetting import can_typeset
from tests.database import copy_migrated
from tests.journeys.processes import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(not can_typeset(), reason="typst is not installed here"),
]


def test_week_of_twenty_questions_is_played_through_the_pages_with_nothing_lost(tmp_path):
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HOIAM_")}
    outside.pop("DJANGO_SETTINGS_MODULE", None)
    copy_migrated(tmp_path / "hoiam.sqlite3")
    words = [sys.executable, "-m", "bench.month", "--count=20", "--days=4", f"--keep={tmp_path}"]

    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**outside, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    assert "20 questions on 4 days played" in done.stdout
    # A question from the floor of a conference is told by the journey of a briefing.
    ways = [way for way in Channel.values if way != Channel.CONFERENCE]
    assert all(re.search(rf"\b{word} \d", done.stdout) for word in (*Kind.values, *ways))
