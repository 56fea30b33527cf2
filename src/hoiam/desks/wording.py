"""A text that exists in one or several languages, kept as one value."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class Wording(dict[str, str]):
    """{language tag: text}. Prints itself in the reader's language, else in the first that exists."""

    def in_language(self, language: str | None = None) -> tuple[str, str]:
        """(text, tag of the language it is in); ("", "") where there is no text at all."""
        wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
        for tag in (wanted, *(code for code, _ in settings.LANGUAGES), *self):
            if self.get(tag):
                return self[tag], tag
        return "", ""

    def __str__(self) -> str:
        return self.in_language()[0]


class WordingField(models.JSONField):
    """A `Wording` in a JSON column; unknown or empty languages are simply absent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Wording)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Wording:
        return Wording(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Wording:
        return Wording(super().to_python(value) or {})

    def get_prep_value(self, value: Any) -> Any:
        kept = {tag: text for tag, text in (value or {}).items() if text}
        return super().get_prep_value(kept)
