"""What a merger of desks changed, row by row, so that all of it can be taken back within a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models

AT_ONCE = 900
"""Rows that one statement names: databases limit how many values a statement may hold."""


@dataclass
class Ledger:
    """The changes of one room in one merger. `as_json` is kept with the merger; `from_json` reads it again."""

    passed: dict[str, list[int]] = field(default_factory=dict)
    """{`label.field`: ids of the rows whose key went from the former to the present desk}"""
    newest: dict[str, int] = field(default_factory=dict)
    """{label: the newest id at that moment}: what is newer came in after."""
    changed: list[dict[str, Any]] = field(default_factory=list)
    """[{"model", "id", "before", "after"}], values as the field writes them."""
    added: list[list[Any]] = field(default_factory=list)
    """[[label, id, field that ends it]]; without a field the row is taken away again."""
    removed: list[dict[str, Any]] = field(default_factory=list)
    """Rows as Django's serializer writes them."""

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Ledger:
        return cls(**said)

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))

    @property
    def count(self) -> int:
        """How many rows passed on."""
        return sum(len(ids) for ids in self.passed.values())

    def pass_on(self, rows: models.QuerySet[Any], key: str, present: models.Model) -> int:
        """Point the key of these rows at the present desk."""
        model = rows.model
        label = model._meta.label
        ids = list(rows.order_by().values_list("pk", flat=True))
        if ids:
            self.passed.setdefault(f"{label}.{key}", []).extend(ids)
        last = model._default_manager.order_by().aggregate(last=models.Max("pk"))["last"]
        self.newest[label] = last or 0
        for some in portions(ids):
            model._default_manager.filter(pk__in=some).update(**{key: present})
        return len(ids)

    def change(self, row: models.Model, **values: Any) -> None:
        """Write other values into one row and remember those before."""
        before = {name: written(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        after = {name: written(row, name) for name in values}
        self.changed.append({"model": row._meta.label, "id": row.pk, "before": before, "after": after})

    def add(self, row: models.Model, *, ends: str = "") -> None:
        """Remember a row that was made. `ends`: the field that a reversal fills with its moment, for rows under
        which something may have been done since."""
        self.added.append([row._meta.label, row.pk, ends])

    def remove(self, row: models.Model) -> None:
        """Take one row away; nothing may point at it any more."""
        self.removed += serializers.serialize("python", [row])
        row.delete()

    def passed_ids(self, label: str) -> list[int]:
        """Ids of the rows of one model that passed on, by whichever key."""
        return [pk for key, ids in self.passed.items() if key.rpartition(".")[0] == label for pk in ids]


@contextmanager
def taken_back(ledger: Ledger, at: datetime) -> Iterator[list[Any]]:
    """Undo what a ledger says, in the opposite order; what is done inside stands where the keys go back.

    Gives a list that names the changes left alone afterwards: somebody changed those rows again.
    """
    kept: list[Any] = []
    for row in serializers.deserialize("python", ledger.removed):
        row.save(force_insert=True)
    yield kept
    kept += [said for said in reversed(ledger.changed) if not _change_back(said)]
    for label, pk, ends in reversed(ledger.added):
        rows = model_named(label)._default_manager.filter(pk=pk)
        if ends:
            rows.filter(**{f"{ends}__isnull": True}).update(**{ends: at})
        else:
            rows.delete()


def _change_back(said: dict[str, Any]) -> bool:
    model = model_named(said["model"])
    row = model._default_manager.filter(pk=said["id"]).first()
    after = {name: read(model, name, value) for name, value in said["after"].items()}
    if row is None or any(held(row, name) != value for name, value in after.items()):
        return False
    for name, value in said["before"].items():
        field_ = model._meta.get_field(name)
        setattr(row, field_.attname, read(model, name, value))  # type: ignore[union-attr]
    row.save(update_fields=list(said["before"]))
    return True


def held(row: models.Model, name: str) -> Any:
    """The value of a field; of a key the id of its row."""
    return row._meta.get_field(name).value_from_object(row)  # type: ignore[union-attr]


def written(row: models.Model, name: str) -> Any:
    """A value as JSON holds it; None stays None."""
    field_, value = row._meta.get_field(name), held(row, name)
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    return field_.value_to_string(row)  # type: ignore[union-attr]


def read(model: type[models.Model], name: str, value: Any) -> Any:
    """The value of a field that `written` wrote; for a key the id of its row."""
    return None if value is None else model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]


def portions(ids: Iterable[int]) -> Iterator[list[int]]:
    listed = list(ids)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def model_named(label: str) -> type[models.Model]:
    return apps.get_model(label)
