"""May I? Reasons against the acts on the register."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing, desks_of, installation_roles, standing_of
from hoiam.desks.terms import EDITORIAL, InstallationRole, Role
from hoiam.desks.wording import Wording
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.evidence.vocabulary import fold
from hoiam.outlets.models import Appeal

SEEING = (*sorted(EDITORIAL), Role.DESK_ADMIN)
DECIDING = (Role.INTAKE, Role.REVIEWER, Role.HEAD)
REACHING = (Role.INTAKE, Role.CASE_OFFICER, Role.REVIEWER, Role.SPOKESPERSON, Role.HEAD)
PUBLISHING = (InstallationRole.PROGRAMME_OFFICER,)
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def may(by: Person, desk: Desk, at: datetime, roles: Iterable[str]) -> Standing:
    """The standing of somebody who may act here in one of `roles`; raises `MayNot` for everybody else."""
    standing = standing_of(by, desk, at)
    if not standing.holds(*roles):
        raise MayNot([_("This act belongs to another role at the desk.")])
    return standing


def may_publish_criteria(by: Person | str) -> None:
    """The register is common to all desks, and so are its criteria; raises `MayNot`."""
    if isinstance(by, Person) and not installation_roles(by) & set(PUBLISHING):
        raise MayNot([_("Criteria are published by the programme officer of the installation.")])


def may_decide_appeal(by: Person, appeal: Appeal, at: datetime) -> None:
    """Outside the desk that refused: the programme officer, or an administrator of another desk. Raises `MayNot`."""
    if not decides_appeals_of(by, appeal.refusal.desk, at):
        raise MayNot(
            [
                _(
                    "An appeal is decided outside the desk that refused: by the programme officer of the "
                    "installation or by the administrator of another desk."
                )
            ]
        )


def decides_appeals_of(by: Person, desk: Desk, at: datetime) -> bool:
    """Whether somebody may decide appeals against refusals of this desk; nobody with a role there may."""
    own = desks_of(by, at)
    if any(one.pk == desk.pk for one in own):
        return False
    if installation_roles(by) & set(PUBLISHING):
        return True
    return any(standing_of(by, one, at).holds(Role.DESK_ADMIN) for one in own)


def new_code(prefix: str) -> str:
    """A public code such as `O-7KQ2MX`, drawn at random."""
    return f"{prefix}-" + "".join(secrets.choice(LETTERS) for _letter in range(6))


def against_email(address: str) -> list[object]:
    try:
        validate_email(address)
    except ValidationError:
        return [_("Write a work address such as newsroom@example.org.")]
    return []


def against_line(value: str, *, empty: object, longest: int = 160) -> list[object]:
    """One line of text: empty (`empty` says what to do), too long, or with signs that are none."""
    if not value.strip():
        return [empty] if empty else []
    if len(value) > longest:
        return [format_lazy(_("This is longer than {longest} signs."), longest=longest)]
    if _CONTROL.search(value):
        return [_("Line breaks and control characters are not possible in this field.")]
    return []


def against_website(address: str) -> list[object]:
    if not address or re.fullmatch(r"https?://[^\s/$.?#][^\s]*", address):
        return []
    return [_("Write the whole address of the page, beginning with https://.")]


def against_webhook(address: str) -> list[object]:
    """An address that can be one; whether it lies in a private network is seen whenever something is sent to it."""
    try:
        parts = urlsplit(address)
        is_near = parts.hostname in settings.WEBHOOK_TEST_HOSTS or parts.netloc in settings.WEBHOOK_TEST_HOSTS
        is_whole = bool(parts.hostname) and not parts.username and not parts.password
        has_port = parts.port is None or parts.port == 443 or parts.port >= 1024
    except ValueError:
        is_near = is_whole = has_port = False
    if is_whole and has_port and address.isascii() and (is_near or address.startswith("https://")):
        return []
    return [
        _(
            "A webhook needs a whole address that begins with https://, without name and password, at port 443 or "
            "one from 1024."
        )
    ]


def against_language(tag: str) -> list[object]:
    return [] if _LANGUAGE.fullmatch(tag) else [_("Choose a language.")]


def against_themes(themes: Iterable[str], known: Iterable[str]) -> list[object]:
    return [] if set(themes) <= set(known) else [_("Choose one of the themes.")]


def against_naming(reason: str, *names: str) -> list[object]:
    """A public reason may not say whom it is about."""
    said = fold(reason)
    told = [name for name in names if len(name) > 2 and fold(name) in said]
    return (
        [_("The reason is public and may not hold the name or the address of the outlet. Take it out.")]
        if told
        else []
    )


def against_asks(words: Mapping[str, str]) -> list[object]:
    """Why these words cannot be a criterion: what nobody may be asked for, after `forbidden_asks.csv`.

    Words are compared with their diacritics; where a text has none at all, without.
    """
    found: dict[str, object] = {}
    for text in words.values():
        for row in read_rows(country_folder(settings.COUNTRY.code), "forbidden_asks.csv"):
            if row["ask"] not in found and _speaks_of(text, row["term"]):
                why = Wording({tag: row.get(f"why_{tag}", "") for tag, _name in settings.LANGUAGES})
                found[row["ask"]] = format_lazy(
                    _("“{term}” cannot be asked for. {why}"), term=row["term"], why=str(why)
                )
    return list(found.values())


def _speaks_of(text: str, term: str) -> bool:
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    wanted = " ".join(unicodedata.normalize("NFC", term).casefold().split())
    if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain):
        return True
    return plain == fold(plain) and bool(re.search(rf"(?<!\w){re.escape(fold(wanted))}(?!\w)", plain))
