from __future__ import annotations

import json
import tarfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import translation

from hoiam.conferences import links
from hoiam.conferences.models import ItemUse, LearningKey, LearningResult, Sheet
from hoiam.conferences.operations.closing_learning import close_learning, close_overdue
from hoiam.conferences.operations.items import (
    make_item,
    put_on_sheet,
    retire_item,
    revise_item,
    take_off_sheet,
)
from hoiam.conferences.operations.sheets import fill_in, open_sheets
from hoiam.conferences.queries.learning import opened_phases, received, results_of, sheet_token, uses_of
from hoiam.conferences.terms import ItemKind, Phase
from hoiam.config import backup
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from tests.factories.learning import AFTER, HELD_AT, make_delegate, make_training

pytestmark = pytest.mark.django_db
BEFORE = HELD_AT - timedelta(days=3)
TEST = (Phase.BEFORE, Phase.AFTER)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def prepared(cast, **given):
    """A training with one question in the test and one in the evaluation, its sheets open."""
    training = make_training(cast.desk, held=False, **given)
    made = {"desk": cast.desk, "by": cast.head, "at": BEFORE}
    law = make_item(
        code="law-01",
        kind=ItemKind.CHOICE,
        words={"vi": "Thời hạn trả lời báo chí là bao lâu?"},
        choices=[{"vi": "Một ngày"}, {"vi": "Theo luật"}],
        right=1,
        why={"vi": "Luật quy định."},
        **made,
    )
    view = make_item(code="DG-01", kind=ItemKind.SCALE, words={"vi": "Nội dung có ích không?"}, **made)
    put_on_sheet(conference=training, item=law, phases=TEST, by=cast.head, at=BEFORE)
    put_on_sheet(conference=training, item=view, phases=[Phase.EVALUATION], by=cast.head, at=BEFORE)
    open_sheets(conference=training, by=cast.head, at=BEFORE)
    return training


def send(training, phase, delegate, answer, at=None):
    use = uses_of(training, phase)[0]
    at = at or (BEFORE if phase == Phase.BEFORE else HELD_AT)
    fill_in(
        token=sheet_token(training), phase=phase, code=delegate.code, answers={str(use.pk): answer}, at=at
    )


def hold(training):
    training.held_at = HELD_AT
    training.save(update_fields=["held_at"])


def test_pairs_show_what_was_gained_and_sheets_and_key_are_gone(cast):
    training = prepared(cast)
    people = [make_delegate(training, number) for number in range(1, 7)]
    for place, person in enumerate(people):
        send(training, Phase.BEFORE, person, 1 if place == 0 else 0)
        send(training, Phase.AFTER, person, 0 if place in (0, 1) else 1)
        send(training, Phase.EVALUATION, person, 4)
    marks = {phase: set(Sheet.objects.filter(phase=phase).values_list("pair", flat=True)) for phase in Phase}
    assert marks[Phase.BEFORE] == marks[Phase.AFTER] and not marks[Phase.BEFORE] & marks[Phase.EVALUATION]
    hold(training)

    close_learning(conference=training, by=cast.head, at=AFTER)

    row, opinion = results_of(training).test[0], results_of(training).opinions[0]
    assert (round(row.before), round(row.after), row.gained, row.lost, row.pairs) == (17, 67, 4, 1, 6)
    assert opinion.mean == 5 and dict(opinion.answers)["5"] == 6
    assert not Sheet.objects.exists() and not LearningKey.objects.exists()
    assert not JournalLine.objects.filter(verb__contains="sheet", at=HELD_AT).exists()


@pytest.mark.parametrize(("before", "after", "counts", "pairs"), [(4, 4, False, False), (6, 5, True, False)])
def test_too_few_sheets_and_differences_between_few_tell_nothing(cast, before, after, counts, pairs):
    training = prepared(cast)
    people = [make_delegate(training, number) for number in range(1, 7)]
    for person in people[:before]:
        send(training, Phase.BEFORE, person, 0)
    for person in people[:after]:
        send(training, Phase.AFTER, person, 1)
    assert received(training)["before"] == (before if counts else None)
    hold(training)

    close_learning(conference=training, by=cast.head, at=AFTER)

    row = results_of(training).test[0]
    assert (row.before is not None, row.pairs is not None) == (counts, pairs)
    kept = LearningResult.objects.filter(phase=Phase.AFTER).get()
    assert bool(kept.counts) == counts and kept.gained is None
    assert results_of(training).opinions[0].answers == []


