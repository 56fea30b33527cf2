"""What the factories write again is, row by row, what they wrote."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import NOT_PROVIDED, Model

from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Enquiry
from tests.factories import remembering
from tests.factories.desks import make_cast, make_desk
from tests.factories.enquiries import make_answered, make_enquiry
from tests.factories.remembering import memory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="nothing is remembered on PostgreSQL"),
]


def columns(model: type[Model]) -> list[str]:
    """All but what the database itself fills with its own clock."""
    return [each.attname for each in model._meta.concrete_fields if each.db_default is NOT_PROVIDED]


def rows() -> dict[str, list[tuple]]:
    """{table: its rows} of every model."""
    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values_list(*columns(model)))
        for model in apps.get_models(include_auto_created=True)
    }


def played_and_taken_back(*, repeats: int) -> tuple[dict[str, list[tuple]], int]:
    """(rows, acts waiting for the commit) after a desk answered one question; everything is then undone."""
    before = memory.repeats
    begin = len(connection.run_on_commit)
    with transaction.atomic():
        cast = make_cast(make_desk())
        answer = make_answered(cast)
        assert answer.desk == cast.desk and answer.enquiry.desk_id == cast.desk.pk
        found = rows(), len(connection.run_on_commit) - begin
        transaction.set_rollback(True)
    assert (memory.repeats > before) is bool(repeats)
    memory.begin(memory.patches)
    return found


@pytest.fixture
def forgetful():
    """A memory without anything in it; what the process has remembered is put back afterwards."""
    kept, memory.kept = memory.kept, type(memory.kept)()
    yield
    memory.kept = kept


def test_case_written_again_is_the_same_row_by_row(forgetful):
    worked_out = played_and_taken_back(repeats=0)
    written_again = played_and_taken_back(repeats=1)

    assert worked_out[0]["enquiries_answer"]
    assert {table for table in worked_out[0] if worked_out[0][table] != written_again[0][table]} == set()
    assert written_again[1] == worked_out[1]


def test_case_written_again_takes_further_acts(forgetful):
    played_and_taken_back(repeats=0)
    cast = make_cast(make_desk())
    make_answered(cast)

    later = make_enquiry(cast)

    assert later.reference == "DN-2026-00002"
    assert list(first_breaks()) == []


def test_factory_after_anything_else_was_written_runs_itself(forgetful, cast):
    first = make_enquiry(cast)
    Enquiry.objects.filter(pk=first.pk).update(theme="")
    kept = len(memory.kept)

    second = make_enquiry(cast)

    assert (second.pk, len(memory.kept)) == (first.pk + 1, kept)


def test_factory_after_a_rollback_runs_itself(forgetful, cast):
    make_enquiry(cast)
    with transaction.atomic():
        make_enquiry(cast)
        transaction.set_rollback(True)

    assert not memory.is_certain()


def test_factory_under_patches_or_changed_settings_runs_itself(forgetful, cast, monkeypatch, settings):
    assert memory.is_certain()

    settings.LANGUAGE_CODE = "en"
    assert not memory.is_certain()
    del settings.LANGUAGE_CODE
    monkeypatch.setattr(remembering, "MOST", 1)

    assert not memory.is_certain()
