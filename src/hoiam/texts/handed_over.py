"""Templates of answers as a section of a desk template."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Desk, Person
from hoiam.desks.transfer import Content, Section, register
from hoiam.texts.models import TextTemplate
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.structure import canonical_form


def register_section() -> None:
    register(Section("text_templates", _("Templates of answers"), read, apply, against, tell))


def read(desk: Desk) -> Content:
    """{title · language: {"title", "language", "purpose", "body"}} of the templates in use."""
    rows = TextTemplate.objects.filter(desk=desk, retired_at__isnull=True)
    return {
        f"{row.title} · {row.language}": {
            "title": row.title,
            "language": row.language,
            "purpose": row.purpose,
            "body": row.body,
        }
        for row in rows
    }


def apply(*, desk: Desk, key: str, value: Any, by: Person | str, at: datetime) -> None:
    """Make the template, or write the one of that name and language anew, in the current transaction."""
    author = by if isinstance(by, Person) else None
    known = TextTemplate.objects.filter(
        desk=desk, language=value["language"], title__iexact=value["title"], retired_at__isnull=True
    ).first()
    row = known or TextTemplate(desk=desk, language=value["language"], made_at=at, made_by=author)
    row.title, row.purpose, row.body = value["title"], value.get("purpose", ""), canonical_form(value["body"])
    row.changed_at, row.changed_by = at, author
    row.save()


def against(value: Any) -> list[object]:
    needed = ("title", "language", "body")
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in needed):
        return [_("A template of an answer needs a title, a language and a body.")]
    reason = reason_if_secret(str(value["title"]), str(value["body"]))
    return [reason] if reason else []


def tell(key: str, value: Any) -> str:
    return str(value["body"])
