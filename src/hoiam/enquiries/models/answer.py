from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person, RefusalGround
from hoiam.desks.wording import WordingField
from hoiam.enquiries.models.enquiry import Enquiry
from hoiam.enquiries.terms import Outcome, Withholding
from hoiam.texts.models import Text, TextVersion


class AnswerQuerySet(models.QuerySet["Answer"]):
    def public(self, at: datetime) -> AnswerQuerySet:
        """What the public log shows at that instant: the one visibility predicate of answers."""
        shown = self.filter(enters_log_at__lte=at, sent_at__isnull=False, withheld_code="")
        return shown.filter(~Q(outcome=Outcome.INTERIM), ~Q(desk__in=Desk.objects.practising()))

    def in_log_order(self) -> AnswerQuerySet:
        """Newest first."""
        return self.order_by("-enters_log_at", "-id")


class Answer(models.Model):
    """What the asker is told: planned when its text is begun, sent when that text is cleared.

    `version` and `sent_at` are empty until then. A refusal carries its code, article and remedy as they read
    on the day it was begun.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="answers")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    language = models.CharField(max_length=12)
    ground = models.ForeignKey(
        RefusalGround, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    article = models.CharField(max_length=300, blank=True)
    remedy = WordingField(blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Since when it will not be sent: another answer was, or the enquiry ended."""
    sent_at = models.DateTimeField(null=True, blank=True)
    enters_log_at = models.DateTimeField(null=True, blank=True)
    entry_noted_at = models.DateTimeField(null=True, blank=True)
    """When search and feeds were told that it is public."""
    withheld_code = models.CharField(max_length=20, choices=Withholding.choices, blank=True)
    withheld_why = models.TextField(blank=True)
    withheld_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withheld_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, version__isnull=True, enters_log_at__isnull=True)
                | Q(sent_at__isnull=False, version__isnull=False, enters_log_at__isnull=False),
                name="answer_sent_with_its_version",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | (Q(ground__isnull=False) & ~Q(article="")),
                name="answer_refused_with_ground",
            ),
            models.CheckConstraint(
                condition=Q(withheld_code="", withheld_at__isnull=True)
                | (~Q(withheld_code="") & Q(withheld_at__isnull=False)),
                name="answer_withheld_paired",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-enters_log_at", "-id"],
                condition=Q(sent_at__isnull=False, withheld_code=""),
                name="answer_log",
            ),
            models.Index(
                fields=["desk", "-enters_log_at"],
                condition=Q(sent_at__isnull=False, withheld_code=""),
                name="answer_log_of_desk",
            ),
            models.Index(
                fields=["enters_log_at"],
                condition=Q(sent_at__isnull=False, entry_noted_at__isnull=True),
                name="answer_entry_to_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.enquiry_id}"


class Alarm(models.Model):
    """A fact that a sent answer cites was corrected, withdrawn or has expired; somebody must look."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="alarms")
    fact_reference = models.CharField(max_length=60)
    what = models.CharField(max_length=40)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.TextField(blank=True)

    class Meta:
        ordering = ("raised_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "fact_reference"],
                condition=Q(settled_at__isnull=True),
                name="alarm_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact_reference} {self.what} in {self.answer_id}"
