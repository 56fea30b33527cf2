"""Signed documents of public editions, for judging what somebody holds. What is not public is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hoiam.releases.models import Edition, EditionText
from hoiam.releases.signed.reading import Held, likely_words

MOST = 30
_PLAIN = re.compile(r"[^\W\d_](?:[^\W\d]|[ ,]){18,58}[^\W\d_]")
"""A stretch of words without numbers and signs, where no mark of a note stands in between."""


def documents_in_record(held: Held, at: datetime) -> list[Mapping[str, Any]]:
    """Documents that somebody may hold: by hash or reference, else by its longest words. Two queries at most."""
    rows = EditionText.objects.filter(edition__in=Edition.objects.public(at)).exclude(document={})
    named = Q(document_hash__in=held.hashes) | Q(edition__release__reference__in=held.references)
    if found := _documents(rows.filter(named)):
        return found
    stretches = [plain[0] for words in likely_words(held, 6) if (plain := _PLAIN.search(words))]
    said = Q(pk__in=[])
    for stretch in stretches[:3]:
        said |= Q(version__body__contains=stretch.strip())
    return _documents(rows.filter(said))


def _documents(rows: QuerySet[EditionText]) -> list[Mapping[str, Any]]:
    newest = rows.order_by("-edition__published_at", "-pk").values_list("document", flat=True)
    return list(newest[:MOST])
