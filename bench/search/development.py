"""The development set: questions as asked, without marks, with slips, in English; alone and among near misses.

HOIAM_BENCH_DATA=… python -m bench.search.development [--near-misses 10000 --kind walk] [--engine fts5] [--as-typed]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from bench.search.desk import PUBLIC, bench_data, hold, open_desk
from bench.search.near_misses import KINDS, near_misses
from hoiam.search.documents import Document


def main() -> None:
    """Print the share of questions whose passage is first, and among the first five, for each way of asking."""
    options = _options()
    folder = bench_data() / "retrieval"
    open_desk()
    from hoiam.search import operations

    if options.engine:
        operations.preferred_engine = lambda: options.engine
    texts = {row["id"]: row["text"] for row in _lines(folder / "passages.jsonl")}
    documents = [_document(ref, text) for ref, text in texts.items()]
    misses = near_misses(list(texts.values()), options.near_misses, options.kind)
    hold("fact", [*documents, *(_document(f"near-miss-{at}", text) for at, text in enumerate(misses))])
    operations.rebuild()
    _ask(_lines(folder / "queries.jsonl"), as_typed=options.as_typed, every=options.every)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--near-misses", type=int, default=0)
    parser.add_argument("--kind", choices=KINDS, default="drawn", help="kind of near misses")
    parser.add_argument("--engine", choices=["tantivy", "fts5"])
    parser.add_argument("--as-typed", action="store_true", help="put no marks back, mend nothing")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    return parser.parse_args()


def _document(ref: str, text: str) -> Document:
    return Document(kind="fact", ref=ref, version=1, audience=PUBLIC, title="", body=text, language="vi")


def _lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _ask(questions: list[dict], *, as_typed: bool, every: int) -> None:
    from hoiam.search.queries import find

    asked, first, first_five, weak = Counter(), Counter(), Counter(), Counter()
    spent = []
    for row in questions[::every]:
        way = "English" if row["lang"] == "en" else row["noise"]
        start = time.process_time()
        found = find(row["query"], kinds={"fact"}, audience=PUBLIC, limit=5, as_typed=as_typed)
        spent.append(time.process_time() - start)
        refs = [hit.ref for hit in found.hits]
        asked[way] += 1
        first[way] += refs[:1] == row["relevant"]
        first_five[way] += row["relevant"][0] in refs
        weak[way] += found.weak
    for way, number in asked.items():
        print(
            f"{way:8} {number} questions: first {first[way] / number:.4f}, "
            f"first five {first_five[way] / number:.4f}, called weak {weak[way] / number:.3f}"
        )
    spent.sort()
    print(
        f"CPU per question: p50 {spent[len(spent) // 2] * 1e3:.1f} ms, "
        f"p95 {spent[int(len(spent) * 0.95)] * 1e3:.1f} ms"
    )


if __name__ == "__main__":
    main()
