"""News from the post, sent inside the transaction that writes the state."""

from django.dispatch import Signal

parcel_handed_over = Signal()
"""sender=Parcel, parcel, at"""

parcel_failed = Signal()
"""sender=Parcel, parcel, at: it will not be tried again; somebody must reach the recipient otherwise."""

parcel_bounced = Signal()
"""sender=Parcel, parcel, at: it had left and came back."""

mail_arrived = Signal()
"""sender=Arrival, arrival, raw, at: a message was fetched; whoever reads it keeps what is needed. Where a receiver
raises, the message waits and is offered again."""
