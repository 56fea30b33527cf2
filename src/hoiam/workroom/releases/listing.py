"""The desk's releases in a list: narrowed by what they wait for, each with its title, languages and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.desks.queries.standing import Standing
from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.queries.releases import open_alarms, releases_of
from hoiam.releases.queries.stage import stages_of
from hoiam.releases.terms import ReleaseKind, Stage
from hoiam.texts.models import TextVersion
from hoiam.texts.queries.versions import missing_role
from hoiam.texts.terms import SigningRole
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Tone
from hoiam.workroom.releases.naming import TONES, named_title
from hoiam.workroom.releases.reading import latest_versions

PAGE = 50


class View(models.TextChoices):
    """The ways to look at the list."""

    OPEN = "open", gettext_lazy("On their way")
    CLEARANCE = "clearance", gettext_lazy("In clearance")
    TIMED = "timed", gettext_lazy("With a time")
    PUBLIC = "public", gettext_lazy("Public")
    CONFIRM = "confirm", gettext_lazy("To be confirmed")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn releases")
    ALL = "all", gettext_lazy("All releases")


ALWAYS = (View.OPEN, View.TIMED, View.PUBLIC, View.ALL)
"""Lists that are offered even while they are empty."""


@dataclass(frozen=True)
class Line:
    """One release as the list shows it."""

    release: Release
    title: str
    language: str
    """Language tag of the title, where it is not the page's."""
    kind: str
    stage: str
    tone: Tone
    waits: str
    languages: list[str]
    at: datetime | None
    """When it goes out, or went out."""
    is_ahead: bool
    is_embargoed: bool
    alarms: int
    edition: int


def lines_of(rows: list[Release]) -> list[Line]:
    """The rows of the list, in a number of queries that does not grow with them."""
    shown = [edition for release in rows for edition in _shown(release)]
    latest = latest_versions(row.text_id for edition in shown for row in edition.texts.all())
    stages = stages_of(shown)
    return [_line(release, latest, stages) for release in rows]


def listed(standing: Standing, view: str, *, kind: str = "", theme: str = "") -> QuerySet[Release]:
    """The releases of one list, the newest first; reads nothing yet."""
    rows = releases_of(standing)
    if kind:
        rows = rows.filter(kind=kind)
    if theme:
        rows = rows.filter(theme=theme)
    texts = EditionText.objects.select_related("text", "version").order_by("pk")
    editions = Edition.objects.order_by("-pk").prefetch_related(Prefetch("texts", queryset=texts))
    counted = Count("editions__alarms", filter=Q(editions__alarms__settled_at__isnull=True), distinct=True)
    narrowed = rows.filter(_in_view(view)) if view != View.ALL else rows
    return (
        narrowed.annotate(open_alarms=counted)
        .prefetch_related(Prefetch("editions", queryset=editions))
        .order_by("-pk")
    )


def view_counts(standing: Standing) -> dict[str, int]:
    """How many releases each list has, in one query."""
    asked = {
        view.value: Count("pk", filter=_in_view(view), distinct=True) for view in View if view != View.ALL
    }
    found: dict[str, int] = releases_of(standing).aggregate(**asked, all=Count("pk", distinct=True))
    return found


def _in_view(view: str) -> Q:
    on_way = Edition.objects.filter(
        release=OuterRef("pk"), published_at__isnull=True, dropped_at__isnull=True
    )
    public = Edition.objects.filter(release=OuterRef("pk"), published_at__isnull=False)
    in_clearance = on_way.filter(approved_at__isnull=True, texts__text__clearances__state="open")
    unconfirmed = public.filter(emergency_second_by__isnull=False, confirmed_at__isnull=True)
    known = {
        View.OPEN: Q(Exists(on_way)),
        View.CLEARANCE: Q(Exists(in_clearance)),
        View.TIMED: Q(Exists(on_way.filter(publish_at__isnull=False))),
        View.PUBLIC: Q(Exists(public), withdrawn_at__isnull=True),
        View.CONFIRM: Q(Exists(unconfirmed)),
        View.WITHDRAWN: Q(withdrawn_at__isnull=False),
    }
    return known[View(view)]


def _shown(release: Release) -> list[Edition]:
    """The edition a line is about: the one on its way, else the newest."""
    rows = list(release.editions.all())
    on_way = [row for row in rows if not row.published_at and not row.dropped_at]
    public = [row for row in rows if row.published_at]
    return (on_way or public or rows)[:1]


def _line(release: Release, latest: dict[int, TextVersion], stages: dict[int, Stage]) -> Line:
    edition = next(iter(_shown(release)), None)
    texts = list(edition.texts.all()) if edition else []
    original = next((row for row in texts if row.language == release.language), None)
    stage = stages[edition.pk] if edition else Stage.DROPPED
    is_ahead = edition is not None and edition.published_at is None
    return Line(
        release=release,
        title=named_title(original),
        language=foreign(release.language) if original else "",
        kind=str(ReleaseKind(release.kind).label),
        stage=_("withdrawn from use") if release.withdrawn_at else str(stage.label),
        tone="danger" if release.withdrawn_at else TONES.get(stage, "neutral"),
        waits=_waits(edition, texts, latest, stage),
        languages=[row.language for row in texts],
        at=(edition.published_at or edition.publish_at) if edition else None,
        is_ahead=is_ahead,
        is_embargoed=edition is not None and edition.is_embargoed and is_ahead,
        alarms=release.open_alarms,  # type: ignore[attr-defined]
        edition=edition.number if edition else 0,
    )


def _waits(
    edition: Edition | None, texts: list[EditionText], latest: dict[int, TextVersion], stage: Stage
) -> str:
    """For whom or what it waits, in a few words."""
    if edition is None:
        return ""
    if edition.published_at:
        return _("to be confirmed") if edition.is_unconfirmed_emergency else ""
    if stage == Stage.CLEARANCE:
        roles = {missing_role(latest[row.text_id]) for row in texts if row.text_id in latest}
        return ", ".join(str(SigningRole(role).label) for role in SigningRole.values if role in roles)
    if stage == Stage.DRAFT:
        return _("whoever writes it")
    return _("a time, or to be published by hand") if stage == Stage.APPROVED else ""


def open_alarm_count(standing: Standing) -> int:
    """How many facts changed under what is public and wait for somebody."""
    return open_alarms(standing).count()
