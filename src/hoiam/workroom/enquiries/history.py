"""The journal of an enquiry in words a colleague would use."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoiam.desks.models import Person
from hoiam.enquiries.queries.history import Done
from hoiam.ui.shapes import Event, Tone

WORDS: dict[str, tuple[Any, str, Tone]] = {
    "took in": (lazy("Received"), "inbox", "info"),
    "took over": (lazy("Taken over from another desk"), "transfer", "info"),
    "registered": (lazy("Registered, confirmed to the asker"), "check", "info"),
    "named theme": (lazy("Theme named"), "flag", "neutral"),
    "covered names": (lazy("Names in the question covered"), "eye", "neutral"),
    "assigned": (lazy("Given to an officer"), "person", "info"),
    "joined matter": (lazy("Matter noted"), "link", "neutral"),
    "asked clarification": (lazy("Asker asked back"), "question", "warning"),
    "clarified": (lazy("Went on after the clarification"), "check", "neutral"),
    "asker wrote": (lazy("The asker wrote"), "reply", "info"),
    "began answer": (lazy("Text of the answer begun"), "pencil", "neutral"),
    "began interim answer": (lazy("Interim answer begun"), "pencil", "neutral"),
    "began correction": (lazy("Correction begun"), "pencil", "neutral"),
    "changed outcome": (lazy("What the answer amounts to changed"), "pencil", "neutral"),
    "gave up text": (lazy("Text given up"), "undo", "neutral"),
    "in clearance": (lazy("Sent for clearance"), "shield", "info"),
    "left clearance": (lazy("Came back from clearance"), "undo", "warning"),
    "sent answer": (lazy("Cleared and sent to the asker"), "send", "success"),
    "sent interim answer": (lazy("Interim answer sent to the asker"), "send", "success"),
    "sent correction": (lazy("Correction sent to the asker"), "send", "warning"),
    "withheld answer": (lazy("Kept out of the public log"), "lock", "warning"),
    "released withheld answer": (lazy("Let into the public log after all"), "eye", "neutral"),
    "entered log": (lazy("Entered the public log"), "globe", "success"),
    "wished early publication": (lazy("The asker wishes publication without delay"), "globe", "neutral"),
    "lengthened limit": (lazy("Limit lengthened, asker told"), "clock", "warning"),
    "reordered": (lazy("Placed by hand in the list"), "next", "warning"),
    "put back in order": (lazy("Put back in the order of limits"), "undo", "neutral"),
    "offered transfer": (lazy("Offered to another desk or body"), "transfer", "neutral"),
    "transfer declined": (lazy("The offer was declined; it stays here"), "transfer", "warning"),
    "took offer back": (lazy("Offer taken back"), "undo", "neutral"),
    "transferred": (lazy("Transferred; limits here end"), "transfer", "info"),
    "joined": (lazy("Joined to another enquiry"), "merge", "neutral"),
    "no longer joined": (lazy("No longer joined"), "split", "neutral"),
    "withdrawn": (lazy("Withdrawn"), "undo", "neutral"),
    "reopened": (lazy("Opened again"), "undo", "warning"),
    "asked review": (lazy("A review was asked for"), "eye", "warning"),
    "decided review": (lazy("Review decided"), "check", "info"),
    "disputed": (lazy("The asker objected"), "flag", "warning"),
    "settled dispute": (lazy("Objection decided"), "check", "info"),
    "settled alarm": (lazy("Changed fact settled"), "bell", "neutral"),
    "opened seal": (lazy("Seal opened to reply"), "key", "warning"),
    "erased seal": (lazy("Who asked was erased"), "lock", "neutral"),
    "handed over letter": (lazy("Letter handed over"), "send", "neutral"),
}
SAID = ("why", "reason", "words", "how")
"""What an act gave as its words, in the order in which they are looked for."""
ACTORS = {
    "asker": lazy("the asker"),
    "worker": lazy("automatic"),
    "operator": lazy("operator"),
    "body": lazy("the body asked"),
}


def told(done: list[Done], officers: dict[int, str]) -> list[Event]:
    """The acts as lines of a timeline; `officers` names those to whom the enquiry was given."""
    return [_line(one, officers) for one in done]


def officers_in(done: list[Done]) -> dict[int, str]:
    """The names of everybody to whom it was given, in one query."""
    numbers = {one.said["officer"] for one in done if one.said.get("officer")}
    return dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}


def _line(one: Done, officers: dict[int, str]) -> Event:
    title, icon, tone = WORDS.get(one.verb, (one.verb, "", "neutral"))
    text = next((str(one.said[name]) for name in SAID if one.said.get(name)), "")
    if one.verb == "assigned" and one.said.get("officer") in officers:
        title = _("Given to %(name)s") % {"name": officers[one.said["officer"]]}
    actor = one.person.name if one.person else str(ACTORS.get(one.actor, ""))
    return Event(title=str(title), at=one.at, text=text, by=actor, icon=icon, tone=tone)
