"""The mail of a notice."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Notice
from hoiam.enquiries.terms import NoticeWhat
from hoiam.post.payloads import Mail


def render_notice(payload_id: int, language: str) -> Mail:
    """A reference and a time, nothing of the question: mail of officials passes many hands."""
    notice = Notice.objects.select_related("desk", "enquiry", "matter", "bulletin").get(pk=payload_id)
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, lines = _said(notice)
        lines.append(settings.BASE_URL + address_of(notice))
        return Mail(subject=subject, text="\n\n".join(lines) + "\n", sender_name=str(notice.desk.name))


def address_of(notice: Notice) -> str:
    """Where to act on it: straight to the clearance of a bulletin, to the matter, else to the desk."""
    desk = f"/office/{notice.desk.code}/"
    if notice.what == NoticeWhat.BULLETIN_WAITS and notice.bulletin is not None:
        return f"{desk}texts/{notice.bulletin.text_id}/clearance/"
    return f"{desk}matters/{notice.matter_id}/" if notice.matter_id else desk


def _said(notice: Notice) -> tuple[str, list[str]]:
    """Subject and lines."""
    name = notice.enquiry.reference if notice.enquiry else str(notice.matter)
    if notice.what == NoticeWhat.EMERGENCY:
        said = _("Public emergency: %(name)s") % {"name": name}
        return said, [said, _("You are on duty, or nobody is. Open the matter and write the first bulletin.")]
    if notice.what == NoticeWhat.BULLETIN_WAITS:
        said = _("A bulletin waits to be cleared: %(name)s") % {"name": name}
        return said, [said, _("Read it and approve or return it here:")]
    told = {"name": name, "share": notice.share}
    lines = [_("%(share)s %% of the time for %(name)s has passed.") % told]
    if notice.due_at:
        due = date_format(timezone.localtime(notice.due_at), "SHORT_DATETIME_FORMAT")
        lines.append(_("The limit ends %(due)s.") % {"due": due})
    return _("%(name)s: %(share)s %% of the time has passed") % told, lines
