"""`hoiam journal verify`."""

from __future__ import annotations

import argparse
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    journal = words.add_parser("journal", help="check the journal of acts")
    acts = journal.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="recompute the hash chains; name the first broken line")
    verify.add_argument(
        "--kept",
        metavar="CHAIN:NUMBER:DIGEST",
        action="append",
        default=[],
        help="the end of a chain as it was printed earlier and kept elsewhere; it must still stand in the chain",
    )
    verify.set_defaults(call=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.models import JournalHead
    from hoiam.desks.queries.journal import first_breaks, still_stands

    kept = [_kept(words) for words in given.kept]
    broken = first_breaks()
    if broken:
        raise command.Refused(
            "\n".join(f"Chain {row.chain or 'installation'}, line {row.number}: {row.why}." for row in broken)
        )
    if gone := [words for words, end in zip(given.kept, kept, strict=True) if not still_stands(*end)]:
        raise command.Refused(
            "\n".join(f"{words} does not stand in the journal any more: it was rewritten." for words in gone)
        )
    heads = list(JournalHead.objects.order_by("chain"))
    print(f"{sum(head.number for head in heads)} lines in {len(heads)} chains: all follow one another.")
    for head in heads:
        print(f"{head.chain}:{head.number}:{head.digest}")
    print("Keep these lines elsewhere, on paper or by e-mail; --kept compares them with the journal later.")
    return 0


def _kept(words: str) -> tuple[str, int, str]:
    chain, _colon, rest = words.partition(":")
    number, _colon, digest = rest.partition(":")
    if not number.isdigit() or not digest:
        raise command.Refused(f"{words} is not of the form CHAIN:NUMBER:DIGEST.")
    return chain, int(number), digest
