"""`hoiam deadlines explain`: a due date, day by day."""

from __future__ import annotations

import argparse
import json
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    deadlines = words.add_parser("deadlines", help="explain a due date")
    acts = deadlines.add_subparsers(dest="act", metavar="ACT", required=True)
    explain = acts.add_parser("explain", help="the due date under one rule, with its trace day by day")
    explain.add_argument("--rule", required=True)
    explain.add_argument("--start", required=True, metavar="ISO", help="instant with its zone")
    explain.add_argument("--pause", action="append", default=[], metavar="ISO/ISO")
    explain.add_argument("--extend", type=int, default=0, metavar="N")
    explain.add_argument("--json", action="store_true")
    explain.set_defaults(call=run_explain)


def run_explain(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.against import ReasonsAgainst
    from hoiam.desks.queries.law import explain

    try:
        found = explain(rule_id=given.rule, start=given.start, pauses=given.pause, extensions=given.extend)
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for line in found["trace"]:
        print(f"{line['day']}  {'counts ' if line['counted'] else '       '} {line['why']}")
    print(f"Due: {found['due']}")
    return 0
