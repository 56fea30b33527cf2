"""`hoiam journal verify`."""

from __future__ import annotations

import argparse
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    journal = words.add_parser("journal", help="check the journal of acts")
    acts = journal.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="recompute the hash chains; name the first broken line")
    verify.set_defaults(call=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.desks.models import JournalHead
    from hoiam.desks.queries.journal import first_breaks

    broken = first_breaks()
    if broken:
        raise command.Refused(
            "\n".join(f"Chain {row.chain or 'installation'}, line {row.number}: {row.why}." for row in broken)
        )
    heads = list(JournalHead.objects.all())
    print(f"{sum(head.number for head in heads)} lines in {len(heads)} chains: all follow one another.")
    return 0
