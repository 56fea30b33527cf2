"""Answers and bulletins as search sees them: for everybody once they are public, before that for their desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Exists, Max, OuterRef, QuerySet

from hoiam.enquiries.models import Answer, Bulletin
from hoiam.enquiries.terms import Outcome
from hoiam.search import sources
from hoiam.search.documents import Document
from hoiam.texts.citation_marks import without_marks

KIND = "answer"
MATTER = "matter"


def register() -> None:
    sources.register(KIND, fetch=fetch_answers, every=every_answer)
    sources.register(MATTER, fetch=fetch_matters, every=every_matter)


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
    is_public = is_public and not answer.desk.is_practice
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


def fetch_matters(refs: Collection[str]) -> Iterable[Document]:
    """The bulletin that stands now on each of these matters, named by number; one without any is left out."""
    numbers = [int(ref) for ref in refs if ref.isdigit()]
    return [_matter(row) for row in _standing().filter(matter__in=numbers)]


def every_matter() -> Iterator[Document]:
    for row in _standing().iterator(chunk_size=500):
        yield _matter(row)


def _standing() -> QuerySet[Bulletin]:
    issued = Bulletin.objects.filter(number__isnull=False)
    later = issued.filter(matter=OuterRef("matter"), number__gt=OuterRef("number"))
    return issued.filter(~Exists(later)).select_related("matter__desk", "version").order_by("pk")


def _matter(row: Bulletin) -> Document:
    """A bulletin is public from the moment it is issued, see `BulletinQuerySet.public`."""
    own, shared = f"desk:{row.matter.desk_id}", set() if row.matter.desk.is_practice else {"public"}
    return Document(
        kind=MATTER,
        ref=str(row.matter_id),
        version=row.pk,
        audience=frozenset({own, *shared}),
        title=row.matter.title,
        body=without_marks(row.version.body) if row.version else "",
        language=row.version.language if row.version else "",
        theme=row.matter.theme,
    )
