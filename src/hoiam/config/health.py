"""What is misconfigured, in sentences that say what to do."""

from __future__ import annotations

import shlex
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hoiam.desks import signing
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import CalendarDay, Desk, LawRule, Membership
from hoiam.desks.terms import Role
from hoiam.post.carriers import carrier
from hoiam.post.mailboxes import CannotRead, opened, read_place
from hoiam.post.queries import oldest_wait, stuck_arrivals
from hoiam.releases.signed import certificate

LONGEST_WAIT = timedelta(minutes=30)


def faults(at: datetime) -> list[str]:
    """Every misconfiguration that can be seen from here; [] when there is none."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [f"The database cannot be reached: {error.__class__.__name__}. Look at HOIAM_DATABASE_URL."]
    if MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()):
        return ["The database is older than the program. Run `hoiam migrate`."]
    return [*_addresses(), *_files(), *_keys(), *_mail(at), *_mailbox(), *_desks(), *_law(at)]


def _addresses() -> Iterator[str]:
    base = urlsplit(settings.BASE_URL)
    if base.scheme != "https" and base.hostname not in ("127.0.0.1", "localhost", "testserver"):
        yield "HOIAM_BASE_URL does not begin with https://: links and sign-in would travel in the clear."


def _files() -> Iterator[str]:
    if not settings.WHITENOISE_USE_FINDERS and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield "The styles of the pages are not there yet. Run `hoiam migrate`."
    signing_key = Path(settings.SIGNING_KEY_FILE)
    if not signing_key.exists():
        yield f"There is no signing key at {signing_key}. Run `hoiam init`."
    secret = Path(settings.DATA_DIR) / "secret.key"
    pdf = Path(settings.PDF_CERTIFICATE_FILE)
    for path in (Path(settings.DATA_DIR), signing_key, pdf, secret, *_records()):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            mode = 700 if path.is_dir() else 600
            yield f"Other accounts of this machine can open {path}. Run: chmod {mode} {shlex.quote(str(path))}"


def _keys() -> Iterator[str]:
    """Private keys are to be locked where the desk is more than a demo, and to open with the passphrase set."""
    keys, pdf = Path(settings.SIGNING_KEY_FILE), Path(settings.PDF_CERTIFICATE_FILE)
    if not keys.exists():
        return
    if not signing.is_readable(keys):
        yield "The file of the signing keys cannot be read. Put the copy that you keep in its place."
        return
    if not pdf.exists():
        yield f"There is no certificate at {pdf}: PDF files of releases go out unsigned. Run `hoiam init`."
    if not settings.IS_DEMO:
        clear = [
            str(file)
            for file, is_locked in ((keys, signing.is_locked), (pdf, certificate.is_locked))
            if file.exists() and not is_locked(file)
        ]
        if clear:
            yield (
                f"Private keys lie in the clear in {' and '.join(clear)}. Set HOIAM_SIGNING_PASSPHRASE for "
                "`hoiam web` and `hoiam worker`, then run `hoiam keys lock`."
            )
    try:
        signing.sign({})
        certificate.may_sign()
    except ReasonsAgainst as against:
        yield from map(str, against.reasons)


def _records() -> Iterator[Path]:
    """The file of the database where it is one, and what SQLite keeps beside it."""
    if connection.vendor == "sqlite":
        named = str(connection.settings_dict["NAME"])
        yield from (Path(f"{named}{ending}") for ending in ("", "-wal", "-shm"))


def _mail(at: datetime) -> Iterator[str]:
    if not settings.EMAIL_URL:
        yield "HOIAM_EMAIL_URL is not set: nothing can be sent, answers wait in the outbox."
        return
    try:
        with carrier(settings.EMAIL_URL):
            pass
    except ValueError as error:
        yield str(error)
    except OSError:
        yield "The mail server of HOIAM_EMAIL_URL does not answer."
    if oldest_wait(at) > LONGEST_WAIT:
        yield "Messages have waited for more than half an hour. Is `hoiam worker` running?"


def _mailbox() -> Iterator[str]:
    """Whether mail to the desks can be read, and by which addresses it finds its desk."""
    if not settings.MAILBOX_URL:
        return
    try:
        place = read_place(settings.MAILBOX_URL)
        with opened(place):
            pass
    except ValueError as error:
        yield str(error)
        return
    except CannotRead as cannot:
        yield f"Mail to the desks cannot be read. {cannot.fault.label} Look at HOIAM_INTAKE_URL."
    if stuck := stuck_arrivals():
        yield f"{stuck} fetched messages could not be read; the log names them. They are kept."
    desks = list(Desk.objects.filter(is_open=True).order_by("pk"))
    if place.desk and place.desk not in {desk.code for desk in desks}:
        yield f"HOIAM_INTAKE_URL names the desk {place.desk}, which is not there or is closed."
    elif len(desks) > 1 and not place.desk:
        yield f"Mail that names no desk is sorted by {desks[0].code}. Name another with desk= in HOIAM_INTAKE_URL."
    for desk in desks:
        if not desk.email:
            yield f"Desk {desk.code} has no e-mail address: mail to it cannot be told apart."
    known = Counter(desk.email.lower() for desk in desks if desk.email)
    for address in sorted(address for address, times in known.items() if times > 1):
        yield f"Several desks have the address {address}: mail to it is shown to each of them."


def _desks() -> Iterator[str]:
    if not Desk.objects.exists():
        yield "There is no desk. Run `hoiam init --desk CODE --desk-name NAME`."
    for desk in Desk.objects.filter(is_open=True):
        held = set(
            Membership.objects.filter(desk=desk, valid_to__isnull=True, person__is_active=True).values_list(
                "role", flat=True
            )
        )
        lacking = [
            str(Role(role).label)
            for role in (Role.INTAKE, Role.REVIEWER, Role.SPOKESPERSON)
            if role not in held
        ]
        if lacking:
            yield f"Desk {desk.code} has nobody in these roles: {', '.join(lacking)}."
        if not desk.holdings.filter(valid_to__isnull=True).exists():
            yield f"Desk {desk.code} does not say in public who speaks for it."


def _law(at: datetime) -> Iterator[str]:
    if not LawRule.objects.exists():
        yield "No law row is loaded. Run `hoiam init`."
    years = {
        day.year
        for day in CalendarDay.objects.filter(calendar__is_current=True).values_list("day", flat=True)
    }
    for year in (at.year, (at + timedelta(days=90)).year):
        if years and year not in years:
            yield f"The calendar lists no day off in {year}: due dates of that year look at the week only."
