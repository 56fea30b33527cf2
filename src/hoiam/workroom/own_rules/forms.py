"""What is typed to set a rule of the desk, and to end one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.operations.own_rules import FEWEST_SOURCES, MOST_SOURCES
from hoiam.desks.terms import OwnRuleKind
from hoiam.evidence.vocabulary import themes
from hoiam.ui.forms import Form

LONGEST = 400


def _in_each_language(form: Form, name: str, label: Any, hint: Any = "") -> None:
    for position, (tag, language) in enumerate(settings.LANGUAGES):
        form.fields[f"{name}_{tag}"] = forms.CharField(
            label=_("%(what)s (%(language)s)") % {"what": label, "language": language},
            max_length=LONGEST,
            required=position == 0,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=hint if position == 0 else "",
        )


def _said(form: Form, name: str) -> dict[str, str]:
    return {tag: form.cleaned_data[f"{name}_{tag}"] for tag, _language in settings.LANGUAGES}


class RuleForm(Form):
    """More evidence or faster answers, in words that everybody reads."""

    kind = forms.ChoiceField(
        label=_("What the rule asks for"), choices=OwnRuleKind.choices, widget=forms.RadioSelect
    )
    working_days = forms.IntegerField(
        label=_("First answer within, in working days"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("For faster answers. Questions that are under way keep their target."),
    )
    sources_needed = forms.IntegerField(
        label=_("Sources of each cited fact"),
        min_value=FEWEST_SOURCES,
        max_value=MOST_SOURCES,
        required=False,
        help_text=_("For more evidence. A text that cites a fact with fewer cannot be sent."),
    )
    theme = forms.ChoiceField(label=_("For facts of the theme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("theme", [("", _("all themes")), *themes()])
        _in_each_language(
            self, "words", _("The rule in words"), _("It stands on the public page of the desk.")
        )

    def said(self) -> dict[str, Any]:
        named = ("kind", "working_days", "sources_needed", "theme")
        given = {name: self.cleaned_data[name] for name in named}
        if given["kind"] == OwnRuleKind.FASTER:
            given |= {"sources_needed": None, "theme": ""}
        else:
            given["working_days"] = None
        return {**given, "words": _said(self, "words")}


class EndForm(Form):
    """Why a rule ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_each_language(self, "why", _("Why it ends"), _("It stands on the public page beside the rule."))

    def why(self) -> dict[str, str]:
        return _said(self, "why")
