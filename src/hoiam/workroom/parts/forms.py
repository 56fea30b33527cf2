from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Body, Desk
from hoiam.texts.operations.parts import LONGEST_ANSWER, LONGEST_QUESTION
from hoiam.ui.forms import Form


class AskForm(Form):
    """Whom to ask for which part, and until when."""

    question = forms.CharField(
        label=_("What they should answer"),
        help_text=_("They see these words and your files, nothing else. Do not say who asked."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    to_desk = forms.ModelChoiceField(label=_("Desk"), queryset=Desk.objects.none(), required=False)
    to_body = forms.ModelChoiceField(
        label=_("Or a body without a desk"), queryset=Body.objects.none(), required=False
    )
    address = forms.EmailField(
        label=_("Office e-mail of that body"),
        help_text=_("Only where its published address is not known or not right."),
        required=False,
    )
    due_date = forms.DateField(
        label=_("Answer until the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(label=_("File to send along"), required=False)

    def __init__(self, *args: object, own: Desk, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        desks = Desk.objects.met_by(own)
        self.fields["to_desk"].queryset = desks  # type: ignore[attr-defined]
        bodies = Body.objects.filter(valid_to__isnull=True, desks__isnull=True)
        self.fields["to_body"].queryset = bodies  # type: ignore[attr-defined]

    def due_at(self) -> datetime:
        """The last minute of the day that was chosen, where the installation is."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["due_date"], time(23, 59)))


class AnswerForm(Form):
    """The answer to a part; a filled form may come instead of typing it again."""

    body = forms.CharField(
        label=_("Answer"),
        help_text=_("Name the source of each figure. [F001] cites a fact of the record."),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(label=_("File to send along"), required=False)


class LetterForm(AnswerForm):
    """What a body sent by letter or e-mail, entered by the desk that asked."""

    office = forms.CharField(label=_("Office that answered"), max_length=160, required=False)
    file = forms.FileField(
        label=_("The form that came back, or another file"),
        help_text=_("From a filled form the answer is read; nothing needs to be typed."),
        required=False,
    )
    field_order = ("office", "body", "file")


class WhyForm(Form):
    why = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
