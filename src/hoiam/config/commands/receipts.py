"""`hoiam receipt verify`: whether a receipt is genuine, with the published keys and nothing else."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    receipt = words.add_parser("receipt", help="check the signed receipt of a question, offline")
    acts = receipt.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="genuine, or altered")
    verify.add_argument("file", type=command.existing_file)
    verify.add_argument("--key", type=command.existing_file, required=True, metavar="KEYS.json")
    verify.add_argument("--question", type=command.existing_file, help="also compare the question itself")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(call=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.enquiries import receipts

    try:
        document = json.loads(Path(given.file).read_text(encoding="utf-8"))
        keys = json.loads(Path(given.key).read_text(encoding="utf-8"))
    except ValueError:
        raise command.Refused("One of the two files is not JSON.") from None
    genuine = isinstance(document, dict) and receipts.verify(document, keys)
    same = True
    if genuine and given.question:
        same = receipts.is_receipt_of(document, Path(given.question).read_text(encoding="utf-8"))
    verdict = "altered" if not genuine else "genuine" if same else "another question"
    if given.json:
        print(json.dumps({"verdict": verdict}))
    else:
        print(f"The receipt is {verdict}." if verdict != "another question" else "It is of another question.")
    if verdict != "genuine":
        print("This receipt does not verify.", file=sys.stderr)
        return 1
    return 0
