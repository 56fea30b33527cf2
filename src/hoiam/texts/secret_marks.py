"""The reason against keeping a text or file that carries a marking of official secrets."""

from __future__ import annotations

import tomllib
from functools import cache

from django.conf import settings
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from hoiam.desks.secrecy import SecrecyMarks, marked_secret
from hoiam.evidence.reading.vocabulary_files import country_folder


@cache
def marks_of_country(code: str) -> SecrecyMarks:
    """The `secrecy` table of a country pack; a pack without one knows no markings."""
    table = tomllib.loads((country_folder(code) / "country.toml").read_text(encoding="utf-8"))
    said = table.get("secrecy", {})
    return SecrecyMarks(*(tuple(said.get(name, ())) for name in ("marks", "labels", "carriers")))


def reason_if_secret(*texts: str) -> object | None:
    """A sentence where any of the texts is marked secret, else None. The caller keeps nothing of them."""
    marks = marks_of_country(settings.COUNTRY.code)
    for text in texts:
        if mark := marked_secret(text, marks):
            return lazystr(
                _(
                    "This carries the marking “%(mark)s”. Material marked secret must not be entered here; "
                    "nothing of it was kept. Follow the rules for state secrets."
                )
                % {"mark": mark}
            )
    return None
