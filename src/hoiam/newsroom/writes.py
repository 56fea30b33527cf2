"""Every address of the public site that takes something in, and the operation it calls. A test reads this.

A public page writes nothing but through one operation of the room that owns the record.
"""

from __future__ import annotations

WRITES: dict[str, tuple[str, ...]] = {
    "newsroom_ask:ask": ("hoiam.enquiries.operations.intake.take_in",),
    "newsroom_status:reply": ("hoiam.enquiries.operations.from_asker.reply",),
    "newsroom_status:withdraw": ("hoiam.enquiries.operations.from_asker.withdraw",),
    "newsroom_status:review": ("hoiam.enquiries.operations.from_asker.ask_review",),
    "newsroom_status:dispute": ("hoiam.enquiries.operations.from_asker.dispute",),
    "newsroom_status:publish_early": ("hoiam.enquiries.operations.from_asker.wish_early_publication",),
    "newsroom_parts:part": (
        "hoiam.texts.operations.parts.answer_part_by_link",
        "hoiam.texts.operations.parts.decline_part",
    ),
}
"""Name of the address → its operation; where two stand, the form says which of them, and one is called."""

JUDGES = frozenset({"newsroom_verify:verify"})
"""Addresses that are sent something only to judge it; nothing is kept and no operation is called."""
