"""The journal's page: acts in words, never a name of an asker, and whether the chain verifies."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

import hoiam
from hoiam.desks.models import JournalDetail, JournalLine
from hoiam.desks.operations.journal import write_line
from hoiam.workroom.journal.words import VERBS
from tests.factories.desks import make_desk
from tests.factories.texts import make_public_fact

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
PAGE = "/office/da-nang/journal/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factors():
    with override_settings(IS_DEMO=True):
        yield


@pytest.fixture
def as_auditor(client, cast):
    cast.auditor.language = "en"
    cast.auditor.save()
    client.force_login(cast.auditor)
    return client


def act(desk, by="worker", verb="moved clock", record=None, **detail) -> JournalLine:
    with transaction.atomic():
        return write_line(desk=desk, by=by, at=AT, verb=verb, record=record, detail=detail)


def rows(page: str) -> list[list[str]]:
    """The table's cells as text."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in body.split("</tr>") if "<td" in row]
    return [[" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in row] for row in found]


@pytest.mark.parametrize("role", ["auditor", "head"])
def test_journal_is_open_to_auditor_and_head(client, cast, role):
    client.force_login(getattr(cast, role))

    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "role", ["intake", "case_officer", "fact_steward", "reviewer", "spokesperson", "desk_admin"]
)
def test_journal_is_closed_to_every_other_role(client, cast, role):
    client.force_login(getattr(cast, role))

    assert client.get(PAGE).status_code == 403


def test_journal_of_a_desk_does_not_exist_for_a_stranger(client, cast):
    client.force_login(cast.stranger)

    assert client.get(PAGE).status_code == 404


def test_line_says_who_did_what_to_which_record_and_nothing_of_what_was_said(as_auditor, cast):
    fact = make_public_fact(cast.desk, "F069")
    line = act(cast.desk, cast.fact_steward, "fact_published", fact, statement="Lời đã nói")
    act(cast.desk, "asker", "asker wrote", asker="Nguyễn Thị Hỏi")

    page = as_auditor.get(PAGE).content.decode()

    assert rows(page) == [
        ["2", "3 August 2026, 09:00", "the asker", "received a letter of the asker", "—", rows(page)[0][5]],
        ["1", "3 August 2026, 09:00", "fact_steward", "published a fact", "fact F069", line.digest[:12]],
    ]
    assert "Lời đã nói" not in page
    assert "Nguyễn Thị Hỏi" not in page


def test_reference_of_a_record_of_another_desk_is_not_shown(as_auditor, cast):
    fact = make_public_fact(make_desk("hue"), "F777")
    act(cast.desk, "worker", "linked", fact)

    assert [row[4] for row in rows(as_auditor.get(PAGE).content.decode())] == ["fact"]


def test_lines_of_another_desk_are_not_shown(as_auditor, cast):
    act(cast.other_desk)

    page = as_auditor.get(PAGE).content.decode()

    assert "Nothing was done yet" in page


def test_pages_go_back_by_number_and_forward_again(as_auditor, cast):
    for _number in range(53):
        act(cast.desk)

    first = as_auditor.get(PAGE).content.decode()
    second = as_auditor.get(f"{PAGE}?before=4").content.decode()

    assert ([row[0] for row in rows(first)][:2], len(rows(first))) == (["53", "52"], 50)
    assert 'href="?before=4"' in first
    assert [row[0] for row in rows(second)] == ["3", "2", "1"]


@pytest.mark.parametrize("before", ["x", "-1", "٣", "9" * 40])
def test_cursor_that_is_none_shows_the_newest_lines(as_auditor, cast, before):
    act(cast.desk)

    answer = as_auditor.get(PAGE, {"before": before})

    assert (answer.status_code, len(rows(answer.content.decode()))) == (200, 1)


def test_list_asks_the_same_number_of_queries_for_one_and_three_lines(
    as_auditor, cast, django_assert_num_queries
):
    facts = [make_public_fact(cast.desk, reference) for reference in ("F001", "F002", "F003")]
    act(cast.desk, cast.fact_steward, "fact_published", facts[0])
    with django_assert_num_queries(7):
        as_auditor.get(PAGE)
    for fact in facts[1:]:
        act(cast.desk, cast.head, "fact_published", fact)
    with django_assert_num_queries(7):
        page = as_auditor.get(PAGE).content.decode()

    assert len(rows(page)) == 3


def test_chain_that_is_whole_verifies_even_after_an_erasure(as_auditor, cast):
    line = act(cast.desk, name="x")
    act(cast.desk)
    JournalDetail.objects.filter(line=line).delete()

    page = as_auditor.get(f"{PAGE}?check=1").content.decode()

    assert "The chain verifies" in page


def test_chain_with_an_altered_line_says_from_where_and_why(as_auditor, cast):
    act(cast.desk)
    line = act(cast.desk)
    JournalLine.objects.filter(pk=line.pk).update(verb="opened desk")

    page = as_auditor.get(f"{PAGE}?check=1").content.decode()

    assert "The chain does not verify from line 2 on" in page
    assert "the line was altered." in page


def written_verbs(file: Path) -> set[str]:
    """Every verb that stands as a plain text behind `verb=` in one file."""
    calls = [
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    given = [word.value for call in calls for word in call.keywords if word.arg == "verb"]
    plain = [value for value in given if not isinstance(value, ast.JoinedStr)]
    texts = [node.value for value in plain for node in ast.walk(value) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str)}


def test_every_verb_that_operations_write_has_its_words():
    sources = Path(hoiam.__file__).parent.rglob("operations/**/*.py")
    written = {verb for file in sources for verb in written_verbs(file)}

    assert sorted(written - set(VERBS)) == []
