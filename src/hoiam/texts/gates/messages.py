"""The sentences of the findings: what was found, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hoiam.texts.gates.findings import Finding

MESSAGES = {
    "number_without_citation": (
        _("“%(found)s” has no source: the sentence cites no fact."),
        _("Cite the fact that holds this number, or write why it needs none."),
    ),
    "number_not_in_cited_facts": (
        _("“%(found)s” is not in the cited fact (%(cited)s)."),
        _("Correct the number, cite the fact that holds it, or write why it needs none."),
    ),
    "unit_differs": (
        _("“%(found)s”: the cited fact (%(cited)s) has this value in another unit."),
        _("Use the unit of the fact, or cite the right fact."),
    ),
    "date_not_in_cited_facts": (
        _("“%(found)s” is a time that no cited fact speaks of."),
        _("Use the time of the fact, cite the right fact, or write why it needs none."),
    ),
    "date_impossible": (
        _("“%(found)s” is no day of the calendar."),
        _("Correct the date."),
    ),
    "loaded_word": (
        _("“%(found)s” names motives or praises instead of stating facts."),
        _("State what happened and who says so. Instead: %(instead)s"),
    ),
    "private_person": (
        _("“%(found)s” looks like the name of a private person."),
        _("Leave the name out, or say the office where the person speaks for one."),
    ),
    "phone_number": (
        _("“%(found)s” looks like a telephone number."),
        _("Leave it out unless it is the number of an office."),
    ),
    "email_address": (
        _("“%(found)s” is an e-mail address."),
        _("Leave it out unless it is the address of an office."),
    ),
    "street_address": (
        _("“%(found)s” looks like a street address."),
        _("Leave it out unless it is the address of an office."),
    ),
    "social_handle": (
        _("“%(found)s” points to an account on a social network."),
        _("Leave it out unless it is the account of an office."),
    ),
    "identity_number": (
        _("“%(found)s” looks like the number of an identity card."),
        _("Take it out."),
    ),
    "enjoyment_without_outcome": (
        _("“%(found)s”: what a law or plan gives is not yet what people have."),
        _("Cite a figure of the outcome, say which law gives the right, or write why it needs none."),
    ),
}


def message_of(finding: Finding) -> str:
    """Say in the reader's language what was found."""
    return str(MESSAGES[finding.code][0]) % dict(finding.params)


def hint_of(finding: Finding) -> str:
    """Say in the reader's language what to do about it."""
    params = dict(finding.params)
    hint = str(MESSAGES[finding.code][1])
    if finding.code == "loaded_word" and not params.get("instead"):
        return hint.split("%(instead)s")[0].rpartition(".")[0] + "."
    return hint % params
