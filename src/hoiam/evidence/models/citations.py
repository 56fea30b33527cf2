from __future__ import annotations

from typing import ClassVar

from django.db import models

from hoiam.evidence.models.facts import Fact
from hoiam.evidence.models.versions import FactVersion
from hoiam.evidence.terms import CITING_KINDS, Doubt


class Citation(models.Model):
    """One sentence of a text rests on one version of a fact."""

    reference_targets: ClassVar[frozenset[str]] = CITING_KINDS

    citing_kind = models.CharField(max_length=40)
    citing_id = models.BigIntegerField()
    sentence_id = models.CharField(max_length=40)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="citations")
    version = models.ForeignKey(FactVersion, on_delete=models.PROTECT, related_name="citations")
    sentence_text = models.TextField()
    """The sentence as it stood when somebody last judged that the fact carries it."""
    doubt = models.CharField(max_length=20, choices=Doubt.choices, blank=True)
    """Why it asks to be checked again; "" where it need not be."""
    cited_at = models.DateTimeField()

    class Meta:
        ordering = ("citing_kind", "citing_id", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["citing_kind", "citing_id", "sentence_id", "fact"], name="citation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(citing_kind__in=sorted(CITING_KINDS)), name="citation_known_kind"
            ),
        ]
        indexes = [models.Index(fields=["fact", "citing_kind"], name="citation_of_fact")]

    def __str__(self) -> str:
        return f"{self.citing_kind} {self.citing_id} § {self.sentence_id} cites {self.fact_id}"

    @property
    def needs_check(self) -> bool:
        return bool(self.doubt)
