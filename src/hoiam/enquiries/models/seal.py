from __future__ import annotations

from django.db import models

from hoiam.enquiries.models.enquiry import Enquiry


class SealKey(models.Model):
    """The key of one seal, wrapped. Backups keep it apart, so that erasing it erases every copy."""

    enquiry = models.OneToOneField(
        Enquiry, primary_key=True, on_delete=models.CASCADE, related_name="seal_key"
    )
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of {self.enquiry_id}"


class AskerSeal(models.Model):
    """Who asked, and the question as written: one closed envelope, no column to search or count by."""

    enquiry = models.OneToOneField(
        Enquiry, primary_key=True, on_delete=models.CASCADE, related_name="asker_seal"
    )
    ciphertext = models.BinaryField()

    def __str__(self) -> str:
        return f"seal of {self.enquiry_id}"


class SealedFile(models.Model):
    """A file that came with a question; it may tell who asked, so its name and bytes are sealed too."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="sealed_files")
    name_ciphertext = models.BinaryField()
    ciphertext = models.BinaryField()
    size = models.PositiveIntegerField()
    """Bytes of the file itself."""

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"file {self.pk} of {self.enquiry_id}"
