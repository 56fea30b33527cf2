"""Filling an open place of a text with what a fact says, and its citation."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.evidence.models import FactVersion
from hoiam.evidence.queries.facts import citable
from hoiam.evidence.showing import figure_text
from hoiam.texts.models import Text
from hoiam.texts.open_places import with_place_filled
from hoiam.texts.operations.drafts import Saved, save_draft
from hoiam.texts.rules import insist_may_write

Share = Literal["statement", "value"]


def fill_place(
    *,
    text: Text,
    words: str,
    reference: str,
    share: str,
    base_revision: int,
    by: Person,
    at: datetime,
    window: str = "",
) -> Saved:
    """Put the statement or the value of a fact where the text asks for `words`, with its mark `[F069]`.

    It is a save like every other, with its conflicts. Raises `MayNot`, or `ReasonsAgainst` where the place is
    filled already, the fact may not be cited, or has no such share in the language of the text.
    """
    insist_may_write(by, text.desk, at)
    version = citable(reference, text.desk, at)
    said = _said(version, share, text.language) if version else ""
    body = with_place_filled(text.body, words, said, reference)
    insist(
        [
            None if body is not None else _("This place is no longer open. Look at the text again."),
            None if version else _("That fact cannot be cited now. Choose another one."),
            _without(reference, share) if version and not said else None,
        ]
    )
    return save_draft(text=text, body=body or "", base_revision=base_revision, by=by, at=at, window=window)


def _said(version: FactVersion, share: str, language: str) -> str:
    """The statement in exactly this language, or the value as this language writes it; "" for none."""
    if share == "value":
        with translation.override(language):
            return figure_text(version)
    return version.statement.get(language.split("-")[0], "") if share == "statement" else ""


def _without(reference: str, share: str) -> object:
    said = (
        _("The fact {reference} holds no value.")
        if share == "value"
        else _("The fact {reference} has no statement in the language of this text.")
    )
    return format_lazy(said, reference=reference)
