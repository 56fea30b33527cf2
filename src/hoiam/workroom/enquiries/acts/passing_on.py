"""Acts that pass an enquiry on: to another desk or body, or to an enquiry that asks the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Body, Desk
from hoiam.enquiries.models import Enquiry, Transfer
from hoiam.enquiries.operations.ending import merge
from hoiam.enquiries.operations.transferring import (
    decline_transfer,
    note_acceptance,
    offer_transfer,
    take_offer_back,
)
from hoiam.enquiries.queries.duplicates import alike
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts.act import Act, long_text


class Offer(Act):
    name, icon, group = "transfer", "transfer", "pass"
    label = _("Offer to another desk or body")
    text = _(
        "The enquiry and its limits stay ours until they accept. They read kind, language and question, no more."
    )
    button = _("Offer")
    done = _("The enquiry is offered. It stays ours until it is accepted.")

    to_desk = forms.ChoiceField(label=_("Desk"), required=False)
    to_body = forms.ChoiceField(label=_("Or a body without a desk"), required=False)
    reason = long_text(_("Why does it belong to them?"), rows=3)

    def prepare(self) -> None:
        self.let_choose("to_desk", choices.other_desks(self.case.desk))
        self.let_choose("to_body", choices.bodies_without_desk(self.case.desk, self.at))

    def perform(self) -> None:
        given = self.cleaned_data
        offer_transfer(
            enquiry=self.case,
            reason=given["reason"],
            to_desk=Desk.objects.filter(code=given["to_desk"]).first() if given["to_desk"] else None,
            to_body=Body.objects.filter(code=given["to_body"]).first() if given["to_body"] else None,
            by=self.by,
            at=self.at,
        )


class OfOffer(Act):
    """An act on the offer on which nobody has decided."""

    group = "pass"

    def offer(self) -> Transfer:
        offer = self.situation.offer
        if offer is None:
            raise ReasonsAgainst([_("The question is offered to nobody.")])
        return offer


class Accepted(OfOffer):
    name, icon = "accepted", "check"
    label = _("Note that the body has accepted")
    text = _("For a body without a desk here. The asker is told where the question is now; our limits end.")
    button = _("Note the acceptance")
    done = _("The enquiry is transferred and its asker told.")

    words = long_text(_("How and when did they accept?"), _("Letter, number, day."), rows=3)

    def perform(self) -> None:
        note_acceptance(transfer=self.offer(), words=self.cleaned_data["words"], by=self.by, at=self.at)


class Declined(OfOffer):
    name, icon = "declined", "cross"
    label = _("Note that the body has declined")
    text = _("The enquiry was ours and stays ours.")
    button = _("Note the refusal")
    done = _("The enquiry stays with this desk.")

    reason = long_text(_("What did they say?"), rows=3)

    def perform(self) -> None:
        decline_transfer(transfer=self.offer(), reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class TakeBack(OfOffer):
    name, icon = "take-back", "undo"
    label = _("Take the offer back")
    button = _("Take the offer back")
    done = _("The offer is taken back.")

    reason = long_text(_("Why?"), rows=3)

    def perform(self) -> None:
        take_offer_back(transfer=self.offer(), reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class Merge(Act):
    name, icon, group = "merge", "merge", "pass"
    label = _("Join to an enquiry that asks the same")
    text = _(
        "Both askers get the same answer at the same time; the limits of this enquiry go on until then. The asker is "
        "told and can object."
    )
    button = _("Join")
    done = _("The enquiry is joined. Its asker gets the same answer.")

    alike = forms.ChoiceField(
        label=_("Questions that look the same"), widget=forms.RadioSelect, required=False
    )
    reference = forms.CharField(label=_("Or the reference of another enquiry"), required=False, max_length=24)

    def prepare(self) -> None:
        found = alike(self.case)
        self.let_choose(
            "alike",
            [
                (one.enquiry.reference, f"{one.enquiry.reference} · {one.enquiry.question[:160]}")
                for one in found
            ],
        )
        if not found:
            del self.fields["alike"]
            self.fields["reference"].label = _("Reference of the other enquiry")
            self.fields["reference"].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        named = given.get("reference", "").strip().upper() or given.get("alike", "")
        if not named:
            self.add_error("reference", _("Choose an enquiry or write its reference."))
            return given
        try:
            self.into = get_enquiry(named, standing=self.situation.standing)
        except Enquiry.DoesNotExist:
            self.add_error("reference", _("This desk has no enquiry of that reference."))
        return given

    def perform(self) -> str:
        merge(enquiry=self.case, into=self.into, by=self.by, at=self.at)
        return f"/office/{self.case.desk.code}/enquiries/{self.into.reference}/"


ACTS = (Offer, Accepted, Declined, TakeBack, Merge)
