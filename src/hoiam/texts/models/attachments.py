from __future__ import annotations

from typing import ClassVar

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.texts.terms import CARRYING_FILES


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, record: models.Model) -> AttachmentQuerySet:
        """Those of one record that have not been removed."""
        kind = record._meta.label_lower
        return self.filter(record_kind=kind, record_id=record.pk, removed_at__isnull=True)


class Attachment(models.Model):
    """A file beside a text, a part or another record; its bytes are stored once under their hash.

    The record is named by kind and id (`texts.text`, 41).
    """

    reference_targets: ClassVar[frozenset[str]] = CARRYING_FILES

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    """Bytes."""
    sha256 = models.CharField(max_length=64, db_index=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """None: it came from outside, by a link."""
    removed_at = models.DateTimeField(null=True, blank=True)

    done: str = "as_it_was"
    """What was done to the data in it as it came in; of a row that was just made, see `cleaning.Cleaned`."""

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "id")
        indexes = [models.Index(fields=["record_kind", "record_id"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_name(self) -> str:
        """Where the bytes lie in the file storage."""
        return f"attachments/{self.sha256[:2]}/{self.sha256}"
