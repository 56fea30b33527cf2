"""News from the post, sent inside the transaction that writes the state."""

from django.dispatch import Signal

parcel_handed_over = Signal()
"""sender=Parcel, parcel, at. For whoever looks at a few; a room that sends thousands listens to the next."""

parcels_handed_over = Signal()
"""sender=Parcel, payload_kind, payload_ids, at: these left at this instant; one signal for each kind."""

parcel_failed = Signal()
"""sender=Parcel, parcel, at: it will not be tried again; somebody must reach the recipient otherwise."""

recipient_gone = Signal()
"""sender=Parcel, parcel, at: the recipient is there no longer (410 of a webhook). The parcel has failed; instead of
`parcel_failed`."""

parcel_bounced = Signal()
"""sender=Parcel, parcel, at: it had left and came back."""

mail_arrived = Signal()
"""sender=Arrival, arrival, raw, at: a message was fetched; whoever reads it keeps what is needed. Where a receiver
raises, the message waits and is offered again."""
