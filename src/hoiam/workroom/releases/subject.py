"""A release as it stands beside its texts, in the editor and in clearance."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.queries.standing import Standing
from hoiam.desks.wording import Wording
from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.queries.texts import edition_text_of, is_translation, title_in
from hoiam.releases.terms import Change, ReleaseKind
from hoiam.texts.models import Text
from hoiam.texts.subjects import SubjectCard
from hoiam.ui import moments
from hoiam.workroom.enquiries import choices

KIND = Release._meta.label_lower


def card_of_release(record_id: int, standing: Standing) -> SubjectCard:
    """The release with its title and its time. Raises `Release.DoesNotExist` for one of another desk."""
    release = Release.objects.get(pk=record_id, desk=standing.desk)
    newest = Edition.objects.filter(release=release).order_by("-pk").first()
    rows = EditionText.objects.filter(edition=newest, language=release.language)
    original = rows.select_related("text", "version").first()
    title = title_in(original) if original else ""
    return SubjectCard(
        title=release.reference,
        question_text=title or choices.theme_name(release.theme) or str(ReleaseKind(release.kind).label),
        language=release.language if title else get_language() or settings.LANGUAGE_CODE,
        back_url=reverse("workroom_releases:release", args=[standing.desk.code, release.reference]),
        due=newest.publish_at if newest and newest.published_at is None else None,
        heading=capfirst(str(ReleaseKind(release.kind).label)),
    )


def words_of_release(record_id: int) -> tuple[str, ...]:
    """A release answers nobody: no words of a case stand beside it."""
    return ()


def written_at(text_id: int) -> str:
    """A translation is written sentence by sentence beside the original; the original in the editor."""
    row = edition_text_of(Text(pk=text_id))
    if row is None or not is_translation(row):
        return ""
    release = row.edition.release
    return reverse("workroom_releases:text", args=[release.desk.code, release.reference, row.pk])


def bound_in_words(bound: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is signed together with a text of a release, as a leader reads it; fingerprints stay out."""
    by_hand = _("by hand, after it is approved")
    said = {
        _("Edition"): bound.get("edition", ""),
        _("Kind"): _labelled(ReleaseKind, bound.get("kind", "")),
        _("Theme"): choices.theme_name(bound.get("theme", "")),
        _("Change"): _labelled(Change, bound.get("change", "")) if bound.get("edition") != "1" else "",
        _("Note in public"): _worded(bound.get("note", "")),
        _("Left out, and why"): _worded(bound.get("balance_note", "")),
        _("Summary in plain language"): bound.get("summary", ""),
        _("Goes out"): _timed(bound.get("not_before", "")) or by_hand,
        _("Embargo"): _("yes: registered outlets read it before") if bound.get("embargo") else "",
        _("Pictures and recordings"): _("as described beside each") if bound.get("media") else "",
    }
    return [(name, value) for name, value in said.items() if value]


def _labelled(choices_of: type[ReleaseKind | Change], value: str) -> str:
    return capfirst(str(choices_of(value).label)) if value in choices_of.values else value


def _worded(kept: str) -> str:
    return str(Wording(json.loads(kept))) if kept else ""


def _timed(kept: str) -> str:
    return moments.moment(datetime.fromisoformat(kept)) if kept else ""
