"""Answers as search sees them: for everybody once they are in the public log, before that for their desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Max, QuerySet

from hoiam.enquiries.models import Answer
from hoiam.enquiries.terms import Outcome
from hoiam.search import sources
from hoiam.search.documents import Document
from hoiam.texts.citation_marks import without_marks

KIND = "answer"


def register() -> None:
    sources.register(KIND, fetch=fetch_answers, every=every_answer)


def fetch_answers(refs: Collection[str]) -> Iterable[Document]:
    """The newest sent answer of each of these enquiries; a reference without one is left out."""
    return [_document(answer) for answer in _newest().filter(enquiry__reference__in=list(refs))]


def every_answer() -> Iterator[Document]:
    for answer in _newest().iterator(chunk_size=500):
        yield _document(answer)


def _newest() -> QuerySet[Answer]:
    sent = Answer.objects.filter(sent_at__isnull=False).exclude(outcome=Outcome.INTERIM)
    last = sent.order_by().values("enquiry").annotate(last=Max("pk")).values("last")
    return Answer.objects.filter(pk__in=last).select_related("enquiry", "version").order_by("pk")


def _document(answer: Answer) -> Document:
    """`entry_noted_at` is written when the answer became public: from then on anybody may find it."""
    enquiry, own = answer.enquiry, f"desk:{answer.desk_id}"
    is_public = answer.entry_noted_at is not None and not answer.withheld_code
    return Document(
        kind=KIND,
        ref=enquiry.reference,
        version=answer.pk,
        audience=frozenset({"public", own} if is_public else {own}),
        title=enquiry.question,
        body=without_marks(answer.version.body) if answer.version else "",
        language=answer.language,
        numbers=(enquiry.reference,),
        theme=enquiry.theme,
    )
