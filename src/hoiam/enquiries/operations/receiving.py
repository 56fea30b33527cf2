"""A message has reached our mail server: what it answers, whether a person wrote it, and who must look at it.

It never becomes an enquiry by itself: a person decides, and the limits count from when our server took it, however
long that takes. Only a reply that both its thread and its sender confirm is put to its enquiry at once.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.mergers import follower_of, former_desks_with_mail
from hoiam.enquiries import rules
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.mail.addresses import is_to
from hoiam.enquiries.mail.message import MailFile, ReadMail, read, without
from hoiam.enquiries.masking import covered
from hoiam.enquiries.models import Correspondence, Enquiry, IncomingMail
from hoiam.enquiries.operations.joining import join
from hoiam.enquiries.operations.mail_keeping import seal_mail
from hoiam.enquiries.queries.mail import desks_of_mail, reference_in
from hoiam.enquiries.queries.sealed import key_of, opened_within
from hoiam.enquiries.terms import QUESTION_LONGEST, MailRemark, MailState, MailWhy
from hoiam.evidence.reading.encodings import SURE_FROM
from hoiam.evidence.reading.legacy_spelling import load_spelling
from hoiam.post.models import Arrival, Parcel
from hoiam.post.operations import mark_bounced
from hoiam.post.queries import parcel_by_message_id
from hoiam.texts.files import Unreadable, known_file, words_of_file
from hoiam.texts.operations.attachments import let_in

LETTER = "enquiries.letter"
AHEAD = timedelta(days=1)
_SECRET_LINK = re.compile(r"(/status/)[^\s/]+")
_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|tr|aw|trả lời|chuyển tiếp)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Incoming:
    """A message as it may be kept: in readable letters, without refused files."""

    mail: ReadMail
    raw: bytes
    words: str
    """Subject and text; not covered yet."""
    files: tuple[IncomingFile, ...]
    remarks: list[str]
    is_secret: bool

    def __repr__(self) -> str:
        return "Incoming(sealed)"


@dataclass(frozen=True)
class Thread:
    """The enquiry that a message seems to belong to, and why a person must confirm it ("": nobody must)."""

    enquiry: Enquiry | None
    why: str


def receive(*, arrival: Arrival, raw: bytes, at: datetime) -> list[IncomingMail]:
    """Decide on a fetched message; one row for each desk it went to. In the caller's transaction.

    Raises `LookupError` while there is no desk: then it waits.
    """
    said = prepared(raw, is_whole=arrival.is_whole, received_at=arrival.received_at)
    if said.is_secret:
        return _for_desks(arrival, said, at, MailState.REFUSED, Thread(None, ""))
    if (report := _report(arrival, said, at)) is not None:
        return report
    thread = thread_of(said.mail)
    if said.mail.is_automatic or _is_ours(said.mail):
        return _for_desks(arrival, said, at, MailState.AUTOMATIC, Thread(thread.enquiry, ""))
    if not arrival.is_whole:
        thread = Thread(thread.enquiry, MailWhy.TOO_LARGE)
    rows = _for_desks(arrival, said, at, MailState.TRIAGE, thread)
    if thread.enquiry is not None and not thread.why:
        _join_at_once(rows[0], said, thread.enquiry, at)
    return rows


def prepared(raw: bytes, *, is_whole: bool = True, received_at: datetime | None = None) -> Incoming:
    """Take a message apart and leave out what may not be kept. Pure but for the country's markings."""
    mail = read(raw)
    remarks = list(mail.remarks)
    subject = _PREFIX.sub("", mail.subject).strip()
    words = _readable(f"{subject}\n\n{mail.text}".strip(), remarks)
    files, refused, is_secret = _files(mail.files)
    remarks += [MailRemark.FILE_REFUSED] * bool(refused)
    remarks += [MailRemark.TEXT_CUT] * (len(words) > QUESTION_LONGEST)
    remarks += [MailRemark.TOO_LARGE] * (not is_whole)
    remarks += [MailRemark.NO_TEXT] * (is_whole and not mail.text)
    if received_at and mail.dated and mail.dated > received_at + AHEAD:
        remarks.append(MailRemark.DATED_AHEAD)
    is_secret = is_secret or bool(rules.against_secret(words)) or bool(rules.against_secret(mail.subject))
    shown, told = words[:QUESTION_LONGEST], [str(one) for one in remarks]
    return Incoming(mail, without(raw, refused), shown, files, told, is_secret)


def _readable(words: str, remarks: list[str]) -> str:
    words = _SECRET_LINK.sub(r"\1…", words)
    try:
        words = rules.readable(words)
    except ReasonsAgainst:
        remarks.append(MailRemark.LETTERS_LOST)
    return words


def _files(found: tuple[MailFile, ...]) -> tuple[tuple[IncomingFile, ...], set[int], bool]:
    """(files that are accepted, the leaves that are not, whether one is marked secret)."""
    kept: list[IncomingFile] = []
    refused: set[int] = set()
    for file in found:
        try:
            known = let_in(file.name, file.content)
            if rules.against_secret(known.name.rpartition(".")[0]):
                return (), set(), True
            kept.append(IncomingFile(known.name, file.content))
        except ReasonsAgainst:
            if _is_marked(file):
                return (), set(), True
            refused.add(file.number)
    return tuple(kept), refused, False


def _is_marked(file: MailFile) -> bool:
    """Whether a refused file is refused for its marking, not for its kind."""
    try:
        known = known_file(file.name, file.content)
        words = words_of_file(known) if known else ()
    except Unreadable:
        return False
    return any(rules.against_secret(piece) for piece in words)


