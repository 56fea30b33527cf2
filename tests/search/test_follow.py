from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hoiam.search import operations, queries
from hoiam.search.engine.folder import WriterBusy, read_state, writer_lock
from hoiam.search.models import Change
from hoiam.search.operations import catch_up, follow, forget_changes, note_change, rebuild


def refs(question):
    return [hit.ref for hit in queries.find(question, kinds={"fact"}, audience={"public"}).hits]


def test_first_follow_builds_the_index(shelf):
    shelf.hold("F1", "Nhà ở xã hội.")

    assert (follow(), refs("nhà ở"), follow()) == (1, ["F1"], 0)


def test_changed_new_and_missing_documents_are_followed(shelf):
    shelf.hold("F1", "Nhà ở xã hội.")
    shelf.hold("F2", "Nhà tạm.")
    rebuild()

    shelf.hold("F1", "Giáo dục.", version=2)
    del shelf.documents["F2"]
    shelf.hold("F3", "Nhà dột nát.")
    note_change(kind="fact", refs=["F1", "F2", "F3"])

    assert (follow(), refs("nhà"), refs("giáo dục")) == (3, ["F3"], ["F1"])
    assert queries.checksum_of_index() == queries.checksum_of_record()


def test_change_rolled_back_leaves_no_note(shelf):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note_change(kind="fact", refs=["F1"])
        raise ZeroDivisionError

    assert Change.objects.count() == 0


def test_change_that_commits_after_a_later_one_is_not_missed(shelf):
    rebuild()
    note_change(kind="fact", refs=["F1", "F2", "F3"])
    late = Change.objects.get(ref="F2")
    Change.objects.filter(id=late.id).delete()
    shelf.hold("F3", "Báo chí.")
    follow()

    shelf.hold("F2", "Phát thanh.")
    Change.objects.create(id=late.id, kind="fact", ref="F2")

    assert (follow(), refs("phát thanh")) == (1, ["F2"])


def test_limit_takes_the_oldest_changes_first(shelf):
    rebuild()
    for number in range(5):
        shelf.hold(f"F{number}", "Báo chí.")
        note_change(kind="fact", refs=[f"F{number}"])

    assert [follow(limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_index_left_behind_by_pruning_is_built_anew(shelf):
    shelf.hold("F1", "Báo chí.")
    note_change(kind="fact", refs=["F1"])
    rebuild()
    note_change(kind="fact", refs=["F1", "F2", "F3"])
    shelf.hold("F2", "Phát thanh.")
    Change.objects.filter(ref__in=["F1", "F2"]).delete()

    follow()

    assert (
        refs("phát thanh"),
        read_state(operations.Path(operations.settings.HOIAM_INDEX_DIR)).generation,
    ) == (["F2"], 2)


def test_index_ahead_of_a_restored_record_is_built_anew(shelf, index_folder):
    note_change(kind="fact", refs=["F1"])
    rebuild()
    Change.objects.all().delete()
    shelf.hold("F9", "Báo chí.")

    follow()

    assert (refs("báo chí"), read_state(index_folder).generation) == (["F9"], 2)


def test_old_notes_are_forgotten_but_for_the_last(shelf):
    note_change(kind="fact", refs=["F1", "F2", "F3"])

    forgotten = forget_changes(before=timezone.now() + timedelta(days=1))

    assert (forgotten, list(Change.objects.values_list("ref", flat=True))) == (2, ["F3"])


def test_second_writer_waits_and_readers_go_on(shelf, index_folder):
    shelf.hold("F1", "Báo chí.")
    rebuild()
    note_change(kind="fact", refs=["F1"])
    hold = (
        "import sys,time; from pathlib import Path; from hoiam.search.engine.folder import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(index_folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": "src"},
    ) as other:  # fmt: skip
        assert other.stdout.readline() == "held\n"
        assert (follow(), refs("báo chí")) == (0, ["F1"])
        with pytest.raises(WriterBusy):
            rebuild()
        other.stdin.close()

    assert follow() == 1


def test_lock_is_free_again_after_use(index_folder):
    with writer_lock(index_folder):
        pass
    with writer_lock(index_folder) as nothing:
        assert nothing is None


def test_catch_up_brings_everything_committed_into_the_index(shelf):
    for number in range(7):
        shelf.hold(f"F{number}", "Báo chí.")
    note_change(kind="fact", refs=shelf.documents)

    catch_up()

    assert len(refs("báo chí")) == 7


def test_word_counts_follow_the_record(shelf):
    shelf.hold("F1", "Báo chí.")
    rebuild()
    before = queries.find("phat thanh", kinds={"fact"}, audience={"public"}).reading.restored
    shelf.hold("F2", "Phát thanh.")
    note_change(kind="fact", refs=["F2"])
    follow()
    after = queries.find("phat thanh", kinds={"fact"}, audience={"public"}).reading.restored

    assert (before, after) == ("phat thanh", "phát thanh")


def test_open_transaction_does_not_hide_its_change_from_a_later_round(shelf):
    rebuild()
    shelf.hold("F1", "Báo chí.")
    with transaction.atomic():
        note_change(kind="fact", refs=["F1"])
    follow()

    assert refs("báo chí") == ["F1"]
