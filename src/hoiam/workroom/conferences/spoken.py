"""Words typed in each language of the installation, and addresses around a conference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import Conference, Talk
from hoiam.ui.forms import Form


def in_each_language(
    form: Form,
    name: str,
    label: Any,
    *,
    hint: Any = "",
    rows: int = 0,
    longest: int = 300,
    required: bool = True,
    initial: Mapping[str, str] | None = None,
) -> None:
    """One field for each language, the first of them required; `rows` above zero: of several lines."""
    for position, (tag, language) in enumerate(settings.LANGUAGES):
        field = forms.CharField(
            label=_("%(what)s (%(language)s)") % {"what": label, "language": language},
            max_length=longest,
            required=required and position == 0,
            help_text=hint if position == 0 else "",
            initial=(initial or {}).get(tag, ""),
            widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        )
        field.widget.attrs["lang"] = tag
        form.fields[f"{name}_{tag}"] = field


def lead_with(form: Form, *names: str) -> None:
    """Put fields first, in this order; a name of words typed in each language means all of them."""
    tags = [tag for tag, _language in settings.LANGUAGES]
    form.order_fields(
        [
            field
            for name in names
            for field in ([name] if name in form.fields else [f"{name}_{tag}" for tag in tags])
        ]
    )


def said(form: Form, name: str) -> dict[str, str]:
    """What was typed, by language; empty ones left out."""
    given = {tag: form.cleaned_data.get(f"{name}_{tag}", "") for tag, _language in settings.LANGUAGES}
    return {tag: words.strip() for tag, words in given.items() if words.strip()}


def bound_fields(form: Form, name: str) -> list[Any]:
    return [form[f"{name}_{tag}"] for tag, _language in settings.LANGUAGES]


def address(name: str, conference: Conference, *more: Any) -> str:
    """The address of a page about one conference."""
    args = [conference.desk.code, conference.reference, *more]
    return reverse(f"workroom_conferences:{name}", args=args)


def talk_address(desk_code: str, talk: Talk) -> str:
    return reverse("workroom_conferences:talk", args=[desk_code, talk.pk])
