"""The act of an answer that was given by word of mouth."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries import rules
from hoiam.enquiries.operations.speaking import note_spoken
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import Outcome
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.workroom.enquiries.acts.act import Act, long_text, moment_field
from hoiam.workroom.enquiries.acts.answering import WHOLE


class Spoken(Act):
    name, icon, group = "spoken", "reply", "answer"
    label = _("Note an answer given by word of mouth")
    text = _(
        "Write down what was said. The text then passes the same checks and clearance as every answer and enters "
        "the public log; it counts as given when it was said."
    )
    button = _("Note it and open the text")
    second = ("send", _("Note it and send it for clearance"))
    done = _("Noted. Check the figures and send the text for clearance.")

    speaker = forms.ChoiceField(label=_("Who spoke for the desk"))
    spoken_at = moment_field(_("When"), _("Within the last 24 hours."))
    outcome = forms.ChoiceField(
        label=_("What did it amount to?"), choices=WHOLE, initial=Outcome.ANSWERED, widget=forms.RadioSelect
    )
    words = long_text(_("What was said"), _("In whole sentences. Facts can be cited as [F069]."), rows=8)

    def prepare(self) -> None:
        speakers = holding(self.case.desk, self.at, *rules.SPEAKING)
        self.let_choose("speaker", [(str(person.pk), person.name) for person in speakers])
        if self.by in speakers:
            self.fields["speaker"].initial = str(self.by.pk)
        self.fields["spoken_at"].initial = timezone.localtime(self.at)
        self.speakers = {str(person.pk): person for person in speakers}

    def perform(self) -> str:
        given = self.cleaned_data
        answer = note_spoken(
            enquiry=self.case,
            speaker=self.speakers[given["speaker"]],
            spoken_at=self._spoken_at(given["spoken_at"]),
            body=given["words"],
            outcome=given["outcome"],
            by=self.by,
            at=self.at,
        )
        text, address = answer.text, self.text_address(answer.text_id)
        if self.data.get("act") != "send":
            return address
        try:
            send_for_clearance(
                text=text, standing=self.situation.standing, at=self.at, revision=text.revision
            )
        except ReasonsAgainst:
            self.done = _("Noted. Settle what stands against sending it.")  # type: ignore[misc]
            return f"{address}#check"
        self.done = _("Noted; the text is in clearance. The reviewer reads it next.")  # type: ignore[misc]
        return f"{address}clearance/"

    def _spoken_at(self, minute: datetime) -> datetime:
        """The field knows no seconds: a call taken down and answered in one minute was answered after it came."""
        received = self.case.received_at
        return max(minute, received) if minute >= received.replace(second=0, microsecond=0) else minute


ACTS = (Spoken,)
