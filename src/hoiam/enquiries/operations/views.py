"""A person's own views of the list of enquiries. They change no record, so the journal has no line of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Person
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries import rules
from hoiam.enquiries.models import SavedView
from hoiam.enquiries.queries.enquiries import SEES
from hoiam.enquiries.queries.inbox import View
from hoiam.enquiries.terms import Kind

KEPT = ("view", "kind", "theme", "officer")
MOST = 12
LONGEST_NAME = 40


def keep_view(*, standing: Standing, name: str, words: Mapping[str, str], at: datetime) -> SavedView:
    """Keep a narrowing under a name; one of that name is written over. Raises `MayNot`, `ReasonsAgainst`."""
    if not standing.holds(*SEES):
        raise MayNot([_("This act belongs to another role at the desk.")])
    name = " ".join(name.split())
    chosen = {key: value for key, value in words.items() if value}
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=standing.person.pk)
        own = SavedView.objects.filter(person=standing.person, desk=standing.desk)
        insist(
            [
                None if name else _("Give the view a name."),
                _("The name of a view may have up to 40 characters.") if len(name) > LONGEST_NAME else None,
                None if _is_known(chosen) else _("This narrowing cannot be kept."),
                _("You have twelve views already. Remove one first.")
                if own.exclude(name=name).count() >= MOST
                else None,
            ]
        )
        kept, _is_new = own.update_or_create(
            person=standing.person, desk=standing.desk, name=name, defaults={"words": chosen, "kept_at": at}
        )
    return kept


def remove_view(*, standing: Standing, number: int) -> int:
    """Remove one's own view; how many, 0 where it was gone already."""
    gone, _each = SavedView.objects.filter(pk=number, person=standing.person, desk=standing.desk).delete()
    return gone


def _is_known(words: Mapping[str, str]) -> bool:
    """Whether the narrowing is made of known words only, and narrows anything."""
    known = {
        "view": lambda value: value in View.values,
        "kind": lambda value: value in Kind.values,
        "theme": lambda value: value in rules.themes(),
        "officer": str.isdigit,
    }
    return bool(words) and all(key in known and known[key](value) for key, value in words.items())
