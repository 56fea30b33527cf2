"""Bulletins: begun, written, sent for clearance, issued under the next number, given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.clocks import meet_clocks, start_promise
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries import rules
from hoiam.enquiries.bulletin_parts import Parts, composed, nothing_new, parts_of
from hoiam.enquiries.models import Bulletin, Matter
from hoiam.enquiries.operations.calling import call_on_duty
from hoiam.enquiries.operations.matters import lock_matter
from hoiam.enquiries.queries.bulletins import last_issued
from hoiam.enquiries.terms import NoticeWhat
from hoiam.search.operations import note_change
from hoiam.texts.citation_marks import without_marks
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.operations.drafts import Saved, close_text, save_draft, start_text
from hoiam.texts.queries.versions import standing_clearance
from hoiam.texts.sentence_book import SentenceBook

PURPOSE = "bulletin"
UPDATE, INFORM = "update", "inform"
USUAL_INTERVAL = timedelta(hours=1)
LONGEST_INTERVAL = timedelta(days=14)


def start_bulletin(
    *,
    matter: Matter,
    language: str,
    by: Person,
    at: datetime,
    body: str = "",
    next_update_at: datetime | None = None,
) -> Bulletin:
    """Begin the next bulletin on an open matter; cleared, it is public and meets the clocks of informing."""
    with transaction.atomic():
        kept = lock_matter(matter, by, at, rules.INFORMING)
        insist([*rules.against_language(language), *against_promise(next_update_at, at)])
        text = start_text(
            desk=kept.desk, record=kept, purpose=PURPOSE, language=language, by=by, at=at, body=body
        )
        bulletin = Bulletin.objects.create(
            matter=kept, text=text, started_at=at, started_by=by, next_update_at=next_update_at
        )
        write_line(desk=kept.desk, by=by, at=at, verb="began bulletin", record=kept)
    return bulletin


def start_nothing_new(*, matter: Matter, by: Person, at: datetime) -> Bulletin:
    """Begin a bulletin that says what the last one said and that nothing is new; the next after the same time.

    Reasons that were written for numbers of unchanged sentences go on. Raises `ReasonsAgainst` where no
    bulletin was issued yet.
    """
    last = last_issued(matter)
    if last is None or last.version is None:
        insist([_("There is no bulletin yet on this matter. Write the first one.")])
    assert last is not None and last.version is not None and last.issued_at is not None
    interval = last.next_update_at - last.issued_at if last.next_update_at else USUAL_INTERVAL
    version = last.version
    body = composed(nothing_new(parts_of(version.body), version.language), version.language)
    with transaction.atomic():
        bulletin = start_bulletin(
            matter=matter,
            language=version.language,
            by=by,
            at=at,
            body=body,
            next_update_at=_to_the_minute(at + interval),
        )
        _keep_reasons(bulletin.text, version)
    return bulletin


def write_bulletin(
    *,
    bulletin: Bulletin,
    parts: Parts,
    next_update_at: datetime | None,
    base_revision: int,
    by: Person,
    at: datetime,
    window: str = "",
) -> Saved:
    """Save the parts of a bulletin and the time of the next one; None promises none.

    Raises as `save_draft`, and `ReasonsAgainst` for a bulletin that is in clearance, issued or given up, or a
    time that is past or more than 14 days away.
    """
    with transaction.atomic():
        text = Text.objects.select_for_update().get(pk=bulletin.text_id)
        kept = Bulletin.objects.select_related("matter__desk").get(pk=bulletin.pk)
        insist([*_against_writing(kept), *against_promise(next_update_at, at)])
        body = composed(parts, text.language)
        saved = save_draft(text=text, body=body, base_revision=base_revision, by=by, at=at, window=window)
        if saved.conflict is None and kept.next_update_at != next_update_at:
            kept.next_update_at = next_update_at
            kept.save(update_fields=["next_update_at"])
            write_line(desk=kept.matter.desk, by=by, at=at, verb="promised update", record=kept.matter)
    return saved


def send_bulletin(
    *,
    bulletin: Bulletin,
    standing: Standing,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> TextVersion:
    """Lay a bulletin before whoever clears it. Raises as `send_for_clearance`, and where it says nothing known,
    where its time is past, or where another bulletin was issued since it was begun and it does not say so."""
    kept = Bulletin.objects.select_related("text", "matter__desk").get(pk=bulletin.pk)
    parts = parts_of(kept.text.body)
    insist(
        [
            *_against_writing(kept),
            _("Say what is known.") if not parts.known else None,
            *against_promise(kept.next_update_at, at),
        ]
    )
    return send_for_clearance(text=kept.text, standing=standing, at=at, reasons=reasons, revision=revision)


def call_for_clearance(*, text: Text, at: datetime) -> None:
    """A bulletin went into clearance: whoever is on duty is called. Other texts are left alone."""
    bulletin = Bulletin.objects.filter(text=text).select_related("matter__desk").first()
    if bulletin is not None:
        call_on_duty(what=NoticeWhat.BULLETIN_WAITS, matter=bulletin.matter, bulletin=bulletin, at=at)


def issue_bulletin(*, version: TextVersion, by: Person, at: datetime) -> Bulletin | None:
    """A text on a matter was cleared: it is public from now on, under the next number of its matter.

    Everything in the transaction of the last signature, with the matter locked: a reason against issuing
    undoes the signature, and numbers have neither gaps nor doubles. None for a text of something else.
    """
    bulletin = Bulletin.objects.filter(text=version.text).first()
    if bulletin is None:
        return None
    matter = Matter.objects.select_for_update(of=("self",)).select_related("desk").get(pk=bulletin.matter_id)
    promised = promise_of(version)
    insist(_against_issuing(bulletin, matter, version, promised, at))
    newest = matter.bulletins.aggregate(newest=Max("number"))["newest"] or 0
    bulletin.number, bulletin.version, bulletin.issued_at = newest + 1, version, at
    bulletin.next_update_at = promised
    bulletin.save()
    close_text(text=version.text, by=by, at=at)
    for act in (INFORM, UPDATE):
        meet_clocks(record=matter, act=act, by=by, at=at)
    if promised is not None:
        start_promise(desk=matter.desk, record=matter, act=UPDATE, due_at=promised, by=by, at=at)
    note_change(kind="matter", refs=[str(matter.pk)])
    detail = {"number": bulletin.number, "version": version.pk}
    write_line(desk=matter.desk, by=by, at=at, verb="issued bulletin", record=matter, detail=detail)
    return bulletin


def give_up_bulletin(*, bulletin: Bulletin, by: Person, at: datetime) -> Bulletin:
    """Give up a bulletin that is being written; its words stay in the history of its text."""
    with transaction.atomic():
        text = Text.objects.select_for_update().get(pk=bulletin.text_id)
        kept = Bulletin.objects.get(pk=bulletin.pk)
        matter = lock_matter(kept.matter, by, at, rules.INFORMING)
        insist(_against_writing(kept))
        kept.dropped_at = at
        kept.save(update_fields=["dropped_at"])
        close_text(text=text, by=by, at=at)
        write_line(desk=matter.desk, by=by, at=at, verb="gave up bulletin", record=matter)
    return kept


def bound_with_text(text_id: int) -> dict[str, str]:
    """What is signed together with a bulletin: when the next one comes, "" where none is promised."""
    bulletin = Bulletin.objects.filter(text=text_id).first()
    if bulletin is None:
        return {}
    promised = bulletin.next_update_at
    return {"next_update_at": promised.isoformat() if promised else ""}


def promise_of(version: TextVersion) -> datetime | None:
    """When the next bulletin comes, as it was signed."""
    said = version.bound.get("next_update_at", "")
    return datetime.fromisoformat(said) if said else None


def against_promise(next_update_at: datetime | None, at: datetime) -> list[object]:
    """Why the next bulletin cannot be promised for that time; None promises none."""
    if next_update_at is None:
        return []
    if next_update_at <= at:
        return [_("The time of the next update is past. Name a later one.")]
    if next_update_at - at > LONGEST_INTERVAL:
        return [_("The next update is promised within 14 days.")]
    return []


def _against_writing(bulletin: Bulletin) -> list[object]:
    return [
        reason
        for reason in (
            bulletin.issued_at is not None and _("This bulletin was issued. The next one supersedes it."),
            bulletin.dropped_at is not None and _("This bulletin was given up."),
            bulletin.matter.closed_at is not None and _("The matter is closed."),
            standing_clearance(bulletin.text) is not None
            and _("This bulletin is in clearance. Take it back to go on writing."),
        )
        if reason
    ]


def _against_issuing(
    bulletin: Bulletin, matter: Matter, version: TextVersion, promised: datetime | None, at: datetime
) -> list[object]:
    last = last_issued(matter)
    return [
        reason
        for reason in (
            matter.closed_at is not None and _("The matter is closed."),
            bulletin.issued_at is not None and _("This bulletin was issued already."),
            last is not None
            and last.issued_at is not None
            and last.issued_at >= version.sent_at
            and _(
                "Bulletin %(number)s was issued since this one was sent. Return it, so that it takes that up."
            )
            % {"number": last.number},
            *against_promise(promised, at),
        )
        if reason
    ]


def _keep_reasons(text: Text, version: TextVersion) -> None:
    """Reasons written for numbers in the last bulletin, at the same sentences of this one."""
    said = {sentence: version.reasons[key] for key, sentence in version.sentences if key in version.reasons}
    book = SentenceBook.read(text.book)
    found = {
        str(sentence.id): said[plain]
        for sentence in book.sentences
        if (plain := without_marks(sentence.text)) in said
    }
    if found:
        text.book = book.with_reasons(found).kept()
        text.save(update_fields=["book"])


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
