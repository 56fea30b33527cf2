"""`hoiam keys`: the signing keys of the installation, made anew, locked, listed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    keys = words.add_parser("keys", help="the signing keys: a new one, locking them, what is published")
    acts = keys.add_subparsers(dest="act", metavar="ACT", required=True)
    new = acts.add_parser(
        "new", help="sign with a fresh key from now on; what the old one signed stays genuine"
    )
    new.set_defaults(call=run_new)
    lock = acts.add_parser("lock", help="lock keys that lie in the clear with HOIAM_SIGNING_PASSPHRASE")
    lock.set_defaults(call=run_lock)
    shown = acts.add_parser("list", help="the public keys and when each signs")
    shown.set_defaults(call=run_list)


def run_new(given: argparse.Namespace) -> int:
    command.start_django()
    from django.conf import settings

    from hoiam.desks import signing
    from hoiam.desks.against import ReasonsAgainst

    try:
        made = signing.make_key(
            Path(settings.SIGNING_KEY_FILE), datetime.now(UTC), settings.SIGNING_PASSPHRASE
        )
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    print(f"From now on the key {made} signs. What earlier keys signed stays genuine.")
    return 0


def run_lock(given: argparse.Namespace) -> int:
    command.start_django()
    from django.conf import settings

    from hoiam.desks import signing
    from hoiam.desks.against import ReasonsAgainst
    from hoiam.releases.signed import certificate

    phrase, file = settings.SIGNING_PASSPHRASE, Path(settings.SIGNING_KEY_FILE)
    if not phrase:
        raise command.Refused("Set HOIAM_SIGNING_PASSPHRASE to the passphrase that shall lock the keys.")
    if not file.exists():
        raise command.Refused(f"There is no signing key at {file}. Run `hoiam init`.")
    try:
        count = signing.lock_keys(file, phrase)
        count += certificate.lock(Path(settings.PDF_CERTIFICATE_FILE), phrase)
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    print(f"{count} private keys were locked." if count else "No private key lay in the clear.")
    return 0


def run_list(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks import signing

    try:
        rows = signing.public_keys()["keys"]
    except FileNotFoundError:
        raise command.Refused("No signing key was made yet. Make one with: hoiam init") from None
    for row in rows:
        print(f"{row['id']}  {row['valid_from']} – {row['valid_to'] or 'now'}  {row['public']}")
    return 0
