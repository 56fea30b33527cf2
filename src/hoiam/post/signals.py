"""News from the post, sent inside the transaction that writes the state."""

from django.dispatch import Signal

parcel_handed_over = Signal()
"""sender=Parcel, parcel, at"""

parcel_failed = Signal()
"""sender=Parcel, parcel, at: it will not be tried again; somebody must reach the recipient otherwise."""
