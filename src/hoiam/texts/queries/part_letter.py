"""The letter that asks a body without a desk for its part; written out when it is handed over."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hoiam.desks.wording import Wording
from hoiam.post.payloads import Enclosure, Mail, Withdrawn
from hoiam.texts.models import Part
from hoiam.texts.part_link import token_of
from hoiam.texts.queries.part_form import MEDIA_TYPE, part_form_docx
from hoiam.texts.terms import PartState


def address_of_link(part: Part, language: str) -> str:
    """Where the body answers, as a full address; the token is worked out, not read."""
    if part.token_expires_at is None:
        raise ValueError("A part asked of a desk has no link.")
    token = token_of(part.pk, part.token_expires_at)
    return f"{settings.ASK_URL}/{language}/parts/{token}/"


def write_letter(part_id: int, language: str) -> Mail:
    """The letter of one part. Raises `Withdrawn` where nothing is asked any more."""
    part = Part.objects.select_related("desk__body", "to_body").filter(pk=part_id).first()
    if part is None or part.state != PartState.ASKED or not part.token_digest:
        raise Withdrawn
    language = language or part.language
    with translation.override(language):
        desk_name = str(Wording(part.desk.name))
        due = timezone.localtime(part.due_at).strftime("%H:%M %d/%m/%Y")
        text = "\n\n".join(
            [
                _("%(desk)s asks %(body)s for its part of an answer.")
                % {"desk": desk_name, "body": str(part.to_body.name) if part.to_body else ""},
                _("Question:") + "\n" + part.question,
                _("Please answer by %(due)s.") % {"due": due},
                _("Answer here, no account is needed:") + "\n" + address_of_link(part, language),
                _("Or fill in the attached form and send it back to this address."),
                _("Whoever has this link can answer. Pass it on inside your office only."),
            ]
        )
        return Mail(
            subject=_("Request for a part of an answer, by %(due)s") % {"due": due},
            text=text + "\n",
            attachments=(Enclosure(_("form") + f"-{part.pk}.docx", MEDIA_TYPE, part_form_docx(part)),),
            reply_to=part.desk.email,
            sender_name=desk_name,
        )
