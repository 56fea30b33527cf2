"""The form every screen builds on: clean text in, our templates out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict
from django.template.loader import get_template
from django.utils.datastructures import MultiValueDict

from hoiam.ui.writing import tidy


class Renderer(DjangoTemplates):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/bound.html"

    def get_template(self, template_name: str) -> Any:
        # Widgets come from Django's own folder, our frames from the project's engine with its tags.
        if template_name.startswith("ui/"):
            return get_template(template_name)
        return super().get_template(template_name)


class BaseForm(forms.BaseForm):
    """Stand before `forms.Form` or `forms.ModelForm`; tidies what was sent before anything reads it."""

    default_renderer = Renderer()
    required_css_class = "is-required"

    def full_clean(self) -> None:
        if self.is_bound and not getattr(self, "_is_tidied", False):
            self.data = self._tidied(self.data)
            self._is_tidied = True
        super().full_clean()

    def let_choose(self, name: str, choices: Iterable[Any]) -> None:
        """Give a field what it lets people choose from: (value, label) pairs."""
        self._choosing(name).choices = choices

    def offered(self, name: str) -> list[Any]:
        """What a field lets people choose from."""
        choices: Any = self._choosing(name).choices
        return list(choices)

    def _choosing(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _tidied(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        left_alone = self._names(lambda widget: isinstance(widget, forms.PasswordInput))
        one_line = self._names(_is_one_line)

        def kept(name: str, value: Any) -> Any:
            return value if name in left_alone else _each(value, is_one_line=name in one_line)

        if not isinstance(sent, MultiValueDict):
            return {name: kept(name, value) for name, value in sent.items()}
        clean = QueryDict(mutable=True)
        for name in sent:
            clean.setlist(name, kept(name, sent.getlist(name)))
        return clean

    def _names(self, is_meant: Callable[[forms.Widget], bool]) -> set[str]:
        return {self.add_prefix(name) for name, field in self.fields.items() if is_meant(field.widget)}


def _is_one_line(widget: forms.Widget) -> bool:
    # A hidden input may carry a whole text through a confirmation page.
    return isinstance(widget, forms.widgets.Input) and not isinstance(widget, forms.HiddenInput)


def _each(value: Any, *, is_one_line: bool) -> Any:
    if isinstance(value, str):
        return tidy(value, is_one_line=is_one_line)
    if isinstance(value, list | tuple):
        return [_each(item, is_one_line=is_one_line) for item in value]
    return value


class Form(BaseForm, forms.Form):
    """A form that belongs to no table."""
