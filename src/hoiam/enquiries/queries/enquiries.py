"""The guarded look-up of an enquiry; screens use no other."""

from __future__ import annotations

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries.envelope import token_digest
from hoiam.enquiries.models import Enquiry, Transfer

SEES = frozenset({*EDITORIAL, Role.AUDITOR})
"""Roles that see kind, question, language and life of the desk's enquiries. Who asked is seen by none."""


def get_enquiry(reference: str, *, standing: Standing) -> Enquiry:
    """An enquiry of the desk at which somebody stands, by its reference.

    Raises `Enquiry.DoesNotExist` for another desk's, for an unknown one, and for roles without sight of
    content, alike.
    """
    if not standing.holds(*SEES):
        raise Enquiry.DoesNotExist
    rows = Enquiry.objects.select_related("desk", "officer", "matter", "merged_into")
    return rows.get(reference=reference, desk=standing.desk)


def get_offered(transfer_id: int, *, standing: Standing) -> Transfer:
    """A transfer offered to the desk at which somebody stands: it shows kind, language and question."""
    if not standing.holds(*EDITORIAL):
        raise Transfer.DoesNotExist
    return Transfer.objects.select_related("enquiry__desk").get(pk=transfer_id, to_desk=standing.desk)


def enquiry_of_token(token: str) -> Enquiry:
    """The enquiry of a status link. Raises `Enquiry.DoesNotExist`."""
    rows = Enquiry.objects.select_related("desk__body", "merged_into")
    return rows.get(status_digest=token_digest(token))
