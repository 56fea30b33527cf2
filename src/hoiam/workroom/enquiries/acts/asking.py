"""Acts that ask: the asker what is meant, another desk or body for a part, the record for what it lacks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Body, Desk, Person
from hoiam.enquiries.operations.clarifying import ask_clarification, clarified
from hoiam.enquiries.operations.noticing import note_all_handed_over
from hoiam.enquiries.queries.possible import by_hand, incomplete
from hoiam.enquiries.terms import Letter
from hoiam.evidence.operations.gaps import open_gap
from hoiam.texts.operations.parts import ask_part
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts.act import Act, long_text, moment_field


class Clarify(Act):
    name, icon, group = "clarify", "question", "ask"
    label = _("Ask the asker back")
    text = _(
        "The asker gets your words by e-mail and can reply from the status link. A limit stands still only "
        "where its rule allows a pause for this reason."
    )
    button = _("Send the question to the asker")
    done = _("Your question to the asker is on its way.")

    words = long_text(_("What do you need to know?"), _("Write it in the language of the asker."))

    def perform(self) -> None:
        ask_clarification(enquiry=self.case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class Clarified(Act):
    name, icon, group = "clarified", "check", "ask"
    label = _("Go on after the clarification")
    text = _("Limits that stood still run again.")
    button = _("Go on")
    done = _("The enquiry goes on.")

    is_complete = forms.BooleanField(
        label=_("The request is complete now"),
        help_text=_("The limits that the law counts from a complete request begin."),
        required=False,
    )

    def prepare(self) -> None:
        if not incomplete(self.situation):
            del self.fields["is_complete"]

    def perform(self) -> None:
        is_complete = self.cleaned_data.get("is_complete", False)
        clarified(enquiry=self.case, by=self.by, at=self.at, is_complete=is_complete)


class Part(Act):
    name, icon, group = "part", "split", "ask"
    label = _("Ask another desk or body for a part")
    text = _(
        "They read the question you write here, never who asked. A body without a desk gets a letter with a link. "
        "The whole stays yours."
    )
    button = _("Ask")
    done = _("The part is asked for.")

    to_desk = forms.ChoiceField(label=_("Desk"), required=False)
    to_body = forms.ChoiceField(label=_("Or a body without a desk"), required=False)
    address = forms.EmailField(
        label=_("E-mail of the body's office"), required=False, help_text=_("Only for a body without a desk.")
    )
    question = long_text(_("Question to them"), _("Without names and whatever tells who asked."))
    due_at = moment_field(_("Answer wanted by"))

    def prepare(self) -> None:
        self.let_choose("to_desk", choices.other_desks(self.case.desk))
        self.let_choose("to_body", choices.bodies_without_desk(self.case.desk, self.at))
        self.fields["question"].initial = self.case.question
        self.fields["due_at"].initial = _a_day_before(self.case.next_due_at, self.at)

    def perform(self) -> None:
        given = self.cleaned_data
        draft = self.situation.draft
        ask_part(
            record=self.case,
            text=draft.text if draft else None,
            question=given["question"],
            language=self.case.language,
            due_at=given["due_at"],
            standing=self.situation.standing,
            at=self.at,
            to_desk=Desk.objects.filter(code=given["to_desk"]).first() if given["to_desk"] else None,
            to_body=Body.objects.filter(code=given["to_body"]).first() if given["to_body"] else None,
            address=given["address"],
        )


class RecordGap(Act):
    name, icon, group = "gap", "gap", "ask"
    label = _("Record an evidence gap")
    text = _(
        "This was asked and the record does not hold it. Somebody finds it out by a day; the list is kept."
    )
    button = _("Record the gap")
    done = _("The gap is recorded.")

    question = long_text(_("What is missing?"), rows=3)
    owner = forms.ChoiceField(label=_("Who finds it out"), required=False)
    due_date = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def prepare(self) -> None:
        people = choices.officers(self.case.desk, self.at)
        self.let_choose("owner", [("", "—"), *people])
        self.fields["owner"].initial = str(self.case.officer_id or self.by.pk)

    def perform(self) -> None:
        given = self.cleaned_data
        open_gap(
            desk=self.case.desk,
            question=given["question"],
            theme=self.case.theme,
            asked_in=("enquiries.enquiry", self.case.pk),
            owner=Person.objects.filter(pk=given["owner"]).first() if given["owner"] else None,
            due_date=given["due_date"],
            by=self.by,
            at=self.at,
        )


class HandOver(Act):
    name, icon, group = "by-hand", "send", "ask"
    label = _("Note that letters were handed over")
    text = _(
        "The asker gave no e-mail address, or a letter could not be delivered. Open the seal to reach the asker."
    )
    button = _("Note that it was handed over")
    done = _("Noted.")

    def prepare(self) -> None:
        """All that wait, or the one that the address names."""
        waiting = [row for row in self.situation.letters if by_hand(row)]
        self.letters = [row for row in waiting if self.number in (None, row.pk)]
        self.quote = ", ".join(str(Letter(row.letter).label) for row in self.letters)

    def perform(self) -> None:
        if not self.letters:
            raise ReasonsAgainst([_("That it was handed over is noted already.")])
        numbers = [row.pk for row in self.letters]
        note_all_handed_over(desk=self.case.desk, letters=numbers, by=self.by, at=self.at)


def _a_day_before(due_at: Any, at: Any) -> Any:
    """A first proposal: a day before our own limit, where that is still ahead."""
    proposed = (due_at or at + timedelta(days=4)) - timedelta(days=1)
    return timezone.localtime(max(proposed, at + timedelta(days=1)))


ACTS = (Clarify, Clarified, HandOver, Part, RecordGap)
