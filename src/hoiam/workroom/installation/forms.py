"""What officers of the installation type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines import Base, CountsFrom, DayKind, Unit
from hoiam.desks.models import Body, LawRule, Place
from hoiam.desks.operations.law import CORRECTABLE
from hoiam.ui.forms import Form
from hoiam.workroom.installation.wording import COUNTS_FROM

WRITTEN = ["%Y-%m-%d", "%d/%m/%Y"]


def day_field(label: Any, **given: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, input_formats=WRITTEN, **given)


def name_fields(form: forms.Form, label: Any) -> None:
    """One field for the official name in each language; the first language's is needed."""
    for position, (tag, language) in enumerate(settings.LANGUAGES):
        form.fields[f"name_{tag}"] = forms.CharField(
            label=_("%(what)s (%(language)s)") % {"what": label, "language": language},
            max_length=200,
            required=position == 0,
        )
    form.order_fields([f"name_{tag}" for tag, _language in settings.LANGUAGES])


def name_of(form: forms.Form) -> dict[str, str]:
    return {tag: form.cleaned_data[f"name_{tag}"] for tag, _language in settings.LANGUAGES}


class CorrectForm(Form):
    """The columns of a row of law; units and numbers are read by the same rules that count with them."""

    source = forms.CharField(label=_("Source"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    article = forms.CharField(label=_("Article"), max_length=60, required=False)
    base = forms.ChoiceField(label=_("What it is"))
    amount = forms.CharField(label=_("Amount"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    warning_amount = forms.CharField(label=_("Warning after"), required=False)
    warning_unit = forms.ChoiceField(label=_("Unit of the warning"), required=False)
    counts_from = forms.ChoiceField(label=_("Counted from"))
    calendar = forms.CharField(label=_("Calendar"), max_length=20, required=False)
    pause_on = forms.CharField(
        label=_("Grounds for a pause"), required=False, help_text=_("Separated by semicolons; empty: none.")
    )
    ext_amount = forms.CharField(label=_("Extension"), required=False)
    ext_unit = forms.ChoiceField(label=_("Unit of the extension"), required=False)
    ext_max = forms.CharField(label=_("How often"), required=False)
    ext_needs = forms.CharField(label=_("What an extension needs"), required=False)
    valid_from = forms.CharField(label=_("In force from"), required=False, help_text=_("As in 2026-09-01"))
    valid_to = forms.CharField(label=_("In force until"), required=False)
    reason = forms.CharField(label=_("Why the row changes"), max_length=300)
    is_confirmed = forms.BooleanField(
        label=_("I have read it so in the law itself"),
        required=False,
        help_text=_("Otherwise it runs as read, not confirmed."),
    )

    def __init__(self, *args: Any, rule: LawRule, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: rule.row.get(name) or "" for name in CORRECTABLE})
        super().__init__(*args, **kwargs)
        units = [("", "—"), *((unit.value, _UNITS[unit]) for unit in Unit)]
        for name in ("unit", "warning_unit", "ext_unit"):
            self._offer(name, units)
        self._offer("base", [(Base.LEGAL.value, _("Legal limit")), (Base.WARNING.value, _("Warning only"))])
        self._offer("counts_from", [(value.value, COUNTS_FROM[value.value]) for value in CountsFrom])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.let_choose(name, choices)  # type: ignore[attr-defined]

    def changes(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CORRECTABLE}


_UNITS = {
    Unit.RUNNING_HOUR: _("running hours"),
    Unit.CALENDAR_DAY: _("calendar days"),
    Unit.WORKING_DAY: _("working days"),
    Unit.MONTH: _("months"),
    Unit.QUARTER: _("quarters"),
}


class DayForm(Form):
    """A day off, or a worked day of rest."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (DayKind.OFF.value, _("a day off")),
            (DayKind.WORKED.value, _("a day of rest that is worked")),
        ],
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The document that announces it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, _("What the day is called"))
        self.fields["day"] = day_field(_("Day"))
        self.fields["announced_date"] = day_field(_("Announced on"))
        self.order_fields(["day", "kind"])


class RemoveDayForm(Form):
    reason = forms.CharField(label=_("Why the day is taken out"), max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = day_field(_("Day"))
        self.order_fields(["day"])


class CodeField(forms.ModelMultipleChoiceField):
    """Entries by their codes, one a line or with commas between."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **given: Any) -> None:
        given.setdefault("help_text", _("Their codes, one a line."))
        super().__init__(to_field_name="code", required=False, **given)

    def clean(self, value: Any) -> Any:
        codes = [code for code in str(value or "").replace(",", "\n").split() if code]
        known = {entry.code: entry for entry in self.queryset.filter(code__in=codes)}  # type: ignore[union-attr]
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise forms.ValidationError(_("Not known here: %(codes)s.") % {"codes": ", ".join(unknown)})
        return list(known.values())

    def prepare_value(self, value: Any) -> Any:
        return value


class PlaceForm(Form):
    """A new place."""

    code = forms.CharField(label=_("Code"), max_length=80, help_text=_("As in vn-da-nang: without marks."))
    kind = forms.ChoiceField(label=_("Kind of place"))
    part_of = CodeField(queryset=Place.objects.all(), label=_("Part of"), help_text=_("Its code, if any."))
    predecessors = CodeField(queryset=Place.objects.all(), label=_("Follows"))
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, _("Official name"))
        self.let_choose("kind", kinds)  # type: ignore[attr-defined]
        self.fields["valid_from"] = day_field(_("First day"), required=False)
        self.order_fields(
            [*(name for name in self.fields if name.startswith("name_")), "code", "kind", "valid_from"]
        )


class BodyForm(Form):
    """A new public body."""

    code = forms.CharField(label=_("Code"), max_length=80, help_text=_("Small letters, digits and hyphens."))
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    level = forms.ChoiceField(label=_("Level"))
    kind = forms.CharField(label=_("Kind of body"), max_length=60, required=False)
    place = CodeField(queryset=Place.objects.all(), label=_("Place"), help_text=_("Its code, if any."))
    email = forms.EmailField(label=_("Published e-mail address"), required=False)
    predecessors = CodeField(queryset=Body.objects.all(), label=_("Follows"))
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, _("Official name"))
        self.let_choose("level", LEVELS)  # type: ignore[attr-defined]
        self.fields["valid_from"] = day_field(_("First day"), required=False)
        self.order_fields([*(name for name in self.fields if name.startswith("name_")), "code", "valid_from"])


LEVELS = [
    ("central", _("central")),
    ("province", _("province")),
    ("commune", _("commune")),
    ("international", _("international")),
]


class EndForm(Form):
    """The last day of a place or body, and what follows."""

    source = forms.CharField(label=_("Source of the change"), max_length=300)

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_date"] = day_field(_("Last day"))
        self.fields["successors"] = CodeField(queryset=entries, label=_("Followed by"))
        self.order_fields(["last_date", "successors"])


class SuccessorForm(Form):
    """One more successor of what has ended."""

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = forms.ModelChoiceField(
            label=_("Followed by"),
            queryset=entries,
            to_field_name="code",
            widget=forms.TextInput,
            help_text=_("Its code."),
            error_messages={"invalid_choice": _("Not known here.")},
        )
