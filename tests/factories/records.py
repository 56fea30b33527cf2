"""A record that clocks and journal lines may hang on, before any room above is needed."""

from __future__ import annotations

from itertools import count

_numbers = count(1000)


class _Meta:
    label_lower = "enquiries.enquiry"


class Record:
    """Stands for a row of a room above: it has a kind and a number."""

    _meta = _Meta

    def __init__(self, pk: int) -> None:
        self.pk = pk


def make_record(desk) -> Record:
    return Record(next(_numbers))
