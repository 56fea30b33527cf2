"""One cell made safe to keep, or refused with a reason."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext_lazy as _

from hoiam.evidence.sheets.table import LONGEST_CELL, Refused

FORMULA_SIGNS = ("=", "@", "+=", "-=")
"""How a spreadsheet program begins a formula; a signed number is none."""


def clean(text: str) -> str:
    """Composed Unicode, one kind of line end, no control characters, no space at the ends. Idempotent."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
    return "".join(kept).replace("\ufeff", "").strip()


def take(column: str, text: str) -> tuple[str, Refused | None]:
    """The cell as it is kept, and why it is refused (then "" is kept)."""
    if len(text) > LONGEST_CELL:
        reason = _("The cell holds %(length)s characters; at most %(most)s are taken.") % {
            "length": len(text),
            "most": LONGEST_CELL,
        }
        return "", Refused(column, reason)
    text = clean(text)
    if text.startswith(FORMULA_SIGNS):
        return "", Refused(column, _("The cell holds a formula. Put its result there as a value."))
    return text, None


def take_all(cells: dict[str, str]) -> tuple[dict[str, str], tuple[Refused, ...]]:
    """Every cell of a row, and every refusal."""
    kept: dict[str, str] = {}
    refused: list[Refused] = []
    for column, text in cells.items():
        kept[column], reason = take(column, text)
        if reason:
            refused.append(reason)
    return kept, tuple(refused)
