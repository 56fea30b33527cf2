"""Who rests on what."""

from __future__ import annotations

from django.db.models import QuerySet

from hoiam.evidence.models import Citation, Fact


def cited_by(citing_kind: str, citing_id: int) -> list[Citation]:
    """The citations of one text in the order they were made, with fact and version."""
    rows = Citation.objects.filter(citing_kind=citing_kind, citing_id=citing_id)
    return list(
        rows.select_related(
            "fact", "fact__desk", "fact__published", "version", "version__place"
        ).prefetch_related("version__fact_sources__source")
    )


def citing(fact: Fact) -> QuerySet[Citation]:
    """Every citation of a fact, by kind and text; faces decide which of the texts a reader may see."""
    return Citation.objects.filter(fact=fact).select_related("version")


def in_doubt(citing_kind: str, citing_id: int) -> list[Citation]:
    """The citations of a text that ask to be checked again."""
    return [one for one in cited_by(citing_kind, citing_id) if one.needs_check]
