"""Reading versions and their clearance: what stands, what is cleared, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import CLEARING
from hoiam.texts.models import Clearance, Draft, Text, TextAuthor, TextVersion
from hoiam.texts.rules import may_sign_as
from hoiam.texts.terms import STANDING_STATES, ClearanceState, DraftState, SigningRole
from hoiam.texts.urgency import USUAL, Urgency, urgencies


def cleared_version(text: Text) -> TextVersion | None:
    """The version that both signatures stand on now; None while it is written, in clearance or void."""
    found = Clearance.objects.filter(text=text, state=ClearanceState.CLEARED).select_related("version")
    clearance = found.first()
    return clearance.version if clearance else None


def standing_clearance(text: Text) -> Clearance | None:
    """The clearance whose signatures count now: open or cleared."""
    standing = Clearance.objects.filter(text=text, state__in=STANDING_STATES)
    return standing.select_related("version", "version__sent_by").first()


def latest_version(text: Text) -> TextVersion | None:
    return text.versions.select_related("clearance", "sent_by").order_by("-number").first()


def drafts_beside(text: Text) -> list[Draft]:
    """Drafts that lost to another save and wait for a decision, oldest first."""
    beside = Draft.objects.filter(text=text, state=DraftState.BESIDE).select_related("person")
    return list(beside.order_by("saved_at", "id"))


def missing_role(version: TextVersion) -> str | None:
    """Whose signature comes next: the reviewer's, the spokesperson's; None where nothing is missing.

    Reads `version.signatures` (prefetch it for lists) and its clearance.
    """
    if version.clearance.state != ClearanceState.OPEN:
        return None
    signed = {row.role for row in version.signatures.all()}
    return next((role for role in SigningRole.values if role not in signed), None)


def role_to_sign(version: TextVersion, standing: Standing, urgency: Urgency = USUAL) -> str | None:
    """As what this person would sign next: a post of duty that clears alone, else the missing signature."""
    missing = missing_role(version)
    if missing and urgency.one_is_enough:
        signed = {row.role for row in version.signatures.all()}
        own = [role for role in SigningRole.values if role in urgency.signs_as and role not in signed]
        return own[-1] if own else missing
    return missing


def waiting_for(standing: Standing, at: datetime) -> list[TextVersion]:
    """Versions in clearance at this desk whose next signature this person may give, longest waiting first.

    Each with its text and signatures loaded. [] for roles that do not clear.
    """
    if not standing.holds(*CLEARING):
        return []
    versions = (
        TextVersion.objects.filter(clearance__state=ClearanceState.OPEN, clearance__desk=standing.desk)
        .select_related("text", "clearance", "sent_by")
        .prefetch_related("signatures")
        .order_by("sent_at", "id")
    )
    written = set(
        TextAuthor.objects.filter(
            person=standing.person, text__clearances__state=ClearanceState.OPEN, text__desk=standing.desk
        ).values_list("text_id", flat=True)
    )
    rows = list(versions)
    urgent = urgencies([version.text for version in rows], standing.person, at)
    return [
        version
        for version in rows
        if _waits_for(version, standing, urgent.get(version.text_id, USUAL), written)
    ]


def _waits_for(version: TextVersion, standing: Standing, urgency: Urgency, written: Collection[int]) -> bool:
    role = role_to_sign(version, standing, urgency)
    if not role or not may_sign_as(standing, role, urgency):
        return False
    if any(row.person_id == standing.person.pk for row in version.signatures.all()):
        return False
    alone = urgency.clears_alone(role)
    is_final, is_first = alone or role == SigningRole.SPOKESPERSON, alone or role == SigningRole.REVIEWER
    if is_final and version.text_id in written:
        return False
    return not (is_first and version.sent_by_id == standing.person.pk)
