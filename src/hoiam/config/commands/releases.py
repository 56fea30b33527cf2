"""`hoiam releases verify`: whether a release is genuine, with the published keys and nothing else."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from hoiam.config import command

REASONS = {
    "signature": "The signed document itself was changed after it was signed.",
    "validity": "It is signed with a key that was not valid when it says it was signed. Do not rely on it.",
    "covered": "Something lies over the text of this file or is hidden in it: what you see may not be its text.",
    "key": "It is signed with none of these keys.",
    "no document": "No signed document was found for it. Give one with --documents, or look for its reference.",
}
KINDS = {
    "missing": "Missing: “{signed}”",
    "changed": "Changed: “{shown}” — signed was: “{signed}”",
    "added": "Added: “{shown}”",
    "moved": "In another place: “{signed}”",
}


def add(words: Any) -> None:
    releases = words.add_parser("releases", help="check a press release, offline")
    acts = releases.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="genuine, altered (which sentences), or unknown")
    held = verify.add_mutually_exclusive_group(required=True)
    held.add_argument("file", type=command.existing_file, nargs="?", help="PDF, saved page, JSON or text")
    held.add_argument("--text", metavar="-", help="words from standard input (-), or from a file of text")
    verify.add_argument("--key", type=command.existing_file, required=True, metavar="KEYS.json")
    verify.add_argument(
        "--documents",
        type=_existing,
        action="append",
        default=[],
        metavar="FILE_OR_DIR",
        help="signed documents to compare with, where what you hold carries none",
    )
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(call=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    """Needs neither database nor network nor settings: any computer with this program can do it."""
    from hoiam.releases.signed.collected import Collected
    from hoiam.releases.signed.paper import NotRead
    from hoiam.releases.signed.reading import judge_held, read_held, read_words

    keys = _keys(given.key)
    try:
        held = read_words(_text(given.text)) if given.file is None else read_held(_content(given.file))
    except NotRead as not_read:
        raise command.Refused(str(not_read)) from None
    verdict = judge_held(held, keys, Collected(given.documents).find)
    if given.json:
        print(json.dumps(_said(verdict), ensure_ascii=False))
    else:
        print(_sentence(verdict))
    for reason in _reasons(verdict):
        print(reason, file=sys.stderr)
    return 0 if verdict.word == "genuine" else 1


def _said(verdict: Any) -> dict[str, Any]:
    document = verdict.document
    named = {
        name: document.get(name) for name in ("reference", "edition", "language", "title", "approved_at")
    }
    return {
        "verdict": verdict.word,
        "why": verdict.why,
        "part": verdict.is_part,
        **named,
        "agreeing": verdict.agreeing,
        "differences": [
            {"kind": row.kind, "sentence": row.sentence, "signed": row.signed, "shown": row.shown}
            for row in verdict.differences
        ],
    }


def _sentence(verdict: Any) -> str:
    document = verdict.document
    if not document:
        return "Unknown."
    what = f"{document['reference']}, edition {document['edition']}, {document['language']}"
    if verdict.word == "genuine":
        return f"Genuine: {what}, “{document['title']}”, approved {document['approved_at']}."
    return f"{verdict.word.capitalize()}: it is not what was signed as {what}."


def _reasons(verdict: Any) -> list[str]:
    reasons = [REASONS[verdict.why]] if verdict.why in REASONS else []
    if verdict.is_part:
        reasons.append("Every sentence shown is as it was signed, but some of the text is left out.")
    return reasons + [
        KINDS[row.kind].format(shown=row.shown, signed=row.signed) for row in verdict.differences
    ]


def _keys(file: Path) -> dict[str, Any]:
    try:
        keys = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError:
        keys = None
    if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
        raise command.Refused(
            f"{file} is no file of keys. Save the one at /.well-known/hoiam-keys.json of the public site."
        )
    return keys


def _content(file: Path) -> bytes:
    from hoiam.releases.signed.reading import LARGEST

    if file.stat().st_size > LARGEST:
        raise command.Refused(f"{file} is larger than {LARGEST // 1_000_000} MB: no release is.")
    return file.read_bytes()


def _text(named: str) -> str:
    from hoiam.releases.signed.reading import LARGEST_TEXT

    if named != "-":
        return command.existing_file(named).read_text(encoding="utf-8-sig", errors="replace")
    return sys.stdin.buffer.read(LARGEST_TEXT).decode("utf-8-sig", errors="replace")


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"there is no file or folder {text!r}")
    return path
