from __future__ import annotations

from django.db import models

from hoiam.desks.chain import FIRST, digest_of_line
from hoiam.desks.models.desk import Desk


class JournalHead(models.Model):
    """The last line of each chain. It is locked last, so that no two lines get one number.

    Chain `""` is the installation's own; every desk has a chain named by its code.
    """

    chain = models.CharField(max_length=60, primary_key=True)
    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=FIRST)

    def __str__(self) -> str:
        return f"{self.chain or 'installation'} {self.number}"


class JournalLine(models.Model):
    """One act: ids, a verb and a salted digest. Never a name, never a text."""

    chain = models.CharField(max_length=60)
    number = models.BigIntegerField()
    desk = models.ForeignKey(Desk, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    """`person:12`, `asker`, `worker`, `operator`."""
    verb = models.CharField(max_length=60)
    record_kind = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    detail_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "number")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="journal_number_once")]
        indexes = [
            models.Index(fields=["record_kind", "record_id", "number"], name="journal_of_record"),
            models.Index(fields=["desk", "-at"], name="journal_of_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.number} {self.verb}"

    def computed_digest(self) -> str:
        """What `digest` must be, recomputed from the other columns."""
        said = [self.chain, self.number, self.actor, self.verb, self.record_kind, self.record_id]
        return digest_of_line([*said, self.detail_digest, self.previous_digest], self.at)


class JournalDetail(models.Model):
    """What the act said, with the salt that ties it to its line; erasing it leaves the chain whole."""

    line = models.OneToOneField(
        JournalLine, primary_key=True, on_delete=models.PROTECT, related_name="detail"
    )
    salt = models.CharField(max_length=32)
    content = models.JSONField()

    def __str__(self) -> str:
        return f"detail of {self.line_id}"


class Erasure(models.Model):
    """That something was erased for good; a restored backup erases it again."""

    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="erasure_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"
