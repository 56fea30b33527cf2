"""News of enquiries for the rooms above; sent inside the transaction of the act."""

from __future__ import annotations

from django.dispatch import Signal

answer_sent = Signal()
"""sender=Answer, answer, at: an answer was handed to the post for its asker."""
answer_entered_log = Signal()
"""sender=Answer, answer, at: an answer became public."""
