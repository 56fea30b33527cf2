"""Letters to invited outlets: an invitation, a change, a cancellation. They hold what is public, and the link."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference, ConferenceChange, Seat
from hoiam.conferences.queries.seats import token_of
from hoiam.conferences.terms import Mode
from hoiam.outlets.queries.addresses import site
from hoiam.post.payloads import Mail, Withdrawn

INVITATION = "conferences.seat"
"""`payload_id`: the seat."""
CHANGED = "conferences.seat_change"
"""`payload_id`: the change."""
CANCELLED = "conferences.seat_cancelled"
"""`payload_id`: the conference."""


def render_invitation(payload_id: int, language: str) -> Mail:
    """For `post.payloads`. Raises `Withdrawn` where the seat is deleted or the conference cancelled."""
    rows = Seat.objects.select_related("conference__desk", "conference__place", "outlet")
    seat = rows.filter(pk=payload_id, conference__cancelled_at__isnull=True).first()
    if seat is None:
        raise Withdrawn
    with translation.override(site(language)):
        conference = seat.conference
        return _mail(
            conference,
            _("Invitation: %(title)s") % {"title": conference.title},
            [
                _("Every registered outlet is invited in the same way."),
                *_where_and_when(conference),
                _("Say by this link until the end whether you come and with how many:"),
                f"{settings.BASE_URL}/{_tag()}/briefings/seat/{token_of(seat)}/",
                _(
                    "The site asks for names at the gate. You enter them behind the link; only the gate reads them."
                )
                if conference.needs_names
                else "",
                _("Your answer is deleted 24 hours after the end; who came is not kept."),
                _page(conference),
            ],
        )


def render_change(payload_id: int, language: str) -> Mail:
    """For `post.payloads`. Raises `Withdrawn` where a later change or a cancellation has overtaken it."""
    rows = ConferenceChange.objects.select_related("conference__desk", "conference__place")
    change = rows.filter(pk=payload_id, conference__cancelled_at__isnull=True).first()
    if change is None or change.conference.changes.filter(sequence__gt=change.sequence).exists():
        raise Withdrawn
    with translation.override(site(language)):
        conference = change.conference
        return _mail(
            conference,
            _("Changed: %(title)s") % {"title": conference.title},
            [
                *_where_and_when(conference),
                _("Reason: %(reason)s") % {"reason": change.why},
                _("What you answered stands; the link of your invitation opens it as before."),
                _page(conference),
            ],
        )


def render_cancelled(payload_id: int, language: str) -> Mail:
    """For `post.payloads`."""
    conference = Conference.objects.select_related("desk", "place").get(pk=payload_id)
    with translation.override(site(language)):
        return _mail(
            conference,
            _("Cancelled: %(title)s") % {"title": conference.title},
            [
                _("It does not take place."),
                _("Reason: %(reason)s") % {"reason": conference.cancelled_why},
                _page(conference),
            ],
        )


def _mail(conference: Conference, subject: str, said_in: list[str]) -> Mail:
    desk = conference.desk
    signature = "-- \n" + "\n".join(filter(None, [str(desk.name), desk.phone, desk.email]))
    text = "\n\n".join(filter(None, [*said_in, signature])) + "\n"
    return Mail(subject=subject, text=text, sender_name=str(desk.name))


def _where_and_when(conference: Conference) -> list[str]:
    where = ", ".join(filter(None, [str(conference.venue), str(conference.place or "")]))
    return [
        _("When: %(time)s") % {"time": said(conference)},
        _("Where: %(place)s") % {"place": where} if where else "",
        str(Mode(conference.mode).label).capitalize() + "." if conference.mode != Mode.IN_PERSON else "",
    ]


def _page(conference: Conference) -> str:
    """Where everybody reads the same."""
    return f"{settings.BASE_URL}/{_tag()}/conferences/{conference.reference}/"


def _tag() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
