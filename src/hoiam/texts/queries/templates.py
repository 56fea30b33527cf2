"""Templates of a desk: all of them, and those that one text may begin from."""

from __future__ import annotations

from django.db.models import QuerySet

from hoiam.desks.models import Desk
from hoiam.texts.models import TextTemplate


def templates_of(desk: Desk, *, is_retired: bool = False) -> QuerySet[TextTemplate]:
    """By name: those in use, or those that were retired."""
    rows = TextTemplate.objects.filter(desk=desk, retired_at__isnull=not is_retired)
    return rows.select_related("changed_by")


def get_template(number: int, *, desk: Desk) -> TextTemplate:
    """Raises `TextTemplate.DoesNotExist` for another desk's."""
    return TextTemplate.objects.select_related("desk", "changed_by").get(pk=number, desk=desk)


def offered_templates(desk: Desk, *, purpose: str, language: str) -> list[tuple[int, str]]:
    """(id, name) of the templates that a text of this purpose in this language may begin from; one query."""
    rows = TextTemplate.objects.filter(
        desk=desk, language=language, purpose__in=("", purpose), retired_at__isnull=True
    )
    return list(rows.values_list("pk", "title"))
