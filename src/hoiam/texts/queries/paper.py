"""Reading signed sheets: who may sign one, which wait, which versions were approved on paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from hoiam.desks.models import ActingPeriod, Desk, Holding, Membership, Person
from hoiam.desks.queries.holders import posts
from hoiam.desks.queries.standing import Standing
from hoiam.texts.models import Attachment, PaperApproval, TextVersion
from hoiam.texts.paper_rules import PaperSigner
from hoiam.texts.terms import SIGNS_AS, STANDING_STATES, ClearanceState, PaperState, SigningRole

FINAL = sorted(SIGNS_AS[SigningRole.SPOKESPERSON])


def paper_signers(desk: Desk, first: date, last: date) -> list[PaperSigner]:
    """Who may have signed for the body on some day between these: holders of posts that speak, then officials.

    An official who holds such a post under the same name stands there once, with the post. Four queries at most.
    """
    speaking = {post.code: post.name for post in posts() if post.may_speak}
    rows = Holding.objects.filter(desk=desk, post__in=speaking, valid_from__lte=last).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=first)
    )
    found = [_of_holding(row, speaking[row.post]) for row in rows.order_by("-valid_from", "pk")]
    found.sort(
        key=lambda one: list(speaking.values()).index(one.title) if one.title in speaking.values() else 0
    )
    known = {_folded(one.name) for one in found}
    return [*found, *(one for one in _officials(desk, first, last) if _folded(one.name) not in known)]


def papers_of(version: TextVersion) -> list[PaperApproval]:
    """Every sheet brought back for a version, the newest first."""
    rows = version.papers.select_related(
        "version__clearance", "version__text__desk", "uploaded_by", "decided_by", "signer"
    )
    return list(rows)


def file_of(paper: PaperApproval) -> Attachment:
    """The scan or the signed file. Raises `Attachment.DoesNotExist` where it was never kept."""
    return Attachment.objects.of(paper).get()


def files_of(papers: Sequence[PaperApproval]) -> dict[int, Attachment]:
    """{number of the sheet: its file}; one query."""
    rows = Attachment.objects.filter(
        record_kind=PaperApproval._meta.label_lower, record_id__in=[paper.pk for paper in papers]
    )
    return {row.record_id: row for row in rows}


def waiting_papers(standing: Standing) -> list[PaperApproval]:
    """Sheets of the desk that wait for a second person who is not the one who brought them, oldest first."""
    rows = PaperApproval.objects.filter(
        state=PaperState.WAITING,
        version__clearance__state=ClearanceState.OPEN,
        version__clearance__desk=standing.desk,
    ).exclude(uploaded_by=standing.person)
    rows = rows.exclude(version__text__authorships__person=standing.person)
    return list(rows.select_related("version__text__desk", "uploaded_by").order_by("uploaded_at", "pk"))


def standing_paper(version: TextVersion) -> PaperApproval | None:
    """The sheet on which the version is approved now; None for any other version."""
    if version.clearance.state != ClearanceState.CLEARED:
        return None
    return version.papers.filter(state=PaperState.CONFIRMED).select_related("decided_by").first()


def papers_by_text(texts: Collection[int]) -> dict[int, PaperApproval]:
    """{text: the newest sheet that waits for, or approved, one of its versions in clearance}; one query."""
    rows = PaperApproval.objects.filter(
        version__text__in=texts,
        state__in=(PaperState.WAITING, PaperState.CONFIRMED),
        version__clearance__state__in=STANDING_STATES,
    ).select_related("version")
    return {row.version.text_id: row for row in rows.order_by("uploaded_at", "pk")}


def approved_on_paper(versions: Collection[int]) -> dict[int, PaperApproval]:
    """{version id: its confirmed sheet} for those approved on paper; one query."""
    rows = PaperApproval.objects.filter(version__in=versions, state=PaperState.CONFIRMED)
    return {row.version_id: row for row in rows}


def version_by_hash(desk: Desk, text_hash: str) -> TextVersion | None:
    """The version of this desk that a printed sheet names; the newest where two texts read alike."""
    found = TextVersion.objects.filter(text__desk=desk, hash=text_hash).select_related("text")
    return found.order_by("-pk").first()


def _of_holding(row: Holding, post: str) -> PaperSigner:
    title = str(row.title) if row.title else post
    return PaperSigner(f"post-{row.pk}", row.holder, title, ((row.valid_from, row.valid_to),), holding=row)


def _officials(desk: Desk, first: date, last: date) -> list[PaperSigner]:
    spans: dict[int, list[tuple[date, date | None]]] = {}
    people: dict[int, Person] = {}
    for row in Membership.objects.filter(desk=desk, role__in=FINAL).select_related("person"):
        people[row.person_id] = row.person
        spans.setdefault(row.person_id, []).append((_day(row.valid_from), _day(row.valid_to)))  # type: ignore[arg-type]
    for period in ActingPeriod.objects.filter(desk=desk).select_related("substitute"):
        if set(FINAL) & set(period.roles):
            people[period.substitute_id] = period.substitute
            spans.setdefault(period.substitute_id, []).append(
                (_day(period.starts_at), _day(period.ends_at))  # type: ignore[arg-type]
            )
    return [
        PaperSigner(f"person-{key}", person.name, "", tuple(spans[key]), person=person)
        for key, person in sorted(people.items(), key=lambda one: one[1].name)
        if any(start <= last and (end is None or end >= first) for start, end in spans[key])
    ]


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
