"""The least that the database takes as a row of any model: for tests about every model at once."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import models

from hoiam.desks.models import Body
from hoiam.outlets.models import Application

AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
MAY_BE_EMPTY = models.CharField | models.TextField | models.JSONField
_numbers = itertools.count(1)


def make_any(model: type[models.Model], **given: Any) -> models.Model:
    """A row with every field filled that must be; `given` as named. Rows that it points at are made alike."""
    said = {**fitting(model, given), **given}
    for field in model._meta.concrete_fields:
        if field.primary_key and not field.is_relation:
            continue
        if field.name in said or field.attname in said or field.null or field.has_default():
            continue
        if (
            field.blank
            and isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not field.unique
        ):
            continue
        said[field.name] = value_of(field)
    row = model(**said)
    row.save(force_insert=True)
    return row


def value_of(field: models.Field) -> Any:
    number = next(_numbers)
    if field.is_relation:
        return make_any(field.related_model)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return AT
    if isinstance(field, models.DateField):
        return date(2026, 9, 1)
    if isinstance(field, models.DurationField):
        return timedelta(hours=1)
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BinaryField):
        return b"x"
    if isinstance(field, models.EmailField):
        return f"a{number}@b.example"
    if isinstance(field, models.CharField | models.TextField):
        return f"x{number}"[: field.max_length or 20]
    return number


def fitting(model: type[models.Model], given: dict[str, Any]) -> dict[str, Any]:
    """What a constraint of this model asks for beside its fields, unless `given` has it already."""
    asked = FITTING.get(model._meta.label, {})
    return {
        name: value() if callable(value) else value
        for name, value in asked.items()
        if not INSTEAD.get(f"{model._meta.label}.{name}", set()) & given.keys()
    }


LATER = AT + timedelta(days=90)
FITTING: dict[str, dict[str, Any]] = {
    "desks.ActingPeriod": {"starts_at": AT, "ends_at": LATER},
    "desks.DutyShift": {"starts_at": AT, "ends_at": LATER},
    "evidence.Link": {"from_kind": "evidence.fact", "to_kind": "evidence.fact", "from_id": 1, "to_id": 2},
    "outlets.Outlet": {"registered_at": AT, "expires_at": LATER},
    "outlets.Refusal": {"application": lambda: make_any(Application)},
    "texts.Part": {"to_body": lambda: make_any(Body)},
    "conferences.LocalRequest": {"body": lambda: make_any(Body)},
}
INSTEAD = {"texts.Part.to_body": {"to_desk"}}
