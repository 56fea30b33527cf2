"""Press questions over the facts: those of questions.csv that facts answer, and our own forty.

HOIAM_BENCH_DATA=… python -m bench.search.press [--show]
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.search.desk import PUBLIC, bench_data, hold, open_desk
from bench.search.record import bodies, facts, rows


def main() -> None:
    """Print for each set how often any and all named facts are among the first five, and what is called weak."""
    folder = bench_data() / "domain"
    open_desk()
    from hoiam.search import operations
    from hoiam.search.analysis.syllables import fold

    hold("fact", [*facts(folder), *bodies(folder)])
    operations.rebuild()
    sets = {
        "questions.csv": rows(folder / "questions.csv"),
        "own": rows(Path(__file__).parent / "questions_own.csv"),
    }
    for name, questions in sets.items():
        for writing, write in (("as asked", str), ("unaccented", fold)):
            _report(f"{name}, {writing}", questions, write)


def _report(label: str, questions: list[dict[str, str]], write) -> None:
    from hoiam.search.queries import find

    anyone = everyone = answerable = called_weak = not_called_weak = none = first = 0
    for row in questions:
        expected = {ref for ref in row["fact_ids"].split() if ref != "none"}
        found = find(write(row["question"]), kinds={"fact"}, audience=PUBLIC, limit=5)
        refs = [hit.ref for hit in found.hits]
        if not expected or (row["answerable"] == "none" and not row["fact_ids"]):
            none += 1
            not_called_weak += not found.weak
            _show(row, refs, "none", found) if not found.weak else None
            continue
        answerable += 1
        anyone += bool(expected & set(refs))
        everyone += expected <= set(refs)
        first += refs[:1] != [] and refs[0] in expected
        called_weak += found.weak
        if not expected <= set(refs) or found.weak:
            _show(row, refs, "weak" if found.weak else "", found)
    print(
        f"{label}: any {anyone}/{answerable}, all {everyone}/{answerable}, first {first}/{answerable}; "
        f"called weak {called_weak}/{answerable}; of {none} without an answer not called weak {not_called_weak}"
    )


def _show(row, refs, note, found) -> None:
    if "--show" in sys.argv:
        print("  ", row["id"], row["fact_ids"], "→", refs, note, "|", found.reading.restored)


if __name__ == "__main__":
    main()
