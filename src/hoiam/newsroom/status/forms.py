from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.enquiries.terms import DisputeAbout
from hoiam.ui.forms import Form


class WordsForm(Form):
    """A few words to the desk; what stands against them is said by the operation."""

    words = forms.CharField(label=_("Your message"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


class ReplyForm(WordsForm):
    prefix = "reply"


class WithdrawForm(WordsForm):
    prefix = "withdraw"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Why (if you wish to say)")


class ReviewForm(WordsForm):
    prefix = "review"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What should be looked at again?")


class DisputeForm(WordsForm):
    """An objection; only what the desk has done can be objected to."""

    prefix = "dispute"
    about = forms.ChoiceField(
        label=_("I object to this:"),
        choices=DisputeAbout.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you object to."),
            "invalid_choice": _("Choose what you object to."),
        },
    )
    field_order = ("about", "words")

    def __init__(self, *args: Any, possible: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What is wrong?")
        choices = [(value, label) for value, label in DisputeAbout.choices if value in possible]
        self.let_choose("about", choices)  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["about"].initial = choices[0][0]
