"""What a new desk still needs before it can answer: computed from its records, without any content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk, DutyShift, LawRule, Letterhead
from hoiam.desks.queries.holders import holders_on, posts
from hoiam.desks.queries.people import Member, members_of
from hoiam.desks.queries.standing import Standing
from hoiam.desks.rules import STRONG
from hoiam.desks.terms import Role, RuleState
from hoiam.enquiries.models import Enquiry
from hoiam.evidence.models import Fact
from hoiam.evidence.terms import FactState
from hoiam.workroom.home.doors import doors

PREPARING = frozenset({Role.HEAD, Role.DESK_ADMIN, Role.INTAKE})
"""Who is shown the list."""
NEEDED = (Role.INTAKE, Role.CASE_OFFICER, Role.FACT_STEWARD, Role.REVIEWER, Role.DESK_ADMIN)
LAST = frozenset({Role.SPOKESPERSON, Role.HEAD})
"""Roles that give the last signature."""
ASK = "ask"
"""Stands for the public form, whose address begins with that of the public site."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Step:
    """One thing to do once."""

    name: str
    title: str
    says: str
    is_done: bool
    address: str = ""
    """Where it is done, "" where this person may not do it."""
    link: str = ""
    missing: str = ""
    """What exactly is still missing."""
    is_optional: bool = False
    """A warning: the desk can work all the same."""


@dataclass(frozen=True)
class FirstSteps:
    steps: list[Step]
    is_new: bool
    """The desk has never had a question."""

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return all(step.is_done or step.is_optional for step in self.steps)


def first_steps(standing: Standing, at: datetime) -> FirstSteps:
    """The list for a desk, in six queries; links lead only where this person is let in."""
    desk, members = standing.desk, members_of(standing.desk, at)
    has = _what_there_is(desk, at)
    steps = [
        _people(members),
        _signers(members),
        *([] if settings.IS_DEMO else [_second_factor(members)]),
        _speaker(desk, at),
        _letterhead(has["letterhead"]),
        _hours(desk, has["shift"]),
        _facts(has["fact"]),
        _mail(desk),
        _law(),
        _question(has["question"]),
    ]
    return FirstSteps(list(_reachable(steps, standing)), is_new=not has["question"])


def _what_there_is(desk: Desk, at: datetime) -> dict[str, bool]:
    """What needs only be there, all in one query."""
    here = OuterRef("pk")
    asked = {
        "letterhead": Letterhead.objects.filter(desk=here),
        "shift": DutyShift.objects.filter(desk=here, ends_at__gt=at),
        "fact": Fact.objects.filter(desk=here, state=FactState.PUBLISHED),
        "question": Enquiry.objects.filter(desk=here),
    }
    found = {f"has_{name}": Exists(rows) for name, rows in asked.items()}
    row: dict[str, bool] = Desk.objects.filter(pk=desk.pk).annotate(**found).values(*found).get()
    return {name: row[f"has_{name}"] for name in asked}


def _held(members: Iterable[Member]) -> dict[int, set[str]]:
    return {member.person.pk: {row.role for row in member.roles} for member in members}


def _people(members: list[Member]) -> Step:
    held = set().union(*_held(members).values())
    missing = [str(Role(role).label) for role in NEEDED if role not in held]
    if not held & LAST:
        missing.append(str(Role.SPOKESPERSON.label))
    return Step(
        "people",
        _("People for each role"),
        _(
            "Somebody takes in, writes, keeps facts, signs first and signs last; one person may hold several roles."
        ),
        not missing,
        "people/",
        _("People and roles"),
        _("Nobody yet: %(roles)s.") % {"roles": ", ".join(missing)} if missing else "",
    )


def _signers(members: list[Member]) -> Step:
    held = _held(members)
    first = {person for person, roles in held.items() if Role.REVIEWER in roles}
    last = {person for person, roles in held.items() if roles & LAST}
    stands_in = any(
        period.substitute_id not in last and LAST & set(period.roles)
        for member in members
        if member.person.pk in last
        for period in member.absences
    )
    has_two = any(one != other for one in first for other in last)
    return Step(
        "signers",
        _("A last signature, also when somebody is away"),
        _(
            "First and last signature come from two people. Name a second person for the last one, or a substitute."
        ),
        has_two and (len(last) > 1 or stands_in),
        "people/",
        _("People and roles"),
    )


