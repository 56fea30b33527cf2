"""`hoiam desks create`: the desk of a place from a template."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
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
