"""The mail of a notice."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Notice
from hoiam.post.payloads import Mail


def render_notice(payload_id: int, language: str) -> Mail:
    """A reference and a time, nothing of the question: mail of officials passes many hands."""
    notice = Notice.objects.select_related("desk", "enquiry", "matter").get(pk=payload_id)
    with translation.override(language or settings.LANGUAGE_CODE):
        due = notice.due_at
        said = {
            "name": notice.enquiry.reference if notice.enquiry else str(notice.matter),
            "share": notice.share,
            "due": date_format(timezone.localtime(due), "SHORT_DATETIME_FORMAT") if due else "",
        }
        lines = [_("%(share)s %% of the time for %(name)s has passed.") % said]
        if due:
            lines.append(_("The limit ends %(due)s.") % said)
        lines.append(f"{settings.BASE_URL}/office/{notice.desk.code}/")
        return Mail(
            subject=_("%(name)s: %(share)s %% of the time has passed") % said,
            text="\n\n".join(lines) + "\n",
            sender_name=str(notice.desk.name),
        )
