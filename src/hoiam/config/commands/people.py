"""`hoiam people invite`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    people = words.add_parser("people", help="invite somebody to a desk")
    acts = people.add_subparsers(dest="act", metavar="ACT", required=True)
    asked = acts.add_parser("invite", help="prints a one-time link")
    asked.add_argument("email")
    asked.add_argument("--desk", required=True)
    asked.add_argument("--role", required=True, action="append", dest="roles")
    asked.add_argument("--name", default="")
    asked.set_defaults(call=run_invite)


def invite(*, email: str, desk: str, roles: list[str], at: datetime, name: str = "") -> str:
    """Invite by the operator's own hand; returns the sentence with the one-time link."""
    from hoiam.desks.against import ReasonsAgainst
    from hoiam.desks.operations.people import invite_person

    try:
        invited = invite_person(email=email, name=name, desk_code=desk, roles=roles, by="operator", at=at)
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    return f"One-time link for {email}, valid until {invited.expires_at:%Y-%m-%d %H:%M} UTC: {invited.link}"


def run_invite(given: argparse.Namespace) -> int:
    command.start_django()
    print(
        invite(email=given.email, desk=given.desk, roles=given.roles, at=datetime.now(UTC), name=given.name)
    )
    return 0
