"""The roster of a training as its desk sees it: who is registered, who waits, who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoiam.conferences.agencies import kind_label
from hoiam.conferences.models import CheckIn, Conference, Delegate
from hoiam.conferences.terms import DelegateState
from hoiam.desks.models import Place
from hoiam.evidence.vocabulary import fold


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One delegate as the roster shows it."""

    number: int
    """Of the row: the delegate's."""
    name: str
    post: str
    agency: str
    place: str
    kind: str
    state: str
    code: str
    is_in: bool
    email: str = ""
    phone: str = ""
    language: str = ""

    @property
    def about(self) -> str:
        return f"{self.post}, {self.agency}"


@dataclass(frozen=True)
class RosterCounts:
    registered: int = 0
    waiting: int = 0
    cancelled: int = 0
    present: int = 0


def counts(conference: Conference) -> RosterCounts:
    """How many there are of each; `present`: registered and checked in, at the door or in a session."""
    rows = dict(
        Delegate.objects.filter(conference=conference).order_by().values_list("state").annotate(Count("pk"))
    )
    present = CheckIn.objects.filter(
        delegate__conference=conference, delegate__state=DelegateState.REGISTERED
    )
    return RosterCounts(
        registered=rows.get(DelegateState.REGISTERED, 0),
        waiting=rows.get(DelegateState.WAITING, 0),
        cancelled=rows.get(DelegateState.CANCELLED, 0),
        present=present.aggregate(number=Count("delegate", distinct=True))["number"],
    )


def present_in(conference: Conference, session_code: str) -> int:
    """Who is in: at the door (""), or in one session."""
    rows = CheckIn.objects.filter(delegate__conference=conference)
    rows = rows.filter(session__code=session_code) if session_code else rows.filter(session=None)
    return rows.count()


def roster_of(
    conference: Conference, *, state: str = "", words: str = "", session_code: str = ""
) -> QuerySet[Delegate]:
    """By place, kind and name; `words`: of name, agency or code. `is_in` says whether at that door."""
    rows = Delegate.objects.filter(conference=conference)
    if state in DelegateState.values:
        rows = rows.filter(state=state)
    else:
        rows = rows.exclude(state=DelegateState.CANCELLED)
    if said := fold(words):
        code = "".join(sign for sign in words.upper() if sign.isalnum())
        rows = rows.filter(Q(name_folded__contains=said) | Q(agency__icontains=words.strip()) | Q(code=code))
    came = CheckIn.objects.filter(delegate=OuterRef("pk"))
    if session_code:
        came = came.filter(session__code=session_code)
    return rows.annotate(is_in=Exists(came)).order_by(
        "place__name_folded", "agency_kind", "name_folded", "pk"
    )


def as_rows(rows: QuerySet[Delegate]) -> list[RosterRow]:
    """Plain values in two queries: three hundred rows are one page."""
    columns = (
        "pk",
        "name",
        "post",
        "agency",
        "place_id",
        "agency_kind",
        "state",
        "code",
        "is_in",
        "email",
        "phone",
        "language",
    )
    found = list(rows.values_list(*columns))
    places = {place.pk: str(place) for place in Place.objects.filter(pk__in={row[4] for row in found})}
    kinds = {kind: kind_label(kind) for kind in {row[5] for row in found}}
    states = {state: str(DelegateState(state).label) for state in {row[6] for row in found}}
    return [_row(row, places, kinds, states) for row in found]


def get_delegate(number: int, conference: Conference) -> Delegate:
    """Raises `Delegate.DoesNotExist` for one of another conference."""
    rows = Delegate.objects.select_related("place", "invitation", "group", "conference__desk")
    return rows.get(pk=number, conference=conference)


def checked_in(delegate: Delegate) -> list[tuple[str, datetime]]:
    """(code of the session, "" for the door; moment) of each check-in."""
    rows = delegate.checkins.select_related("session").order_by("scanned_at")
    return [(row.session.code if row.session else "", row.scanned_at) for row in rows]


def _row(
    row: Sequence[object], places: dict[int, str], kinds: dict[str, str], states: dict[str, str]
) -> RosterRow:
    number, name, post, agency, place, kind, state, code, is_in, email, phone, language = row
    return RosterRow(
        number=number,  # type: ignore[arg-type]
        name=str(name) or "–",
        post=str(post),
        agency=str(agency),
        place=places[place],  # type: ignore[index]
        kind=kinds[str(kind)],
        state=states[str(state)],
        code=str(code),
        is_in=bool(is_in),
        email=str(email),
        phone=str(phone),
        language=str(language),
    )
