"""A person's own views of the list of enquiries."""

from __future__ import annotations

from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import SavedView


def views_of(standing: Standing) -> list[tuple[int, str, dict[str, str]]]:
    """(id, name, words of the narrowing) of this person's views at this desk, by name; one query."""
    rows = SavedView.objects.filter(person=standing.person, desk=standing.desk)
    return list(rows.values_list("pk", "name", "words"))
