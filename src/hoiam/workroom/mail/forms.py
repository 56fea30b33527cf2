"""What intake can do with a message, one form each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Enquiry, IncomingMail
from hoiam.enquiries.operations import triage
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.enquiries.queries.mail import waiting_mail
from hoiam.enquiries.terms import Kind
from hoiam.ui.forms import Form
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.next_hand import NextHand


class MailForm(Form):
    """One act on a message. `perform` does it and gives the address to go to, below that of the desk."""

    name = ""
    title: Any = ""
    button: Any = ""
    icon = "check"
    done: Any = ""

    def __init__(
        self, *args: Any, mail: IncomingMail, standing: Standing, at: datetime, **given: Any
    ) -> None:
        given.setdefault("prefix", self.name)
        super().__init__(*args, **given)
        self.mail, self.standing, self.at = mail, standing, at

    def perform(self, at: Any) -> str:
        raise NotImplementedError


class TakeIn(MailForm, NextHand):
    name = "take-in"
    title = _("Take in as a question")
    button = _("Take in")
    icon = "inbox"
    done: Any = _("The question is taken in. Its limits count from when the message reached our mail server.")
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    language = forms.ChoiceField(label=_("Language"), help_text=_("The sender is answered in this language."))
    question = forms.CharField(
        label=_("Question in other words"),
        required=False,
        help_text=_("Only where the message holds more than the question. Empty: as it was written."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("language", choices.languages())
        self.fields["language"].initial = self.mail.language
        self.prepare_next(self.standing, self.at)
        self.order_fields(["kind", "language", "question", "give_to", "theme"])

    def perform(self, at: Any) -> str:
        given = self.cleaned_data
        at_once = self.at_once()
        receipt = triage.take_in_mail(
            mail=self.mail,
            by=self.standing.person,
            at=at,
            at_once=at_once,
            kind=given["kind"],
            language=given["language"],
            question=given["question"],
        )
        reference = receipt.enquiry.reference
        if at_once is None or at_once.officer is None or not waiting_mail(self.standing).count:
            return f"enquiries/{reference}/"
        self.done = gettext("%(reference)s is taken in, registered and given to %(name)s.") % {
            "reference": reference,
            "name": at_once.officer.name,
        }
        return "mail/"


class Join(MailForm):
    name = "join"
    title = _("Put to an enquiry")
    button = _("Put to the enquiry")
    icon = "link"
    done = _("The message is a letter of the enquiry now, under its seal.")
    reference = forms.CharField(label=_("Reference"), max_length=24)
    whose = forms.ChoiceField(
        label=_("Who wrote it"),
        choices=[("asker", _("The asker, from another address")), ("other", _("Somebody else"))],
        widget=forms.RadioSelect,
        help_text=_(
            "What somebody else wrote is not shown to the asker. Letters go on to the address under seal."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        if self.mail.enquiry is not None:
            self.fields["reference"].initial = self.mail.enquiry.reference

    def perform(self, at: Any) -> str:
        reference = self.cleaned_data["reference"].strip().upper()
        try:
            enquiry = get_enquiry(reference, standing=self.standing)
        except Enquiry.DoesNotExist:
            raise ReasonsAgainst([gettext("The desk has no enquiry of this reference.")]) from None
        is_asker = self.cleaned_data["whose"] == "asker"
        triage.join_mail(mail=self.mail, enquiry=enquiry, is_asker=is_asker, by=self.standing.person, at=at)
        return f"enquiries/{enquiry.reference}/"


class SetAside(MailForm):
    name = "set-aside"
    title = _("Set aside")
    button = _("Set aside")
    icon = "cross"
    done = _("Set aside. It can still be taken in until it is erased.")
    reason = forms.CharField(
        label=_("Why it is no question to the desk"),
        max_length=300,
        help_text=_("Such as advertising, or meant for somebody else. No names."),
    )

    def perform(self, at: Any) -> str:
        triage.set_aside(mail=self.mail, by=self.standing.person, at=at, **self.cleaned_data)
        return "mail/"


class Give(MailForm):
    name = "give"
    title = _("Give to another desk")
    button = _("Give to that desk")
    icon = "transfer"
    done = _("The other desk sorts it now. The time of receipt stays.")
    desk = forms.ChoiceField(label=_("Desk"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("desk", choices.other_desks(self.standing.desk))

    def perform(self, at: Any) -> str:
        desk = Desk.objects.get(code=self.cleaned_data["desk"])
        triage.give_to_desk(mail=self.mail, desk=desk, by=self.standing.person, at=at)
        return "mail/"


FORMS: dict[str, type[MailForm]] = {form.name: form for form in (TakeIn, Join, SetAside, Give)}
