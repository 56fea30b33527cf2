"""Reading versions and their clearance: what stands, what is cleared, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from hoiam.desks.queries.standing import Standing
from hoiam.texts.models import Clearance, Draft, Text, TextAuthor, TextVersion
from hoiam.texts.rules import may_sign_as
from hoiam.texts.terms import STANDING_STATES, ClearanceState, DraftState, SigningRole


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


def waiting_for(standing: Standing, at: datetime) -> list[TextVersion]:
    """Versions in clearance at this desk whose next signature this person may give, longest waiting first.

    Each with its text and signatures loaded. [] for roles that do not clear.
    """
    roles = [role for role in SigningRole.values if may_sign_as(standing, role)]
    if not roles:
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
    return [version for version in versions if _waits_for(version, standing, roles, written)]


def _waits_for(
    version: TextVersion, standing: Standing, roles: Collection[str], written: Collection[int]
) -> bool:
    role = missing_role(version)
    if role not in roles or any(row.person_id == standing.person.pk for row in version.signatures.all()):
        return False
    if role == SigningRole.SPOKESPERSON:
        return version.text_id not in written
    return version.sent_by_id != standing.person.pk
