"""For what an official letter can be written on an enquiry, with everything that can be proposed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import override

from hoiam.desks.models import Desk, Holding, Letterhead
from hoiam.desks.queries.holders import holders_on
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.desks.wording import Wording
from hoiam.enquiries.models import Answer, Correspondence, Enquiry, Transfer
from hoiam.enquiries.queries.situation import Situation
from hoiam.enquiries.terms import Letter, Outcome
from hoiam.texts.letter.body import blocks_of, sources_of, typed_blocks
from hoiam.texts.letter.form import LetterForm, letter_form
from hoiam.texts.letter.values import LetterBlock, LetterValues
from hoiam.texts.models import Part, TextVersion
from hoiam.texts.queries.parts import parts_of
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.terms import LetterAbout, PartState
from hoiam.ui import moments

OF_OUTCOME = {Outcome.INTERIM: LetterAbout.INTERIM, Outcome.REFUSED: LetterAbout.REFUSAL}


@dataclass(frozen=True)
class Occasion:
    """One thing that a letter can be written for."""

    key: str
    """Names it in a form: `answer-12`."""
    about: LetterAbout
    at: datetime
    language: str
    answer: Answer | None = None
    version: TextVersion | None = None
    part: Part | None = None
    body: str = ""
    """The other body's name, where the letter goes to one."""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_to_asker(self) -> bool:
        return self.about not in (LetterAbout.TRANSFER, LetterAbout.REQUEST)


@dataclass(frozen=True)
class Choices:
    """What the officer decides about a letter; empty strings take what is proposed."""

    subject: str
    signer: Holding
    capacity: str = ""
    head_title: str = ""
    signer_title: str = ""
    on_behalf: bool = True
    """Whether the line of the collective stands above, where the letterhead names one."""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    text: str = ""
    """The words of a letter that carries no cleared text."""
    with_sources: bool = True


