"""Talks: begun by an office, cleared, given out, outdated by a changed fact, followed by the next version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Session, Talk
from hoiam.conferences.operations.case import tell
from hoiam.conferences.operations.planning import worded
from hoiam.conferences.terms import NoticeWhat
from hoiam.desks.against import insist
from hoiam.desks.models import Body, Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.evidence.models import Citation, Fact
from hoiam.evidence.vocabulary import themes
from hoiam.texts.languages import is_tag
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.drafts import close_text, start_text

PURPOSE = "talk"
VERSION = "texts.textversion"
OUTDATES = frozenset({"superseded", "expired", "withdrawn", "contradicted", "revised"})
"""Changes of a fact that touch what was said from it."""


def start_talk(
    *,
    desk: Desk,
    title: Mapping[str, str],
    office: Mapping[str, str],
    language: str,
    by: Person,
    at: datetime,
    session: Session | None = None,
    body: Body | None = None,
    theme: str = "",
    valid_until: date | None = None,
    words: str = "",
) -> Talk:
    """Begin a talk with its text; `words` is what stands in it already. Raises `MayNot`, `ReasonsAgainst`."""
    rules.may(by, desk, at, rules.ORGANISING)
    insist(
        [
            *_against_said(title, office, theme, valid_until, at),
            None if is_tag(language) else _("Name the language by its tag, such as vi, en, fr or km."),
            *_against_session(session, desk),
        ]
    )
    with transaction.atomic():
        talk = Talk.objects.create(
            desk=desk,
            session=session,
            title=worded(title),
            office=worded(office),
            body=body,
            language=language,
            theme=theme,
            valid_until=valid_until,
            made_at=at,
            made_by=by,
        )
        return _with_text(talk, words, by, at)


def start_next_version(
    *, talk: Talk, by: Person, at: datetime, session: Session | None = None, valid_until: date | None = None
) -> Talk:
    """Begin the version that follows a cleared one, with its words; the earlier one stays as it was given.

    Raises `MayNot`, `ReasonsAgainst` where it is not cleared yet, or was followed already.
    """
    with transaction.atomic():
        kept = _lock(talk)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                None if kept.version_id else _("This talk is not cleared yet. Go on writing it."),
                _("A later version follows this talk already.") if _is_followed(kept) else None,
                *_against_session(session, kept.desk),
                *_against_end(valid_until, at),
            ]
        )
        later = Talk.objects.create(
            desk=kept.desk,
            session=session,
            title=kept.title,
            office=kept.office,
            body=kept.body,
            language=kept.language,
            theme=kept.theme,
            number=kept.number + 1,
            follows=kept,
            valid_until=valid_until,
            made_at=at,
            made_by=by,
        )
        return _with_text(later, kept.version.body if kept.version else "", by, at)


def describe_talk(
    *,
    talk: Talk,
    title: Mapping[str, str],
    office: Mapping[str, str],
    theme: str,
    session: Session | None,
    valid_until: date | None,
    by: Person,
    at: datetime,
) -> Talk:
    """Say whose talk it is, where it is given and until when it holds. A cleared title and office stay.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(talk)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        is_same = (worded(title), worded(office)) == (kept.title, kept.office)
        insist(
            [
                *_against_said(title, office, theme, None, at),
                *(_against_end(valid_until, at) if valid_until != kept.valid_until else []),
                *_against_session(session, kept.desk),
                _("This talk is cleared: title and office stay. Begin its next version.")
                if kept.version_id and not is_same
                else None,
            ]
        )
        kept.title, kept.office, kept.theme = worded(title), worded(office), theme
        kept.session, kept.valid_until = session, valid_until
        kept.save(update_fields=["title", "office", "theme", "session", "valid_until"])
        write_line(desk=kept.desk, by=by, at=at, verb="described talk", record=kept)
    return kept


def note_cleared(*, version: TextVersion, by: Person, at: datetime) -> Talk | None:
    """A text was cleared: if it is a talk, these are its words from now on. None for a text of something else.

    In the transaction of the last signature; the text is closed, what changes later is the next version.
    """
    talk = Talk.objects.select_related("desk").filter(text=version.text).first()
    if talk is None:
        return None
    talk.version = version
    talk.save(update_fields=["version"])
    close_text(text=version.text, by=by, at=at)
    write_line(desk=talk.desk, by=by, at=at, verb="cleared talk", record=talk)
    return talk


