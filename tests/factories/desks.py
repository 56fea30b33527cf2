"""The least that makes a valid desk, and the standing cast of every test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hoiam.desks.models import Body, Desk, Membership, Person
from hoiam.desks.operations.packs import load_country
from hoiam.desks.terms import Role
from tests.factories.remembering import remembered

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSPHRASE = "một câu đủ dài"


@remembered
def make_body(code: str = "so-van-hoa", **fields) -> Body:
    fields.setdefault("name", {"vi": f"Cơ quan {code}", "en": f"Body {code}"})
    return Body.objects.create(code=code, name_folded=code, **fields)


@remembered
def make_desk(code: str = "da-nang", **fields) -> Desk:
    fields.setdefault("name", {"vi": f"Bàn thông tin {code}", "en": f"Desk {code}"})
    fields.setdefault("reference_prefix", "".join(part[0] for part in code.split("-")).upper())
    fields.setdefault("opened_on", date(2025, 7, 1))
    body = fields.pop("body", None) or make_body(f"body-of-{code}")
    return Desk.objects.create(code=code, body=body, **fields)


@remembered
def make_person(name: str, *desk_roles: tuple[Desk, str], **fields) -> Person:
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}@desk.example")
    person = Person.objects.create_user(email=email, password=PASSPHRASE, name=name, **fields)
    for desk, role in desk_roles:
        Membership.objects.create(person=person, desk=desk, role=role, valid_from=LONG_AGO)
    return person


@remembered
def make_country() -> None:
    """Everything of the country pack: places, bodies, law, calendar, grounds of refusal."""
    load_country(by="operator", at=datetime(2026, 1, 1, tzinfo=UTC))


@dataclass
class Cast:
    """One person per role at one desk, and a stranger from another desk."""

    desk: Desk
    other_desk: Desk
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


@remembered
def make_cast(desk: Desk | None = None) -> Cast:
    """`cast.intake`, `cast.case_officer`, … one for each role, and `cast.stranger` of another desk."""
    desk, other = desk or make_desk("da-nang"), make_desk("quang-tri")
    people = {role.value: make_person(role.value, (desk, role)) for role in Role}
    people["stranger"] = make_person("stranger", *[(other, role) for role in Role])
    return Cast(desk=desk, other_desk=other, people=people)
