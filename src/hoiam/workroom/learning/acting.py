"""What the screens of this subject have in common: languages of a typed wording, pages of a list, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.text import format_lazy

from hoiam.ui.forms import Form
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.access import OfficeRequest

PAGE = 50
Row = TypeVar("Row", bound=Model)


class InLanguages(Form):
    """A form with one field in each language of the site: `spoken` makes them, `wording` reads them."""

    def spoken(self, name: str, label: object, *, longest: int = 400, rows: int = 0, **given: Any) -> None:
        """Fields `<name>_<tag>`; `rows`: as high as that, 0 for one line."""
        for tag, language in settings.LANGUAGES:
            self.fields[f"{name}_{tag}"] = forms.CharField(
                label=format_lazy("{label} ({language})", label=label, language=language),
                max_length=longest,
                required=False,
                widget=forms.Textarea(attrs={"rows": rows, "lang": tag})
                if rows
                else forms.TextInput(attrs={"lang": tag}),
                **given,
            )

    def wording(self, name: str) -> dict[str, str]:
        """What was typed, by language; empty ones are absent."""
        said = {tag: str(self.cleaned_data.get(f"{name}_{tag}", "")) for tag, _language in settings.LANGUAGES}
        return {tag: words for tag, words in said.items() if words.strip()}


def typed_from(name: str, wording: Mapping[str, str]) -> dict[str, str]:
    """Initial values of the fields of a wording."""
    return {f"{name}_{tag}": words for tag, words in wording.items()}


def paged(request: OfficeRequest, rows: QuerySet[Row]) -> tuple[list[Row], Page]:
    """Fifty rows from `?from=` on, and the way to those before and after."""
    first = first_row(request.GET.get("from", ""))
    found = list(rows[first : first + PAGE + 1])
    newer = f"?from={max(first - PAGE, 0)}" if first else ""
    return found[:PAGE], Page(newer=newer, older=f"?from={first + PAGE}" if len(found) > PAGE else "")


def pdf_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
