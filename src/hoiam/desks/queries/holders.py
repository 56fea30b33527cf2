"""Reading who holds which public post of a desk, now and before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from hoiam.desks.models import Desk, Holding
from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording


@dataclass
class Post:
    """One post with who holds it on a day, and who held it before."""

    code: str
    name: str
    duty: str
    may_speak: bool
    holders: list[Holding] = field(default_factory=list)
    former: list[Holding] = field(default_factory=list)
    """Who held it before that day, the latest first."""
    coming: list[Holding] = field(default_factory=list)
    """Who is named for a later day."""


def posts() -> list[Post]:
    """The posts of the country pack in its order, in the reader's language, without holders."""
    return [
        Post(post.code, str(Wording(post.name)), str(Wording(post.duty)), post.may_speak)
        for post in load_pack(settings.COUNTRY.code).posts
    ]


def posts_of(desk: Desk, on: date) -> list[Post]:
    """The posts of a desk that anybody holds, held or will hold, in the pack's order; one query.

    A post that the pack does not know stands at the end under its code.
    """
    known = {post.code: post for post in posts()}
    for holding in Holding.objects.filter(desk=desk).order_by("-valid_from", "pk"):
        post = known.setdefault(holding.post, Post(holding.post, holding.post, "", may_speak=False))
        if holding.valid_from > on:
            post.coming.append(holding)
        elif holding.valid_to is not None and holding.valid_to < on:
            post.former.append(holding)
        else:
            post.holders.append(holding)
    return [post for post in known.values() if post.holders or post.former or post.coming]


def holds_on(holding: Holding, day: date) -> bool:
    """Whether somebody is in that post on a day."""
    return holding.valid_from <= day and (holding.valid_to is None or holding.valid_to >= day)


def holders_on(desk: Desk, day: date) -> list[Holding]:
    """Everybody in a post of the desk on a day, by post and name; one query."""
    rows = Holding.objects.filter(desk=desk, valid_from__lte=day).order_by("post", "holder", "pk")
    return [row for row in rows if holds_on(row, day)]
