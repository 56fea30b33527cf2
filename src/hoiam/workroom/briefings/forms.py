"""What is typed of series, questions and conclusions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoiam.conferences.models import Conclusion, FloorQuestion
from hoiam.conferences.terms import AskedBy, ConclusionKind, Rhythm
from hoiam.desks.models import Body
from hoiam.desks.queries.registers import bodies
from hoiam.enquiries.terms import Kind
from hoiam.ui.forms import Form
from hoiam.workroom.conferences.spoken import in_each_language
from hoiam.workroom.enquiries import choices

KINDS = [(kind.value, kind.label) for kind in (Kind.PRESS_ENQUIRY, Kind.FOREIGN_PRESS_REQUEST)]


def day_field(label: Any, hint: Any = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def lines_field(label: Any, hint: Any = "", rows: int = 3, longest: int = 2_000) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, widget=forms.Textarea(attrs={"rows": rows})
    )


class SeriesForm(Form):
    """A new series."""

    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.QUARTERLY
    )
    starts_on = day_field(
        pgettext_lazy("first day", "From"), _("The period that this day lies in is the first one.")
    )

    def __init__(self, *args: Any, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        in_each_language(self, "title", _("Name of the series"), longest=200)
        self.fields["starts_on"].initial = timezone.localdate(at)


class WhyForm(Form):
    """A reason that is read in public."""

    def __init__(self, *args: Any, label: Any, hint: Any = "", **given: Any) -> None:
        super().__init__(*args, **given)
        in_each_language(self, "why", label, hint=hint, rows=2, longest=2_000)


class NoteForm(Form):
    """A question as somebody heard or read it."""

    question = lines_field(
        _("Question"), _("In one or two sentences. Leave out who asked: names are not kept.")
    )
    asked_by = forms.ChoiceField(
        label=_("How it came"), choices=AskedBy.choices, initial=AskedBy.ROOM, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language of the question"))

    def __init__(self, *args: Any, language: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("language", choices.languages())
        self.fields["language"].initial = language


class WordForm(Form):
    question = lines_field(_("Question as it stands in the record"), _("Shorter, and without names."))

    def __init__(self, *args: Any, row: FloorQuestion, **given: Any) -> None:
        given["initial"] = {"question": row.question}
        super().__init__(*args, **given)


class AnswerForm(Form):
    """What was answered there."""

    def __init__(self, *args: Any, row: FloorQuestion, **given: Any) -> None:
        super().__init__(*args, **given)
        hint = _("As it was said. A number needs its source when the record is cleared.")
        in_each_language(
            self, "answer", _("Answer given there"), hint=hint, rows=4, longest=4_000, initial=row.answer
        )
        in_each_language(self, "office", _("Office that answered"), longest=200, initial=row.answer_office)


class PromiseForm(Form):
    """The day by which the answer goes out."""

    promised_for = day_field(
        _("The answer goes out by"), _("Everybody reads this day, and whether it was kept.")
    )
    kind = forms.ChoiceField(label=_("Answered as"), choices=KINDS)


class ConclusionForm(Form):
    """What the chair said."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=ConclusionKind.choices,
        initial=ConclusionKind.REQUEST,
        widget=forms.RadioSelect,
    )
    body = forms.ChoiceField(
        label=pgettext_lazy("conclusion", "Addressed to"),
        required=False,
        help_text=_("A body with a desk here is told and replies there."),
    )
    addressee = forms.CharField(label=_("Or as the chair named them"), required=False, max_length=300)
    due_on = day_field(_("Done by"), required=False)

    def __init__(self, *args: Any, at: datetime, **given: Any) -> None:
        super().__init__(*args, **given)
        in_each_language(self, "words", _("What the chair said"), rows=3, longest=2_000)
        known = bodies(on=timezone.localdate(at))
        self.let_choose("body", [("", "–"), *((row.code, str(row.name)) for row in known)])

    def chosen_body(self) -> Body | None:
        code = self.cleaned_data["body"]
        return Body.objects.filter(code=code).first() if code else None


class ReplyForm(Form):
    """What was done, and by what that is shown."""

    proof = forms.CharField(
        label=_("Proof"),
        max_length=500,
        help_text=_("Number and day of a document, an address, a reference of the record."),
    )

    def __init__(self, *args: Any, row: Conclusion, **given: Any) -> None:
        given["initial"] = {"proof": row.proof}
        super().__init__(*args, **given)
        in_each_language(self, "words", _("What was done"), rows=4, longest=4_000, initial=row.reply)
        self.order_fields([name for name in self.fields if name != "proof"])
