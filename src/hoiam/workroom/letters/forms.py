"""What is typed about a letter, its number, the book and the letterhead."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import BookNumber, Holding, Letterhead
from hoiam.desks.operations.letterheads import SETTABLE
from hoiam.desks.operations.numbers import LARGEST, MOST_AT_ONCE
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.desks.queries.numbers import reserved_numbers
from hoiam.desks.wording import Wording
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.queries.letter_occasions import (
    Choices,
    Occasion,
    proposed_signers,
    proposed_subject,
    proposed_text,
)
from hoiam.texts.letter.form import letter_form
from hoiam.texts.operations.letters import LONGEST_SUBJECT, Numbering
from hoiam.texts.terms import CARRIES_TEXT
from hoiam.ui.forms import Form

TITLES = ("head_title", "signer_title")
WORDED = ("superior", "issuer", "place", "collective")
LABELS = {
    "superior": _("Body above, where the form names one"),
    "issuer": _("Issuing body, as at the head of the letter"),
    "place": _("Place where letters are dated"),
    "collective": _("Body on whose behalf the head signs (TM.)"),
}


def lines_field(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, widget=widget, required=required)


def day_field(label: Any, hint: Any = "", *, required: bool = False) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    written = ["%Y-%m-%d", "%d/%m/%Y"]
    return forms.DateField(
        label=label, help_text=hint, widget=picker, input_formats=written, required=required
    )


class NumberForm(Form):
    """Where the number comes from; where the next of the book is taken, there is nothing to fill in."""

    reserved = forms.ChoiceField(label=_("Number of the letter"), required=False)
    given = forms.IntegerField(
        label=_("Number given on paper"), min_value=1, max_value=LARGEST, required=False
    )
    day = day_field(_("Date of the letter"), _("Empty: today."))

    def __init__(self, *args: Any, desk: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate(at)
        self._kept = {str(row.pk): row for row in reserved_numbers(desk, today.year)}
        if letterhead_of(desk).is_numbered_elsewhere:
            del self.fields["reserved"]
            return
        del self.fields["given"], self.fields["day"]
        if not self._kept:
            del self.fields["reserved"]
            return
        aside = [(key, _("%(number)s, set aside") % {"number": row}) for key, row in self._kept.items()]
        self.let_choose("reserved", [("", _("the next of the book")), *aside])

    def numbering(self) -> Numbering:
        given = self.cleaned_data
        reserved: BookNumber | None = self._kept.get(given.get("reserved") or "")
        return Numbering(reserved=reserved, given=given.get("given"), day=given.get("day"))


class WriteForm(NumberForm):
    """One letter: everything is proposed, everything that is not cleared can be changed."""

    subject = forms.CharField(label=_("Subject line"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("Text of the letter"), widget=forms.Textarea(attrs={"rows": 12}), required=False
    )
    addressees = lines_field(_("Addressed to"), _("One on each line."))
    signer = forms.ChoiceField(label=_("Who signs"))
    capacity = forms.ChoiceField(label=_("In which capacity"), required=False)
    head_title = forms.CharField(
        label=_("Title of the head for whom it is signed"), max_length=120, required=False
    )
    signer_title = forms.CharField(
        label=_("Title of the signer"), max_length=120, required=False, help_text=_("Empty: as in the post.")
    )
    on_behalf = forms.BooleanField(label=_("Sign on behalf of the collective body (TM.)"), required=False)
    recipients = lines_field(
        _("Copies to"), _("One on each line. “As above” and the archive are there already.")
    )
    with_sources = forms.BooleanField(label=_("List the sources in an annex"), required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, occasion: Occasion, enquiry: Enquiry, at: datetime, **kwargs: Any) -> None:
        self._signers = {str(row.pk): row for row in proposed_signers(enquiry.desk, at)}
        kwargs.setdefault("initial", _proposals(occasion, enquiry, self._signers))
        super().__init__(*args, desk=enquiry.desk, at=at, **kwargs)
        form, head = letter_form(), letterhead_of(enquiry.desk)
        self.let_choose(
            "signer", [(key, f"{row.holder} – {row.title or row.post}") for key, row in self._signers.items()]
        )
        names = [(one.code, str(Wording(one.name))) for one in form.capacities]
        self.let_choose("capacity", [("", _("as usual for the post")), *names])
        gone = {
            "text": occasion.about in CARRIES_TEXT,
            "addressees": occasion.is_to_asker,
            "on_behalf": not any(head.collective.values()),
            "with_sources": occasion.version is None or not occasion.version.citations,
        }
        for name in [name for name, is_gone in gone.items() if is_gone]:
            del self.fields[name]
        numbers = [str(name) for name in ("reserved", "given", "day") if name in self.fields]
        self.order_fields([name for name in self.fields if name not in numbers] + numbers)

    def main(self) -> list[forms.BoundField]:
        """The fields in their order, without those that are rarely changed."""
        return [one for one in self.visible_fields() if one.name not in TITLES]

    def titles(self) -> list[forms.BoundField]:
        return [self[name] for name in TITLES]

    @property
    def has_titles(self) -> bool:
        """Whether somebody wrote a title, or one is wrong."""
        return self.is_bound and any(self.data.get(name) or self[name].errors for name in TITLES)

    @property
    def has_signers(self) -> bool:
        return bool(self._signers)

    def choices(self) -> Choices:
        given = self.cleaned_data
        return _choices(given, self._signers[given["signer"]])

    def proposed(self) -> Choices | None:
        """What the letter says before anybody has changed anything; None where nobody can sign."""
        if not self._signers:
            return None
        said: dict[str, Any] = {**self.initial}
        return _choices(said, next(iter(self._signers.values())))


def _proposals(occasion: Occasion, enquiry: Enquiry, signers: dict[str, Holding]) -> dict[str, Any]:
    return {
        "subject": proposed_subject(occasion, enquiry),
        "text": proposed_text(occasion, enquiry),
        "addressees": occasion.body,
        "signer": next(iter(signers), ""),
        "on_behalf": True,
        "with_sources": True,
        "once": secrets.token_hex(16),
    }


def _choices(given: dict[str, Any], signer: Holding) -> Choices:
    return Choices(
        subject=given.get("subject", ""),
        signer=signer,
        capacity=given.get("capacity", ""),
        head_title=given.get("head_title", ""),
        signer_title=given.get("signer_title", ""),
        on_behalf=bool(given.get("on_behalf")),
        addressees=_lines(given.get("addressees", "")),
        recipients=_lines(given.get("recipients", "")),
        text=given.get("text", ""),
        with_sources=bool(given.get("with_sources")),
    )


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.split("\n") if line.strip())


class ReasonForm(Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class BeginForm(Form):
    first = forms.IntegerField(
        label=_("First number of this year's book"),
        min_value=1,
        max_value=LARGEST,
        help_text=_("Numbers below it were given on paper."),
    )


class ReserveForm(Form):
    count = forms.IntegerField(label=_("How many numbers"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    words = forms.CharField(label=_("What the numbers are for"), max_length=300)


class PaperForm(Form):
    words = forms.CharField(label=_("For which letter on paper"), max_length=300)
    day = day_field(_("Date of the letter"), required=True)


class LetterheadForm(Form):
    """The head and foot of every letter; the texts in each language of the installation."""

    symbol = forms.CharField(
        label=_("Symbol behind the number"), max_length=40, help_text=_("Such as UBND-VP.")
    )
    archive = forms.CharField(
        label=_("Archive line"), max_length=80, required=False, help_text=_("Such as VT, VP.")
    )
    is_numbered_elsewhere = forms.BooleanField(
        label=_("The registry gives the numbers on paper; here they are only recorded"), required=False
    )

    def __init__(self, *args: Any, head: Letterhead, **kwargs: Any) -> None:
        initial = {name: getattr(head, name) for name in SETTABLE if name not in WORDED}
        for name in WORDED:
            said = getattr(head, name)
            initial |= {f"{name}_{tag}": said.get(tag, "") for tag, _language in settings.LANGUAGES}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for name in WORDED:
            for place, (tag, language) in enumerate(settings.LANGUAGES):
                self.fields[f"{name}_{tag}"] = _worded(name, language, is_first=place == 0)
        order = [f"{name}_{tag}" for name in WORDED for tag, _language in settings.LANGUAGES]
        self.order_fields([*order, "symbol", "archive", "is_numbered_elsewhere"])

    def changes(self) -> dict[str, Any]:
        given = self.cleaned_data
        plain = {name: given[name] for name in SETTABLE if name not in WORDED}
        worded = {
            name: Wording(
                {tag: given[f"{name}_{tag}"] for tag, _ in settings.LANGUAGES if given[f"{name}_{tag}"]}
            )
            for name in WORDED
        }
        return {**plain, **worded}


def _worded(name: str, language: object, *, is_first: bool) -> forms.CharField:
    label = _("%(what)s (%(language)s)") % {"what": LABELS[name], "language": language}
    needed = is_first and name in ("issuer", "place")
    if name in ("issuer", "superior"):
        rows = forms.Textarea(attrs={"rows": 2})
        hint = _("A long name may stand on two lines.")
        return forms.CharField(label=label, max_length=200, required=needed, widget=rows, help_text=hint)
    return forms.CharField(label=label, max_length=120, required=needed)
