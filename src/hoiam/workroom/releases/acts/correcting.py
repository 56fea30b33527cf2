"""Acts on what is public: correct, withdraw, say what follows, confirm an emergency, blank a passage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.releases.models import Release
from hoiam.releases.operations.blanking import ask_blanking, confirm_blanking, decline_blanking
from hoiam.releases.operations.correcting import start_correction, supersede, withdraw
from hoiam.releases.operations.emergency import confirm_emergency, publish_in_emergency
from hoiam.releases.queries.releases import get_release
from hoiam.releases.terms import CORRECTIONS, Change
from hoiam.workroom.releases.acts.act import Act, long_text
from hoiam.workroom.releases.naming import language_name

CHANGES = [(change.value, change.label) for change in Change if change in CORRECTIONS]


class PublishInEmergency(Act):
    name, icon, group, look = "emergency", "warning", "time", "danger"
    label = _("Publish in an emergency")
    text = _(
        "For danger to life or health, when clearance cannot be waited for. Two people press this, one after the "
        "other, on the same text; the second makes it public. It is flagged in public until it is confirmed."
    )
    button = _("I publish this in an emergency")
    done = _("Noted. The page says whether a second person is still needed.")

    why = long_text(_("Why it cannot wait"), rows=2, longest=400)

    def prepare(self) -> None:
        if self.edition and self.edition.emergency_why:
            self.fields["why"].initial = self.edition.emergency_why

    def perform(self) -> None:
        publish_in_emergency(
            edition=self.reading.open_edition(), why=self.cleaned_data["why"], by=self.by, at=self.at
        )


class ConfirmEmergency(Act):
    name, icon, group = "confirm", "check", "public"
    label = _("Confirm what went out in an emergency")
    text = _(
        "Read it again as it stands in public. Confirmed, its flag goes; a wrong one is corrected instead."
    )
    button = _("Confirm")
    done = _("Confirmed. The flag is taken off in public.")

    def perform(self) -> None:
        edition = self.reading.unconfirmed()
        confirm_emergency(edition=edition, by=self.by, at=self.at)


class Correct(Act):
    name, icon, group = "correct", "pencil", "public"
    label = _("Correct or bring up to date")
    text = _(
        "A new edition in all its languages. The old one stays readable with a notice; whoever received it gets "
        "the correction, and the log of corrections shows it."
    )
    button = _("Begin the correction")
    done = _("The new edition is begun. It is cleared like the first one.")

    change = forms.ChoiceField(
        label=_("What kind of change it is"), choices=CHANGES, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        for row in self.reading.public_texts():
            field = long_text(
                _("What changes and why, in public: %(language)s")
                % {"language": language_name(row.language)},
                required=row.language == self.release.language,
                rows=3,
            )
            field.widget.attrs["lang"] = row.language
            self.fields[f"words-{row.language}"] = field

    def perform(self) -> None:
        note = {
            name.removeprefix("words-"): words
            for name, words in self.cleaned_data.items()
            if name.startswith("words-") and words
        }
        start_correction(
            release=self.release, change=self.cleaned_data["change"], note=note, by=self.by, at=self.at
        )


class Withdraw(Act):
    name, icon, group, look = "withdraw", "cross", "public", "danger"
    label = _("Withdraw")
    text = _(
        "The text stays readable under a notice with your reason; nothing disappears. Everybody who received it "
        "is told."
    )
    button = _("Withdraw")
    done = _("Withdrawn. The notice stands in public.")

    def prepare(self) -> None:
        for row in self.reading.public_texts():
            field = long_text(
                _("Reason, in public: %(language)s") % {"language": language_name(row.language)},
                required=row.language == self.release.language,
                rows=2,
            )
            field.widget.attrs["lang"] = row.language
            self.fields[f"words-{row.language}"] = field

    def perform(self) -> None:
        why = {name.removeprefix("words-"): words for name, words in self.cleaned_data.items() if words}
        withdraw(release=self.release, why=why, by=self.by, at=self.at)


class Supersede(Act):
    name, icon, group = "supersede", "next", "public"
    label = _("Say which release follows this one")
    text = _("Readers of this one are led to the later one; both stay.")
    button = _("Keep the link")
    done = _("The link stands in public.")

    by_release = forms.CharField(
        label=_("Reference of the later release"), max_length=24, help_text=_("Such as R-DN-2026-0012.")
    )

    def clean_by_release(self) -> Release:
        try:
            return get_release(self.cleaned_data["by_release"].strip(), standing=self.reading.standing)
        except Release.DoesNotExist:
            raise ValidationError(_("This desk has no release of that reference.")) from None

    def perform(self) -> None:
        later = self.cleaned_data["by_release"]
        supersede(release=self.release, by_release=later, by=self.by, at=self.at)


class AskBlanking(Act):
    name, icon, group, look = "blank", "eye", "public", "danger"
    label = _("Ask to blank a passage to protect a person")
    text = _(
        "Only to protect a person named or recognisable in it. A second person confirms; then the passage is "
        "blanked in page, file and data, openly: the place, the notice and the old fingerprint stay, and it is "
        "counted."
    )
    button = _("Ask for it")
    done = _("Asked. A second person confirms it.")
    needs_number = True
    template = "workroom/releases/blank.html"

    sentences = forms.MultipleChoiceField(
        label=_("Sentences"), widget=forms.CheckboxSelectMultiple, required=False
    )
    attachments = forms.MultipleChoiceField(
        label=_("Files"), widget=forms.CheckboxSelectMultiple, required=False
    )
    why = long_text(_("Why, for the desk only"), rows=3)

    def prepare(self) -> None:
        self.of = self.reading.public_text_of(self.number)
        if self.of is None or self.of.version is None:
            return
        self.let_choose("sentences", [(number, words) for number, words in self.of.version.sentences])
        self.let_choose("attachments", [(file.sha256, file.name) for file in self.reading.files_of(self.of)])
        if not self.offered("attachments"):
            del self.fields["attachments"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("sentences") and not given.get("attachments"):
            raise ValidationError(_("Choose at least one sentence or file."))
        return given

    def perform(self) -> None:
        given = self.cleaned_data
        ask_blanking(
            edition_text=_there(self.of),
            sentences=given.get("sentences", []),
            attachments=given.get("attachments", []),
            why=given["why"],
            by=self.by,
            at=self.at,
        )


class DecideBlanking(Act):
    """The second person's answer, whose button says which."""

    needs_number = True

    def prepare(self) -> None:
        self.asked = self.reading.blanking_of(self.number)
        self.quote = self.asked.why if self.asked else ""


