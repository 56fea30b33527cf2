"""A letter to the asker written out, in the asker's language, when it leaves."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.desks.wording import Wording
from hoiam.enquiries.models import Answer, Correspondence, Enquiry
from hoiam.enquiries.queries.mail import reply_to
from hoiam.enquiries.queries.sealed import asker_s_receipt, status_token_of
from hoiam.enquiries.terms import Letter, Outcome
from hoiam.post.payloads import Enclosure, Mail
from hoiam.texts.models import Attachment
from hoiam.texts.queries.rendering import plain


def written_language(language: str) -> str:
    """The language of the fixed words of a letter: the asker's where it is installed, else English or the
    installation's first. The text of an answer is in the asker's language in any case."""
    installed = [tag for tag, _name in settings.LANGUAGES]
    wanted = language.split("-")[0].lower()
    return next((tag for tag in (wanted, "en") if tag in installed), settings.LANGUAGE_CODE)


def status_link(enquiry: Enquiry, tag: str) -> str:
    """The address at which the asker follows the enquiry without an account; "" once the seal is erased."""
    token = status_token_of(enquiry)
    return f"{settings.ASK_URL}/{tag}/status/{token}/" if token else ""


def render_letter(payload_id: int, language: str) -> Mail:
    """The mail of one letter. It greets nobody by name: the seal is not opened to write it."""
    row = Correspondence.objects.select_related("enquiry__desk", "answer__version", "answer__ground").get(
        pk=payload_id
    )
    tag = written_language(language or row.enquiry.language)
    with translation.override(tag):
        return _mail(row, tag)


def _mail(row: Correspondence, tag: str) -> Mail:
    enquiry, desk = row.enquiry, row.enquiry.desk
    subject = _("%(what)s %(reference)s") % {"what": _subject(row), "reference": enquiry.reference}
    link = status_link(enquiry, tag)
    paragraphs = [
        *_words(row),
        _("Follow your question, reply or object here: %(link)s") % {"link": link} if link else "",
        _("Keep this link to yourself: whoever has it sees the state of your question.") if link else "",
        "-- \n" + "\n".join(filter(None, [str(desk.name), desk.phone, desk.email])),
    ]
    return Mail(
        subject=subject,
        text="\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n",
        attachments=_enclosures(row),
        reply_to=reply_to(enquiry),
        sender_name=str(desk.name),
    )


def _enclosures(row: Correspondence) -> tuple[Enclosure, ...]:
    """With the receipt its signed document, which verifies without us; with an answer the files cleared with it."""
    if row.letter == Letter.RECEIPT:
        document = json.dumps(asker_s_receipt(row.enquiry), ensure_ascii=False, indent=1, sort_keys=True)
        return (Enclosure(f"{row.enquiry.reference}.json", "application/json", document.encode()),)
    if row.answer is None or row.answer.version is None:
        return ()
    return tuple(_file(name, sha256) for name, sha256 in row.answer.version.attachments)


def _file(name: str, sha256: str) -> Enclosure:
    kept = Attachment.objects.filter(sha256=sha256).latest("pk")
    with default_storage.open(kept.stored_name) as stored:
        return Enclosure(name, kept.media_type, stored.read())


def _subject(row: Correspondence) -> str:
    if row.answer is None:
        return str(Letter(row.letter).label)
    if row.answer.corrects_id:
        return _("Correction of the answer")
    subjects = {Outcome.INTERIM: _("Interim answer"), Outcome.REFUSED: _("Refusal")}
    return subjects.get(Outcome(row.answer.outcome)) or _("Answer")


def _words(row: Correspondence) -> list[str]:
    if row.answer is not None:
        return _answer_words(row.answer, row.enquiry)
    said = {
        "reference": row.enquiry.reference,
        "due": _day(row.enquiry),
        "body": Wording(row.facts.get("body", {})),
        "other": row.facts.get("reference", ""),
    }
    fixed = {
        Letter.RECEIPT: _receipt_words,
        Letter.REGISTERED: _registered_words,
    }.get(Letter(row.letter))
    lead = fixed(row.enquiry, said) if fixed else [_lead(Letter(row.letter)) % said]
    return [*lead, row.words]


def _lead(letter: Letter) -> str:
    return {
        Letter.CLARIFICATION: _("To answer your question %(reference)s we need to know more from you:"),
        Letter.EXTENSION: _("The time for answering %(reference)s was lengthened. The new limit is %(due)s."),
        Letter.TRANSFERRED: _(
            "Your question %(reference)s belongs to %(body)s, which has accepted it. Its reference there: %(other)s."
        ),
        Letter.MERGED: _(
            "Your question %(reference)s asks the same as %(other)s. Both get the same answer at the same time."
        ),
        Letter.WITHDRAWN: _("Your question %(reference)s was withdrawn and is closed."),
        Letter.REOPENED: _("Your question %(reference)s was opened again and will be worked on."),
        Letter.REVIEW_DECIDED: _("Your request to review %(reference)s was decided:"),
        Letter.DISPUTE_SETTLED: _("Your objection on %(reference)s was decided:"),
    }.get(letter, "%(reference)s")


def _receipt_words(enquiry: Enquiry, said: dict[str, str]) -> list[str]:
    return [
        _("Your question reached us. Its reference is %(reference)s.") % said,
        _("It is to be answered by %(due)s.") % said if said["due"] else "",
        _("The enclosed signed receipt proves when it reached us and what it said; anybody can verify it."),
    ]


def _registered_words(enquiry: Enquiry, said: dict[str, str]) -> list[str]:
    return [
        _("An officer has read your question %(reference)s and registered it.") % said,
        _("It is to be answered by %(due)s.") % said if said["due"] else "",
        _(
            "You get the answer by e-mail. Afterwards question and answer enter the public log, "
            "without anything about who asked."
        ),
    ]


def _day(enquiry: Enquiry) -> str:
    due = enquiry.next_due_at
    return date_format(timezone.localtime(due), "SHORT_DATETIME_FORMAT") if due else ""


def _answer_words(answer: Answer, enquiry: Enquiry) -> list[str]:
    lead = _("To your question %(reference)s:") % {"reference": enquiry.reference}
    if answer.corrects_id:
        lead = _("We correct our answer to your question %(reference)s:") % {"reference": enquiry.reference}
    refusal = []
    if answer.ground is not None:
        refusal = [
            _("Ground: %(ground)s (%(article)s).")
            % {"ground": answer.ground.label, "article": answer.article},
            _("What you can do: %(remedy)s") % {"remedy": answer.remedy},
        ]
    return [lead, plain(answer.version) if answer.version else "", *refusal]