def _report(arrival: Arrival, said: Incoming, at: datetime) -> list[IncomingMail] | None:
    """A mail server's report on a letter of ours: the parcel came back, and nothing of the report is kept."""
    returned = said.mail.returned
    if returned is None or not returned.is_final:
        return None
    parcel = parcel_by_message_id(returned.message_ids)
    if parcel is None:
        return None
    mark_bounced(parcel=parcel, at=at)
    case = _case_of(parcel)
    desk = case.desk if case else parcel.desk
    if desk is None:
        return None
    return [_row(arrival, said, at, desk, MailState.CAME_BACK, Thread(case, ""))]


def _is_ours(mail: ReadMail) -> bool:
    """A letter of ours that was sent round: two desks that answer each other end here too."""
    return bool(mail.message_id) and parcel_by_message_id([mail.message_id]) is not None


def _case_of(parcel: Parcel) -> Enquiry | None:
    if parcel.payload_kind != LETTER:
        return None
    letter = Correspondence.objects.filter(pk=parcel.payload_id).select_related("enquiry__desk").first()
    return letter.enquiry if letter else None


def thread_of(mail: ReadMail) -> Thread:
    """What a message answers, by the tag in its address and by the Message-IDs of our letters.

    Neither alone is enough: the sender is compared with the sealed address, by a digest under the key of the case.
    """
    reference = reference_in(mail.addressed)
    by_tag = Enquiry.objects.filter(reference=reference).select_related("desk").first() if reference else None
    parcel = parcel_by_message_id(mail.mentions) if mail.mentions else None
    by_header = _case_of(parcel) if parcel else None
    if by_tag and by_header and by_tag.pk != by_header.pk:
        return Thread(None, MailWhy.SEVERAL_CASES)
    case = by_tag or by_header
    if case is None:
        return Thread(None, MailWhy.WRONG_TAG if reference == "" else "")
    return Thread(case, _unconfirmed(case, mail))


def _unconfirmed(case: Enquiry, mail: ReadMail) -> str:
    key, content = key_of(case), opened_within(case)
    if key is None or content is None:
        return MailWhy.ERASED
    if not content.asker.email:
        return MailWhy.NO_ADDRESS
    if not hmac.compare_digest(_digest(key, mail.sender), _digest(key, content.asker.email)):
        return MailWhy.OTHER_SENDER
    return MailWhy.DOUBTFUL if mail.is_doubtful else ""


def _digest(key: bytes, address: str) -> bytes:
    return hmac.new(key, b"sender\n" + address.strip().lower().encode(), "sha256").digest()


def _for_desks(
    arrival: Arrival, said: Incoming, at: datetime, state: MailState, thread: Thread
) -> list[IncomingMail]:
    """One row at the desk of the enquiry, else at each desk that was written to, else at the one that sorts."""
    if thread.enquiry is not None:
        return [_row(arrival, said, at, thread.enquiry.desk, state, thread)]
    desks = list(desks_of_mail())
    if not desks:
        raise LookupError("There is no open desk.")
    named = [desk for desk in desks if _went_to(desk, said.mail.addressed)]
    named += [desk for desk in _following(said.mail.addressed) if desk not in named]
    why = thread.why
    if state == MailState.TRIAGE and not why:
        why = MailWhy.SEVERAL_DESKS if len(named) > 1 else MailWhy.NEW if named else MailWhy.NO_DESK
    return [_row(arrival, said, at, desk, state, Thread(None, why)) for desk in named or desks[:1]]


def _following(addressed: Collection[str]) -> list[Desk]:
    """Open desks that follow one whose address the message went to."""
    found = [follower_of(former) for former in former_desks_with_mail() if _went_to(former, addressed)]
    return [desk for desk in found if desk is not None]


def _went_to(desk: Desk, addressed: Collection[str]) -> bool:
    return any(is_to(address, desk.email) for address in addressed)


def _row(
    arrival: Arrival, said: Incoming, at: datetime, desk: Desk, state: MailState, thread: Thread
) -> IncomingMail:
    holds = state in (MailState.TRIAGE, MailState.AUTOMATIC)
    known = Asker(name=said.mail.sender_name, email=said.mail.sender).known_by()
    waits = state == MailState.TRIAGE
    row = IncomingMail.objects.create(
        desk=desk,
        arrival=arrival,
        state=state,
        why=thread.why,
        remarks=said.remarks if holds else [MailRemark.SECRET] if state == MailState.REFUSED else [],
        enquiry=thread.enquiry,
        words=covered(said.words, known) if holds else "",
        language=guessed_language(said.words) if holds else "",
        files=len(said.files) if holds else 0,
        size=arrival.size,
        received_at=arrival.received_at,
        kept_at=at,
        decided_at=None if waits else at,
        erased_at=None if holds else at,
    )
    if holds:
        seal_mail(row, said.raw)
    write_line(desk=desk, by="worker", at=at, verb="received message", record=row, detail={"state": state})
    return row


def guessed_language(words: str) -> str:
    """The installation's first language where the marks of the words spell it, else English; a person corrects it."""
    share, count = load_spelling().share_spelled(words)
    return settings.LANGUAGE_CODE if count and share >= SURE_FROM else "en"


def _join_at_once(row: IncomingMail, said: Incoming, case: Enquiry, at: datetime) -> None:
    """A confirmed reply is a letter of the asker; where that is not possible a person looks at it."""
    try:
        with transaction.atomic():
            join(
                row,
                case,
                raw=said.raw,
                words=said.words,
                files=said.files,
                by="asker",
                at=at,
                is_asker=True,
                known=tuple(Asker(name=said.mail.sender_name).known_by()),
            )
    except ReasonsAgainst:
        row.refresh_from_db()
        row.why = MailWhy.CANNOT_JOIN
        row.save(update_fields=["why"])