class ConfirmBlanking(DecideBlanking):
    name, icon, group, look = "confirm-blanking", "eye", "public", "danger"
    label = _("Confirm the blanking")
    text = _(
        "You are the second person. Confirmed, the passage is out of sight at once, and this is counted in public."
    )
    button = _("Blank it")
    done = _("Blanked. The notice and the old fingerprint stand in its place.")

    def perform(self) -> None:
        confirm_blanking(blanking=_there(self.asked), by=self.by, at=self.at)


class DeclineBlanking(DecideBlanking):
    name, icon, group = "decline-blanking", "undo", "public"
    label = _("Decline the blanking")
    text = _("The passage stays as it is.")
    button = _("Decline")
    done = _("Declined. Nothing was taken out of sight.")

    def perform(self) -> None:
        decline_blanking(blanking=_there(self.asked), by=self.by, at=self.at)


def _there(row: Any) -> Any:
    """The row meant; somebody may have ended it since the page was opened."""
    if row is None:
        raise ReasonsAgainst(
            [_("It has changed its state since you opened this page. Look at the release again.")]
        )
    return row


ACTS = (
    PublishInEmergency,
    ConfirmEmergency,
    Correct,
    Withdraw,
    Supersede,
    AskBlanking,
    ConfirmBlanking,
    DeclineBlanking,
)
