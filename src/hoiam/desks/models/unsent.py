from __future__ import annotations

from django.db import models

from hoiam.desks.models.people import Person


class UnsentForm(models.Model):
    """What somebody typed into a form of the office and has not sent yet, for that person alone.

    Erased when the form is sent, thrown away, or a week has passed. Fields that are sealed are never in it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="unsent_forms")
    address = models.CharField(max_length=300)
    """The path of the page, such as `/office/da-nang/facts/new/`."""
    fields = models.JSONField(default=dict)
    """{name of the field: [values as typed]}"""
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "address"], name="unsent_form_once")]

    def __str__(self) -> str:
        return f"unsent form of {self.person_id} at {self.address}"
