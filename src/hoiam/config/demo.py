"""The demo's desks, people, facts and story, made through the same operations that people use."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from typing import Any

from django.conf import settings
from django.utils import translation

from hoiam.config.story import Narrator
from hoiam.config.story_briefings import BriefingNarrator
from hoiam.config.story_conferences import ConferenceNarrator
from hoiam.config.story_releases import ReleaseNarrator
from hoiam.desks.models import Desk, Holding, Letterhead, Membership, Person, Place
from hoiam.desks.operations.desks import open_desk
from hoiam.desks.operations.packs import load_country
from hoiam.desks.operations.people import give_installation_role
from hoiam.desks.operations.templates import load_pack_template
from hoiam.desks.wording import Wording
from hoiam.evidence.operations.imports import import_facts
from hoiam.outlets.operations.criteria import load_criteria
from hoiam.search.operations import catch_up

PASSPHRASE = settings.DEMO_PASSPHRASE
FIRST_DESK = "trung-uong"


@dataclass(frozen=True)
class Login:
    email: str
    name: str
    task: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of the demo."""
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return (resources.files("hoiam") / "data" / "demo" / name).read_text(encoding="utf-8")


def logins() -> list[Login]:
    """The people who can sign in, in the order of the table."""
    return [
        Login(row["email"], row["name"], f"{row['task_vi']} · {row['task_en']}")
        for row in rows("people.csv")
        if row["has_login"] == "yes"
    ]


def is_there() -> bool:
    return Desk.objects.exists()


def tell(at: datetime) -> None:
    """Make the demo's record, counted back from `at`. Refused outside the demo mode and the tests."""
    if not (settings.IS_DEMO or settings.IS_TEST):
        raise RuntimeError("The demo's record is made in the demo only.")
    began = at - timedelta(days=60)
    with translation.override(settings.LANGUAGE_CODE):
        load_country(by="operator", at=began)
        load_criteria(by="operator", at=began)
        load_pack_template(by="operator", at=began)
        desks = {desk.code: desk for desk in _desks(began)}
        people = {person.email: person for person in _people(desks, began)}
        _holdings(desks)
        _letterheads(desks, began)
        _facts(desks[FIRST_DESK], began)
        story = tomllib.loads(_text("story.toml"))
        questions = {row["id"]: row["question"] for row in rows("questions.csv")}
        narrator = Narrator(desks=desks, people=people, questions=questions, at=at)
        narrator.tell(story["enquiry"])
        narrator.tell_matters(story["matter"])
        narrator.tell_roster(story["duty"])
        of_releases = ReleaseNarrator(desks=desks, people=people, at=at)
        of_releases.tell_outlets(story["outlet"], clerk="tiep-nhan@hoiam.example")
        of_releases.tell(story["release"])
        conferences = tomllib.loads(_text("conferences.toml"))
        of_conferences = ConferenceNarrator(desks=desks, people=people, at=at)
        of_conferences.tell_documented(conferences["programme"], conferences["documented"])
        of_conferences.tell_requests(conferences["request"])
        invented = BriefingNarrator(desks=desks, people=people, at=at)
        invented.tell_training(conferences["training"], of_conferences.rounds["minh-hoa"])
        invented.tell_series(conferences["series"], conferences["briefing"])
    catch_up()


def _desks(at: datetime) -> Iterator[Desk]:
    for row in rows("desks.csv"):
        yield open_desk(
            code=row["code"],
            name=_wording(row, "name"),
            body=row["body"],
            by="operator",
            at=datetime.combine(date.fromisoformat(row["opened_on"]), datetime.min.time(), UTC),
            prefix=row["reference_prefix"],
            place=Place.objects.filter(code=row["place"]).first(),
            phone=row["phone"],
            email=row["email"],
            office_hours=_wording(row, "office_hours"),
            publication_delay_days=int(row["publication_delay_days"]),
            seal_retention_days=int(row["seal_retention_days"]),
            target_working_days=int(row["target_working_days"]),
        )


def _people(desks: dict[str, Desk], at: datetime) -> Iterator[Person]:
    for row in rows("people.csv"):
        password = PASSPHRASE if row["has_login"] == "yes" else None
        person = Person.objects.create_user(
            email=row["email"], password=password, name=row["name"], language=row["language"]
        )
        for pair in filter(None, (part.strip() for part in row["memberships"].split(";"))):
            code, _, role = pair.partition(":")
            Membership.objects.create(person=person, desk=desks[code], role=role, valid_from=at)
        for role in filter(None, (part.strip() for part in row["installation_roles"].split(";"))):
            give_installation_role(person=person, role=role, by="operator", at=at)
        yield person


def _holdings(desks: dict[str, Desk]) -> None:
    for row in rows("holdings.csv"):
        Holding.objects.create(
            desk=desks[row["desk"]],
            post=row["post"],
            holder=row["holder"],
            title=_wording(row, "title"),
            phone=row["phone"],
            email=row["email"],
            ask_for=_wording(row, "ask_for"),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            source=row["note"],
        )


def _letterheads(desks: dict[str, Desk], at: datetime) -> None:
    for row in rows("letterheads.csv"):
        Letterhead.objects.create(
            desk=desks[row["desk"]],
            superior=_on_lines(_wording(row, "superior")),
            issuer=_on_lines(_wording(row, "issuer")),
            symbol=row["symbol"],
            place=_wording(row, "place"),
            collective=_wording(row, "collective"),
            archive=row["archive"],
            changed_at=at,
        )


def _on_lines(said: Wording) -> Wording:
    """A long name of the table, written "first line / second line"."""
    return Wording({tag: text.replace(" / ", "\n") for tag, text in said.items()})


def _facts(desk: Desk, at: datetime) -> None:
    file = resources.files("hoiam") / "data" / "demo" / "facts.csv"
    brought = import_facts(
        desk=desk,
        content=file.read_bytes(),
        file_name="facts.csv",
        by="operator",
        at=at,
        publish=True,
    )
    if brought.errors:
        raise RuntimeError(f"The demo's facts do not import: {brought.as_json()['errors'][:3]}")


def _wording(row: dict[str, str], column: str) -> Wording:
    found: dict[str, Any] = {
        tag: row[f"{column}_{tag}"] for tag, _ in settings.LANGUAGES if row.get(f"{column}_{tag}")
    }
    return Wording(found)
