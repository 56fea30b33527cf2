"""News about conferences, sent inside the transaction of the act: receivers write rows, nothing else."""

from __future__ import annotations

from django.dispatch import Signal

conference_announced = Signal()
"""`sender=Conference, conference=, by=, at=`: everybody may read of it from now on."""
conference_changed = Signal()
"""`sender=Conference, conference=, change=, by=, at=`: time, place, mode or seats of an announced conference are
others now; `change` is the `ConferenceChange` that says why."""
conference_cancelled = Signal()
"""`sender=Conference, conference=, by=, at=`: it will not take place; it may never have been announced."""
conference_held = Signal()
"""`sender=Conference, conference=, by=, at=`: it was marked as held."""
