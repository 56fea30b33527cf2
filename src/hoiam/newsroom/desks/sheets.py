"""What the pages of the desks say, read once for the stamp and for the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from hoiam.desks.models import Body, Desk, Holding, OwnRule
from hoiam.desks.queries.holders import Post, posts, posts_of
from hoiam.desks.queries.own_rules import own_rules
from hoiam.desks.queries.registers import heirs_of


@dataclass
class DeskLine:
    """A desk in the list, with those who speak for its body today."""

    code: str
    name: str
    body: str
    place: str
    phone: str
    email: str
    hours: str
    is_open: bool
    is_gone: bool
    """Whether the body has ended."""
    speakers: list[tuple[str, str]] = field(default_factory=list)
    """(name, post) of whoever may speak."""


@dataclass
class Heir:
    """A body that follows one that is gone, and the desk to ask there, where it has one."""

    name: str
    desk_name: str = ""
    desk_code: str = ""


@dataclass
class DeskSheet:
    """One desk's page."""

    desk: Desk
    speakers: list[Post]
    """Posts whose holders may speak for the body, with predecessors."""
    others: list[Post]
    heirs: list[Heir]
    """Whom to ask now, where the body is gone; [] while it exists."""
    came_from: list[str]
    """Bodies that this one followed, with the last day of each."""
    is_gone: bool
    rules: list[OwnRule] = field(default_factory=list)
    """Rules that the desk set for itself, in force or ended."""

    def stands_on(self) -> tuple[object, ...]:
        """The values of the page, for its stamp."""
        desk = self.desk
        told = (desk.name, desk.body.name, desk.phone, desk.email, desk.office_hours, desk.is_open)
        return (
            *map(repr, told),
            repr(self.heirs),
            repr(self.came_from),
            repr([(row.pk, str(row.words), row.ended_at) for row in self.rules]),
            *map(_said, self.speakers + self.others),
        )


def _said(post: Post) -> tuple[object, ...]:
    rows = [*post.holders, *post.former]
    return (post.name, [(r.holder, r.phone, r.email, str(r.ask_for), r.valid_from, r.valid_to) for r in rows])


def desk_lines(on: date) -> list[DeskLine]:
    """Every desk by name, open ones first; two queries, whatever their number."""
    names = {post.code: post.name for post in posts() if post.may_speak}
    order = {code: number for number, code in enumerate(names)}
    speaking: dict[int, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(post__in=names, valid_from__lte=on).order_by("pk"):
        if holding.valid_to is None or holding.valid_to >= on:
            speaking[holding.desk_id].append(holding)
    return [
        DeskLine(
            code=desk.code,
            name=str(desk.name),
            body=str(desk.body.name),
            place=str(desk.place.name) if desk.place else "",
            phone=desk.phone,
            email=desk.email,
            hours=str(desk.office_hours),
            is_open=desk.is_open,
            is_gone=has_ended(desk.body, on),
            speakers=[
                (row.holder, str(row.title) or names[row.post])
                for row in sorted(speaking[desk.pk], key=lambda row: order[row.post])
            ],
        )
        for desk in Desk.objects.public().select_related("body", "place").order_by("-is_open", "pk")
    ]


def desk_sheet(code: str, on: date) -> DeskSheet:
    """One desk with its posts and the succession of its body. Raises `Desk.DoesNotExist`."""
    desk = Desk.objects.public().select_related("body", "place").get(code=code)
    held = posts_of(desk, on)
    return DeskSheet(
        desk=desk,
        speakers=[post for post in held if post.may_speak],
        others=[post for post in held if not post.may_speak and post.holders],
        heirs=[_heir(body) for body in heirs_of(desk.body, on)],
        came_from=[str(body.name) for body in desk.body.predecessors.all()],
        is_gone=has_ended(desk.body, on),
        rules=own_rules(desk),
    )


def has_ended(body: Body, on: date) -> bool:
    return body.valid_to is not None and body.valid_to < on


def _heir(body: Body) -> Heir:
    desk = body.desks.filter(is_open=True).order_by("pk").first()
    return Heir(str(body.name), str(desk.name), desk.code) if desk else Heir(str(body.name))
