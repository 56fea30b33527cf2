"""May I? Reasons against writing, sending, signing and answering parts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import Signature, Text, TextAuthor, TextVersion
from hoiam.texts.terms import SIGNS_AS, ClearanceState, Decision, SigningRole
from hoiam.texts.urgency import USUAL, Urgency

LONGEST_BODY = 600_000
"""Characters; about 300 printed pages."""


def insist_may_write(person: Person, desk: Desk, at: datetime) -> Standing:
    """Give the person's standing at the desk; raises `MayNot` where the role does not write texts."""
    standing = standing_of(person, desk, at)
    if not standing.holds(*EDITORIAL):
        raise MayNot([_("Your role at this desk does not read or write texts.")])
    return standing


def reasons_against_writing(text: Text, body: str) -> list[object]:
    """Why this text may not be changed to `body` now, apart from who asks."""
    reasons: list[object] = []
    if text.closed_at:
        reasons.append(_("This text has gone out or was closed. It is no longer edited; start a correction."))
    if len(body) > LONGEST_BODY:
        reasons.append(_("This text is too long: it may have up to 600,000 characters."))
    return reasons


def reasons_against_signing(
    version: TextVersion,
    *,
    standing: Standing,
    role: str,
    decision: str,
    text_hash: str,
    given: Collection[Signature],
    urgency: Urgency = USUAL,
) -> list[object]:
    """Why this version may not be signed so; `given` are the signatures already on it."""
    reasons: list[object] = []
    if version.clearance.state != ClearanceState.OPEN:
        reasons.append(
            _(
                "This version is no longer in clearance: it is “%(state)s”. Open the text again to see what is now."
            )
            % {"state": version.clearance.get_state_display()}
        )
    if text_hash != version.hash:
        reasons.append(_("The text has changed since you opened this page. Read it again before you sign."))
    signed = {row.role: row for row in given}
    if role in signed:
        reasons.append(_("This has already been signed in that role."))
    if decision == Decision.APPROVE:
        reasons.extend(_reasons_against_approving(version, standing.person, role, signed, urgency))
    return reasons


def may_sign_as(standing: Standing, role: str, urgency: Urgency = USUAL) -> bool:
    """Whether a role held at the desk, or duty, opens this signature."""
    if role not in SigningRole.values:
        return False
    return standing.holds(*SIGNS_AS[SigningRole(role)]) or role in urgency.signs_as


def _reasons_against_approving(
    version: TextVersion, person: Person, role: str, signed: dict[str, Signature], urgency: Urgency
) -> list[object]:
    reasons: list[object] = []
    alone = urgency.clears_alone(role)
    if any(row.person_id == person.pk for row in signed.values()):
        reasons.append(_("You have signed this version in another role. Two people clear a text."))
    if role == SigningRole.SPOKESPERSON or alone:
        if SigningRole.REVIEWER not in signed and not alone:
            reasons.append(_("The reviewer has not signed yet. The spokesperson signs last."))
        if TextAuthor.objects.filter(text_id=version.text_id, person=person).exists():
            reasons.append(
                _(
                    "You wrote part of this text, so somebody else clears it finally. A desk with few people "
                    "names a substitute for the time."
                )
            )
    if (role != SigningRole.SPOKESPERSON or alone) and version.sent_by_id == person.pk:
        reasons.append(_("You sent this text for clearance, so somebody else reviews it."))
    return reasons
