"""What people act with: buttons, fields, the box of errors, copying and the autosave line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hoiam.ui.components.marks import known

register = Library()

KINDS = ("primary", "secondary", "quiet", "danger")
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("ui/parts/button.html")
def button(label: str, kind: str = "primary", **options: Any) -> dict[str, Any]:
    """A button, or a link with the look of one where `href` is given; see docs/build/ui.md for the options."""
    if kind not in KINDS:
        raise ValueError(f"There is no button kind {kind!r}; there are: {', '.join(KINDS)}.")
    more = {name[5:].replace("_", "-"): value for name, value in options.items() if name.startswith("attr_")}
    plain = {name: value for name, value in options.items() if not name.startswith("attr_")}
    return {"label": label, "kind": kind, "type": "submit", **plain, "more": attributes(more)}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """Label, hint, error and widget of a form field, tied together by `aria-describedby`."""
    widget = bound.field.widget
    hint = options.get("hint", bound.help_text)
    names = [f"{bound.auto_id}-hint"] * bool(hint) + [f"{bound.auto_id}-error"] * bool(bound.errors)
    is_group = isinstance(widget, GROUPS)
    attrs = {} if is_group else _widget_attributes(bound, names)
    return {
        "bound": bound,
        "label": options.get("label", bound.label),
        "hint": hint,
        "width": options.get("width", "full"),
        "described_by": " ".join(names),
        "is_group": is_group,
        "is_check": isinstance(widget, forms.CheckboxInput),
        "says_optional": options.get("optional", True) and not bound.field.required,
        "control": bound.as_widget(attrs=attrs),
    }


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form in their order."""
    return {"form": form}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms_shown: Any, reasons: Iterable[str] | None = None) -> dict[str, Any]:
    """One box that names every mistake and leads to its field; empty where there is none.

    Takes forms and formsets (None among them is passed over) and sentences of a refusal.
    """
    mistakes = [mistake for shown in forms_shown if shown for mistake in _mistakes(shown)]
    return {"mistakes": mistakes + [("", sentence) for sentence in reasons or ()]}


@register.inclusion_tag("ui/parts/copy.html")
def copy(text: str, label: str = "") -> dict[str, str]:
    """A text to be copied as a whole."""
    return {"text": text, "label": label}


@register.inclusion_tag("ui/parts/save_state.html")
def save_state(id: str = "saved") -> dict[str, str]:
    """The line that tells whether what is typed is kept; `data-saves` names its id."""
    return {"id": id}


@register.simple_tag
def tone_class(tone: str) -> str:
    """The class of a tone."""
    return f"is-{known(tone or 'neutral')}"


def attributes(given: dict[str, Any]) -> SafeString:
    """HTML attributes, escaped; True gives a bare one, False, None and "" none at all."""
    kept = (
        (name, "" if value is True else value)
        for name, value in given.items()
        if value not in (False, None, "")
    )
    return format_html_join("", ' {}="{}"', kept)


def _widget_attributes(bound: BoundField, names: list[str]) -> dict[str, str | bool]:
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(names)} if names else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return attrs


def _mistakes(shown: Any) -> Iterator[tuple[str, str]]:
    if hasattr(shown, "forms"):
        yield from (("", sentence) for sentence in shown.non_form_errors())
        for form in shown.forms:
            yield from _mistakes(form)
        return
    for name, sentences in shown.errors.items():
        for sentence in sentences:
            yield _mistake(shown, name, str(sentence))


def _mistake(form: forms.BaseForm, name: str, sentence: str) -> tuple[str, str]:
    if name not in form.fields:
        return "", sentence
    bound = form[name]
    if bound.is_hidden:
        return "", f"{bound.label}: {sentence}"
    is_group = isinstance(bound.field.widget, GROUPS)
    place = f"{bound.auto_id}_0" if is_group else bound.id_for_label
    return place, f"{bound.label}{' ' if str(bound.label).endswith('?') else ': '}{sentence}"