def occasions_of(situation: Situation) -> list[Occasion]:
    """Everything sent or asked on the enquiry that a letter can carry, the newest first."""
    form, enquiry = letter_form(), situation.enquiry
    found = [
        *_answers(situation, form),
        *(_notice(row, enquiry, form) for row in situation.letters if row.letter in _NOTICES),
        *(_transfer(row, enquiry, form) for row in situation.transfers if row.is_accepted is not False),
        *(_request(row, form) for row in parts_of(enquiry) if row.state == PartState.ASKED),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def proposed_subject(occasion: Occasion, enquiry: Enquiry) -> str:
    """What the letter is about, with the reference by which the asker and the other body know the case."""
    said = letter_form().about[occasion.about][occasion.language]["subject"]
    return f"{said} ({enquiry.reference})"


def proposed_text(occasion: Occasion, enquiry: Enquiry) -> str:
    """The words of a letter that carries no cleared text, in the form's words, to be changed; else ""."""
    said = letter_form().about[occasion.about][occasion.language].get("text", "")
    facts = {"question": _quoted(enquiry.question), "words": "", "reason": "", **dict(occasion.facts)}
    facts |= {name: _in_a_sentence(facts[name]) for name in ("words", "reason")}
    return said.strip().format(**_known(occasion, enquiry, letterhead_of(enquiry.desk)), **facts)


def proposed_signers(desk: Desk, at: datetime) -> list[Holding]:
    """Those in a post of the desk today, the one who usually signs first."""
    order = list(letter_form().signers)
    rows = holders_on(desk, timezone.localdate(at))
    return sorted(rows, key=lambda row: order.index(row.post) if row.post in order else len(order))


def letter_values(occasion: Occasion, enquiry: Enquiry, choices: Choices, at: datetime) -> LetterValues:
    """Everything the letter says, from the record and the officer's choices. Nothing of who asked."""
    form, head, language = letter_form(), letterhead_of(enquiry.desk), occasion.language
    shown = rendered(occasion.version, language) if occasion.version else None
    sources = sources_of(shown) if shown and choices.with_sources else ()
    capacity = choices.capacity or form.signers.get(choices.signer.post, next(iter(form.signers.values())))
    known = _known(occasion, enquiry, head)
    said = form.about[occasion.about][language]
    blocks: tuple[LetterBlock, ...] = ()
    if shown:
        blocks = (*typed_blocks(said["opening"].format(**known)), *blocks_of(shown, with_notes=bool(sources)))
        blocks += _refusal(occasion, said)
        blocks += typed_blocks(form.words[language]["annex_note"]) if sources else ()
    elif choices.text.strip():
        blocks = typed_blocks(choices.text)
    return LetterValues(
        language=language,
        reference=enquiry.reference,
        superior=_in(head.superior, language),
        issuer=_in(head.issuer, language),
        symbol=head.symbol,
        place=_in(head.place, language),
        archive=head.archive,
        subject=choices.subject.strip(),
        is_to_asker=occasion.is_to_asker,
        addressees=() if occasion.is_to_asker else choices.addressees or (occasion.body,),
        blocks=blocks,
        closing=said.get("closing", "").format(**known),
        sources=sources,
        recipients=choices.recipients,
        collective=_in(head.collective, language) if choices.on_behalf else "",
        capacity=capacity,
        head_title=choices.head_title.strip() or _title_of_head(enquiry.desk, form, language, at),
        signer_title=choices.signer_title.strip() or _in(choices.signer.title, language),
        signer_name=choices.signer.holder,
    )


_NOTICES = {Letter.EXTENSION: LetterAbout.EXTENSION, Letter.TRANSFERRED: LetterAbout.TRANSFER_NOTICE}


def _answers(situation: Situation, form: LetterForm) -> list[Occasion]:
    rows = [row for row in situation.sent if row.version_id]
    versions = TextVersion.objects.in_bulk([row.version_id for row in rows if row.version_id]) if rows else {}
    return [
        Occasion(
            key=f"answer-{row.pk}",
            about=LetterAbout.CORRECTION
            if row.corrects_id
            else OF_OUTCOME.get(Outcome(row.outcome), LetterAbout.ANSWER),
            at=row.sent_at or row.started_at,
            language=form.language_for(row.language),
            answer=row,
            version=versions[row.version_id],
        )
        for row in rows
        if row.version_id in versions
    ]


def _notice(row: Correspondence, enquiry: Enquiry, form: LetterForm) -> Occasion:
    language = form.language_for(enquiry.language)
    body = Wording(row.facts.get("body", {})).in_language(language)[0]
    due = _day(enquiry.next_due_at, language)
    return Occasion(
        key=f"notice-{row.pk}",
        about=_NOTICES[Letter(row.letter)],
        at=row.at,
        language=language,
        body=body,
        facts=(("words", row.words), ("due", due)),
    )


def _transfer(row: Transfer, enquiry: Enquiry, form: LetterForm) -> Occasion:
    """A transfer goes to another authority of the country, so it is written in the country's first language."""
    language = next(iter(form.words))
    receiver = row.to_body or (row.to_desk.body if row.to_desk else None)
    return Occasion(
        key=f"transfer-{row.pk}",
        about=LetterAbout.TRANSFER,
        at=row.offered_at,
        language=language,
        body=_in(receiver.name, language) if receiver else "",
        facts=(("reason", row.reason),),
    )


def _request(row: Part, form: LetterForm) -> Occasion:
    language = next(iter(form.words))
    receiver = row.to_body or (row.to_desk.body if row.to_desk else None)
    return Occasion(
        key=f"request-{row.pk}",
        about=LetterAbout.REQUEST,
        at=row.asked_at,
        language=language,
        part=row,
        body=_in(receiver.name, language) if receiver else "",
        facts=(("question", _quoted(row.question)), ("due", _day(row.due_at, language))),
    )


def _refusal(occasion: Occasion, said: dict[str, str]) -> tuple[LetterBlock, ...]:
    answer = occasion.answer
    if answer is None or answer.ground is None or "ground" not in said:
        return ()
    ground = said["ground"].format(ground=_in(answer.ground.label, occasion.language), article=answer.article)
    remedy = said["remedy"].format(remedy=_in(answer.remedy, occasion.language))
    return typed_blocks(f"{ground}\n\n{remedy}")


def _known(occasion: Occasion, enquiry: Enquiry, head: Letterhead) -> dict[str, str]:
    return {
        "issuer": " ".join(_in(head.issuer, occasion.language).split()),
        "reference": enquiry.reference,
        "received": _day(enquiry.received_at, occasion.language),
        "body": occasion.body,
    }


def _title_of_head(desk: Desk, form: LetterForm, language: str, at: datetime) -> str:
    rows = [row for row in holders_on(desk, timezone.localdate(at)) if row.post == form.head_post]
    return _in(rows[0].title, language) if rows else ""


def _day(moment: datetime | None, language: str) -> str:
    with override(language):
        return moments.day(moment)


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}" if line.strip() else "" for line in words.strip().split("\n"))


def _in_a_sentence(words: str) -> str:
    words = words.strip()
    return words if not words or words[-1] in ".!?…" else f"{words}."


def _in(wording: dict[str, str], language: str) -> str:
    return Wording(wording).in_language(language)[0]
