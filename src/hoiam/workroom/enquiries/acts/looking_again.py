"""Acts that look again: withdrawal by telephone, reopening, reviews, objections, changed facts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.operations.alarms import settle_alarm
from hoiam.enquiries.operations.ending import reopen, withdraw_for_asker
from hoiam.enquiries.operations.reviewing import decide_review, request_review, settle_dispute
from hoiam.workroom.enquiries.acts.act import Act, long_text


class Withdraw(Act):
    name, icon, group, kind = "withdraw", "undo", "end", "danger"
    label = _("Note a withdrawal")
    text = _("The asker took the question back by telephone or letter. The asker gets a confirmation.")
    button = _("Note the withdrawal and confirm it")
    done = _("The enquiry is withdrawn; the asker gets a confirmation.")

    why = long_text(_("How and when did the asker take it back?"), rows=3)

    def perform(self) -> None:
        withdraw_for_asker(enquiry=self.case, why=self.cleaned_data["why"], by=self.by, at=self.at)


class Reopen(Act):
    name, icon, group = "reopen", "undo", "end"
    label = _("Open again")
    text = _("What was sent stays sent. The desk's own target begins anew and the asker is told.")
    button = _("Open again")
    done = _("The enquiry is open again.")

    why = long_text(_("Why is it opened again?"), rows=3)

    def perform(self) -> None:
        reopen(enquiry=self.case, why=self.cleaned_data["why"], by=self.by, at=self.at)


class RequestReview(Act):
    name, icon, group = "review", "eye", "end"
    label = _("Have it reviewed")
    text = _("A reviewer who did not write the answer looks at how the enquiry ended.")
    button = _("Ask for a review")
    done = _("The review is asked for.")

    words = long_text(_("What should be looked at again?"), rows=3)

    def perform(self) -> None:
        request_review(enquiry=self.case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class DecideReview(Act):
    name, icon, group = "review-decision", "check", "end"
    label = _("Decide on the review")
    button = _("Decide and tell the asker")
    done = _("The review is decided; the asker reads the reason.")

    is_upheld = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("The end stands")), ("no", _("The enquiry is opened again"))],
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Reason"), _("The asker reads it."), rows=4)

    def prepare(self) -> None:
        review = self.situation.review
        self.quote = review.words if review else ""

    def perform(self) -> None:
        review = self.situation.review
        if review is None:
            raise ReasonsAgainst([_("No review is under way.")])
        given = self.cleaned_data
        decide_review(
            review=review,
            is_upheld=given["is_upheld"] == "yes",
            reason=given["reason"],
            by=self.by,
            at=self.at,
        )


class SettleDispute(Act):
    name, icon, group = "dispute", "flag", "end"
    label = _("Decide on the asker's objection")
    text = _("Accepted, what the asker objects to is undone. The objection stays counted either way.")
    button = _("Decide and tell the asker")
    done = _("The objection is decided; the asker reads the reason.")

    is_accepted = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("The asker is right: undo it")), ("no", _("It stays as it is"))],
        widget=forms.RadioSelect,
    )
    why = long_text(_("Reason"), _("The asker reads it."), rows=4)

    def prepare(self) -> None:
        self.dispute = self.chosen(self.situation.open_disputes)
        self.quote = ""
        if self.dispute:
            about = gettext("The asker objects: %(about)s.") % {"about": self.dispute.get_about_display()}
            self.quote = f"{about}\n{self.dispute.words}"

    def perform(self) -> None:
        if self.dispute is None:
            raise ReasonsAgainst([_("This objection was decided already.")])
        given = self.cleaned_data
        settle_dispute(
            dispute=self.dispute,
            is_accepted=given["is_accepted"] == "yes",
            why=given["why"],
            by=self.by,
            at=self.at,
        )


class SettleAlarm(Act):
    name, icon, group = "alarm", "bell", "end"
    label = _("Settle a changed fact")
    text = _(
        "A fact that the sent answer cites has changed. Say that the answer was corrected, or why it still holds."
    )
    button = _("Settle")
    done = _("Settled.")

    how = long_text(_("What was done?"), rows=3)

    def prepare(self) -> None:
        self.alarm = self.chosen(self.situation.alarms)
        self.quote = self.alarm.fact_reference if self.alarm else ""

    def perform(self) -> None:
        if self.alarm is None:
            raise ReasonsAgainst([_("This was settled already.")])
        settle_alarm(alarm=self.alarm, how=self.cleaned_data["how"], by=self.by, at=self.at)


ACTS = (Withdraw, Reopen, RequestReview, DecideReview, SettleDispute, SettleAlarm)
