"""Bulletins of a matter, as the desk and as the public read them; and what duty opens for their texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from hoiam.desks.models import Person
from hoiam.desks.queries.duty import on_duty
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.terms import FIT_FOR_DUTY
from hoiam.enquiries.models import Answer, Bulletin, Matter
from hoiam.enquiries.models.answer import AnswerQuerySet
from hoiam.enquiries.models.matter import BulletinQuerySet
from hoiam.enquiries.queries.paging import Page, page_of
from hoiam.texts.models import Text
from hoiam.texts.urgency import Urgency

PAGE = 20


def last_issued(matter: Matter) -> Bulletin | None:
    """The bulletin that stands now; None where none was issued."""
    return matter.bulletins.filter(number__isnull=False).order_by("-number").select_related("version").first()


def being_written(matter: Matter) -> list[Bulletin]:
    """Begun, neither issued nor given up, the oldest first."""
    rows = matter.bulletins.filter(issued_at__isnull=True, dropped_at__isnull=True)
    return list(rows.select_related("text", "started_by", "matter"))


def urgencies(texts: Sequence[Text], person: Person, at: datetime) -> dict[int, Urgency]:
    """What the duty roster opens for texts on matters: only during an open public emergency.

    The roster gives nobody a role: whoever lost theirs since they were put on it clears nothing by it.
    """
    matters = Matter.objects.filter(
        pk__in={text.record_id for text in texts}, is_public_emergency=True, closed_at__isnull=True
    )
    found = {matter.pk: matter for matter in matters.select_related("desk")}
    duties: dict[int, frozenset[str]] = {}
    told = {}
    for text in texts:
        matter = found.get(text.record_id)
        if matter is None or matter.desk_id != text.desk_id:
            continue
        if matter.desk_id not in duties:
            posts = {one.shift.post for one in on_duty(matter.desk, at) if one.person.pk == person.pk}
            standing = standing_of(person, matter.desk, at)
            fit = {post for post in posts if standing.holds(*FIT_FOR_DUTY[post])}
            duties[matter.desk_id] = frozenset(fit)
        opened = duties[matter.desk_id]
        told[text.pk] = Urgency(opened, matter.desk.one_signature_in_crisis and bool(opened))
    return told


def newest_public(at: datetime, numbers: Sequence[int] | None = None) -> BulletinQuerySet:
    """The newest public bulletin of every matter, or of these matters, with matter and desk."""
    rows = Bulletin.objects.public(at)
    later = rows.filter(matter=OuterRef("matter"), number__gt=OuterRef("number"))
    newest = rows.filter(~Exists(later)).select_related("matter__desk__body", "version__clearance")
    return newest if numbers is None else newest.filter(matter__in=numbers)


def public_matters(at: datetime, *, cursor: str = "", limit: int = PAGE) -> Page[Bulletin]:
    """One page of matters by their newest public bulletin, the latest first."""
    return page_of(newest_public(at), by="issued_at", cursor=cursor, limit=limit, is_descending=True)


def public_matter(number: int, at: datetime) -> tuple[Matter, list[Bulletin]]:
    """A matter with its public bulletins, newest first. Raises `Matter.DoesNotExist` where none is public."""
    matter = Matter.objects.public(at).select_related("desk__body").get(pk=number)
    rows = Bulletin.objects.public(at).filter(matter=matter).newest_first()
    return matter, list(rows.select_related("version__clearance"))


def answers_on(matter: Matter, at: datetime) -> AnswerQuerySet:
    """The public answers to enquiries that joined a matter, newest first; corrections stand with them."""
    rows = Answer.objects.public(at).filter(enquiry__matter=matter, corrects__isnull=True)
    return rows.select_related("enquiry").in_log_order()
