"""What stands against the figures and quotations of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from hoiam.evidence.reading.persons import find_persons, load_person_vocabulary
from hoiam.texts.citation_marks import CitationMark, read_marks, without_marks
from hoiam.texts.figures import chart_of, is_chart
from hoiam.texts.findings import Finding
from hoiam.texts.models import Attachment, Text
from hoiam.texts.queries.cited_facts import CitedFacts
from hoiam.texts.sentence_book import SentenceBook, blocks_with_ids
from hoiam.texts.sentences import Sentence
from hoiam.texts.structure import Block, Figure, Quotation
from hoiam.ui.charts import Chart

QUOTING = "release"
"""The purpose of texts whose quotations go to the press: there the office that speaks is asked for."""
Pieces = Sequence[Sequence[tuple[str, Sentence]]]


def block_findings(text: Text, book: SentenceBook, cited: CitedFacts) -> Iterator[Finding]:
    """A picture that is not there or that nobody describes, a chart that cannot be drawn, a voice without office."""
    if "![" not in text.body and text.purpose != QUOTING:
        return
    places = {str(sentence.id): number for number, sentence in enumerate(book.sentences, start=1)}
    kinds: dict[str, str] | None = None
    for block, pieces in blocks_with_ids(text.body, book):
        first = next((name for piece in pieces for name, _sentence in piece), "")
        if isinstance(block, Figure):
            if kinds is None:
                kinds = dict(Attachment.objects.of(text).values_list("name", "media_type"))
            said = _against_chart(block, cited, text) if is_chart(block.name) else _against(block, kinds)
            for message in said:
                yield Finding("figure", "blocks", message, first, places.get(first, 0))
        elif isinstance(block, Quotation) and text.purpose == QUOTING:
            for message in _about_speaker(block):
                yield Finding("quotation", "warns", message, first, places.get(first, 0))


def marks_beside(text: Text, book: SentenceBook) -> dict[str, tuple[CitationMark, ...]]:
    """{sentence id: marks of the caption} for what is said to be seen in a figure: it rests on the same facts."""
    if "![" not in text.body:
        return {}
    return {
        name: read_marks(block.text)
        for block, pieces in blocks_with_ids(text.body, book)
        if isinstance(block, Figure) and read_marks(block.text)
        for name, _sentence in _seen(block, pieces)
    }


def _seen(block: Block, pieces: Pieces) -> Sequence[tuple[str, Sentence]]:
    return pieces[0] if isinstance(block, Figure) and block.alt and pieces else ()


def _against(figure: Figure, kinds: dict[str, str]) -> list[object]:
    reasons: list[object] = []
    if figure.name not in kinds:
        said = _("There is no file “%(name)s” beside this text. Add the picture, or correct its name.")
        reasons.append(said % {"name": figure.name})
    elif not kinds[figure.name].startswith("image/"):
        said = _(
            "“%(name)s” is no picture. A figure shows a PNG, JPG or WEBP; other files stay beside the text."
        )
        reasons.append(said % {"name": figure.name})
    if not figure.alt:
        said = _(
            "The picture “%(name)s” has no words for whoever cannot see it. Write in the brackets what it shows."
        )
        reasons.append(said % {"name": figure.name})
    return reasons


def _against_chart(figure: Figure, cited: CitedFacts, text: Text) -> Sequence[object]:
    """Why the chart cannot be drawn; facts that may not be cited are pointed out at their sentence."""
    told = cited.told()
    numbers = [(mark, cited.version_number(mark)) for mark in read_marks(figure.text)]
    facts = [told[f"{mark.reference}v{number}"] for mark, number in numbers if number]
    if numbers and not facts:
        return ()
    found = chart_of(figure.name, facts, title=without_marks(figure.text), language=text.language)
    named = _("Chart “%(title)s”: ") % {"title": without_marks(figure.text) or figure.name}
    return () if isinstance(found, Chart) else [f"{named}{reason}" for reason in found]


def _about_speaker(quotation: Quotation) -> list[object]:
    if not quotation.speaker:
        return [
            _(
                "This quotation does not say who speaks. Write the office in its last line, such as: > — Director "
                "of the Department of Health"
            )
        ]
    speaker = without_marks(quotation.speaker)
    names = find_persons(speaker, load_person_vocabulary())
    if any(name.kind == "private_person" and name.end - name.start >= len(speaker) - 2 for name in names):
        said = _("“%(name)s” is a name without an office. Write the office that speaks.")
        return [said % {"name": speaker}]
    return []
