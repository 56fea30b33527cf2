"""Keeps the index in step with the record."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min

from hoiam.search import reader, sources
from hoiam.search.analysis.tokens import tokens
from hoiam.search.documents import Document
from hoiam.search.engine.contract import PUBLIC, Index, document_number
from hoiam.search.engine.folder import (
    State,
    WriterBusy,
    generation_folder,
    next_generation,
    open_index,
    preferred_engine,
    read_state,
    remove_other_generations,
    write_state,
    writer_lock,
)
from hoiam.search.entries import entries
from hoiam.search.models import Change
from hoiam.search.reading import abbreviations
from hoiam.search.reading.counts import Counting

MOST_GAPS = 1_000
COUNT_AGAIN_SHARE = 0.1
"""Word counts are taken anew when this share of the documents has changed since."""


def note_change(*, kind: str, refs: Iterable[str]) -> None:
    """Note, in the transaction of the change itself, that these documents are new, other or gone."""
    Change.objects.bulk_create([Change(kind=kind, ref=ref) for ref in refs], batch_size=500)


def follow(limit: int = 500) -> int:
    """Bring up to `limit` noted changes into this node's index; return how many were read (0: in step).

    Builds anew where there is no index, or where the sequence no longer reaches back to it (pruned, restored).
    Returns 0 when another process of this node is writing.
    """
    folder = Path(settings.HOIAM_INDEX_DIR)
    state = read_state(folder)
    if state is not None and not _lost_the_thread(state) and not _due(state, limit):
        return 0
    try:
        with writer_lock(folder):
            state = read_state(folder)
            if state is None or _lost_the_thread(state):
                return max(1, _build(folder))
            return _follow(folder, state, limit)
    except WriterBusy:
        return 0


def catch_up(*, seconds: float = 60.0) -> None:
    """Follow until the index holds everything committed before this call; waits while another process writes."""
    until = time.monotonic() + seconds
    target = Change.objects.aggregate(last=Max("id"))["last"] or 0
    while time.monotonic() < until:
        if not follow():
            state = read_state(Path(settings.HOIAM_INDEX_DIR))
            if state is not None and state.followed >= target:
                return
            time.sleep(0.05)


def rebuild() -> int:
    """Build the index of this node anew beside the old one, then change over; return the number of documents.

    Readers keep the old one until the change-over. Raises `WriterBusy`.
    """
    folder = Path(settings.HOIAM_INDEX_DIR)
    with writer_lock(folder):
        return _build(folder)


def forget_changes(*, before: datetime) -> int:
    """Delete noted changes older than `before`, but for the last; a node away for longer builds anew."""
    last = Change.objects.aggregate(last=Max("id"))["last"]
    deleted, _ = Change.objects.filter(noted_at__lt=before).exclude(id=last).delete()
    return deleted


def _due(state: State, limit: int) -> list[Change]:
    """List changes after the last one followed, and earlier ones whose transaction was open then."""
    late = list(Change.objects.filter(id__in=state.gaps).order_by("id")) if state.gaps else []
    return late + list(Change.objects.filter(id__gt=state.followed).order_by("id")[:limit])


def _lost_the_thread(state: State) -> bool:
    """Tell whether the sequence cannot bring this index up to date: it ends before it, or begins after it."""
    ends = Change.objects.aggregate(first=Min("id"), last=Max("id"))
    if ends["last"] is None:
        return state.followed > 0
    is_pruned = state.followed < ends["first"] - 1 and state.followed > 0
    return state.followed > ends["last"] or is_pruned


def _follow(folder: Path, state: State, limit: int) -> int:
    changes = _due(state, limit)
    if not changes:
        return 0
    refs: dict[str, set[str]] = {}
    for change in changes:
        refs.setdefault(change.kind, set()).add(change.ref)
    index = open_index(folder, state, writing=True)
    try:
        for kind, names in refs.items():
            index.take_out([document_number(kind, ref) for ref in names])
            source = sources.registered().get(kind)
            if source:
                _put(index, source.fetch(sorted(names)))
        index.commit()
    finally:
        index.close()
    _move_on(state, [change.id for change in changes])
    state.changed += sum(len(names) for names in refs.values())
    if state.changed > COUNT_AGAIN_SHARE * state.documents:
        _count_again(folder, state)
    write_state(folder, state)
    reader.look_again(folder)
    return len(changes)


def _move_on(state: State, numbers: list[int]) -> None:
    """Remember the last number followed and the numbers jumped over, which may still arrive."""
    seen = set(numbers)
    last = max(state.followed, *numbers)
    jumped = [
        number for number in range(max(state.followed, last - MOST_GAPS) + 1, last) if number not in seen
    ]
    state.gaps = ([number for number in state.gaps if number not in seen] + jumped)[-MOST_GAPS:]
    state.followed = last
    state.commits += 1


def _build(folder: Path) -> int:
    state = State(engine=preferred_engine(), generation=next_generation(folder))
    state.followed = Change.objects.aggregate(last=Max("id"))["last"] or 0
    index = open_index(folder, state, writing=True)
    counting = Counting()
    documents = 0
    try:
        for source in sources.registered().values():
            for document in source.every():
                documents += 1
                _put(index, [document])
                _count(counting, document)
        index.commit()
    finally:
        index.close()
    counting.write(generation_folder(folder, state))
    state.documents, state.counted, state.commits = documents, 1, 1
    write_state(folder, state)
    reader.look_again(folder)
    remove_other_generations(folder, state)
    return documents


def _put(index: Index, documents: Iterable[Document]) -> None:
    short_forms = abbreviations.read(settings.COUNTRY.code)
    for document in documents:
        index.put(entries(document, short_forms))


def _count_again(folder: Path, state: State) -> None:
    """Take the word counts anew from everything that is public."""
    counting = Counting()
    state.documents = 0
    for source in sources.registered().values():
        for document in source.every():
            state.documents += 1
            _count(counting, document)
    counting.write(generation_folder(folder, state))
    state.changed = 0
    state.counted += 1


def _count(counting: Counting, document: Document) -> None:
    """Count the words of a public document; what only a desk may see must not show in anyone's restored question."""
    if PUBLIC in document.audience:
        for text in (
            document.title,
            document.body,
            *(body for _, body in document.other_bodies),
            *document.names,
        ):
            counting.add(tokens(text))
