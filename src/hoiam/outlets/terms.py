"""The words of outlets, each written once."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutletKind(models.TextChoices):
    """What somebody who publishes is; nothing depends on it."""

    NEWSPAPER = "newspaper", pgettext_lazy("kind of outlet", "newspaper or magazine")
    BROADCASTER = "broadcaster", pgettext_lazy("kind of outlet", "radio or television")
    AGENCY = "agency", pgettext_lazy("kind of outlet", "news agency")
    ONLINE = "online", pgettext_lazy("kind of outlet", "online publication")
    FREELANCE = "freelance", pgettext_lazy("kind of outlet", "freelance")
    FOREIGN = "foreign", pgettext_lazy("kind of outlet", "foreign media")


class ChannelKind(models.TextChoices):
    """By which way something leaves; the feeds need no registration."""

    EMAIL = "email", pgettext_lazy("way of delivery", "e-mail")
    WEBHOOK = "webhook", pgettext_lazy("way of delivery", "webhook")


class ChannelEnd(models.TextChoices):
    """Why nothing more is sent by a channel."""

    UNSUBSCRIBED = "unsubscribed", pgettext_lazy("end of a channel", "the outlet unsubscribed it")
    GONE = "gone", pgettext_lazy("end of a channel", "the address answered that it is gone for good (410)")
    BOUNCES = "bounces", pgettext_lazy("end of a channel", "several messages in a row came back")
    LEFT = "left", pgettext_lazy("end of a channel", "the outlet is no longer registered")


class OutletEnd(models.TextChoices):
    """Why a registration ended."""

    ASKED = "asked", pgettext_lazy("end of a registration", "the outlet asked for it")
    EXPIRED = "expired", pgettext_lazy("end of a registration", "it ran out and was not renewed")
    CRITERION = "criterion", pgettext_lazy("end of a registration", "a published criterion is no longer met")


class RefusalKind(models.TextChoices):
    """What was refused."""

    APPLICATION = "application", pgettext_lazy("refusal", "registration refused")
    REGISTRATION = "registration", pgettext_lazy("refusal", "registration ended")


class AppealOutcome(models.TextChoices):
    """How somebody outside the desk decided."""

    UPHELD = "upheld", pgettext_lazy("appeal", "the outlet was right and is registered")
    DISMISSED = "dismissed", pgettext_lazy("appeal", "the refusal stands")


class Purpose(models.TextChoices):
    """What a dispatch carries."""

    RELEASE = "release", pgettext_lazy("dispatch", "publication")
    CORRECTION = "correction", pgettext_lazy("dispatch", "correction")
    WITHDRAWAL = "withdrawal", pgettext_lazy("dispatch", "notice of withdrawal")
    EMBARGO = "embargo", pgettext_lazy("dispatch", "notice that a text is lent under embargo")


OPENING = frozenset({Purpose.RELEASE, Purpose.CORRECTION})
"""What carries a record for the first time, at T."""


class Trouble(models.TextChoices):
    """Why an outlet must be reached otherwise."""

    FAILED = "failed", pgettext_lazy("delivery", "could not be handed over")
    BOUNCED = "bounced", pgettext_lazy("delivery", "came back")
    GONE = "gone", pgettext_lazy("delivery", "the address is gone")


class LetterKind(models.TextChoices):
    """Letters to an outlet about its own registration."""

    CONFIRM = "confirm", _("Confirm your application")
    ACCEPTED = "accepted", _("You are registered")
    REFUSED = "refused", _("Your application was refused")
    ENDED = "ended", _("Your registration was ended")
    APPEAL_DECIDED = "appeal_decided", _("Your appeal was decided")
    LINK = "link", _("The link to your page")
    EXPIRES = "expires", _("Your registration ends soon")
    CHANNEL = "channel", _("Confirm this address")


REGISTERED_FOR = timedelta(days=730)
"""How long a registration lasts; renewed by one press on the outlet's own page."""

REMINDED_BEFORE = timedelta(days=30)
"""How long before its end the outlet is reminded, once."""

CONFIRM_WITHIN = timedelta(days=3)
"""How long the link in the letter opens that confirms an application or an address; then the row is erased."""

APPEAL_WITHIN = timedelta(days=60)
"""How long after a refusal an appeal may be made; afterwards the applicant's address is erased."""

ACCESS_KEPT = timedelta(days=30)
"""How long it is kept that an outlet opened a text under embargo."""

CONTACT_KEPT = timedelta(days=365)
"""How long after the end of a registration its addresses are kept, for corrections of what it received."""

BOUNCES_TO_END = 3
"""So many messages that came back in a row end a channel of e-mail."""

MOST_CHANNELS = 10
"""How many open channels one outlet may have."""
