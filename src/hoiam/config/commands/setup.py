"""`hoiam init`, `hoiam migrate`, `hoiam check`: making an installation, and saying what is wrong with one."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    init = words.add_parser("init", help="make the database, the keys and the first desk")
    init.add_argument("--country", default=os.environ.get("HOIAM_COUNTRY", "VN"))
    init.add_argument("--desk", default="first", help="code of the first desk (letters, digits, hyphens)")
    init.add_argument("--desk-name", default="", help="its public name")
    init.add_argument("--body", default="", help="code of the body it belongs to, from the country pack")
    init.add_argument(
        "--admin", default="", metavar="EMAIL", help="prints a one-time link for its administrator"
    )
    init.set_defaults(call=run_init)
    migrate = words.add_parser("migrate", help="bring the database to this version")
    migrate.set_defaults(call=run_migrate)
    check = words.add_parser("check", help="say in sentences what is misconfigured")
    check.set_defaults(call=run_check)


def migrate_all() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def gather_static() -> None:
    """Put styles and scripts under names that carry their content, so that browsers may keep them for good."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", verbosity=0, interactive=False)


def run_migrate(given: argparse.Namespace) -> int:
    command.start_django()
    migrate_all()
    gather_static()
    print("The database is at this version.")
    return 0


def run_init(given: argparse.Namespace) -> int:
    """Set up, or bring up to date: migrations, signing key, country pack, first desk. Safe to repeat."""
    os.environ["HOIAM_COUNTRY"] = given.country
    command.start_django()
    migrate_all()
    gather_static()
    at = datetime.now(UTC)
    ready_keys(at)
    from hoiam.desks.against import ReasonsAgainst
    from hoiam.desks.models import Desk
    from hoiam.desks.operations.desks import open_desk
    from hoiam.desks.operations.packs import load_country
    from hoiam.desks.operations.templates import load_pack_template
    from hoiam.outlets.operations.criteria import load_criteria

    loaded = load_country(by="operator", at=at)
    print(f"Country pack {given.country}: " + ", ".join(f"{n} {name}" for name, n in loaded.items()) + ".")
    load_criteria(by="operator", at=at)
    load_pack_template(by="operator", at=at)
    desk = Desk.objects.order_by("pk").first()
    try:
        if desk is None:
            desk = open_desk(code=given.desk, name=given.desk_name, body=given.body, by="operator", at=at)
            print(f"Desk {desk.code!r} is open.")
        if given.admin:
            from hoiam.config.commands.people import invite

            print(invite(email=given.admin, desk=desk.code, roles=["desk_admin"], at=at))
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    print("Next: hoiam check; then hoiam web and hoiam worker.")
    return 0


def ready_keys(at: datetime) -> None:
    """Make the signing key and the certificate of PDF files where there are none; `at`: from when they sign."""
    from urllib.parse import urlsplit

    from django.conf import settings

    from hoiam.desks import signing
    from hoiam.desks.against import ReasonsAgainst
    from hoiam.releases.signed import certificate

    phrase = settings.SIGNING_PASSPHRASE
    keys, pdf = Path(settings.SIGNING_KEY_FILE), Path(settings.PDF_CERTIFICATE_FILE)
    try:
        if not keys.exists():
            signing.make_key(keys, at, phrase)
        if not pdf.exists():
            name = f"Hồi Âm, {urlsplit(settings.BASE_URL).hostname}"
            certificate.make_certificate(pdf, at, name=name, passphrase=phrase)
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None


def run_check(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.config.health import faults

    found = faults(datetime.now(UTC))
    if found:
        raise command.Refused("\n".join(found))
    print("Nothing is misconfigured.")
    return 0
