"""Whether the public record answers a question already; a help, never a hurdle."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from hoiam.enquiries.queries.disclosures import public_by_references
from hoiam.evidence.models import Fact
from hoiam.search.queries import find
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Link

MOST = 4


@dataclass(frozen=True)
class Found:
    """Public answers and facts near to a question; empty where the search itself calls its hits weak."""

    answers: list[Link] = field(default_factory=list)
    facts: list[Link] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.answers or self.facts)


def found_in_record(question: str, at: datetime) -> Found:
    """The best public answers and facts for a question, checked again by their visibility predicates."""
    if not question.strip():
        return Found()
    answers = find(question, kinds={"answer"}, audience={"public"}, limit=MOST)
    facts = find(question, kinds={"fact"}, audience={"public"}, limit=MOST)
    return Found(
        answers=[] if answers.weak else _answers([hit.ref for hit in answers.hits], at),
        facts=[] if facts.weak else _facts([hit.ref for hit in facts.hits], at),
    )


def _answers(references: list[str], at: datetime) -> list[Link]:
    return [
        Link(
            answer.enquiry.question[:160],
            reverse("newsroom_answers:answer", args=[answer.enquiry.reference]),
            language=foreign(answer.enquiry.language),
        )
        for answer in public_by_references(references, at)
    ]


def _facts(references: list[str], at: datetime) -> list[Link]:
    rows = Fact.objects.public(at).filter(reference__in=references).select_related("published")
    shown = {fact.reference: fact for fact in rows}
    links = []
    for reference in references:
        if reference in shown:
            statement, language = shown[reference].in_public.statement.in_language()
            address = reverse("newsroom_facts:fact", args=[reference])
            links.append(Link(statement, address, language=foreign(language)))
    return links
