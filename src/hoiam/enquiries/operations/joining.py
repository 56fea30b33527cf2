"""A message becomes a letter of an enquiry: its words covered, itself and its files under the seal of the case."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.asker import IncomingFile
from hoiam.enquiries.masking import covered
from hoiam.enquiries.models import Correspondence, Enquiry, IncomingMail
from hoiam.enquiries.operations.case import finish, lock, tell
from hoiam.enquiries.operations.clarifying import clarified
from hoiam.enquiries.operations.from_asker import MOST_MESSAGES
from hoiam.enquiries.operations.mail_keeping import seal_with_case
from hoiam.enquiries.operations.sealing import close_files, sealed_message
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.queries.sealed import key_of, opened_within
from hoiam.enquiries.terms import Letter, MailState, NoticeWhat, State


def join(
    mail: IncomingMail,
    enquiry: Enquiry,
    *,
    raw: bytes,
    words: str,
    files: tuple[IncomingFile, ...],
    by: Person | str,
    at: datetime,
    is_asker: bool,
    known: tuple[str, ...] = (),
) -> Correspondence:
    """Put a message to its enquiry, in the caller's transaction. What the asker writes ends a waiting for it.

    `known`: what else is to be covered, such as the name of another sender. Raises `ReasonsAgainst`.
    """
    case = lock(enquiry)
    key, content = key_of(case), opened_within(case)
    insist(
        [
            _("Who asked is erased; the message cannot be sealed with the enquiry any more.")
            if key is None or content is None
            else None,
            case.correspondence.filter(is_from_asker=True).count() >= MOST_MESSAGES
            and _("There are many messages already. Please put a new question."),
            *rules.against_secret(words),
            *rules.against_files(files),
        ]
    )
    assert key is not None and content is not None
    letter = Correspondence.objects.create(
        enquiry=case,
        letter=Letter.REPLY if is_asker else Letter.MESSAGE,
        is_from_asker=is_asker,
        words=covered(words, [*content.asker.known_by(), *known]),
        sealed_words=sealed_message(case, words),
        facts={"mail": mail.pk, "remarks": mail.remarks},
        by=by if isinstance(by, Person) else None,
        at=mail.received_at,
    )
    close_files(case, key, files)
    seal_with_case(mail, raw, case, key)
    mail.state, mail.enquiry, mail.letter, mail.decided_at = MailState.JOINED, case, letter, at
    mail.decided_by = by if isinstance(by, Person) else None
    mail.save()
    if is_asker and case.state == State.CLARIFYING:
        case = clarified(enquiry=case, by=by, at=at)
    people = [case.officer] if case.officer else holding(case.desk, at, Role.INTAKE)
    tell(people, what=NoticeWhat.ASKER_WROTE, enquiry=case, at=at)
    verb = "asker wrote" if is_asker and by == "asker" else "joined message"
    finish(case, by=by, at=at, verb=verb, detail={"letter": letter.pk, "message": mail.pk})
    return letter
