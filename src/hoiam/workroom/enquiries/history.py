"""The journal of an enquiry in words a colleague would use."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.enquiries.queries.history import Done
from hoiam.ui.shapes import Event, Tone

WORDS: dict[str, tuple[Any, str, Tone]] = {
    "took in": (gettext_lazy("Received"), "inbox", "info"),
    "took over": (gettext_lazy("Taken over from another desk"), "transfer", "info"),
    "registered": (gettext_lazy("Registered, confirmed to the asker"), "check", "info"),
    "named theme": (gettext_lazy("Theme named"), "flag", "neutral"),
    "covered names": (gettext_lazy("Names in the question covered"), "eye", "neutral"),
    "assigned": (gettext_lazy("Given to an officer"), "person", "info"),
    "joined matter": (gettext_lazy("Matter noted"), "link", "neutral"),
    "asked clarification": (gettext_lazy("Asker asked back"), "question", "warning"),
    "clarified": (gettext_lazy("Went on after the clarification"), "check", "neutral"),
    "asker wrote": (gettext_lazy("The asker wrote"), "reply", "info"),
    "joined message": (gettext_lazy("A message by e-mail put to it"), "reply", "info"),
    "began answer": (gettext_lazy("Text of the answer begun"), "pencil", "neutral"),
    "began interim answer": (gettext_lazy("Interim answer begun"), "pencil", "neutral"),
    "began correction": (gettext_lazy("Correction begun"), "pencil", "neutral"),
    "changed outcome": (gettext_lazy("What the answer amounts to changed"), "pencil", "neutral"),
    "gave up text": (gettext_lazy("Text given up"), "undo", "neutral"),
    "in clearance": (gettext_lazy("Sent for clearance"), "shield", "info"),
    "left clearance": (gettext_lazy("Came back from clearance"), "undo", "warning"),
    "sent answer": (gettext_lazy("Cleared and sent to the asker"), "send", "success"),
    "sent interim answer": (gettext_lazy("Interim answer sent to the asker"), "send", "success"),
    "sent correction": (gettext_lazy("Correction sent to the asker"), "send", "warning"),
    "withheld answer": (gettext_lazy("Kept out of the public log"), "lock", "warning"),
    "released withheld answer": (gettext_lazy("Let into the public log after all"), "eye", "neutral"),
    "entered log": (gettext_lazy("Entered the public log"), "globe", "success"),
    "wished early publication": (
        gettext_lazy("The asker wishes publication without delay"),
        "globe",
        "neutral",
    ),
    "lengthened limit": (gettext_lazy("Limit lengthened, asker told"), "clock", "warning"),
    "reordered": (gettext_lazy("Placed by hand in the list"), "next", "warning"),
    "put back in order": (gettext_lazy("Put back in the order of limits"), "undo", "neutral"),
    "offered transfer": (gettext_lazy("Offered to another desk or body"), "transfer", "neutral"),
    "transfer declined": (gettext_lazy("The offer was declined; it stays here"), "transfer", "warning"),
    "took offer back": (gettext_lazy("Offer taken back"), "undo", "neutral"),
    "transferred": (gettext_lazy("Transferred; limits here end"), "transfer", "info"),
    "joined": (gettext_lazy("Joined to another enquiry"), "merge", "neutral"),
    "no longer joined": (gettext_lazy("No longer joined"), "split", "neutral"),
    "withdrawn": (gettext_lazy("Withdrawn"), "undo", "neutral"),
    "reopened": (gettext_lazy("Opened again"), "undo", "warning"),
    "asked review": (gettext_lazy("A review was asked for"), "eye", "warning"),
    "decided review": (gettext_lazy("Review decided"), "check", "info"),
    "disputed": (gettext_lazy("The asker objected"), "flag", "warning"),
    "settled dispute": (gettext_lazy("Objection decided"), "check", "info"),
    "settled alarm": (gettext_lazy("Changed fact settled"), "bell", "neutral"),
    "named who asked": (gettext_lazy("A letter named who asked and was refused"), "key", "warning"),
    "opened seal": (gettext_lazy("Seal opened to reply"), "key", "warning"),
    "erased seal": (gettext_lazy("Who asked was erased"), "lock", "neutral"),
    "handed over letter": (gettext_lazy("Letter handed over"), "send", "neutral"),
}
SAID = ("why", "reason", "words", "how")
"""What an act gave as its words, in the order in which they are looked for."""
ACTORS = {
    "asker": gettext_lazy("the asker"),
    "worker": gettext_lazy("automatic"),
    "operator": gettext_lazy("operator"),
    "body": gettext_lazy("the body asked"),
}


def told(done: list[Done]) -> list[Event]:
    """The acts as lines of a timeline."""
    return [_line(one) for one in done]


def _line(one: Done) -> Event:
    title, icon, tone = WORDS.get(one.verb, (one.verb, "", "neutral"))
    text = next((str(one.said[name]) for name in SAID if one.said.get(name)), "")
    if one.verb == "assigned" and one.officer:
        title = _("Given to %(name)s") % {"name": one.officer.name}
    actor = one.person.name if one.person else str(ACTORS.get(one.actor, ""))
    return Event(title=str(title), at=one.at, text=text, by=actor, icon=icon, tone=tone)
