"""The official letter: written on pages of its own, offered among the acts of the case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hoiam.enquiries.queries.situation import Situation
from hoiam.texts.models import Part
from hoiam.texts.operations.letters import PREPARING
from hoiam.texts.terms import PartState
from hoiam.workroom.enquiries.acts.act import Act


class OfficialLetterAct(Act):
    name, icon, group = "letter", "file", "answer"
    label = _("Issue an official letter")


def may_write(situation: Situation) -> bool:
    return situation.standing.holds(*PREPARING)


def reasons_against_letter(situation: Situation, parts: list[Part]) -> list[object]:
    """Why no letter can be written now; what a letter can carry is read in `letter_occasions`."""
    if not may_write(situation):
        return [_("Letters are prepared by those who work on the enquiries.")]
    noticed = any(row.letter in ("extension", "transferred") for row in situation.letters)
    offered = any(row.is_accepted is not False for row in situation.transfers)
    asked = any(part.state == PartState.ASKED for part in parts)
    if situation.sent or noticed or offered or asked:
        return []
    return [_("Nothing was sent or asked yet that a letter could carry.")]
