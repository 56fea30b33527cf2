"""Plays the twenty questions of the demo from form to mail, as a desk that knows nothing but the demo's facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import time_machine

from hoiam.config.demo import rows
from hoiam.config.worker import turn_once
from hoiam.desks.operations.packs import load_country
from hoiam.desks.queries.registers import get_body, heirs_of
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.answering import refuse, start_answer
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.intake import take_in
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.evidence.models import Fact, Gap
from hoiam.evidence.operations.gaps import open_gap
from hoiam.evidence.operations.imports import import_facts
from hoiam.search.operations import catch_up
from hoiam.search.queries import find
from hoiam.texts.queries.findings import findings_of
from tests.factories.desks import Cast, make_cast
from tests.factories.enquiries import DAY, HOUR, clear
from tests.post.server import Keeper

BEGINS = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
"""Monday 7 September 2026, eight in the morning in Viet Nam; one question every ten minutes."""
OUTCOMES = {"full": "answered", "partial": "partly_answered", "none": "not_held", "refuse": "refused"}
NOT_HELD = {
    "vi": "Phần còn lại của câu hỏi không có trong hồ sơ của chúng tôi; chúng tôi đã ghi lại để bổ sung.",
    "en": "The rest of the question is not in our record; we have noted it as a gap to be filled.",
}
REFUSED = {
    "vi": "Bàn thông tin ghi lại nội dung, không ghi lại con người.",
    "en": "The desk records claims, not people. Names and addresses of persons are not given.",
}


@dataclass
class Played:
    """One question with what was found, said, sent and noted."""

    row: dict[str, str]
    enquiry: Enquiry
    found: list[str]
    """References of the facts that the search of the public record gave, best first."""
    answer: Answer | None = None
    findings: list[str] = field(default_factory=list)
    """What the gates had against the text."""
    gap: Gap | None = None
    mail: EmailMessage | None = None

    @property
    def named(self) -> list[str]:
        return self.row["fact_ids"].split()


def play(keeper: Keeper) -> tuple[Cast, dict[str, Played]]:
    """Every question asked, searched, answered, cleared and handed to the mail server behind `keeper`."""
    load_country(by="operator", at=BEGINS - 60 * DAY)
    cast = make_cast()
    bring_facts(cast)
    played = {}
    for number, row in enumerate(rows("questions.csv")):
        at = BEGINS + number * timedelta(minutes=10)
        played[row["id"]] = _play_one(cast, row, at)
    with time_machine.travel(BEGINS + 8 * HOUR, tick=False):
        turn_once()
    for one in played.values():
        subject = f" {one.enquiry.reference}"
        mails = [mail for mail in keeper.messages if mail["Subject"].endswith(subject)]
        one.mail = mails[-1] if len(mails) == 3 else None
        one.enquiry.refresh_from_db()
    return cast, played


def bring_facts(cast: Cast) -> None:
    """The demo's facts, published by this desk and findable."""
    from importlib import resources

    content = (resources.files("hoiam") / "data" / "demo" / "facts.csv").read_bytes()
    brought = import_facts(
        desk=cast.desk,
        content=content,
        file_name="facts.csv",
        by="operator",
        at=BEGINS - 30 * DAY,
        publish=True,
    )
    assert brought.errors == []
    catch_up()


def _play_one(cast: Cast, row: dict[str, str], at: datetime) -> Played:
    enquiry = take_in(
        desk=cast.desk,
        kind=row["kind"],
        language=row["language"],
        question=row["question"],
        asker=Asker(name="Người hỏi", email=f"{row['id'].lower()}@bao-mau.example"),
        received_at=at,
        by="asker",
        at=at,
    ).enquiry
    register_enquiry(enquiry=enquiry, by=cast.intake, at=at + HOUR, theme=row["theme"])
    assign(enquiry=enquiry, officer=cast.case_officer, by=cast.intake, at=at + HOUR)
    findings = find(row["question"], kinds=["fact"], audience=["public"], limit=20)
    one = Played(row, enquiry, [hit.ref for hit in findings.hits])
    began = at + 2 * HOUR
    if row["answerable"] == "refuse":
        code = "personal_or_family_secret"
        body = REFUSED[row["language"]]
        one.answer = refuse(enquiry=enquiry, code=code, by=cast.case_officer, at=began, body=body)
    else:
        body, outcome = _words(row), OUTCOMES[row["answerable"]]
        one.answer = start_answer(enquiry=enquiry, by=cast.case_officer, at=began, outcome=outcome, body=body)
    if row["answerable"] in ("none", "partial"):
        one.gap = open_gap(
            desk=cast.desk,
            question=row["question"],
            theme=row["theme"],
            asked_in=("enquiries.enquiry", enquiry.pk),
            owner=cast.fact_steward,
            due_date=date(2026, 9, 30),
            by=cast.case_officer,
            at=began,
        )
    one.findings = [
        str(finding.message)
        for finding in findings_of(one.answer.text, at=began)
        if finding.stands_against_sending
    ]
    clear(cast, one.answer, began + HOUR)
    one.answer.refresh_from_db()
    return one


def _words(row: dict[str, str]) -> str:
    """The answer: every fact named, in the asker's language, cited; then openly what is not held."""
    tag = row["language"]
    facts = {fact.reference: fact for fact in Fact.objects.filter(reference__in=row["fact_ids"].split())}
    sentences = [
        f"{facts[reference].published.statement[tag].rstrip('.')} [{reference}]."
        for reference in row["fact_ids"].split()
    ]
    sentences += [_register_words(row)] if row["body_codes"] else []
    sentences += [NOT_HELD[tag]] if row["answerable"] in ("none", "partial") else []
    return " ".join(sentences)


def _register_words(row: dict[str, str]) -> str:
    """Who does today what the first body did, by the register of bodies."""
    former = get_body(row["body_codes"].split()[0])
    (heir,) = heirs_of(former, BEGINS.date())
    return f"{former.name['en']} was followed by the {heir.name['en']}."
