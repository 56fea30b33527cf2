"""News for the floors above, sent inside the transaction that makes it true."""

from django.dispatch import Signal

fact_changed = Signal()
"""sender=Fact, fact=Fact, what="published" | "revised" | "superseded" | "expired" | "withdrawn" |
"contradicted", at=datetime, by=Person | str. Receivers write rows only."""

gap_closed = Signal()
"""sender=Gap, gap=Gap, facts=list[Fact], at=datetime, by=Person | str."""
