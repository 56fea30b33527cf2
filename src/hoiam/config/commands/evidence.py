"""`hoiam evidence import` and `hoiam evidence search`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    evidence = words.add_parser("evidence", help="bring facts in, find them")
    acts = evidence.add_subparsers(dest="act", metavar="ACT", required=True)
    _add_import(acts)
    _add_search(acts)
    rebuild = acts.add_parser("reindex", help="build the search index from nothing and prove it agrees")
    rebuild.set_defaults(call=run_reindex)


def _add_import(acts: Any) -> None:
    bring = acts.add_parser("import", help="facts and sources from csv, xlsx or jsonl")
    bring.add_argument("file", type=command.existing_file)
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    bring.add_argument("--json", action="store_true")
    bring.add_argument(
        "--keep-good", action="store_true", help="take the good rows although others are wrong"
    )
    bring.add_argument("--desk", default="", help="code; default: the first desk")
    bring.add_argument("--as", dest="email", default="", metavar="EMAIL")
    bring.add_argument("--prefix", default="", help="put before every id, where another desk has the same")
    state = bring.add_mutually_exclusive_group()
    state.add_argument("--publish", action="store_true", default=None)
    state.add_argument("--draft", action="store_false", dest="publish")
    bring.set_defaults(call=run_import)


def _add_search(acts: Any) -> None:
    find = acts.add_parser("search", help="ranked facts")
    find.add_argument("query", nargs="?")
    find.add_argument("--queries", type=command.existing_file, metavar="FILE.jsonl")
    find.add_argument("--limit", type=int, default=None)
    find.add_argument("--as", dest="email", default="", metavar="EMAIL")
    find.add_argument("--json", action="store_true")
    find.set_defaults(call=run_search)


def run_import(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.against import ReasonsAgainst
    from hoiam.desks.models import Desk
    from hoiam.evidence.operations.imports import import_facts

    desks = Desk.objects.order_by("pk")
    desk = desks.filter(code=given.desk).first() if given.desk else desks.first()
    if desk is None:
        raise command.Refused("There is no such desk. Run `hoiam init` first, or name one with --desk.")
    try:
        outcome = import_facts(
            content=given.file.read_bytes(),
            file_name=given.file.name,
            desk=desk,
            by=_actor(given.email),
            at=datetime.now(UTC),
            dry_run=given.dry_run,
            keep_good=given.keep_good,
            publish=given.publish,
            prefix=given.prefix,
        )
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    said = outcome.as_json()
    if given.json:
        print(json.dumps(said, ensure_ascii=False))
    else:
        counts = ", ".join(f"{said[name]} {name}" for name in ("read", "created", "updated", "unchanged"))
        print(f"{counts}." + (" Nothing was written." if given.dry_run else ""))
    for error in said["errors"]:
        print(f"Line {error['line']}, {error['column']}: {error['reason']}", file=sys.stderr)
    return 1 if said["errors"] else 0


def run_search(given: argparse.Namespace) -> int:
    """One query, or one line out for each line of a file in. Published facts, unless `--as` names a member."""
    if bool(given.query) == bool(given.queries):
        print("Give either a question or --queries FILE.jsonl.", file=sys.stderr)
        return 2
    command.start_django()
    from hoiam.search.operations import catch_up

    catch_up()
    audience = _audience(given.email)
    if given.queries:
        for line in Path(given.queries).read_text(encoding="utf-8").splitlines():
            if line.strip():
                asked = json.loads(line)
                hits = [
                    {"id": hit.ref, "score": round(hit.score, 4)}
                    for hit in _hits(asked["query"], audience, given.limit or 20)
                ]
                print(json.dumps({"id": asked["id"], "hits": hits}, ensure_ascii=False))
        return 0
    found = [_told(hit) for hit in _hits(given.query, audience, given.limit or 5)]
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for row in found:
        print(f"{row['id']}  {row['statement']}  [{row['place']}; {row['period']}; {row['source']}]")
    if not found:
        print("Nothing in the record answers this.")
    return 0


def _hits(query: str, audience: set[str], limit: int) -> list[Any]:
    from hoiam.search.queries import find

    return list(find(query, kinds={"fact"}, audience=audience, limit=limit).hits)


def _told(hit: Any) -> dict[str, Any]:
    from hoiam.evidence.models import FactVersion

    rows = FactVersion.objects.select_related("place").filter(fact__reference=hit.ref, number=hit.version)
    version = rows.latest("revision")
    source = version.fact_sources.select_related("source").first()
    return {
        "id": hit.ref,
        "version": hit.version,
        "score": round(hit.score, 4),
        "statement": str(version.statement),
        "place": str(version.place or version.place_printed),
        "period": version.period_printed,
        "source": source.source.title if source else "",
    }


def _actor(email: str) -> Any:
    from hoiam.desks.models import Person

    if not email:
        return "operator"
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise command.Refused(f"Nobody here has the address {email}.")
    return person


def _audience(email: str) -> set[str]:
    from hoiam.desks.queries.standing import desks_of

    if not email:
        return {"public"}
    return {"public", *(f"desk:{desk.pk}" for desk in desks_of(_actor(email), datetime.now(UTC)))}


def run_reindex(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.search.operations import rebuild

    print(f"{rebuild()} documents are in the index.")
    return 0
