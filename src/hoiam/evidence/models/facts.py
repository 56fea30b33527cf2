from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.evidence.terms import PUBLIC_STATES, FactState

if TYPE_CHECKING:
    from hoiam.evidence.models.versions import FactVersion


def _public(at: datetime) -> Q:
    is_out = Q(state__in=PUBLIC_STATES, published__published_at__lte=at)
    return is_out & ~Q(desk__in=Desk.objects.practising())


class FactQuerySet(models.QuerySet["Fact"]):
    def public(self, at: datetime) -> FactQuerySet:
        """What anyone may read at that instant: the one visibility predicate of facts.

        Page, list, search, API, export and citation all ask this and nothing else. Facts that were
        superseded, expired or withdrawn stay among them, under their notice.
        """
        return self.filter(_public(at))

    def within(self, desk: Desk, at: datetime) -> FactQuerySet:
        """What a member of a desk may read: everything of the own desk, and what is public."""
        return self.filter(Q(desk=desk) | _public(at))

    def shown_to_public(self) -> FactQuerySet:
        """With everything a list or page of published versions shows, in one query."""
        return self.select_related("desk", "desk__body", "published", "published__place")

    def shown_in_office(self) -> FactQuerySet:
        return self.select_related("desk", "latest", "latest__place", "published")


class Fact(models.Model):
    """One thing the desk can show with a source. What it says stands in its versions.

    `latest` is the newest saved version, `published` the one the public reads; they differ while a
    revision is being prepared. Both are None only inside the transaction that makes the fact.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="facts")
    reference = models.CharField(max_length=40, unique=True)
    """Public and lasting: `F069` as imported, `DN-F0012` as drafted at a desk."""
    state = models.CharField(max_length=12, choices=FactState.choices, default=FactState.DRAFT)
    latest = models.ForeignKey(
        "evidence.FactVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published = models.ForeignKey(
        "evidence.FactVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    """The last instant at which anything a reader may see changed."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    """Why it was superseded or withdrawn, in words for the public."""
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    contradicts = models.ManyToManyField("self", through="Contradiction", symmetrical=False, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ("reference",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(PUBLIC_STATES)) | Q(published__isnull=False),
                name="fact_public_has_version",
            ),
            models.CheckConstraint(
                condition=~Q(state=FactState.WITHDRAWN) | ~Q(ended_because=""),
                name="fact_withdrawn_has_reason",
            ),
        ]
        # None begins with the state: lists go by reference, and an index on the state would have them sorted.
        indexes = [
            models.Index(fields=["desk", "reference"], name="fact_by_desk"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def newest(self) -> FactVersion:
        """`latest`, which every fact has outside the transaction that makes it."""
        assert self.latest is not None
        return self.latest

    @property
    def in_public(self) -> FactVersion:
        """`published`, which every fact in a public state has."""
        assert self.published is not None
        return self.published

    @property
    def has_unpublished_revision(self) -> bool:
        return self.published_id is not None and self.latest_id != self.published_id


class Contradiction(models.Model):
    """Two facts that cannot both be right as stated; each is shown with the other beside it."""

    one = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="contradictions_as_one")
    other = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="contradictions_as_other")
    note = models.TextField(blank=True)
    marked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="contradiction_once"),
            # The lower id stands first, so that one pair has one row.
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="contradiction_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
