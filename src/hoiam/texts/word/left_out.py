"""What of a Word document has no place in a text, told in sentences for the person who brought it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext_lazy

SENTENCES: Mapping[str, Any] = {
    "picture": ngettext_lazy(
        "%(count)d picture was left out. Add it as a file where it belongs to the text.",
        "%(count)d pictures were left out. Add them as files where they belong to the text.",
        "count",
    ),
    "text_box": ngettext_lazy(
        "%(count)d text box was left out with its words. Copy what you need.",
        "%(count)d text boxes were left out with their words. Copy what you need.",
        "count",
    ),
    "object": ngettext_lazy(
        "%(count)d embedded object was left out.", "%(count)d embedded objects were left out.", "count"
    ),
    "equation": ngettext_lazy(
        "%(count)d formula was kept as plain letters and numbers.",
        "%(count)d formulas were kept as plain letters and numbers.",
        "count",
    ),
    "link": ngettext_lazy(
        "%(count)d link was kept as words, without its address.",
        "%(count)d links were kept as words, without their addresses.",
        "count",
    ),
    "note": ngettext_lazy(
        "%(count)d footnote stands in a list of notes at the end.",
        "%(count)d footnotes stand in a list of notes at the end.",
        "count",
    ),
    "hidden": ngettext_lazy(
        "%(count)d hidden run of words was left out.",
        "%(count)d hidden runs of words were left out.",
        "count",
    ),
    "symbol": ngettext_lazy(
        "%(count)d sign of a symbol font was left out.",
        "%(count)d signs of symbol fonts were left out.",
        "count",
    ),
    "header": ngettext_lazy(
        "%(count)d page header or footer was left out.",
        "%(count)d page headers and footers were left out.",
        "count",
    ),
    "merged": ngettext_lazy(
        "%(count)d merged cell was written once; the cells it reached over are empty.",
        "%(count)d merged cells were written once; the cells they reached over are empty.",
        "count",
    ),
    "table_in_table": ngettext_lazy(
        "%(count)d table inside a table became words in its cell.",
        "%(count)d tables inside tables became words in their cells.",
        "count",
    ),
    "list_in_list": ngettext_lazy(
        "%(count)d item of a list inside a list came up to the first level.",
        "%(count)d items of lists inside lists came up to the first level.",
        "count",
    ),
    "deep_heading": ngettext_lazy(
        "%(count)d heading stood below the third level and came up to it.",
        "%(count)d headings stood below the third level and came up to it.",
        "count",
    ),
    "format": ngettext_lazy(
        "%(count)d tracked change of the look only was passed over.",
        "%(count)d tracked changes of the look only were passed over.",
        "count",
    ),
    "old_font": ngettext_lazy(
        "%(count)d paragraph was in letters of an old font and was converted. Read it once more.",
        "%(count)d paragraphs were in letters of an old font and were converted. Read them once more.",
        "count",
    ),
}


def sentences_of(left_out: Mapping[str, int]) -> list[str]:
    """A sentence for each kind that occurs, in a fixed order; unknown kinds are passed over."""
    return [
        str(sentence % {"count": left_out[kind]})
        for kind, sentence in SENTENCES.items()
        if left_out.get(kind)
    ]
