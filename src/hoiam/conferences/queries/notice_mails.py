"""The mail of a notice: a reference, nothing of what is written."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.conferences.models import Notice
from hoiam.conferences.terms import NoticeWhat
from hoiam.post.payloads import Mail

_OF_THE_BODY = (
    NoticeWhat.CONCLUSION_GIVEN,
    NoticeWhat.CONCLUSION_TIME,
    NoticeWhat.CONCLUSION_RETURNED,
)
"""What is done on the page of a desk's own conclusions, not at the conference."""


def render_notice(payload_id: int, language: str) -> Mail:
    """For `post.payloads`; mail of officials passes many hands."""
    notice = Notice.objects.select_related("desk", "conference", "request", "guidance", "talk").get(
        pk=payload_id
    )
    with translation.override(language or settings.LANGUAGE_CODE):
        said = subject_of(notice)
        lines = [said + ".", *_ends(notice), settings.BASE_URL + address_of(notice)]
        return Mail(subject=said, text="\n\n".join(lines) + "\n", sender_name=str(notice.desk.name))


def subject_of(notice: Notice) -> str:
    """`H-DN-2026-0001: a conclusion is due`."""
    record = notice.guidance or notice.request or notice.talk or notice.conference or notice.desk.name
    return _("%(name)s: %(what)s") % {"name": record, "what": NoticeWhat(notice.what).label}


def address_of(notice: Notice) -> str:
    """Where to act on it in the office."""
    base = f"/office/{notice.desk.code}"
    if notice.talk:
        return f"{base}/talks/{notice.talk.pk}/"
    if notice.guidance:
        return f"{base}/localities/guidance/{notice.guidance.reference}/"
    if notice.request:
        return f"{base}/localities/{notice.request.reference}/"
    if notice.what in _OF_THE_BODY:
        return f"{base}/conclusions/"
    if notice.what == NoticeWhat.PERIOD_TIME:
        return f"{base}/briefings/"
    return f"{base}/conferences/{notice.conference.reference}/" if notice.conference else f"{base}/"


def _ends(notice: Notice) -> list[str]:
    if notice.due_at is None:
        return []
    due = date_format(timezone.localtime(notice.due_at), "SHORT_DATETIME_FORMAT")
    return [_("The limit ends %(due)s.") % {"due": due}]
