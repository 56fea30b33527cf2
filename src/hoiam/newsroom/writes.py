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
    "newsroom_releases:missing": ("hoiam.releases.operations.missing.say_missing",),
    "newsroom_outlets:register": ("hoiam.outlets.operations.registering.apply",),
    "newsroom_outlets:confirm": ("hoiam.outlets.operations.registering.confirm_application",),
    "newsroom_outlets:address": ("hoiam.outlets.operations.channels.confirm_address",),
    "newsroom_outlets:appeal": ("hoiam.outlets.operations.appealing.appeal",),
    "newsroom_outlets:unsubscribe": ("hoiam.outlets.operations.channels.unsubscribe",),
    "newsroom_outlets:link": ("hoiam.outlets.operations.registration.ask_for_link",),
    "newsroom_outlets:own": (
        "hoiam.outlets.operations.channels.add_channel",
        "hoiam.outlets.operations.channels.prefer",
        "hoiam.outlets.operations.channels.end_channel",
        "hoiam.outlets.operations.channels.renew_secret",
        "hoiam.outlets.operations.channels.try_own",
        "hoiam.outlets.operations.registration.renew",
        "hoiam.outlets.operations.registration.new_link",
        "hoiam.outlets.operations.registration.leave",
    ),
    "newsroom_outlets:lent": ("hoiam.outlets.operations.embargo.note_opened",),
    "newsroom_sheets:sheet": ("hoiam.conferences.operations.sheets.fill_in",),
    "newsroom_delegations:own": (
        "hoiam.conferences.operations.inviting.answer_by_link",
        "hoiam.conferences.operations.registering.register_by_link",
        "hoiam.conferences.operations.roster_import.import_by_link",
        "hoiam.conferences.operations.registering.cancel_by_link",
    ),
    "newsroom_briefings:ask": ("hoiam.conferences.operations.floor.ask_by_form",),
    "newsroom_briefings:seat": ("hoiam.conferences.operations.seats.answer_seat",),
    "newsroom_parts:part": (
        "hoiam.texts.operations.parts.answer_part_by_link",
        "hoiam.texts.operations.parts.decline_part",
    ),
}
"""Name of the address → its operation; where two stand, the form says which of them, and one is called."""

COUNTS: tuple[str, ...] = ("hoiam.outlets.operations.embargo.count_guess",)
"""Operations that pages call which are only read: they add to a count of the day and keep nothing of who reads."""

JUDGES = frozenset({"newsroom_verify:verify"})
"""Addresses that are sent something only to judge it; nothing is kept and no operation is called."""
