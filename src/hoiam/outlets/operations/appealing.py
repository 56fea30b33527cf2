"""Whoever was refused appeals; somebody outside the desk decides, with a reason that is public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.outlets import rules
from hoiam.outlets.models import Appeal, Outlet, Refusal
from hoiam.outlets.operations.registering import erase_application, register
from hoiam.outlets.operations.writing import write_to
from hoiam.outlets.queries.doors import refusal_by_token
from hoiam.outlets.terms import REGISTERED_FOR, AppealOutcome, LetterKind

LONGEST = 4_000


def appeal(*, token: str, words: str, at: datetime) -> Appeal:
    """Appeal against a refusal, once, by the link of its letter. Raises `ReasonsAgainst`."""
    refusal = refusal_by_token(token, at)
    insist(
        [
            *([] if refusal else [_("This link does not open any more. An appeal is possible for 60 days.")]),
            *([] if words.strip() else [_("Say what the refusal overlooks.")]),
            *(
                [_("The text is too long; up to 4,000 characters are possible.")]
                if len(words) > LONGEST
                else []
            ),
        ]
    )
    assert refusal is not None
    with transaction.atomic():
        kept = Refusal.objects.select_for_update(of=("self",)).select_related("desk").get(pk=refusal.pk)
        insist([Appeal.objects.filter(refusal=kept).exists() and _("An appeal was made already.")])
        made = Appeal.objects.create(refusal=kept, words=words.strip(), at=at)
        write_line(desk=kept.desk, by="outlet", at=at, verb="appealed against refusal", record=kept)
    return made


def decide_appeal(*, appeal: Appeal, outcome: str, reason: str, by: Person, at: datetime) -> Appeal:
    """Decide outside the desk that refused; where the outlet was right it is registered at once.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
        refusal = Refusal.objects.select_related("desk", "application__desk", "outlet").get(
            pk=kept.refusal_id
        )
        kept.refusal = refusal
        rules.may_decide_appeal(by, kept, at)
        about = refusal.application or refusal.outlet
        assert about is not None
        insist(
            [
                kept.decided_at and _("This appeal was decided already."),
                outcome not in AppealOutcome.values and _("Say whether the outlet was right."),
                *rules.against_line(
                    " ".join(reason.split()), empty=_("Give the reason; it is public."), longest=2_000
                ),
                *rules.against_naming(reason, about.name, about.email),
            ]
        )
        kept.outcome, kept.reason = outcome, reason.strip()
        kept.decided_at, kept.decided_by, kept.words = at, by, ""
        kept.save()
        write_to(kind=LetterKind.APPEAL_DECIDED, refusal=refusal, at=at)
        if outcome == AppealOutcome.UPHELD:
            _give_right(refusal, by=by, at=at)
        elif refusal.application is not None:
            erase_application(refusal.application, at)
        detail = {"code": refusal.code, "outcome": outcome}
        write_line(desk=refusal.desk, by=by, at=at, verb="decided appeal", record=refusal, detail=detail)
    return kept


def _give_right(refusal: Refusal, *, by: Person, at: datetime) -> None:
    """Register whoever was refused, or let an ended registration stand again; channels are entered anew."""
    if refusal.application is not None:
        register(refusal.application, by=by, at=at)
        return
    assert refusal.outlet is not None
    Outlet.objects.filter(pk=refusal.outlet.pk).update(
        ended_at=None, ended_why="", expires_at=at + REGISTERED_FOR
    )
    refusal.outlet.channels.filter(ended_why="left").update(ended_at=None, ended_why="")
    refusal.outlet.refresh_from_db()
    write_to(kind=LetterKind.ACCEPTED, outlet=refusal.outlet, at=at)
