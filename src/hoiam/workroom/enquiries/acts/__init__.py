"""Every act on an enquiry, each a form of its own, in the order in which the case page offers them."""

from __future__ import annotations

from hoiam.workroom.enquiries.acts import (
    answering,
    asking,
    beginning,
    limits,
    looking_again,
    passing_on,
    speaking,
)
from hoiam.workroom.enquiries.acts.act import Act

__all__ = ["ACTS", "Act"]

ACTS: dict[str, type[Act]] = {
    act.name: act
    for part in (beginning, answering, speaking, asking, passing_on, limits, looking_again)
    for act in part.ACTS
}
