"""Acts at the beginning: register, cover names, name the theme, give to an officer, join a matter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Person
from hoiam.enquiries import rules
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.registering import (
    cover_question,
    join_matter,
    register_enquiry,
    set_theme,
)
from hoiam.enquiries.queries.matters import get_matter, matters_of
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts.act import Act, long_text


class Register(Act):
    name, icon = "register", "check"
    label = _("Register")
    text = _("You have read the question. The asker gets a confirmation with the reference and the limit.")
    button = _("Register and confirm to the asker")
    done = _("Registered. The confirmation to the asker is on its way.")

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    is_incomplete = forms.BooleanField(
        label=_("The request is not complete yet"),
        help_text=_(
            "The limits that the law counts from a complete request stop until you note that it is complete. "
            "Ask the asker for what is missing."
        ),
        required=False,
    )

    def prepare(self) -> None:
        self.let_choose("theme", choices.themes())
        self.fields["theme"].initial = self.case.theme
        counts = any(
            clock.rule and clock.rule.start_event == "request_valid" for clock in self.situation.running
        )
        if not counts:
            del self.fields["is_incomplete"]

    def perform(self) -> None:
        given = self.cleaned_data
        register_enquiry(
            enquiry=self.case,
            by=self.by,
            at=self.at,
            theme=given["theme"],
            is_complete=not given.get("is_incomplete", False),
        )


class Cover(Act):
    name, icon = "cover", "eye"
    label = _("Cover names in the question")
    text = _(
        "Everybody at the desk and, later, the public log reads this text. Take out names, telephone numbers "
        "and whatever tells who asked. The words as they were written stay under seal."
    )
    button = _("Keep this text")
    done = _("The question is shown as you have written it.")

    question = long_text(_("Question as others read it"), rows=8)

    def prepare(self) -> None:
        self.fields["question"].initial = self.case.question

    def perform(self) -> None:
        cover_question(enquiry=self.case, question=self.cleaned_data["question"], by=self.by, at=self.at)


class Theme(Act):
    name, icon = "theme", "flag"
    label = _("Name the theme")
    text = _("The theme helps to find earlier answers and shows in public what is asked about.")
    button = _("Keep the theme")
    done = _("The theme is kept.")

    theme = forms.ChoiceField(label=_("Theme"))

    def prepare(self) -> None:
        self.let_choose("theme", choices.themes())
        self.fields["theme"].initial = self.case.theme

    def as_it_stood(self) -> dict[str, Any]:
        return {"enquiry": self.case.pk, "theme": self.case.theme}

    def perform(self) -> None:
        set_theme(enquiry=self.case, theme=self.cleaned_data["theme"], by=self.by, at=self.at)


class Assign(Act):
    name, icon = "assign", "person"
    label = _("Give to an officer")
    text = _("One officer answers for the whole enquiry. Parts can be asked of others.")
    button = _("Give the enquiry")
    done = _("The enquiry has its officer.")

    officer = forms.ChoiceField(label=_("Officer"))

    def prepare(self) -> None:
        standing = self.situation.standing
        offered = choices.officers(self.case.desk, self.at)
        if not standing.holds(*rules.ASSIGNING):
            offered = [row for row in offered if row[0] == str(self.by.pk)]
            self.fields["officer"].help_text = gettext(
                "You can take it on yourself; intake and leaders give it to others."
            )
        self.let_choose("officer", offered)
        self.fields["officer"].initial = str(self.case.officer_id or self.by.pk)

    def as_it_stood(self) -> dict[str, Any]:
        return {"rows": [[self.case.pk, self.case.officer_id, self.case.state]]}

    def perform(self) -> None:
        officer = Person.objects.get(pk=self.cleaned_data["officer"])
        assign(enquiry=self.case, officer=officer, by=self.by, at=self.at)


class Join(Act):
    name, icon = "matter", "link"
    label = _("Join to a matter")
    text = _(
        "Enquiries about one happening stand together; in a public emergency their answers are public at once."
    )
    button = _("Keep")
    done = _("Kept.")

    matter = forms.ChoiceField(label=_("Matter"), required=False)

    def prepare(self) -> None:
        rows = matters_of(self.situation.standing).filter(closed_at__isnull=True)
        self.let_choose(
            "matter",
            [
                ("", gettext("No matter")),
                *((str(row.pk), row.title) for row in rows),
            ],
        )
        self.fields["matter"].initial = str(self.case.matter_id or "")

    def as_it_stood(self) -> dict[str, Any]:
        return {"enquiry": self.case.pk, "matter": self.case.matter_id}

    def perform(self) -> None:
        number = self.cleaned_data["matter"]
        matter = get_matter(int(number), standing=self.situation.standing) if number else None
        join_matter(enquiry=self.case, matter=matter, by=self.by, at=self.at)


ACTS = (Register, Assign, Theme, Cover, Join)
