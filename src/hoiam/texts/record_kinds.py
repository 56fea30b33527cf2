"""A record that is named by kind and id must be of a kind that was declared."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models


def kind_of(record: models.Model, allowed: Collection[str]) -> str:
    """The kind of a record, such as `enquiries.enquiry`; raises `ValueError` for one that is not `allowed`."""
    kind = record._meta.label_lower
    if kind not in allowed:
        raise ValueError(f"A {kind} is not among {', '.join(sorted(allowed))}.")
    return kind
