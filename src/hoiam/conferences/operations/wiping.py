"""Everything that hangs on a practice desk is deleted, row by row, whichever room keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction

from hoiam.desks.models import Desk, JournalHead
from hoiam.search.operations import note_change
from hoiam.texts.models import Attachment

Found = dict[type[models.Model], set[Any]]
KEPT = frozenset(
    {"desks.membership", "desks.actingperiod", "desks.adoption", "desks.merger", "desks.desktemplate"}
)
"""Who works there, and what makes it a desk: they are no records of its work."""
INDEXED = {
    "enquiries.enquiry": ("answer", "reference"),
    "enquiries.matter": ("matter", "pk"),
    "evidence.fact": ("fact", "reference"),
    "releases.release": ("release", "reference"),
    "conferences.conference": ("conference", "reference"),
}
"""{kind of record: (kind in the search index, the field that names it there)}."""
BATCH = 500


def wipe(desk: Desk) -> int:
    """Delete every row that leads by its keys to this practice desk, and its journal; how many.

    In the caller's transaction. Keys between the deleted rows are checked when it ends, so their order is free.
    Raises `ValueError` for a desk that is none for practice.
    """
    if not desk.is_practice:
        raise ValueError("Only a practice desk is set back.")
    found = _records_of(desk)
    _note_gone(found)
    names = _file_names(found)
    for model, keys in found.items():
        for piece in _pieces(keys):
            rows = model._base_manager.filter(pk__in=piece)
            rows._raw_delete(rows.db)
    JournalHead.objects.filter(chain=desk.code).delete()
    transaction.on_commit(lambda: _delete_files(names))
    return sum(map(len, found.values()))


def _records_of(desk: Desk) -> Found:
    """{model: primary keys} of all that has a key to the desk, or to anything that has."""
    leading = _keys_to()
    found: Found = defaultdict(set)
    todo: list[tuple[type[models.Model], set[Any]]] = [(Desk, {desk.pk})]
    while todo:
        target, keys = todo.pop()
        for model, name in leading[target]:
            rows = {
                key
                for piece in _pieces(keys)
                for key in model._base_manager.filter(**{f"{name}__in": piece}).values_list("pk", flat=True)
            }
            fresh = rows - found[model]
            if fresh:
                found[model] |= fresh
                todo.append((model, fresh))
    return found


def _keys_to() -> dict[type[models.Model], list[tuple[type[models.Model], str]]]:
    """{model: [(model with a key to it, name of that key)]}."""
    leading: dict[type[models.Model], list[tuple[type[models.Model], str]]] = defaultdict(list)
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model._meta.label_lower in KEPT:
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            if field.is_relation and isinstance(target, type):
                leading[target].append((model, field.name))
    return leading


def _note_gone(found: Found) -> None:
    for label, (kind, name) in INDEXED.items():
        model = apps.get_model(label)
        keys = found.get(model, set())
        refs = model._base_manager.filter(pk__in=keys).values_list(name, flat=True)
        note_change(kind=kind, refs=[str(ref) for ref in refs])


def _file_names(found: Found) -> dict[str, str]:
    rows = Attachment._base_manager.filter(pk__in=found.get(Attachment, set()))
    return {row.sha256: row.stored_name for row in rows}


def _delete_files(names: Mapping[str, str]) -> None:
    """{hash: stored name}. Files are kept by what is in them: one that another desk holds too stays."""
    for sha256, name in names.items():
        if not Attachment._base_manager.filter(sha256=sha256).exists():
            default_storage.delete(name)


def _pieces(keys: Iterable[Any]) -> Iterator[list[Any]]:
    going = iter(keys)
    while piece := list(islice(going, BATCH)):
        yield piece
