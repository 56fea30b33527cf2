"""The mail of a notice about a release: a reference, nothing of what is written."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoiam.post.payloads import Mail
from hoiam.releases.models import Notice
from hoiam.releases.terms import NoticeWhat


def render_notice(payload_id: int, language: str) -> Mail:
    """For `post.payloads`; mail of officials passes many hands."""
    notice = Notice.objects.select_related("desk", "edition__release").get(pk=payload_id)
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, lines = _said(notice)
        lines.append(settings.BASE_URL + address_of(notice))
        return Mail(subject=subject, text="\n\n".join(lines) + "\n", sender_name=str(notice.desk.name))


def address_of(notice: Notice) -> str:
    """Where to act on it: the release in the office."""
    return f"/office/{notice.desk.code}/releases/{notice.edition.release.reference}/"


def _said(notice: Notice) -> tuple[str, list[str]]:
    name = {"name": notice.edition.release.reference}
    match notice.what:
        case NoticeWhat.SECOND_WANTED:
            said = _("%(name)s cannot wait: a second person is wanted") % name
            return said, [said + ".", _("Read it, and publish it together with your colleague or do not.")]
        case NoticeWhat.TO_CONFIRM:
            said = _("%(name)s was published in an emergency") % name
            return said, [
                said + ".",
                _("Read it and confirm it, or have it corrected. Until then it is flagged."),
            ]
        case NoticeWhat.CORRECTION_TIME:
            said = _("%(name)s: %(share)s %% of the time to correct has passed") % {
                **name,
                "share": notice.share,
            }
            return said, [said + ".", *_ends(notice), *_others(notice)]
        case _:
            said = _("%(name)s: a cited fact has changed") % name
            return said, [
                said + ".",
                _("Correct the release, or write down why it still holds."),
                *_others(notice),
            ]


def _ends(notice: Notice) -> list[str]:
    if notice.due_at is None:
        return []
    due = date_format(timezone.localtime(notice.due_at), "SHORT_DATETIME_FORMAT")
    return [_("The limit ends %(due)s.") % {"due": due}]


def _others(notice: Notice) -> list[str]:
    if not notice.others:
        return []
    said = ngettext(
        "It is about %(others)s more release too.", "It is about %(others)s more releases too.", notice.others
    )
    return [said % {"others": notice.others}]
