"""The guarded look-up of an enquiry; screens use no other."""

from __future__ import annotations

import re

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries.envelope import token_digest
from hoiam.enquiries.models import Enquiry, Transfer
from hoiam.search.analysis.references import typed
from hoiam.search.analysis.tokens import tokens

SEES = frozenset({*EDITORIAL, Role.AUDITOR})
"""Roles that see kind, question, language and life of the desk's enquiries. Who asked is seen by none."""


MOST_WORDS = 60
"""Of a pasted letter, the first words are looked at for references."""
_YEAR = re.compile(r"(?=((?:19|20)\d\d)\d{1,6}$)")


def get_enquiry(reference: str, *, standing: Standing) -> Enquiry:
    """An enquiry of the desk at which somebody stands, by its reference.

    Raises `Enquiry.DoesNotExist` for another desk's, for an unknown one, and for roles without sight of
    content, alike.
    """
    if not standing.holds(*SEES):
        raise Enquiry.DoesNotExist
    found = Enquiry.objects.select_related("officer").get(reference=reference, desk=standing.desk)
    found.desk = standing.desk
    return found


def enquiries_named(text: str, *, standing: Standing) -> list[Enquiry]:
    """The desk's enquiries that a text names by reference, in any writing (DN-2026-00001, dn202600001, dn 2026 1).

    Empty for roles without sight of content. One query where the text could name any, else none.
    """
    if not standing.holds(*SEES):
        return []
    written = {one.joined for one in typed(tokens(text)[:MOST_WORDS])}
    candidates = {reference for part in written for reference in _as_given(part)}
    if not candidates:
        return []
    return list(Enquiry.objects.filter(desk=standing.desk, reference__in=candidates).order_by("reference"))


def _as_given(part: str) -> list[str]:
    """What a joined reference may be as `next_number` writes it: prefix, year, number of five digits or more."""
    return [
        f"{part[: year.start()].upper()}-{year[1]}-{int(part[year.end(1) :]):05d}"
        for year in _YEAR.finditer(part, 1)
    ]


def get_offered(transfer_id: int, *, standing: Standing) -> Transfer:
    """A transfer offered to the desk at which somebody stands: it shows kind, language and question."""
    if not standing.holds(*EDITORIAL):
        raise Transfer.DoesNotExist
    return Transfer.objects.select_related("enquiry__desk").get(pk=transfer_id, to_desk=standing.desk)


def enquiry_of_token(token: str) -> Enquiry:
    """The enquiry of a status link. Raises `Enquiry.DoesNotExist`."""
    rows = Enquiry.objects.select_related("desk__body", "merged_into")
    return rows.get(status_digest=token_digest(token))
