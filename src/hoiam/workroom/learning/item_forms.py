"""What is typed for an item, for a sheet, and for a lesson."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import Item
from hoiam.conferences.operations.items import MOST_CHOICES, TEST
from hoiam.conferences.terms import ItemKind, Phase
from hoiam.workroom.learning.acting import InLanguages, typed_from

TEST_SHEETS = "test"


class ItemForm(InLanguages):
    """One question; of a choice its answers stand one to a line, in the same order in each language."""

    code = forms.CharField(
        label=_("Code"),
        max_length=24,
        help_text=_("Stays the same through all versions, such as LAW-01."),
    )
    kind = forms.ChoiceField(label=_("Kind of item"), choices=ItemKind.choices, widget=forms.RadioSelect)
    right = forms.TypedChoiceField(
        label=_("The right answer"),
        choices=[("", "–"), *((str(n), str(n)) for n in range(1, MOST_CHOICES + 1))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Its number in the list of answers. A scale has none."),
    )

    def __init__(self, *args: Any, item: Item | None = None, **given: Any) -> None:
        if item is not None:
            given["initial"] = _initial(item)
        super().__init__(*args, **given)
        self.item = item
        self.spoken("words", _("Question"), rows=2)
        self.spoken("choices", _("Answers, one to a line"), rows=4, longest=2000)
        self.spoken("why", _("Why that is right"), rows=2)
        self.order_fields(["code", *_order("words"), "kind", *_order("choices"), "right", *_order("why")])
        if item is not None:
            del self.fields["code"], self.fields["kind"]

    def given(self) -> dict[str, Any]:
        """As the operations take it."""
        said = self.cleaned_data
        kind = self.item.kind if self.item else said["kind"]
        of_choice: dict[str, Any] = {"choices": self._choices(), "right": _place(said["right"])}
        content: dict[str, Any] = {"words": self.wording("words"), "why": self.wording("why")}
        if self.item is None:
            content |= {"code": said["code"], "kind": kind}
        return content | (of_choice if kind == ItemKind.CHOICE else {})

    def _choices(self) -> list[dict[str, str]]:
        """The lines of the languages side by side; a line that is missing in one language is absent there."""
        tags = [tag for tag, _language in settings.LANGUAGES]
        typed = [str(self.cleaned_data.get(f"choices_{tag}", "")) for tag in tags]
        lines = [[line.strip() for line in words.split("\n") if line.strip()] for words in typed]
        rows = zip_longest(*lines, fillvalue="")
        return [{tag: words for tag, words in zip(tags, row, strict=True) if words} for row in rows]


class PutForm(InLanguages):
    """An item for a sheet that is being prepared."""

    item = forms.ChoiceField(label=_("Item"))
    sheet = forms.ChoiceField(
        label=_("Sheet"),
        choices=[(TEST_SHEETS, _("Test, before and after")), (Phase.EVALUATION, _("Evaluation"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, items: list[Item], **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("item", [(str(row.pk), f"{row.code}: {row.words}") for row in items])

    def phases(self) -> tuple[str, ...]:
        said = self.cleaned_data["sheet"]
        return tuple(TEST) if said == TEST_SHEETS else (str(said),)


def _initial(item: Item) -> dict[str, Any]:
    said: dict[str, Any] = typed_from("words", item.words) | typed_from("why", item.why)
    for tag, _language in settings.LANGUAGES:
        said[f"choices_{tag}"] = "\n".join(one.get(tag, "") for one in item.choices)
    return said | {"right": "" if item.right is None else str(item.right + 1)}


def _order(name: str) -> list[str]:
    return [f"{name}_{tag}" for tag, _language in settings.LANGUAGES]


def _place(number: int | None) -> int | None:
    return None if number is None else number - 1
