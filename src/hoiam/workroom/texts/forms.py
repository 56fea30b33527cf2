from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.texts.operations.word_files import LONGEST_NOTE
from hoiam.texts.rules import LONGEST_BODY
from hoiam.ui.forms import Form


class TextForm(Form):
    """What is typed, on which revision, in which open page."""

    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true", "id": "id_body"}),
    )
    base_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    window = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class CiteForm(Form):
    """Which sentence a fact is to be cited in; for readers without JavaScript."""

    sentence = forms.ChoiceField(label=_("Cite the fact in this sentence"), widget=forms.RadioSelect)
    base_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: object, sentences: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.let_choose("sentence", sentences)  # type: ignore[attr-defined]


class DecisionForm(Form):
    """What a leader decides on exactly the version that was shown."""

    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("What should change?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class JoinedForm(Form):
    """Two versions of a text made into one."""

    base_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("The joined text"),
        required=False,
        strip=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
    )


class FileForm(Form):
    file = forms.FileField(
        label=_("Add a file"), help_text=_("PDF, Word, Excel, pictures, sound or film; up to 25 MB.")
    )


class WordForm(Form):
    word_file = forms.FileField(
        label=_("Bring a Word file in"),
        help_text=_("A .docx file up to 25 MB. You see what it changes before anything is taken in."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


class TakeForm(Form):
    """The state of the text that was shown beside a Word file."""

    base_revision = forms.IntegerField(min_value=1)


class ReturnForm(Form):
    note = forms.CharField(
        label=_("What should change?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
