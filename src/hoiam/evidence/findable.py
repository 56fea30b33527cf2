"""Facts and gaps as search sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from hoiam.desks.models import Place
from hoiam.evidence.models import Contradiction, Fact, FactVersion, Gap
from hoiam.evidence.terms import PUBLIC_STATES, FactState, GapState, Rank
from hoiam.evidence.vocabulary import group_label, theme_label
from hoiam.search import sources
from hoiam.search.documents import Document


def register() -> None:
    """Make facts and gaps findable; called once when Django is ready."""
    sources.register("fact", fetch=fetch_facts, every=every_fact)
    sources.register("gap", fetch=fetch_gaps, every=every_gap)


def fetch_facts(refs: Collection[str]) -> Iterable[Document]:
    """The documents of these references, as the facts stand now; unknown ones are left out."""
    return [_fact(fact) for fact in _facts().filter(reference__in=list(refs))]


def every_fact() -> Iterator[Document]:
    for fact in _facts().iterator(chunk_size=500):
        yield _fact(fact)


def fetch_gaps(refs: Collection[str]) -> Iterable[Document]:
    """Open gaps are found inside their desk, so that nobody looks for the same thing twice."""
    numbers = [int(ref[1:]) for ref in refs if ref[:1] == "G" and ref[1:].isdigit()]
    return [_gap(gap) for gap in _gaps().filter(pk__in=numbers)]


def every_gap() -> Iterator[Document]:
    for gap in _gaps().iterator(chunk_size=500):
        yield _gap(gap)


def _facts() -> QuerySet[Fact]:
    contested = Contradiction.objects.select_related("one", "other")
    shown = [
        f"{name}__{row}"
        for name in ("published", "latest")
        for row in ("fact_sources__source", "places__predecessors", "places__successors")
    ]
    return (
        Fact.objects.exclude(latest=None)
        .select_related("desk", "published", "latest")
        .prefetch_related(
            *shown,
            Prefetch("contradictions_as_one", contested),
            Prefetch("contradictions_as_other", contested),
        )
        .order_by("pk")
    )


def _fact(fact: Fact) -> Document:
    is_public = fact.state in PUBLIC_STATES and not fact.desk.is_practice
    version = fact.in_public if is_public else fact.newest
    body, language = version.statement.in_language(version.language)
    places = list(version.places.all())
    return Document(
        kind="fact",
        ref=fact.reference,
        version=version.number,
        audience=frozenset({"public", f"desk:{fact.desk_id}"} if is_public else {f"desk:{fact.desk_id}"}),
        title=next((row.source.title for row in version.fact_sources.all()), ""),
        body=body,
        language=language,
        other_bodies=tuple(
            (tag, text) for tag, text in version.statement.items() if tag != language and text
        ),
        names=tuple(dict.fromkeys(_names(version, places))),
        numbers=tuple(text for text in (version.issuer, *version.limits.values()) if text),
        place=places[0].code if len(places) == 1 else "",
        period=version.period_printed,
        theme=version.theme,
        rank=1 if version.rank == Rank.PREFERRED else 0,
        superseded=fact.state not in (FactState.PUBLISHED, FactState.DRAFT),
        contests=tuple(_contested(fact)),
    )


def _names(version: FactVersion, places: list[Place]) -> Iterator[str]:
    """Every word people may use for place, theme, group and period, in every language."""
    yield version.place_printed
    for place in places:
        for one in (place, *place.predecessors.all(), *place.successors.all()):
            yield from one.name.values()
    for tag in version.statement:
        with translation.override(tag):
            yield from (theme_label(code, tag) for code in version.themes)
            yield from (group_label(code, tag) for code in version.groups)


def _contested(fact: Fact) -> Iterator[str]:
    for row in fact.contradictions_as_one.all():
        yield row.other.reference
    for row in fact.contradictions_as_other.all():
        yield row.one.reference


def _gaps() -> QuerySet[Gap]:
    return Gap.objects.filter(state=GapState.OPEN).select_related("place").order_by("pk")


def _gap(gap: Gap) -> Document:
    return Document(
        kind="gap",
        ref=gap.reference,
        version=1,
        audience=frozenset({f"desk:{gap.desk_id}"}),
        title="",
        body=gap.question,
        language=translation.get_language() or "",
        names=(theme_label(gap.theme), *(gap.place.name.values() if gap.place else ())),
        place=gap.place.code if gap.place else "",
        theme=gap.theme,
    )
