"""The criteria of registration: published, in versions, and never asking for what nobody may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.outlets import rules
from hoiam.outlets.models import Criterion


def load_criteria(*, by: Person | str, at: datetime) -> int:
    """Publish the criteria of the country pack where there are none yet; how many. Safe to repeat.

    What an officer published since is left as it is. Raises `ReasonsAgainst` for a pack with a forbidden ask.
    """
    rows = read_rows(country_folder(settings.COUNTRY.code), "registration_criteria.csv")
    known = set(Criterion.objects.values_list("code", flat=True))
    for row in rows:
        if row["code"] not in known:
            publish_criterion(
                code=row["code"],
                words={tag: row.get(f"words_{tag}", "") for tag, _name in settings.LANGUAGES},
                asks={tag: row.get(f"asks_{tag}", "") for tag, _name in settings.LANGUAGES},
                source=row["source"],
                by=by,
                at=at,
            )
    return len([row for row in rows if row["code"] not in known])


def publish_criterion(
    *,
    code: str,
    words: Mapping[str, str],
    asks: Mapping[str, str],
    by: Person | str,
    at: datetime,
    source: str = "",
) -> Criterion:
    """Publish a criterion, or the next version of it; it holds for every desk from this instant.

    Raises `MayNot`; `ReasonsAgainst` for words that ask for nationality, press card, licence, stance or
    anything about a person, in any language.
    """
    rules.may_publish_criteria(by)
    lacking = [name for tag, name in settings.LANGUAGES if not words.get(tag) or not asks.get(tag)]
    insist(
        [
            lacking and _("Write the criterion and what is shown for it in every language of the site."),
            *rules.against_asks(words),
            *rules.against_asks(asks),
        ]
    )
    with transaction.atomic():
        present = Criterion.objects.select_for_update().filter(code=code, ended_at__isnull=True).first()
        last = Criterion.objects.filter(code=code).order_by("-version").first()
        if present is not None:
            insist([dict(present.words) == dict(words) and dict(present.asks) == dict(asks) and _NOTHING_NEW])
            present.ended_at = at
            present.save(update_fields=["ended_at"])
        made = Criterion.objects.create(
            code=code,
            version=last.version + 1 if last else 1,
            words=words,
            asks=asks,
            source=source,
            published_at=at,
            published_by=by if isinstance(by, Person) else None,
        )
        write_line(desk=None, by=by, at=at, verb="published criterion", record=made, detail={"code": code})
    return made


def end_criterion(*, criterion: Criterion, by: Person, at: datetime) -> Criterion:
    """Take a criterion out of force. The last one stays: a register without criteria would be a favour."""
    rules.may_publish_criteria(by)
    with transaction.atomic():
        kept = Criterion.objects.select_for_update().get(pk=criterion.pk)
        others = Criterion.objects.in_force(at).exclude(pk=kept.pk).exists()
        insist(
            [
                kept.ended_at and _("This criterion is no longer in force."),
                not others
                and _("The last criterion stays: outlets are registered on published criteria only."),
            ]
        )
        kept.ended_at = at
        kept.save(update_fields=["ended_at"])
        write_line(desk=None, by=by, at=at, verb="ended criterion", record=kept, detail={"code": kept.code})
    return kept


_NOTHING_NEW = _("This version stands already; nothing would change.")
