"""Forms that are typed and not sent yet: kept every few seconds, erased when they are sent.

No record changes, so the journal has no line of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person, UnsentForm
from hoiam.desks.pack import load_pack
from hoiam.desks.secrecy import SecrecyMarks, marked_secret

SEALED = frozenset({"name", "email", "phone", "outlet", "postal_address", "asker", "contact", "password"})
"""Names of fields that are never kept, whatever form they stand in."""
LONGEST_ADDRESS = 300
LONGEST = 200_000
"""Characters of all values together; a text has its own autosave."""
MOST_OF_A_PERSON = 40
FOR = timedelta(days=7)


def keep_typed(
    *, person: Person, address: str, fields: Mapping[str, Sequence[str]], at: datetime
) -> UnsentForm | None:
    """Keep what stands in a form now, in place of what was kept before; None where nothing is left to keep.

    Raises `ReasonsAgainst` for a form that is too long or marked secret: nothing of it is kept then.
    """
    kept = {name: list(values) for name, values in fields.items() if name not in SEALED}
    said = "\n".join(value for values in kept.values() for value in values)
    insist(
        [
            _("This page keeps nothing.") if not address or len(address) > LONGEST_ADDRESS else None,
            _("This is too long to be kept while it is typed. Send it.") if len(said) > LONGEST else None,
            _("What is marked secret must not be entered here; nothing of it was kept.")
            if marked_secret(said, _marks())
            else None,
        ]
    )
    if not said.strip():
        forget_typed(person=person, address=address)
        return None
    row, _is_new = UnsentForm.objects.update_or_create(
        person=person, address=address, defaults={"fields": kept, "kept_at": at}
    )
    extra = UnsentForm.objects.filter(person=person).order_by("-kept_at", "-pk")[MOST_OF_A_PERSON:]
    UnsentForm.objects.filter(pk__in=[one.pk for one in extra]).delete()
    return row


def forget_typed(*, person: Person, address: str) -> int:
    """Erase what was kept: the form was sent, or thrown away; how many."""
    gone, _each = UnsentForm.objects.filter(person=person, address=address).delete()
    return gone


def forget_old_typing(at: datetime) -> int:
    """Erase what nobody came back to for a week; how many."""
    gone, _each = UnsentForm.objects.filter(kept_at__lt=at - FOR).delete()
    return gone


@cache
def _marks() -> SecrecyMarks:
    return load_pack(settings.COUNTRY.code).country.secrecy
