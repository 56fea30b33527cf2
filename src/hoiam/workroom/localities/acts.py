"""The forms of acts on a request: reply, give it to somebody, write guidance, take up, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import LocalRequest, Round
from hoiam.conferences.operations.guidance import start_guidance
from hoiam.conferences.operations.replies import NEED_EVIDENCE, REPLIES, Lacking, reply
from hoiam.conferences.operations.requests import give_request, take_up, withdraw_request
from hoiam.conferences.terms import WAITING_STATES, RequestKind, RequestState
from hoiam.desks.models import Person
from hoiam.desks.queries.people import holding
from hoiam.desks.queries.standing import Standing
from hoiam.evidence.models import Gap
from hoiam.evidence.queries.gaps import open_gaps
from hoiam.evidence.vocabulary import themes
from hoiam.ui.forms import Form

MOST_GAPS = 200


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """A day that need not be given."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, help_text=hint)


def words_field(label: Any, *, rows: int = 6, longest: int = 4_000, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **given
    )


class LocalAct(Form):
    """One act on a request."""

    do_not_call_in_templates = True
    """Pages name the class itself."""

    name: ClassVar[str]
    label: ClassVar[Any]
    text: ClassVar[Any] = ""
    button: ClassVar[Any]
    done: ClassVar[Any]
    icon: ClassVar[str] = ""
    is_final: ClassVar[bool] = False
    """Asked for twice."""

    def __init__(
        self, *args: Any, about: LocalRequest, standing: Standing, at: datetime, **given: Any
    ) -> None:
        self.about, self.standing, self.at = about, standing, at
        super().__init__(*args, **given)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices from the request."""

    def perform(self) -> str | None:
        """Call the operation; where to go on, None for the page of the request."""
        raise NotImplementedError

    @classmethod
    def is_offered(cls, about: LocalRequest, standing: Standing) -> bool:
        raise NotImplementedError


class Reply(LocalAct):
    name, icon = "reply", "reply"
    label = _("Reply")
    text = _("The desk that asked is told at once. A later reply follows this one; none is written over.")
    button = _("Send the reply")
    done = _("The reply is there for the desk that asked.")

    state = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    words = words_field(
        _("Reply"),
        help_text=_("Cite published facts by their marks, such as [F069]: the desk finds them there."),
    )
    study_until = day_field(_("Under study until"), _("Only where it is studied further."))
    planned_in = forms.ChoiceField(label=_("Its place in the plan"), required=False)
    gap_owner = forms.ChoiceField(
        label=_("Who looks for missing evidence"),
        required=False,
        help_text=_(
            "An answer that cites no fact opens a gap in the evidence; when it closes, everybody who asked is told."
        ),
    )
    gap_due = day_field(_("By when the evidence is found"), _("Left empty: within 30 days."))
    gap = forms.ChoiceField(label=_("Or it is looked for already"), required=False)

    def prepare(self) -> None:
        about, desk = self.about, self.about.to_desk
        states = [state for state in REPLIES[about.kind] if self._may(state)]
        self.let_choose("state", [(state.value, state.label) for state in states])
        self.fields["state"].initial = states[0].value
        if about.kind == RequestKind.TRAINING:
            rounds = Round.objects.filter(programme__desk=desk, programme__closed_at__isnull=True)
            named = [(str(one.pk), str(one.title)) for one in rounds]
            self.let_choose("planned_in", [("", _("None yet")), *named])
        else:
            del self.fields["planned_in"]
        if about.kind not in NEED_EVIDENCE:
            for name in ("gap_owner", "gap_due", "gap"):
                del self.fields[name]
            return
        people = holding(desk, self.at, *rules.ORGANISING)
        self.let_choose("gap_owner", [("", _("I do")), *((str(one.pk), one.name) for one in people)])
        rows = open_gaps(desk)[:MOST_GAPS]
        told = [(str(row.pk), f"{row.reference} {row.question[:80]}") for row in rows]
        self.let_choose("gap", [("", _("No open gap of ours")), *told])

    def _may(self, state: RequestState) -> bool:
        decided = (RequestState.ACCEPTED, RequestState.REJECTED)
        return state not in decided or self.standing.holds(*rules.DECIDING)

    def perform(self) -> None:
        said = self.cleaned_data
        planned = said.get("planned_in")
        reply(
            request=self.about,
            state=said["state"],
            words=said["words"],
            study_until=said["study_until"] if said["state"] == RequestState.UNDER_STUDY else None,
            planned_in=Round.objects.get(pk=planned) if planned else None,
            lacking=self._lacking(),
            by=self.standing.person,
            at=self.at,
        )

    def _lacking(self) -> Lacking | None:
        """What was said of missing evidence; of a study None where nothing was."""
        said = self.cleaned_data
        owner, due, gap = said.get("gap_owner"), said.get("gap_due"), said.get("gap")
        if not (owner or due or gap):
            return None
        return Lacking(
            owner=Person.objects.get(pk=owner) if owner else None,
            due_date=due,
            gap=Gap.objects.get(pk=gap) if gap else None,
        )

    @classmethod
    def is_offered(cls, about: LocalRequest, standing: Standing) -> bool:
        decides = standing.holds(*rules.DECIDING)
        open_to = REPLIES[about.kind] if decides else set(REPLIES[about.kind]) - {"accepted", "rejected"}
        is_theirs = standing.desk.pk == about.to_desk_id and standing.holds(*rules.ORGANISING)
        return is_theirs and bool(open_to) and about.state != RequestState.WITHDRAWN


class Guide(LocalAct):
    name, icon = "guide", "globe"
    label = _("Write guidance for all desks")
    text = _("The answer as every desk may use it. Who asked is not said: put the question in general words.")
    button = _("Begin the guidance")
    done = _("Begun. Two people clear it; then every desk finds it and whoever asked is answered.")

    title = forms.CharField(label=_("The question in general words"), max_length=300)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def prepare(self) -> None:
        self.let_choose("theme", [("", _("Not named")), *themes()])
        self.fields["theme"].initial = self.about.theme

    def perform(self) -> str:
        made = start_guidance(
            desk=self.about.to_desk,
            request=self.about,
            language=self.about.language,
            by=self.standing.person,
            at=self.at,
            **self.cleaned_data,
        )
        return f"/office/{self.standing.desk.code}/texts/{made.text_id}/"

    @classmethod
    def is_offered(cls, about: LocalRequest, standing: Standing) -> bool:
        is_theirs = standing.desk.pk == about.to_desk_id and standing.holds(*rules.ORGANISING)
        return is_theirs and about.kind in NEED_EVIDENCE and about.state != RequestState.WITHDRAWN


class Give(LocalAct):
    name, icon = "give", "people"
    label = _("Give it to somebody")
    button = _("Give it")
    done = _("Given; they are told.")

    owner = forms.ChoiceField(label=_("Who prepares the reply"))

    def prepare(self) -> None:
        people = holding(self.about.to_desk, self.at, *rules.ORGANISING)
        self.let_choose("owner", [(str(one.pk), one.name) for one in people])
        self.fields["owner"].initial = str(self.about.owner_id or self.standing.person.pk)

    def perform(self) -> None:
        owner = Person.objects.get(pk=self.cleaned_data["owner"])
        give_request(request=self.about, owner=owner, by=self.standing.person, at=self.at)

    @classmethod
    def is_offered(cls, about: LocalRequest, standing: Standing) -> bool:
        is_theirs = standing.desk.pk == about.to_desk_id and standing.holds(*rules.ORGANISING)
        return is_theirs and about.state in WAITING_STATES


class TakeUp(LocalAct):
    name, icon = "take-up", "check"
    label = _("Take this up at our desk")
    text = _("Every desk sees that yours does as this place did.")
    button = _("Take it up")
    done = _("Noted beside the experience.")

    note = words_field(
        _("From when, how (left empty: nothing more is said)"), rows=2, longest=400, required=False
    )

    def perform(self) -> None:
        take_up(
            experience=self.about,
            desk=self.standing.desk,
            note=self.cleaned_data["note"],
            by=self.standing.person,
            at=self.at,
        )

    @classmethod
    def is_offered(cls, about: LocalRequest, standing: Standing) -> bool:
        is_shared = about.kind == RequestKind.EXPERIENCE and about.state == RequestState.ACCEPTED
        is_new = is_shared and about.desk_id != standing.desk.pk
        return (
            is_new
            and standing.holds(*rules.ORGANISING)
            and not about.taken_up.filter(desk=standing.desk).exists()
        )


class Withdraw(LocalAct):
    name, icon = "withdraw", "cross"
    label = _("Withdraw the request")
    text = _("No reply is owed any more; the request stays readable for both desks.")
    button = _("Withdraw the request")
    done = _("Withdrawn.")
    is_final = True

    def perform(self) -> None:
        withdraw_request(request=self.about, by=self.standing.person, at=self.at)

    @classmethod
    def is_offered(cls, about: LocalRequest, standing: Standing) -> bool:
        is_own = standing.desk.pk == about.desk_id and standing.holds(*rules.ORGANISING)
        return is_own and about.state in WAITING_STATES


ACTS: dict[str, type[LocalAct]] = {act.name: act for act in (Reply, Guide, Give, TakeUp, Withdraw)}
