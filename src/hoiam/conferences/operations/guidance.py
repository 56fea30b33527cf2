"""Answers of the centre that every desk may find: begun, cleared and thereby given out, outdated, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Guidance, LocalRequest
from hoiam.conferences.operations.case import lock_request, tell
from hoiam.conferences.operations.numbering import GUIDANCE, next_reference
from hoiam.conferences.operations.replies import NEED_EVIDENCE, keep_reply
from hoiam.conferences.terms import WAITING_STATES, NoticeWhat, RequestState
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.evidence.models import Citation, Fact
from hoiam.search.operations import note_change
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.drafts import close_text, start_text

KIND = "guidance"
"""The kind under which search knows guidance."""
PURPOSE = "guidance"
OUTDATES = frozenset({"superseded", "expired", "withdrawn", "contradicted", "revised"})
"""Changes of a fact that touch what was said from it."""
VERSION = "texts.textversion"
LONGEST_TITLE = 300


def start_guidance(
    *,
    desk: Desk,
    title: str,
    language: str,
    by: Person,
    at: datetime,
    theme: str = "",
    request: LocalRequest | None = None,
    body: str = "",
) -> Guidance:
    """Begin an answer for all desks; once its text is cleared every desk finds it.

    `title` is the question in general words: it may not name who asked. Raises `MayNot`, `ReasonsAgainst`.
    """
    rules.may(by, desk, at, rules.ORGANISING)
    insist(
        [
            *rules.against_words(
                title, empty=_("Write the question in general words."), longest=LONGEST_TITLE
            ),
            *(_against_request(request, desk, title) if request else ()),
        ]
    )
    with transaction.atomic():
        guidance = Guidance.objects.create(
            desk=desk,
            request=request,
            reference=next_reference(desk=desk, letter=GUIDANCE, at=at),
            title=title.strip(),
            theme=theme or (request.theme if request else ""),
            language=language,
            started_at=at,
            started_by=by,
        )
        guidance.text = start_text(
            desk=desk, record=guidance, purpose=PURPOSE, language=language, by=by, at=at, body=body
        )
        guidance.save(update_fields=["text"])
        write_line(desk=desk, by=by, at=at, verb="began guidance", record=guidance)
    return guidance


def give_out_guidance(*, version: TextVersion, by: Person, at: datetime) -> Guidance | None:
    """A text was cleared: if it is guidance every desk may read it from now on, and who asked is answered.

    In the transaction of the last signature. None for a text of something else.
    """
    guidance = Guidance.objects.select_related("desk").filter(text=version.text).first()
    if guidance is None:
        return None
    insist([guidance.withdrawn_at is not None and _("This guidance was withdrawn.")])
    guidance.version, guidance.published_at = version, at
    guidance.save(update_fields=["version", "published_at"])
    close_text(text=version.text, by=by, at=at)
    write_line(desk=guidance.desk, by=by, at=at, verb="gave guidance out", record=guidance)
    note_change(kind=KIND, refs=[guidance.reference])
    if guidance.request_id:
        _answer_who_asked(guidance, by, at)
    return guidance


def withdraw_guidance(*, guidance: Guidance, why: str, by: Person, at: datetime) -> Guidance:
    """Take guidance back, with a reason that every desk reads. Raises `MayNot`, `ReasonsAgainst`."""
    rules.may(by, guidance.desk, at, rules.DECIDING)
    with transaction.atomic():
        kept = _lock(guidance)
        insist(
            [
                *rules.against_words(why, empty=_("Say why it is withdrawn."), longest=400),
                kept.published_at is None and _("It was not given out yet."),
                kept.withdrawn_at is not None and _("This guidance was withdrawn."),
            ]
        )
        kept.withdrawn_at, kept.withdrawn_why = at, why.strip()
        kept.save(update_fields=["withdrawn_at", "withdrawn_why"])
        write_line(desk=kept.desk, by=by, at=at, verb="withdrew guidance", record=kept)
        note_change(kind=KIND, refs=[kept.reference])
    return kept


def confirm_guidance(*, guidance: Guidance, by: Person, at: datetime) -> Guidance:
    """Somebody who decides read the changed fact: the guidance still holds as it is."""
    rules.may(by, guidance.desk, at, rules.DECIDING)
    with transaction.atomic():
        kept = _lock(guidance)
        insist([kept.outdated_since is None and _("No fact under this guidance has changed.")])
        kept.outdated_since = None
        kept.save(update_fields=["outdated_since"])
        write_line(desk=kept.desk, by=by, at=at, verb="confirmed guidance", record=kept)
    return kept


def note_outdated(*, fact: Fact, what: str, at: datetime) -> int:
    """A cited fact changed: guidance that rests on it says so to every reader, and its desk is told; how many."""
    if what not in OUTDATES:
        return 0
    citing = Citation.objects.filter(fact=fact, citing_kind=VERSION).order_by().values("citing_id")
    rows = Guidance.objects.standing(at).filter(version__in=citing, outdated_since__isnull=True)
    touched = list(rows.select_related("desk").order_by("pk"))
    for guidance in touched:
        guidance.outdated_since = at
        guidance.save(update_fields=["outdated_since"])
        people = holding(guidance.desk, at, Role.FACT_STEWARD) or holding(guidance.desk, at, *rules.DECIDING)
        what_told = NoticeWhat.GUIDANCE_OUTDATED
        tell(people, desk=guidance.desk, what=what_told, at=at, guidance=guidance)
        detail = {"fact": fact.reference, "what": what}
        write_line(
            desk=guidance.desk, by="worker", at=at, verb="guidance outdated", record=guidance, detail=detail
        )
    return len(touched)


def _answer_who_asked(guidance: Guidance, by: Person, at: datetime) -> None:
    """The request that led to it is answered by its reference, where it still waits."""
    assert guidance.request is not None
    request = lock_request(guidance.request)
    if request.state in WAITING_STATES and request.kind in NEED_EVIDENCE:
        words = f"{guidance.reference}: {guidance.title}"
        keep_reply(request, state=RequestState.ANSWERED, words=words, by=by, at=at)


def _against_request(request: LocalRequest, desk: Desk, title: str) -> list[object]:
    asking = [who for who in (request.body, request.place) if who is not None]
    named = [name for who in asking for name in who.name.values()]
    told = [name for name in named if name.casefold() in title.casefold()]
    sentence = _("The title names who asked ({name}). Put the question so that it could be anybody's.")
    return [
        *([_("That request is answered by another desk.")] if request.to_desk_id != desk.pk else []),
        *(format_lazy(sentence, name=name) for name in told[:1]),
    ]


def _lock(guidance: Guidance) -> Guidance:
    rows = Guidance.objects.select_for_update(of=("self",)).select_related("desk")
    return rows.get(pk=guidance.pk)
