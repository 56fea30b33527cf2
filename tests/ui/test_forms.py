"""Fields are wired for screen readers, keep what was typed, and incoming text is clean."""

from __future__ import annotations

import re

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hoiam.ui.forms import Form


class AskForm(Form):
    subject = forms.CharField(label="Subject", help_text="One line.", max_length=20)
    question = forms.CharField(label="Question", widget=forms.Textarea)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", required=False)
    topics = forms.MultipleChoiceField(choices=[("x", "X"), ("y", "Y")], required=False)


def sent(**values: str) -> QueryDict:
    given = QueryDict(mutable=True)
    for name, value in values.items():
        given.setlist(name, value if isinstance(value, list) else [value])
    return given


def test_text_with_control_characters_and_loose_marks_arrives_clean():
    form = AskForm(sent(subject="Hỏi\x00\r\nBcc: x@y", question="Một\r\nhai\x08\x1b\ufeff", kind="a"))

    assert form.is_valid()
    assert (form.cleaned_data["subject"], form.cleaned_data["question"]) == ("Hỏi Bcc: x@y", "Một\nhai")


def test_text_in_loose_unicode_arrives_composed():
    form = AskForm(sent(subject="Vie\u0323\u0302t Nam", question="q", kind="a"))

    assert (form.is_valid(), form.cleaned_data["subject"]) == (True, "Việt Nam")


def test_password_is_left_as_it_was_typed():
    form = AskForm(sent(subject="s", question="q", kind="a", secret="a\u0301\tb"))

    assert (form.is_valid(), form.cleaned_data["secret"]) == (True, "a\u0301\tb")


def test_list_of_choices_keeps_all_and_prefix_is_respected():
    given = MultiValueDict(
        {"p-subject": ["a\nb"], "p-question": ["q"], "p-kind": ["a"], "p-topics": ["x", "y"]}
    )
    form = AskForm(given, prefix="p")

    assert form.is_valid()
    assert (form.cleaned_data["subject"], form.cleaned_data["topics"]) == ("a b", ["x", "y"])


def test_plain_mapping_is_tidied_too():
    form = AskForm({"subject": "a\x00b", "question": "q", "kind": "a"})

    assert (form.is_valid(), form.cleaned_data["subject"]) == (True, "ab")


def test_field_with_hint_and_error_is_described_by_both_and_keeps_its_value(draw):
    form = AskForm(sent(subject="<b>" + "x" * 30, question="", kind=""))

    drawn = draw("{% field form.subject %}", form=form)

    assert 'aria-describedby="id_subject-hint id_subject-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_subject-hint"' in drawn and 'id="id_subject-error"' in drawn
    assert '<label for="id_subject">' in drawn
    assert f'value="&lt;b&gt;{"x" * 30}"' in drawn


def test_every_id_that_a_field_points_to_exists(draw):
    form = AskForm(sent(subject="", question="", kind=""))

    drawn = draw("{% error_summary form %}{% fields form %}", form=form)

    ids = set(re.findall(r'\bid="([^"]+)"', drawn))
    pointed = {
        one
        for group in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', drawn)
        for one in group.split()
    }
    pointed |= set(re.findall(r'href="#([^"]+)"', drawn)) | set(re.findall(r'\bfor="([^"]+)"', drawn))
    assert pointed - ids == set()
    assert {"id_subject", "id_question", "id_kind_0"} <= pointed


def test_choice_of_one_is_a_group_with_a_legend(draw):
    drawn = draw("{% field form.kind %}", form=AskForm(sent(subject="s", question="q", kind="")))

    assert drawn.startswith("<fieldset") and "<legend>" in drawn
    assert 'aria-describedby="id_kind-error"' in drawn.split(">")[0]


def test_required_and_optional_fields_are_told_apart(draw):
    form = AskForm()

    assert 'class="required"' in draw("{% field form.subject %}", form=form)
    assert "(optional)" in draw("{% field form.secret %}", form=form)
    assert "(optional)" not in draw("{% field form.secret optional=False %}", form=form)


def test_error_summary_without_mistakes_is_empty(draw):
    assert draw("{% error_summary form None %}", form=AskForm()) == ""


def test_error_summary_of_a_formset_leads_to_each_field(draw):
    rows = forms.formset_factory(AskForm, extra=0)(
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-subject": "",
            "form-0-question": "q",
            "form-0-kind": "a",
        }
    )

    drawn = draw("{% error_summary rows reasons=reasons %}", rows=rows, reasons=["The limit has passed."])

    assert '<a href="#id_form-0-subject">Subject: This field is required.</a>' in drawn
    assert "<li>The limit has passed.</li>" in drawn


def test_whole_form_is_drawn_by_our_templates():
    drawn = str(AskForm(sent(subject="", question="q", kind="a")))

    assert 'class="error-summary"' in drawn and 'class="field field-full is-wrong"' in drawn
