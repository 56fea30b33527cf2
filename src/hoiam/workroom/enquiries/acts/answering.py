"""Acts of the answer: begin its text, say what it amounts to, give it up, keep it out of the log."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.models import Answer
from hoiam.enquiries.operations.answering import (
    change_outcome,
    drop_answer,
    refuse,
    release_withheld,
    start_answer,
    start_correction,
    start_interim,
    withhold,
)
from hoiam.enquiries.queries.answered_before import Earlier, found_before
from hoiam.enquiries.queries.grounds import grounds_for
from hoiam.enquiries.queries.possible import correctable
from hoiam.enquiries.terms import Outcome, Withholding
from hoiam.texts.queries.templates import get_template, offered_templates
from hoiam.workroom.enquiries.acts.act import Act, long_text

WHOLE = [
    (Outcome.ANSWERED, _("We answer the whole question")),
    (Outcome.PARTLY_ANSWERED, _("We answer a part; the rest we say plainly")),
    (Outcome.NOT_HELD, _("We do not hold the information")),
]


class BeginsText(Act):
    """An act that begins a text: empty, or from a template of the desk for such texts in the asker's language."""

    purpose: ClassVar[str]

    def prepare(self) -> None:
        rows = offered_templates(self.case.desk, purpose=self.purpose, language=self.case.language)
        if rows:
            self.fields["from_template"] = forms.ChoiceField(
                label=_("Begin from a template"),
                required=False,
                help_text=_("Its open places wait for facts; the text beside offers the best."),
            )
            none = ("", gettext("No template: an empty text"))
            self.let_choose("from_template", [none, *((str(number), title) for number, title in rows)])

    def body(self) -> str:
        """What the text begins with."""
        number = self.cleaned_data.get("from_template")
        return get_template(int(number), desk=self.case.desk).body if number else ""


class StartAnswer(BeginsText):
    purpose = "answer"
    name, icon, group = "answer", "pencil", "answer"
    template = "workroom/enquiries/answer.html"
    label = _("Write the answer")
    text = _("The text opens beside the question, its limits and the best facts. It leaves after clearance.")
    button = _("Open the text")
    done = _("The text is begun. What you type is kept.")

    outcome = forms.ChoiceField(
        label=_("What will it be?"),
        choices=WHOLE,
        initial=Outcome.ANSWERED,
        widget=forms.RadioSelect,
        help_text=_("You can change this until the text is sent for clearance."),
    )

    def earlier(self) -> list[Earlier]:
        """Public answers of the desk to questions like this, for the page to offer."""
        return found_before(self.case, self.at)

    def perform(self) -> str:
        answer = start_answer(
            enquiry=self.case,
            by=self.by,
            at=self.at,
            outcome=self.cleaned_data["outcome"],
            body=self.body(),
        )
        return self.text_address(answer.text_id)


class StartInterim(BeginsText):
    purpose = "interim_answer"
    name, icon, group = "interim", "reply", "answer"
    label = _("Write an interim answer")
    text = _(
        "A first word to the asker: what is being done and when more comes. Cleared, it meets the limit of first "
        "information; the enquiry stays open."
    )
    button = _("Open the text")
    done = _("The interim answer is begun.")

    def perform(self) -> str:
        answer = start_interim(enquiry=self.case, by=self.by, at=self.at, body=self.body())
        return self.text_address(answer.text_id)


class Refuse(BeginsText):
    purpose = "refusal"
    name, icon, group, kind = "refuse", "cross", "answer", "danger"
    label = _("Refuse")
    text = _(
        "Only on a ground of the law in force today. The asker reads the ground, its article and what can be done "
        "against it. The text passes clearance like every other; until then nothing is refused."
    )
    button = _("Open the text of the refusal")
    done = _("The text of the refusal is begun.")
    template = "workroom/enquiries/refuse.html"

    code = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        super().prepare()
        self.grounds = list(grounds_for(self.case.kind, self.at))
        self.let_choose("code", [(ground.code, str(ground.label)) for ground in self.grounds])

    def reasons(self) -> list[str]:
        found = super().reasons()
        if not self.grounds:
            found.append(
                str(_("The law of today knows no ground on which this kind of question may be refused."))
            )
        return found

    def perform(self) -> str:
        code = self.cleaned_data["code"]
        answer = refuse(enquiry=self.case, code=code, by=self.by, at=self.at, body=self.body())
        return self.text_address(answer.text_id)


class ChangeOutcome(Act):
    name, icon, group = "outcome", "pencil", "answer"
    label = _("Change what the answer amounts to")
    button = _("Keep")
    done = _("Kept.")

    outcome = forms.ChoiceField(label=_("What will it be?"), choices=WHOLE, widget=forms.RadioSelect)

    def prepare(self) -> None:
        if self.situation.draft:
            self.fields["outcome"].initial = self.situation.draft.outcome

    def perform(self) -> None:
        answer = _there(self.situation.draft)
        change_outcome(answer=answer, outcome=self.cleaned_data["outcome"], by=self.by, at=self.at)


class Drop(Act):
    name, icon, group, kind = "drop", "undo", "answer", "danger"
    label = _("Give up the text")
    text = _("The text is closed and nothing of it is sent. It stays in the record; a new text can be begun.")
    button = _("Give up the text")
    done = _("The text is given up.")

    def perform(self) -> None:
        answer = _there(self.chosen(self.situation.being_written))
        drop_answer(answer=answer, by=self.by, at=self.at)


class Correct(Act):
    name, icon, group = "correct", "pencil", "answer"
    label = _("Correct the sent answer")
    text = _(
        "The correction passes clearance. Everybody who got the answer gets it; in the log it stands beside it."
    )
    button = _("Open the text of the correction")
    done = _("The correction is begun.")

    def perform(self) -> str:
        answer = _there(self.chosen(correctable(self.situation)))
        return self.text_address(start_correction(answer=answer, by=self.by, at=self.at).text_id)


class Withhold(Act):
    name, icon, group, kind = "withhold", "lock", "answer", "danger"
    label = _("Keep the answer out of the public log")
    text = _(
        "Publication is the rule. It can be withheld only for one of these reasons and only before the answer is "
        "public; every withholding is counted in public."
    )
    button = _("Withhold")
    done = _("The answer will not enter the public log.")

    code = forms.ChoiceField(label=_("Reason"), choices=Withholding.choices, widget=forms.RadioSelect)
    why = long_text(_("Why it holds here"), rows=3)

    def perform(self) -> None:
        waiting = [
            row
            for row in self.situation.sent
            if not row.withheld_code and row.enters_log_at and row.enters_log_at > self.at
        ]
        given = self.cleaned_data
        answer = _there(self.chosen(waiting))
        withhold(answer=answer, code=given["code"], why=given["why"], by=self.by, at=self.at)


class Release(Act):
    name, icon, group = "release", "eye", "answer"
    label = _("Let a withheld answer into the public log")
    button = _("Let it into the log")
    done = _("The answer enters the public log.")

    def perform(self) -> None:
        held = [row for row in self.situation.sent if row.withheld_code]
        release_withheld(answer=_there(self.chosen(held)), by=self.by, at=self.at)


def _there(answer: Answer | None) -> Answer:
    """The answer meant; somebody else may have ended it since the page was opened."""
    if answer is None:
        raise ReasonsAgainst(
            [_("The text has changed its state since you opened this page. Look at the enquiry again.")]
        )
    return answer


ACTS = (StartAnswer, StartInterim, Refuse, ChangeOutcome, Drop, Correct, Withhold, Release)
