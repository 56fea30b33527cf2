"""What is typed about a desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Desk, Holding
from hoiam.desks.operations.desks import LONGEST_DELAY, LONGEST_TARGET
from hoiam.desks.queries.holders import posts
from hoiam.desks.wording import Wording
from hoiam.ui.forms import Form

WRITTEN = ["%Y-%m-%d", "%d/%m/%Y"]


def worded(form: forms.Form, name: str, label: Any, *, most: int, required: bool = False) -> None:
    """One field for a text in each language; where it is needed, the first language's is."""
    for position, (tag, language) in enumerate(settings.LANGUAGES):
        form.fields[f"{name}_{tag}"] = forms.CharField(
            label=_("%(what)s (%(language)s)") % {"what": label, "language": language},
            max_length=most,
            required=required and position == 0,
        )


def wording(form: forms.Form, name: str) -> Wording:
    said = {tag: form.cleaned_data[f"{name}_{tag}"] for tag, _language in settings.LANGUAGES}
    return Wording({tag: text for tag, text in said.items() if text})


def day_field(label: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, input_formats=WRITTEN)


class DeskForm(Form):
    """Contacts, hours, targets."""

    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    publication_delay_days = forms.IntegerField(
        label=_("Working days until an answer is public"),
        min_value=0,
        max_value=LONGEST_DELAY,
        help_text=_("Counted from when the asker has it; equal for everybody."),
    )
    target_working_days = forms.IntegerField(
        label=_("Own target for a first answer, in working days"),
        min_value=1,
        max_value=LONGEST_TARGET,
        help_text=_("The legal limit stays as it is."),
    )
    one_signature_in_crisis = forms.BooleanField(
        label=_("During a public emergency one signature on duty clears a bulletin"),
        required=False,
        help_text=_(
            "Of somebody on the duty roster who did not write it. The public reads how it was cleared."
        ),
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        initial = {name: getattr(desk, name) for name in self.base_fields}
        for name in ("name", "office_hours"):
            initial |= {
                f"{name}_{tag}": getattr(desk, name).get(tag, "") for tag, _label in settings.LANGUAGES
            }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        worded(self, "name", _("Name of the desk"), most=200, required=True)
        worded(self, "office_hours", _("Duty hours"), most=200)
        self.order_fields([name for name in self.fields if name.startswith("name_")])

    def changes(self) -> dict[str, Any]:
        plain = {name: self.cleaned_data[name] for name in self.base_fields}
        return {**plain, "name": wording(self, "name"), "office_hours": wording(self, "office_hours")}


class HolderForm(Form):
    """Who holds a public post from a day on."""

    post = forms.ChoiceField(label=_("Post"))
    holder = forms.CharField(label=_("Name"), max_length=120)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    replaces = forms.ModelChoiceField(
        label=_("Takes over from"),
        queryset=Holding.objects.none(),
        required=False,
        empty_label=_("nobody: one more holder"),
    )
    source = forms.CharField(
        label=_("Decision"),
        max_length=300,
        required=False,
        help_text=_("The document that names the holder."),
    )

    def __init__(self, *args: Any, holders: Iterable[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {post.code: post.name for post in posts()}
        self.let_choose("post", [("", "—"), *names.items()])  # type: ignore[attr-defined]
        field: Any = self.fields["replaces"]
        field.queryset = Holding.objects.filter(pk__in=[row.pk for row in holders])
        field.label_from_instance = lambda row: f"{row.holder} ({names.get(row.post, row.post)})"
        worded(self, "ask_for", _("Whom to ask for what"), most=300)
        self.fields["valid_from"] = day_field(_("First day"))
        self.order_fields(["post", "holder", "valid_from", "replaces"])

    def said(self) -> dict[str, Any]:
        plain = ("post", "holder", "valid_from", "replaces", "phone", "email", "source")
        return {**{name: self.cleaned_data[name] for name in plain}, "ask_for": wording(self, "ask_for")}


class EndForm(Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_date"] = day_field(_("Last day in the post"))
