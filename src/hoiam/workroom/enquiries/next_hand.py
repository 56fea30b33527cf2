"""What becomes of a question in the form that takes it in: whoever took it down has read it."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Person
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.enquiries.operations.taking_up import AtOnce
from hoiam.ui.forms import Form
from hoiam.workroom.enquiries import choices

LATER, NOBODY = "", "nobody"
MINE = "answer-it"
"""The button of whoever takes a question in and answers it."""


class NextHand(Form):
    """A form of taking in that also registers, and gives to an officer, where that is wanted.

    Call `prepare_next` once the form is made.
    """

    give_to = forms.ChoiceField(
        label=_("Register it and give it to"),
        required=False,
        help_text=_("You have read the question and it is complete. The asker gets number and limit."),
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def prepare_next(self, standing: Standing, at: datetime) -> None:
        """Offer whoever works on enquiries at the desk now."""
        self.standing, self.at = standing, at
        me = str(standing.person.pk)
        names = choices.officers(standing.desk, at)
        self._mine = [row for row in names if row[0] == me]
        own = [(me, pgettext("officer", "myself (%(name)s)") % {"name": name}) for _me, name in self._mine]
        self.let_choose(
            "give_to",
            [
                (NOBODY, gettext("Register it; the officer is named later")),
                *own,
                *(row for row in names if row[0] != me),
                (LATER, gettext("Do not register it yet")),
            ],
        )
        self.fields["give_to"].initial = me if own and standing.holds(Role.CASE_OFFICER) else NOBODY
        self.let_choose("theme", choices.themes())

    @property
    def may_answer(self) -> bool:
        """Whether whoever takes it in may be its officer."""
        return bool(self._mine)

    def at_once(self, heard_at: datetime | None = None) -> AtOnce | None:
        """What was chosen; None where the question is registered later."""
        chosen = self.cleaned_data["give_to"]
        if MINE in self.data and self.may_answer:
            chosen = str(self.standing.person.pk)
        return next_of(chosen, self.cleaned_data["theme"], heard_at)


def next_of(chosen: str, theme: str = "", heard_at: datetime | None = None) -> AtOnce | None:
    """What the choice of a person (an id, `NOBODY`, `LATER`) means."""
    if chosen == LATER:
        return None
    officer = None if chosen == NOBODY else Person.objects.get(pk=int(chosen))
    return AtOnce(officer=officer, theme=theme, heard_at=heard_at)