def give_out(*, talk: Talk, by: Person, at: datetime) -> Talk:
    """Let everybody read a cleared talk; it stands in the library of all desks. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(talk)
        rules.may(by, kept.desk, at, rules.DECIDING)
        insist(
            [
                None if kept.version_id else _("This talk is not cleared yet."),
                _("This talk was given out already.") if kept.published_at else None,
                _("A fact that it cites has changed. Begin its next version.")
                if kept.outdated_since
                else None,
                _("This talk no longer holds: its day has passed.") if _has_expired(kept, at) else None,
            ]
        )
        kept.published_at = at
        kept.save(update_fields=["published_at"])
        write_line(desk=kept.desk, by=by, at=at, verb="gave talk out", record=kept)
    return kept


def note_outdated(*, fact: Fact, what: str, at: datetime) -> int:
    """A cited fact changed: every cleared talk that rests on it says so, and its office is told; how many.

    Of a talk only its last version; an earlier one says already that it was followed.
    """
    if what not in OUTDATES:
        return 0
    citing = Citation.objects.filter(fact=fact, citing_kind=VERSION).order_by().values("citing_id")
    rows = Talk.objects.filter(version__in=citing, followed_by__isnull=True).select_related(
        "desk", "session__conference", "made_by"
    )
    touched = [talk for talk in rows.order_by("pk") if fact.reference not in talk.outdated_facts]
    with transaction.atomic():
        for talk in touched:
            talk.outdated_since = talk.outdated_since or at
            talk.outdated_facts = [*talk.outdated_facts, fact.reference]
            talk.save(update_fields=["outdated_since", "outdated_facts"])
            tell(
                _who_answers(talk, at),
                desk=talk.desk,
                what=NoticeWhat.TALK_OUTDATED,
                talk=talk,
                conference=talk.session.conference if talk.session else None,
                at=at,
            )
            detail = {"fact": fact.reference, "what": what}
            write_line(
                desk=talk.desk, by="worker", at=at, verb="talk became outdated", record=talk, detail=detail
            )
    return len(touched)


def _with_text(talk: Talk, words: str, by: Person, at: datetime) -> Talk:
    talk.text = start_text(
        desk=talk.desk, record=talk, purpose=PURPOSE, language=talk.language, by=by, at=at, body=words
    )
    talk.save(update_fields=["text"])
    write_line(desk=talk.desk, by=by, at=at, verb="began talk", record=talk, detail={"number": talk.number})
    return talk


def _who_answers(talk: Talk, at: datetime) -> list[Person]:
    """Whoever began it, as long as they write here; else the fact stewards, else the heads."""
    mine = [person for person in holding(talk.desk, at, *rules.ORGANISING) if person.pk == talk.made_by_id]
    return mine or holding(talk.desk, at, Role.FACT_STEWARD) or holding(talk.desk, at, Role.HEAD)


def _against_said(
    title: Mapping[str, str],
    office: Mapping[str, str],
    theme: str,
    valid_until: date | None,
    at: datetime,
) -> list[object]:
    return [
        *rules.against_wording(title, empty=_("Give the talk a title."), longest=300),
        *rules.against_wording(office, empty=_("Name the office that gives the talk."), longest=300),
        _("Choose one of the themes.") if theme and theme not in dict(themes()) else None,
        *_against_end(valid_until, at),
    ]


def _against_end(valid_until: date | None, at: datetime) -> list[object]:
    if valid_until is not None and valid_until < timezone.localdate(at):
        return [_("The day until which it holds is past.")]
    return []


def _against_session(session: Session | None, desk: Desk) -> list[object]:
    if session is None:
        return []
    return [
        None if session.conference.desk_id == desk.pk else _("That conference is held by another desk."),
        _("This part was taken out of the agenda.") if session.removed_at else None,
    ]


def _is_followed(talk: Talk) -> bool:
    return Talk.objects.filter(follows=talk).exists()


def _has_expired(talk: Talk, at: datetime) -> bool:
    return talk.valid_until is not None and talk.valid_until < timezone.localdate(at)


def _lock(talk: Talk) -> Talk:
    rows = Talk.objects.select_for_update(of=("self",)).select_related("desk")
    return rows.get(pk=talk.pk)
