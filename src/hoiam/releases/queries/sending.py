"""What stands against sending a text of an edition for clearance, besides what the text itself says."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.releases import rules
from hoiam.releases.document import title_of
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.balance import balance_of
from hoiam.releases.queries.media import against_media
from hoiam.releases.queries.texts import as_original, is_in_step, is_translation, original_of
from hoiam.releases.terms import Change
from hoiam.releases.translation import open_units
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.queries.versions import standing_clearance


def against_sending(edition_text: EditionText, record: Text | TextVersion, at: datetime) -> list[object]:
    """Every reason; [] where this text can go to clearance. `record`: the text, or the version just made of it."""
    edition = edition_text.edition
    reasons = [
        *rules.against_closed(edition),
        *rules.against_withdrawn(edition.release),
        *rules.against_time(edition.publish_at, edition.is_embargoed, at),
        None if title_of(record.body) else _("Give it a title: a first line that begins with “# ”."),
        *against_media(edition_text),
    ]
    if is_translation(edition_text):
        reasons += _against_translation(edition_text)
    else:
        reasons += _against_edition(edition, edition_text, at)
    return [reason for reason in reasons if reason]


def _against_edition(edition: Edition, edition_text: EditionText, at: datetime) -> list[object]:
    """What the original answers for, for the edition as a whole."""
    balance = balance_of(edition, at)
    return [
        None
        if edition.release.theme
        else _("Choose the theme, so that what got worse in it can stand beside."),
        _("Say in public what was changed and why.")
        if edition.change != Change.FIRST and not str(edition.note).strip()
        else None,
        None
        if balance.is_met
        else format_lazy(
            _(
                "These facts of the theme got worse or are not measured, and are not cited: {facts}. Cite them, or "
                "say in public why not."
            ),
            facts=", ".join(fact.reference for fact in balance.missing[:12]),
        ),
    ]


def _against_translation(edition_text: EditionText) -> list[object]:
    original = original_of(edition_text.edition)
    standing = standing_clearance(original.text)
    left = len(open_units(as_original(original.text), edition_text.translated))
    return [
        None if standing else _("Send the original first: a translation is signed together with its words."),
        format_lazy(
            _("{number} sentences are not translated, or the original changed since. Translate them first."),
            number=left,
        )
        if left
        else None,
        _("The original changed since this translation was saved. Open the translation and save it again.")
        if not left and not is_in_step(edition_text, original.text)
        else None,
    ]
