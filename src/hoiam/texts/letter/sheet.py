"""A letter with every word in its place, in the order of the form: what both files and the preview show."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.dates import MONTHS

from hoiam.texts.letter.form import LetterForm
from hoiam.texts.letter.values import LetterBlock, LetterValues, read_block


@dataclass(frozen=True)
class LetterSheet:
    """The paper, line by line. `to_lines` names the asker by the reference of the case until intake prints it."""

    language: str
    heading: tuple[str, ...]
    superior: str
    issuer: str
    number: str
    place_and_day: str
    subject: str
    to: str
    to_lines: tuple[str, ...]
    is_sealed: bool
    blocks: tuple[LetterBlock, ...]
    closing: str
    recipients: str
    recipient_lines: tuple[str, ...]
    signing_lines: tuple[str, ...]
    signer_name: str
    annex: str
    annex_title: str
    annex_of: str
    annex_lines: tuple[str, ...]
    title: str = ""
    """Of a paper that bears its kind as its name, such as a report; then `subject` stands below it."""

    def said(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, said: dict[str, Any]) -> LetterSheet:
        several = ("heading", "to_lines", "recipient_lines", "signing_lines", "annex_lines")
        blocks = tuple(read_block(block) for block in said["blocks"])
        return cls(**{**said, **{name: tuple(said[name]) for name in several}, "blocks": blocks})

    def addressed(self, *lines: str) -> LetterSheet:
        """The same paper with the asker named: for printing only, never kept."""
        return replace(self, to_lines=tuple(line for line in lines if line))


def compose(
    values: LetterValues, form: LetterForm, *, number: int | None = None, day: date | None = None, year: int
) -> LetterSheet:
    """Set the words of a letter; without number and day their places stay open, for a signature on paper.

    `year` stands where the day is open.
    """
    words = form.words[values.language]
    facts = {
        "number": f"{number:02d}" if number else "",
        "symbol": values.symbol,
        "place": values.place,
        "issuer": " ".join(values.issuer.split()),
        "year": day.year if day else year,
        **_day_facts(day, values.language),
    }

    def said(name: str) -> str:
        return words[name if number and day else f"{name}_open"].format(**facts)

    return LetterSheet(
        language=values.language,
        heading=tuple(form.heading.get(values.language, ())),
        superior=values.superior.upper(),
        issuer=values.issuer.upper(),
        number=said("number"),
        place_and_day=said("place_and_day"),
        subject=words["subject"].format(subject=values.subject),
        to=words["to"],
        to_lines=_to_lines(values, words),
        is_sealed=values.is_to_asker,
        blocks=values.blocks,
        closing=f"{values.closing}{words['ending']}",
        recipients=words["recipients"],
        recipient_lines=_recipient_lines(values, words),
        signing_lines=signing_lines(values, form),
        signer_name=values.signer_name,
        annex=words["annex"] if values.sources else "",
        annex_title=words["annex_title"] if values.sources else "",
        annex_of=said("annex_of") if values.sources else "",
        annex_lines=values.sources,
    )


def signing_lines(values: LetterValues, form: LetterForm) -> tuple[str, ...]:
    """What stands above the signature, in capital letters: on whose behalf, for whom, as what."""
    capacity = form.capacity(values.capacity)
    if capacity is None:
        raise ValueError(f"The form knows no capacity {values.capacity!r}.")
    collective = form.collective.get(values.language, "") if values.collective else ""
    lines = [collective, *capacity.lines[values.language]]
    facts = {"collective": values.collective, "head": values.head_title, "title": values.signer_title}
    return tuple(line.format(**facts).upper() for line in lines if line)


def asker_lines(words: dict[str, str], *, name: str, outlet: str, address: str) -> tuple[str, ...]:
    """How the asker is named on the printed letter."""
    named = ", ".join(part for part in (name, outlet) if part)
    where = words["asker_address"].format(address=" ".join(address.split())) if address else ""
    return tuple(line for line in (named, where) if line)


def _to_lines(values: LetterValues, words: dict[str, str]) -> tuple[str, ...]:
    if values.is_to_asker:
        return (words["sealed_asker"].format(reference=values.reference),)
    if len(values.addressees) < 2:
        return values.addressees
    *before, last = values.addressees
    return (*(f"- {one};" for one in before), f"- {last}.")


def _recipient_lines(values: LetterValues, words: dict[str, str]) -> tuple[str, ...]:
    archive = words["archive"].format(archive=values.archive or words["archive_default"])
    listed = [words["as_above"], *values.recipients]
    return (*(f"- {one.rstrip(' ;.')};" for one in listed if one.strip()), f"- {archive.rstrip(' .')}.")


def _day_facts(day: date | None, language: str) -> dict[str, Any]:
    """The parts of a date as the words of a form may name them: `day2` 05, `month2` 01, 02, 3 …"""
    if day is None:
        return {}
    with translation.override(language):
        month_name = str(MONTHS[day.month])
    month2 = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {"day": day.day, "day2": f"{day.day:02d}", "month2": month2, "month_name": month_name}
