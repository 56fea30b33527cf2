"""What somebody typed and has not sent."""

from __future__ import annotations

from hoiam.desks.models import Person, UnsentForm


def typed_at(person: Person, address: str) -> UnsentForm | None:
    """What this person left in the form of that page; None where nothing is kept."""
    return UnsentForm.objects.filter(person=person, address=address).first()
