"""Every act on a release, each a form of its own, in the order in which its page offers them."""

from __future__ import annotations

from hoiam.workroom.releases.acts import correcting, scheduling, writing
from hoiam.workroom.releases.acts.act import Act

__all__ = ["ACTS", "Act"]

ACTS: dict[str, type[Act]] = {
    act.name: act for part in (writing, scheduling, correcting) for act in part.ACTS
}
