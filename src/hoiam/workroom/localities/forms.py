"""What is typed to ask for a body or a place."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import LocalRequest, TargetGroup
from hoiam.conferences.operations.replies import end_of_day
from hoiam.conferences.operations.requests import ask
from hoiam.conferences.queries.localities import askable, centre_of
from hoiam.conferences.terms import RequestKind
from hoiam.desks.models import Desk, Place
from hoiam.desks.queries.standing import Standing
from hoiam.evidence.vocabulary import themes
from hoiam.ui.forms import Form
from hoiam.workroom.localities.acts import day_field, words_field

ONLY_OF: dict[str, tuple[str, ...]] = {
    RequestKind.TRAINING: ("group",),
    RequestKind.EXPERIENCE: ("evidence", "limits"),
    RequestKind.RESOURCES: ("staff", "equipment", "budget"),
}
"""Fields that one kind has and no other."""
WORDS = {
    RequestKind.QUESTION: _("Question"),
    RequestKind.DIFFICULTY: _("What is difficult, and since when"),
    RequestKind.PROPOSAL: _("What is proposed, and why"),
    RequestKind.TRAINING: _("What has to be learned, by how many people"),
    RequestKind.EXPERIENCE: _("What was done"),
    RequestKind.RESOURCES: _("What is there, what is missing"),
}


class AskForm(Form):
    """For the own body of the desk."""

    enters: ClassVar[bool] = False

    to_desk = forms.ChoiceField(label=_("Who is asked"))
    words = words_field("", help_text=_("For a body or a place. Leave out names of people."))
    group = forms.ChoiceField(label=_("Group that needs it"), required=False)
    evidence = words_field(_("What shows that it worked"), rows=2, longest=400, required=False)
    limits = words_field(_("Where its limits are"), rows=2, longest=400, required=False)
    staff = forms.IntegerField(
        label=_("People who work on it"), min_value=0, max_value=10_000, required=False
    )
    equipment = words_field(_("Equipment"), rows=2, longest=400, required=False)
    budget = forms.CharField(label=_("Budget of the year, with its unit"), max_length=120, required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    needed_by = day_field(_("Needed by"), _("The target of the desk that is asked runs in any case."))
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, standing: Standing, at: datetime, **kwargs: Any) -> None:
        self.kind, self.standing, self.at = kind, standing, at
        super().__init__(*args, **kwargs)
        for other, names in ONLY_OF.items():
            for name in names if other != kind else ():
                del self.fields[name]
        self.fields["words"].label = WORDS[RequestKind(kind)]
        self.let_choose("theme", [("", _("Not named")), *themes()])
        if "group" in self.fields:
            rows = TargetGroup.objects.filter(programme__closed_at__isnull=True, is_press=False)
            self.let_choose("group", [("", _("Not named")), *((str(row.pk), str(row.name)) for row in rows)])
        self.prepare()

    def prepare(self) -> None:
        desk = self.standing.desk
        centre = centre_of(desk)
        first = [] if centre else [("", "–")]
        self.let_choose("to_desk", [*first, *((one.code, str(one.name)) for one in askable(desk))])
        if centre:
            self.fields["to_desk"].initial = centre.code

    def ask(self) -> LocalRequest:
        return self._ask(desk=self.standing.desk, to_desk=Desk.objects.get(code=self.cleaned_data["to_desk"]))

    def _ask(self, **given: Any) -> LocalRequest:
        said = self.cleaned_data
        group, needed_by = said.get("group"), said["needed_by"]
        return ask(
            kind=self.kind,
            words=said["words"],
            language=get_language() or settings.LANGUAGE_CODE,
            theme=said["theme"],
            group=TargetGroup.objects.get(pk=group) if group else None,
            details={name: said[name] for name in ONLY_OF.get(self.kind, ()) if name in said},
            needed_by=end_of_day(needed_by) if needed_by else None,
            by=self.standing.person,
            at=self.at,
            **given,
        )


class EnterForm(AskForm):
    """For a place that wrote, or spoke at a conference; the desk that enters it owes the reply."""

    enters = True

    desk = forms.ChoiceField(
        label=_("Desk of that place"),
        help_text=_("It sees the request and the reply. A place without a desk: your own."),
    )
    place = forms.ChoiceField(label=_("For which place"))
    field_order = ("place", "desk", "words")

    def prepare(self) -> None:
        own = self.standing.desk
        del self.fields["to_desk"]
        today = timezone.localdate(self.at)
        places = Place.objects.in_force(today).exclude(kind="country")
        self.let_choose("place", [(one.code, str(one.name)) for one in places])
        desks = [own, *askable(own)]
        self.let_choose("desk", [(one.code, str(one.name)) for one in desks])

    def ask(self) -> LocalRequest:
        said = self.cleaned_data
        return self._ask(
            desk=Desk.objects.get(code=said["desk"]),
            to_desk=self.standing.desk,
            place=Place.objects.get(code=said["place"]),
        )
