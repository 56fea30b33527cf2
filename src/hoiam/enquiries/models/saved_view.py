from __future__ import annotations

from django.db import models

from hoiam.desks.models import Desk, Person


class SavedView(models.Model):
    """A narrowing of the list of enquiries that a person kept under a name, for nobody else.

    `words` are those of the address: view, kind, theme, officer. There is none for an asker or an outlet.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    words = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["person", "desk", "name"], name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
