"""People who look after what belongs to the whole installation."""

from __future__ import annotations

from hoiam.desks.models import InstallationMembership, Person
from tests.factories.desks import make_person
from tests.factories.remembering import remembered


@remembered
def make_officer(role: str, **fields) -> Person:
    """A person who holds one role of the installation and none at a desk."""
    person = make_person(role, **fields)
    InstallationMembership.objects.create(person=person, role=role)
    return person
