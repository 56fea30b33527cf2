"""What goes to an invited body or a delegate, written out when it leaves; the link is in no other row."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference, DelegationLetter, Invitation
from hoiam.conferences.queries.invitations import link_of
from hoiam.conferences.terms import DelegateState, DelegationLetterKind, InvitationState
from hoiam.desks.models import Desk
from hoiam.post.payloads import Mail, Withdrawn

LETTER = "conferences.delegation"
"""The kind of payload under which these letters travel by post."""


def render_letter(payload_id: int, language: str) -> Mail:
    """For `post.payloads`; raises `Withdrawn` where the row is gone or what it says is no longer so."""
    row = (
        DelegationLetter.objects.select_related(
            "invitation__conference__desk",
            "invitation__conference__place",
            "delegate__conference__desk",
            "delegate__conference__place",
            "delegate__invitation",
        )
        .filter(pk=payload_id)
        .first()
    )
    if row is None or _is_void(row):
        raise Withdrawn
    tag = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(tag):
        kind, conference = DelegationLetterKind(row.kind), conference_of(row)
        title, _language = conference.title.in_language(tag)
        return Mail(
            subject=f"{title}: {kind.label}",
            text="\n\n".join(filter(None, [*_WORDS[kind](row), _signature(conference.desk)])) + "\n",
            sender_name=str(conference.desk.name),
        )


def conference_of(row: DelegationLetter) -> Conference:
    about = row.invitation or row.delegate
    assert about is not None
    return about.conference


def letter_words(invitation: Invitation) -> list[str]:
    """The paragraphs of the invitation in the active language, for the official letter and for the mail."""
    conference = invitation.conference
    seats = _seats(invitation)
    return [
        _("To: %(addressee)s") % {"addressee": invitation.addressee},
        pgettext("letter of invitation", "%(desk)s invites you to: %(title)s.")
        % {"desk": conference.desk.body, "title": conference.title},
        *_when_and_where(conference),
        _("Seats for you: %(number)s.") % {"number": seats} if seats else "",
        _("Say whether you come and name your delegates on this page; no account is needed:"),
        link_of(invitation),
        _("The page opens until %(day)s. Whoever has the link acts for you; keep it within your office.")
        % {"day": date_format(timezone.localtime(invitation.link_ends_at), "SHORT_DATE_FORMAT")},
    ]


def _seats(invitation: Invitation) -> int:
    """How many the allocation gives to that place and kind; 0 where there is none."""
    rows = invitation.conference.allocations.filter(place_id=invitation.place_id)
    if invitation.agency_kind:
        rows = rows.filter(agency_kind=invitation.agency_kind)
    return sum(row.seats for row in rows)


def _is_void(row: DelegationLetter) -> bool:
    conference = conference_of(row)
    if row.kind != DelegationLetterKind.CANCELLED and conference.cancelled_at:
        return True
    if row.delegate is not None:
        return row.delegate.state == DelegateState.CANCELLED
    return row.invitation is not None and row.invitation.state == InvitationState.WITHDRAWN


def _when_and_where(conference: Conference) -> list[str]:
    where = ", ".join(filter(None, [str(conference.venue), str(conference.place or "")]))
    return [
        _("Time: %(time)s") % {"time": said(conference)},
        _("Place: %(place)s") % {"place": where} if where else "",
    ]


def _invited(row: DelegationLetter) -> list[str]:
    assert row.invitation is not None
    number = row.invitation.letter_number
    said_first = (
        _("With letter %(number)s of %(day)s you were invited; this mail brings the link.")
        % {"number": number, "day": date_format(row.invitation.letter_date, "SHORT_DATE_FORMAT")}
        if number and row.invitation.letter_date
        else ""
    )
    return [said_first, *letter_words(row.invitation)]


def _link(row: DelegationLetter) -> list[str]:
    assert row.invitation is not None
    return [
        _("This is the new link to your delegation. Every earlier one opens nothing more."),
        link_of(row.invitation),
    ]


def _moved(row: DelegationLetter) -> list[str]:
    conference = conference_of(row)
    change = conference.changes.order_by("-sequence").first()
    why = _("Reason: %(reason)s") % {"reason": change.why} if change and str(change.why) else ""
    return [
        _("Time or place of %(title)s has changed.") % {"title": conference.title},
        *_when_and_where(conference),
        why,
        _page(conference),
    ]


def _cancelled(row: DelegationLetter) -> list[str]:
    conference = conference_of(row)
    why = str(conference.cancelled_why)
    return [
        _("%(title)s will not take place.") % {"title": conference.title},
        _("Reason: %(reason)s") % {"reason": why} if why else "",
    ]


def _seat(row: DelegationLetter) -> list[str]:
    """To a delegate; nobody else is named."""
    conference = conference_of(row)
    return [
        _("A seat became free: you are registered for %(title)s.") % {"title": conference.title},
        *_when_and_where(conference),
        _code(row),
    ]


def _code_letter(row: DelegationLetter) -> list[str]:
    conference = conference_of(row)
    return [
        _("You are registered for %(title)s.") % {"title": conference.title},
        *_when_and_where(conference),
        _code(row),
    ]


def _code(row: DelegationLetter) -> str:
    if row.delegate is None:
        return ""
    return _("Your code for the door: %(code)s") % {"code": spaced(row.delegate.code)}


def spaced(code: str) -> str:
    """`ABCD-EFGH`, as a code is printed and read aloud."""
    return f"{code[:4]}-{code[4:]}"


def _page(conference: Conference) -> str:
    tag = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return f"{settings.BASE_URL}/{tag}/conferences/{conference.reference}/"


def _signature(desk: Desk) -> str:
    return "-- \n" + "\n".join(filter(None, [str(desk.name), desk.phone, desk.email]))


_WORDS: dict[DelegationLetterKind, Callable[[DelegationLetter], list[str]]] = {
    DelegationLetterKind.INVITED: _invited,
    DelegationLetterKind.LINK: _link,
    DelegationLetterKind.MOVED: _moved,
    DelegationLetterKind.CANCELLED: _cancelled,
    DelegationLetterKind.SEAT: _seat,
    DelegationLetterKind.CODE: _code_letter,
}