def test_a_sheet_needs_a_code_of_somebody_who_came_every_answer_and_counts_once(cast):
    training = prepared(cast)
    came, absent = make_delegate(training, 1), make_delegate(training, 2, came=False)
    send(training, Phase.BEFORE, absent, 0)
    send(training, Phase.AFTER, came, 1)

    with pytest.raises(ReasonsAgainst, match="sent already"):
        send(training, Phase.AFTER, came, 0)
    with pytest.raises(ReasonsAgainst, match="has that code"):
        send(training, Phase.EVALUATION, absent, 3)
    with pytest.raises(ReasonsAgainst, match="every question"):
        send(training, Phase.EVALUATION, came, 5)
    with pytest.raises(ReasonsAgainst, match="not open now"):
        send(training, Phase.EVALUATION, came, 3, at=BEFORE)
    with pytest.raises(ReasonsAgainst, match="opens nothing"):
        fill_in(token=links.token_of(links.SEAT, training.pk), phase="after", code="1", answers={}, at=AFTER)
    assert Sheet.objects.count() == 2
    assert came.code not in json.dumps(list(Sheet.objects.values_list("pair", "answers")))


def test_what_stands_on_open_sheets_does_not_change_and_closing_waits_for_the_end(cast):
    training = prepared(cast)
    item = ItemUse.objects.filter(phase=Phase.BEFORE).get().item

    assert opened_phases(training, BEFORE) == (Phase.BEFORE,)
    assert opened_phases(training, HELD_AT) == tuple(Phase)
    with pytest.raises(ReasonsAgainst, match="no longer changes"):
        take_off_sheet(conference=training, item=item, phase=Phase.AFTER, by=cast.head, at=BEFORE)
    with pytest.raises(ReasonsAgainst, match="open already"):
        open_sheets(conference=training, by=cast.head, at=BEFORE)
    with pytest.raises(ReasonsAgainst, match="not over"):
        close_learning(conference=training, by=cast.head, at=BEFORE)
    with pytest.raises(MayNot):
        close_learning(conference=training, by=cast.stranger, at=AFTER)
    assert close_overdue(AFTER) == 0 and close_overdue(AFTER + timedelta(days=14)) == 1
    with pytest.raises(ReasonsAgainst, match="are closed"):
        open_sheets(conference=training, by=cast.head, at=AFTER)


def test_items_keep_their_code_through_versions_and_a_test_asks_the_same_twice(cast):
    training = make_training(cast.desk, held=False)
    given = {"by": cast.head, "at": BEFORE}
    scale = make_item(desk=cast.desk, code="DG-01", kind=ItemKind.SCALE, words={"vi": "Có ích?"}, **given)
    with pytest.raises(ReasonsAgainst) as against:
        make_item(desk=cast.desk, code="dg 01!", kind=ItemKind.CHOICE, words={}, choices=[{}], **given)
    assert len(against.value.reasons) == 5
    with pytest.raises(ReasonsAgainst, match="with this code"):
        make_item(desk=cast.desk, code="dg-01", kind=ItemKind.SCALE, words={"vi": "Có?"}, **given)
    with pytest.raises(ReasonsAgainst) as against:
        put_on_sheet(conference=training, item=scale, phases=[Phase.AFTER], **given)
    assert "same questions" in str(against.value) and "evaluation" in str(against.value)

    second = revise_item(item=scale, words={"vi": "Có ích nhiều không?"}, **given)

    assert (second.code, second.version) == ("DG-01", 2)
    for act in (retire_item, lambda **g: revise_item(words={"vi": "X"}, **g)):
        with pytest.raises(ReasonsAgainst, match="out of use"):
            act(item=scale, **given)
    with pytest.raises(ReasonsAgainst, match="Put an item"):
        open_sheets(conference=training, **given)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_backup_brings_back_who_answered_after_the_close(cast, tmp_path):
    training = prepared(cast)
    person = make_delegate(training, 1)
    send(training, Phase.AFTER, person, 1)
    backup.write(tmp_path / "old.tgz", at=HELD_AT)
    with tarfile.open(tmp_path / "old.tgz") as archive:
        assert not [name for name in archive.getnames() if "learningkey" in name]
    close_learning(conference=training, by=cast.head, at=AFTER)
    assert Sheet.objects.count() == 0
    backup.write(tmp_path / "new.tgz", at=AFTER)

    call_command("flush", verbosity=0, interactive=False)
    backup.read(tmp_path / "old.tgz", tmp_path / "new.tgz.keys", at=AFTER)
    assert (LearningKey.objects.count(), Sheet.objects.count()) == (0, 0)

    call_command("flush", verbosity=0, interactive=False)
    backup.read(tmp_path / "old.tgz", tmp_path / "old.tgz.keys", at=AFTER)
    assert (LearningKey.objects.count(), Sheet.objects.count()) == (1, 1)
