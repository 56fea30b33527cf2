"""`hoiam certificates verify`: whether a certificate is genuine, with the published keys and nothing else."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    certificates = words.add_parser("certificates", help="check a certificate of participation, offline")
    acts = certificates.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="genuine, revoked, altered, or unknown")
    verify.add_argument("file", type=command.existing_file)
    verify.add_argument("--key", type=command.existing_file, required=True, metavar="KEYS.json")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(call=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    """The file is the signed document, or the answer of the public page that holds it: what that told is kept."""
    command.start_django()
    from hoiam.conferences.certified import verdict

    try:
        document = json.loads(Path(given.file).read_text(encoding="utf-8"))
        keys = json.loads(Path(given.key).read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise command.Refused("One of the two files is not JSON.") from None
    told = document.get("verdict") if isinstance(document, dict) else None
    if isinstance(document, dict) and isinstance(document.get("document"), dict):
        document = document["document"]
    word = verdict(document, keys) if isinstance(document, dict) and isinstance(keys, dict) else "unknown"
    if word == "genuine" and told == "revoked":
        word = "revoked"
    if given.json:
        print(json.dumps({"verdict": word}))
    else:
        print(f"The certificate is {word}.")
        if word == "genuine":
            print("Whether it was revoked since, only its public page knows.")
    if word != "genuine":
        wrong = "no longer stands" if word == "revoked" else "does not verify"
        print(f"This certificate {wrong}.", file=sys.stderr)
        return 1
    return 0
