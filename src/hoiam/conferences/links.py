"""Links of conferences that open something without an account, in the shape of `hoiam.outlets.links`."""

from __future__ import annotations

from hoiam.outlets.links import Opened, read_token, token_of

__all__ = ["DELEGATION", "SEAT", "SHEET", "Opened", "read_token", "token_of"]

SEAT, DELEGATION, SHEET = "s", "d", "t"
"""An outlet's seat (its number) · a delegation of a body (number of the invitation, its link number) · the sheets
of one training (number of the conference)."""
