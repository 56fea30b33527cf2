"""A desk lays the next version of a template before the others, item by item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Desk, DeskTemplate, Person, TemplateVersion
from hoiam.desks.operations.templates import give_version, insist_runs_transfer
from hoiam.desks.queries.transfer import desks_to_take_from, proposed_from


def give_from_desk(
    *,
    template: DeskTemplate,
    desk: Desk,
    chosen: Collection[str],
    note: Mapping[str, str],
    source: str,
    by: Person,
    at: datetime,
    also: Mapping[tuple[str, str], Any] | None = None,
) -> TemplateVersion:
    """Give the next version of a template with the chosen items as a desk has them now; the rest stays.

    `chosen` are names of `Proposed` items; one that the desk has not is taken out of the template. `also` are
    items written by hand, {(section, key): value}. Raises `MayNot`, and `ReasonsAgainst` as `give_version`, and
    where nothing is chosen, an item is no longer as it was shown, or note or source is missing.
    """
    insist_runs_transfer(by)
    if desk not in desks_to_take_from(template, by, at):
        raise MayNot([_("You have no part in this desk: what it holds is not laid before others by you.")])
    also = also or {}
    offered = {item.name: item for item in proposed_from(desk, template)}
    insist(
        [
            not chosen and not also and _("Choose at least one item."),
            bool(set(chosen) - set(offered)) and _("The desk has changed since; look at its items again."),
            not any(text.strip() for text in note.values())
            and _("Say what is new, for the desks that decide."),
            not source.strip() and _("Name the document or the experience behind it."),
        ]
    )
    newest = template.versions.order_by("-number").first()
    content = {section: dict(items) for section, items in (newest.content if newest else {}).items()}
    for item in (offered[name] for name in chosen):
        if item.after is None:
            content[item.section].pop(item.key, None)
        else:
            content.setdefault(item.section, {})[item.key] = item.after
    for (section, key), value in also.items():
        content.setdefault(section, {})[key] = value
    return give_version(template=template, content=content, note=note, source=source, by=by, at=at)