def _second_factor(members: list[Member]) -> Step:
    strong = {person for person, roles in _held(members).items() if roles & STRONG}
    rows = Authenticator.objects.filter(user__in=strong, type__in=FACTORS)
    without = len(strong) - len(set(rows.values_list("user_id", flat=True)))
    missing = ngettext("%(count)s person has none yet.", "%(count)s people have none yet.", without)
    return Step(
        "second_factor",
        _("Second factor of those who clear or administer"),
        _("They set it up themselves at the first sign-in, with an app on the telephone or a passkey."),
        not without,
        "/accounts/2fa/",
        _("Second factor"),
        missing % {"count": without} if without else "",
    )


def _speaker(desk: Desk, at: datetime) -> Step:
    speaking = {post.code for post in posts() if post.may_speak}
    holders = [row for row in holders_on(desk, timezone.localdate(at)) if row.post in speaking]
    missing = _("Somebody is named; the telephone number is missing.") if holders else ""
    is_done = any(row.phone for row in holders)
    return Step(
        "speaker",
        _("Who speaks for the body, with telephone"),
        _("The law wants name, post and telephone of the spokesperson in public."),
        is_done,
        "settings/",
        _("The desk"),
        "" if is_done else missing,
    )


def _letterhead(is_there: bool) -> Step:
    return Step(
        "letterhead",
        _("Letterhead"),
        _("Compare the proposal with a letter on paper and save it; official letters then look like yours."),
        is_there,
        "letters/letterhead/",
        _("Official letters"),
    )


def _hours(desk: Desk, has_shift: bool) -> Step:
    return Step(
        "hours",
        _("When somebody is reached"),
        _("Say the office hours, or plan who is on duty."),
        has_shift or any(desk.office_hours.values()),
        "duty/",
        _("Duty roster"),
    )


def _facts(is_there: bool) -> Step:
    return Step(
        "facts",
        _("A first published fact"),
        _("Bring in a table with sources, or paste one paragraph: a first fact takes two minutes."),
        is_there,
        "facts/",
        _("Facts"),
    )


def _mail(desk: Desk) -> Step:
    is_read = bool(settings.MAILBOX_URL)
    missing = "" if is_read else _("Mail is not read yet; the operator sets up the mailbox.")
    return Step(
        "mail",
        _("Mail address of the desk"),
        _("Questions by e-mail come to this address; it stands on the public page."),
        bool(desk.email) and is_read,
        "settings/",
        _("The desk"),
        missing if desk.email else _("No address is entered yet."),
        is_optional=bool(desk.email),
    )


def _law() -> Step:
    confirmed = Count("pk", filter=Q(state=RuleState.CONFIRMED))
    count = LawRule.objects.filter(is_current=True).aggregate(all=Count("pk"), confirmed=confirmed)
    missing = _("%(confirmed)s of %(all)s are confirmed. What was never read only warns.") % count
    is_done = count["all"] > 0 and count["all"] == count["confirmed"]
    return Step(
        "law",
        _("Limits of the law, confirmed"),
        _("A legal officer compares each limit with the published text of the law."),
        is_done,
        "/office/installation/rules/",
        _("Rules of time"),
        "" if is_done else missing,
        is_optional=True,
    )


def _question(is_there: bool) -> Step:
    return Step(
        "question",
        _("A first question"),
        _("Send yourself one through the public form and follow it until it is answered."),
        is_there,
        ASK,
        _("The public form"),
    )


def _reachable(steps: list[Step], standing: Standing) -> Iterator[Step]:
    """Each step with the whole address of its page, or none where its door is shut for this person."""
    base = f"/office/{standing.desk.code}/"
    for step in steps:
        address = step.address if step.address.startswith("/") else f"{base}{step.address}"
        if step.address == ASK:
            address = f"{settings.BASE_URL}/{get_language()}/desks/{standing.desk.code}/ask/"
        elif not _opens(step.address, standing):
            address = ""
        yield replace(step, address=address)


def _opens(address: str, standing: Standing) -> bool:
    of_desk, of_installation = doors(address)
    if of_installation is not None:
        return bool(of_installation & standing.installation_roles)
    return not of_desk or standing.holds(*of_desk)
