"""A reference typed into the office search."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.desks.terms import Role
from hoiam.enquiries.queries.enquiries import enquiries_named
from hoiam.search import operations, reader
from hoiam.search.operations import catch_up
from tests.factories.desks import make_person
from tests.factories.enquiries import AT, HOUR, make_answered, make_registered, stand
from tests.factories.evidence import make_draft as make_fact_draft
from tests.workroom.visiting import enter, office_at

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["tantivy", "fts5"])
def index(request, tmp_path, settings, monkeypatch):
    """An index of its own, in either engine, on Monday afternoon."""
    monkeypatch.setattr(operations, "preferred_engine", lambda: request.param)
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    with office_at(AT + 6 * HOUR):
        yield
    reader.close(settings.HOIAM_INDEX_DIR)


def first_hit(person, query: str, desk: str = "da-nang") -> str:
    """The address of the first result on the page."""
    page = enter(person).get(f"/office/{desk}/search/", {"q": query})
    results = page.content.decode().partition('aria-live="polite"')[2]
    found = re.search(r'href="(/[^"]*(?:enquiries/|answers/|facts/)[^"/]+/)"', results)
    return found[1] if found else ""


def test_reference_in_any_writing_brings_the_enquiry_first_answered_or_not(cast, index):
    make_answered(cast)
    make_registered(cast)
    catch_up()

    found = [
        first_hit(cast.case_officer, text)
        for text in ("DN-2026-00001", "dn202600001", "DN-2026-00002", "dn202600002", "xem lại dn 2026 2")
    ]

    answered, open_one = (f"/office/da-nang/enquiries/DN-2026-0000{number}/" for number in (1, 2))
    assert found == [answered, answered, open_one, open_one, open_one]


def test_reference_found_is_not_called_weak_nor_shown_twice(cast, index):
    make_answered(cast)
    make_registered(cast)
    catch_up()
    client = enter(cast.case_officer)

    pages = [
        client.get("/office/da-nang/search/", {"q": f"DN-2026-0000{number}"}).content.decode()
        for number in (1, 2)
    ]

    assert [page.count("/enquiries/DN-2026-0000") for page in pages] == [1, 1]
    assert all("does not answer this well" not in page for page in pages)


def test_reference_of_a_draft_fact_is_found_inside_its_desk(cast, index):
    draft = make_fact_draft(cast.desk, at=AT)
    catch_up()

    assert first_hit(cast.case_officer, draft.reference.replace("-", "").lower()) == (
        f"/office/da-nang/facts/{draft.reference}/"
    )


def test_reference_of_another_desk_brings_nothing_of_it(cast, index):
    make_registered(cast)
    catch_up()
    stranger = make_person("stranger-who-searches", (cast.other_desk, Role.CASE_OFFICER))

    assert first_hit(stranger, "DN-2026-00001", desk=cast.other_desk.code) == ""


def test_enquiries_named_costs_one_query_and_none_without_a_reference(cast):
    make_registered(cast)
    make_registered(cast)
    make_registered(cast)
    standing = stand(cast, "case_officer")

    with CaptureQueriesContext(connection) as asked:
        found = enquiries_named("DN-2026-00001, dn202600002 và dn-2026-3", standing=standing)
        nothing = enquiries_named("năm 2026 có bao nhiêu câu hỏi?", standing=standing)

    assert [one.reference for one in found] == ["DN-2026-00001", "DN-2026-00002", "DN-2026-00003"]
    assert (nothing, len(asked)) == ([], 1)
