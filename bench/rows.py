"""A record of any size: the demo's own rows, copied in bulk under new numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction

BATCH = 2_000


def copies(template: models.Model, count: int, **changed: Any) -> int:
    """Copy one row `count` times; each of `changed` is a value or `f(number)`; returns the first new id.

    The values that stay are made ready for the database once, which a million rows need.
    """
    model = type(template)
    first = (model._base_manager.aggregate(most=models.Max("pk"))["most"] or 0) + 1
    columns = [_column(field, template, first, changed) for field in model._meta.concrete_fields]
    quoted = [connection.ops.quote_name(field.column) for field in model._meta.concrete_fields]
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(quoted))
    statement = f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({places})"
    with connection.cursor() as cursor:
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            cursor.executemany(statement, [tuple(value(number) for value in columns) for number in numbers])
    return first


def _column(field: Any, template: models.Model, first: int, changed: dict[str, Any]) -> Callable[[int], Any]:
    """What stands in one column of the copy with this number."""
    if field.primary_key:
        return lambda number: first + number
    given = changed.get(field.attname, getattr(template, field.attname))
    if callable(given):
        return lambda number: field.get_db_prep_save(given(number), connection)
    ready = field.get_db_prep_save(given, connection)
    return lambda _number: ready


def fill(enquiries: int, facts: int) -> None:
    """Add this many enquiries (half open, half answered and public) and facts (public) to the demo's desk."""
    from django.core.management.color import no_style

    with transaction.atomic():
        _facts(facts)
        _open_enquiries(enquiries // 2)
        _answered_enquiries(enquiries - enquiries // 2)
        from django.apps import apps

        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            with connection.cursor() as cursor:
                cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _facts(count: int) -> None:
    from hoiam.evidence.models import Fact

    more_facts(Fact.objects.get(reference="F069"), count)


def more_facts(fact: Any, count: int) -> None:
    """Public facts as this public one."""
    version, source = fact.published, fact.published.fact_sources.first()
    themes = list(version.theme_rows.all()[:1])
    first_fact = copies(
        fact, count, reference=lambda n: f"B{fact.pk}{n:06}", latest_id=None, published_id=None, state="draft"
    )
    first_version = copies(version, count, fact_id=lambda n: first_fact + n)
    copies(source, count, version_id=lambda n: first_version + n)
    for theme in themes:
        copies(theme, count, version_id=lambda n: first_version + n)
    shift = first_version - first_fact
    type(fact).objects.filter(pk__gte=first_fact).update(
        latest_id=models.F("pk") + shift, published_id=models.F("pk") + shift, state="published"
    )


def _common(first_number: int) -> dict[str, Any]:
    return {
        "reference": lambda n: f"TU-2026-{first_number + n:07}",
        "number": lambda n: first_number + n,
        "status_digest": lambda n: hashlib.sha256(f"bench {first_number + n}".encode()).hexdigest(),
    }


def _open_enquiries(count: int) -> None:
    from hoiam.enquiries.models import Enquiry

    more_open(Enquiry.objects.get(reference="TU-2026-00010"), count, 1_000_000)


def more_open(template: Any, count: int, first_number: int) -> None:
    """Open enquiries as this one, each due a second after the one before, with one clock each."""
    from hoiam.desks.models import Clock

    first = copies(
        template,
        count,
        **_common(first_number),
        sort_at=lambda n: template.sort_at + timedelta(seconds=n),
        next_due_at=lambda n: template.sort_at + timedelta(seconds=n),
    )
    clock = Clock.objects.of("enquiries.enquiry", template.pk).first()
    copies(clock, count, record_id=lambda n: first + n)


def _answered_enquiries(count: int) -> None:
    from hoiam.enquiries.models import Answer

    sent = Answer.objects.filter(outcome="answered", sent_at__isnull=False)
    more_answered(sent.order_by("pk").first(), count, 5_000_000)


def more_answered(answer: Any, count: int, first_number: int) -> None:
    """Answered enquiries as that of this sent answer, each entering the log a second before the one before."""
    from hoiam.desks.models import Clock

    enquiry, version, text = answer.enquiry, answer.version, answer.text
    first = copies(enquiry, count, **_common(first_number))
    first_text = copies(text, count, record_id=lambda n: first + n)
    first_version = copies(version, count, text_id=lambda n: first_text + n)
    copies(version.clearance, count, version_id=lambda n: first_version + n, text_id=lambda n: first_text + n)
    copies(
        answer,
        count,
        enquiry_id=lambda n: first + n,
        text_id=lambda n: first_text + n,
        version_id=lambda n: first_version + n,
        enters_log_at=lambda n: answer.enters_log_at - timedelta(seconds=n),
    )
    clock = Clock.objects.of("enquiries.enquiry", enquiry.pk).first()
    copies(clock, count, record_id=lambda n: first + n)
