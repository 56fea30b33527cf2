"""News of the desks for the floors above, sent inside the transaction."""

from django.dispatch import Signal

clocks_changed = Signal()
"""sender=Clock, record_kind, record_id: a clock of this record began, moved, was met or stopped."""

mark_reached = Signal()
"""sender=Clock, clock, share, at: this share of the time (50, 75, 90, 100 %) has passed without the act."""
