"""`hoiam desks …`: the desk of a place from a template, and the signed files that installations exchange."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    desks = words.add_parser("desks", help="open the desk of a place from a template")
    acts = desks.add_subparsers(dest="act", metavar="ACT", required=True)
    make = acts.add_parser("create", help="a desk, ready to work, and the one-time links of its first people")
    make.add_argument(
        "--from", dest="template", required=True, metavar="TEMPLATE", help="code of the template"
    )
    make.add_argument("--place", required=True, metavar="CODE", help="code of the place, such as vn-gia-lai")
    make.add_argument("--name", help="what the desk is called, in the installation's first language")
    make.add_argument(
        "--body", default="", metavar="CODE", help="code of the body; made where it is left out"
    )
    make.add_argument("--prefix", default="", help="letters before its references")
    make.add_argument("--head", default="", metavar="EMAIL")
    make.add_argument("--admin", default="", metavar="EMAIL")
    make.add_argument("--json", action="store_true")
    make.set_defaults(call=run_create)
    _add_files(
        acts, "template", "CODE", "a desk template as a signed file", run_export_template, run_take_template
    )
    _add_files(
        acts,
        "adoption",
        "DESK",
        "the signed statement of a desk's adoption",
        run_export_adoption,
        run_take_adoption,
    )


def _add_files(acts: Any, word: str, named: str, what: str, export: Any, take: Any) -> None:
    """`export WHICH -o FILE` and `import FILE [--key KEYS.json]` of one of the two files."""
    ways = acts.add_parser(word, help=what).add_subparsers(dest="way", metavar="WAY", required=True)
    out = ways.add_parser("export", help=f"write {what}")
    out.add_argument("which", metavar=named)
    out.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE")
    out.set_defaults(call=export)
    into = ways.add_parser("import", help=f"take in {what}")
    into.add_argument("file", type=command.existing_file)
    into.add_argument(
        "--key",
        type=command.existing_file,
        metavar="KEYS.json",
        help="the published keys of the installation that signed it; left out, those of this one",
    )
    into.set_defaults(call=take)


def run_export_template(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.models import DeskTemplate
    from hoiam.desks.queries.exchange import template_file

    found = DeskTemplate.objects.filter(code=given.which).first()
    if found is None:
        raise command.Refused(f"There is no template {given.which!r}.")
    return _write(given.out, lambda at: template_file(found, at))


def run_export_adoption(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.models import Desk
    from hoiam.desks.queries.exchange import adoption_file

    found = Desk.objects.select_related("place").filter(code=given.which).first()
    if found is None:
        raise command.Refused(f"There is no desk {given.which!r}.")
    return _write(given.out, lambda at: adoption_file(found, at))


def run_take_template(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.operations.exchange import take_template

    version = _take(take_template, given)
    print(f"Template {version.template.code!r}, version {version.number}, from {version.template.origin}.")
    return 0


def run_take_adoption(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.operations.exchange import take_adoption

    row = _take(take_adoption, given)
    print(f"{row.desk_name} stands on version {row.number}: stated by {row.installation}, not seen here.")
    return 0


def _write(out: Path, signed: Any) -> int:
    from hoiam.desks.against import ReasonsAgainst

    try:
        out.write_bytes(signed(datetime.now(UTC)))
    except FileNotFoundError as missing:
        raise command.Refused(f"There is no such file or folder: {missing.filename}.") from None
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    print(f"Written to {out}.")
    return 0


def _take(operation: Any, given: argparse.Namespace) -> Any:
    from hoiam.desks import signed_files, signing
    from hoiam.desks.against import ReasonsAgainst

    try:
        keys = signed_files.read_keys(given.key.read_bytes()) if given.key else signing.public_keys()
        return operation(data=given.file.read_bytes(), keys=keys, by="operator", at=datetime.now(UTC))
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None


def run_create(given: argparse.Namespace) -> int:
    command.start_django()
    from django.conf import settings

    from hoiam.desks.against import ReasonsAgainst
    from hoiam.desks.models import Body, DeskTemplate, Place
    from hoiam.desks.operations.adopting import open_from_template
    from hoiam.desks.operations.templates import load_pack_template

    at = datetime.now(UTC)
    load_pack_template(by="operator", at=at)
    template = DeskTemplate.objects.filter(code=given.template).first()
    place = Place.objects.filter(code=given.place).first()
    body = Body.objects.filter(code=given.body).first() if given.body else None
    if template is None:
        known = ", ".join(DeskTemplate.objects.values_list("code", flat=True)) or "none"
        raise command.Refused(f"There is no template {given.template!r}. There is: {known}.")
    if place is None:
        raise command.Refused(f"There is no place with the code {given.place!r}.")
    if given.body and body is None:
        raise command.Refused(f"There is no body with the code {given.body!r}.")
    language = settings.LANGUAGE_CODE
    name = given.name or str(place.name.in_language(language)[0])
    try:
        opened = open_from_template(
            template=template,
            place=place,
            name={language: name},
            body=body,
            prefix=given.prefix,
            head_email=given.head,
            admin_email=given.admin,
            by="operator",
            at=at,
        )
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    links = {one.person.email: one.link for one in opened.invited}
    if given.json:
        print(json.dumps({"desk": opened.desk.code, "links": links}, ensure_ascii=False))
        return 0
    print(f"Desk {opened.desk.code!r} is open, from {template.code} version {opened.desk.adoption.number}.")
    for email, link in links.items():
        print(f"One-time link for {email}: {link}" if link else f"{email} has a login already.")
    return 0
