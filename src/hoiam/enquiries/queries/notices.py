"""What somebody should know, and its mail."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.desks.models import Person
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Notice
from hoiam.post.payloads import Mail

MOST = 50


def unseen(standing: Standing) -> list[Notice]:
    """What a person has not marked as seen at this desk, newest first, with the enquiries and matters."""
    rows = Notice.objects.filter(person=standing.person, desk=standing.desk, seen_at__isnull=True)
    return list(rows.select_related("enquiry", "matter")[:MOST])


def count_unseen(person: Person) -> int:
    return Notice.objects.filter(person=person, seen_at__isnull=True).count()


def render_notice(payload_id: int, language: str) -> Mail:
    """The mail of a notice: a reference and a time, nothing of the question."""
    notice = Notice.objects.select_related("desk", "enquiry", "matter").get(pk=payload_id)
    with translation.override(language or settings.LANGUAGE_CODE):
        name = notice.enquiry.reference if notice.enquiry else str(notice.matter)
        due = notice.due_at
        said = {
            "name": name,
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
