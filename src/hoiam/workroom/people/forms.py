"""What is typed about people: an invitation, a role, an absence, who takes the work over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Person
from hoiam.desks.terms import Role
from hoiam.ui.forms import Form

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WRITTEN = ["%Y-%m-%d", "%d/%m/%Y"]
TASKS = {
    Role.INTAKE: _("registers questions and sends answers; the only one who may open who asked"),
    Role.CASE_OFFICER: _("writes answers from the facts"),
    Role.FACT_STEWARD: _("keeps facts with their sources"),
    Role.REVIEWER: _("checks a text before it goes out"),
    Role.SPOKESPERSON: _("speaks for the body and clears the final text"),
    Role.HEAD: _("sees everything that is written, clears, runs the desk"),
    Role.DESK_ADMIN: _("invites people and sets the desk up; sees no content"),
    Role.AUDITOR: _("reads the journal; changes nothing"),
}
"""What each role does, in the words of the desk."""


def role_choices(roles: Iterable[str] | None = None) -> list[tuple[str, Any]]:
    """Roles as they are offered: name and what it does."""
    offered = Role.values if roles is None else [role for role in Role.values if role in set(roles)]
    return [
        (role, _("%(role)s: %(task)s") % {"role": Role(role).label, "task": TASKS[Role(role)]})
        for role in offered
    ]


class InviteForm(Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The official address; it is the login."))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), widget=forms.CheckboxSelectMultiple, choices=lambda: role_choices()
    )


class RoleForm(Form):
    """Roles that the member does not hold yet."""

    role = forms.ChoiceField(label=_("Another role"))

    def __init__(self, *args: Any, held: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("role", role_choices(set(Role.values) - set(held)))  # type: ignore[attr-defined]


class AbsenceForm(Form):
    """Whole local days, first and last included."""

    substitute = forms.EmailField(
        label=_("Who stands in"),
        help_text=_("The e-mail address of a colleague, of this desk or of another one."),
    )
    roles = forms.MultipleChoiceField(label=_("In which roles"), widget=forms.CheckboxSelectMultiple)
    first_date = forms.DateField(label=_("First day"), widget=DAY, input_formats=WRITTEN)
    last_date = forms.DateField(label=_("Last day"), widget=DAY, input_formats=WRITTEN)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, held: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(role, Role(role).label) for role in Role.values if role in set(held)]
        self.let_choose("roles", labels)  # type: ignore[attr-defined]

    def clean_substitute(self) -> Person:
        address = self.cleaned_data["substitute"].lower()
        person = Person.objects.filter(email=address).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this address has a login here."))
        return person

    def period(self, at: datetime) -> tuple[datetime, datetime]:
        """From the beginning of the first day, or from now where that is today, to the end of the last day."""
        starts = _midnight(self.cleaned_data["first_date"])
        if timezone.localdate(at) == self.cleaned_data["first_date"]:
            starts = at
        return starts, _midnight(self.cleaned_data["last_date"] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


class LeaveForm(Form):
    successor = forms.ModelChoiceField(
        label=_("Who takes the work over"), queryset=Person.objects.none(), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, colleagues: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [colleague.pk for colleague in colleagues]
        self.fields["successor"].queryset = Person.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]
