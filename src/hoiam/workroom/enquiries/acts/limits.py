"""Acts on time and order: more time where the law allows it, a place in the list with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.clarifying import lengthen
from hoiam.enquiries.operations.order import put_back, reorder
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.enquiries.queries.possible import may_be_longer
from hoiam.workroom.enquiries.acts.act import Act, long_text
from hoiam.workroom.enquiries.clocks import clock_name


class Lengthen(Act):
    name, icon, group = "lengthen", "clock", "time"
    label = _("Lengthen a limit")
    text = _(
        "Only where the rule allows it and before the limit has passed. The asker gets your reason in writing."
    )
    button = _("Lengthen and tell the asker")
    done = _("The limit is longer; the asker is told why.")

    clock = forms.ChoiceField(label=_("Limit"), widget=forms.RadioSelect)
    reason = long_text(_("Why is more time needed?"), _("The asker reads it."), rows=3)

    def prepare(self) -> None:
        self.open_ones = {str(clock.pk): clock for clock in self.situation.running if may_be_longer(clock)}
        self.let_choose("clock", [(key, clock_name(clock)) for key, clock in self.open_ones.items()])
        self.fields["clock"].initial = next(iter(self.open_ones), None)

    def perform(self) -> None:
        given = self.cleaned_data
        clock = self.open_ones[given["clock"]]
        lengthen(enquiry=self.case, clock=clock, reason=given["reason"], by=self.by, at=self.at)


class Reorder(Act):
    name, icon, group = "reorder", "next", "time"
    label = _("Put before another enquiry")
    text = _(
        "The list stands by legal limit. A place by hand needs a reason; it is kept, and the number of such moves is "
        "public."
    )
    button = _("Put it there")
    done = _("The enquiry stands where you have put it.")

    before = forms.CharField(label=_("Before the enquiry"), max_length=24, help_text=_("Its reference."))
    reason = long_text(_("Why does it go first?"), rows=3)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        named = given.get("before", "").strip().upper()
        try:
            self.other = get_enquiry(named, standing=self.situation.standing) if named else None
        except Enquiry.DoesNotExist:
            self.add_error("before", _("This desk has no enquiry of that reference."))
        return given

    def perform(self) -> None:
        assert self.other is not None
        reorder(
            enquiry=self.case, before=self.other, reason=self.cleaned_data["reason"], by=self.by, at=self.at
        )


class PutBack(Act):
    name, icon, group = "put-back", "undo", "time"
    label = _("Put back in the order of limits")
    button = _("Put back")
    done = _("The enquiry stands where its limit puts it.")

    def perform(self) -> None:
        put_back(enquiry=self.case, by=self.by, at=self.at)


ACTS = (Lengthen, Reorder, PutBack)
