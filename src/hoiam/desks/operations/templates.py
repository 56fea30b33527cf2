"""Desk templates: kept in versions, offered to desks that stand on them, accepted or declined item by item."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hoiam.desks import signing, transfer
from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Adoption, Desk, DeskTemplate, Offer, Person, TemplateVersion
from hoiam.desks.operations.journal import write_line
from hoiam.desks.pack.template import pack_template
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import InstallationRole, OfferState, Role
from hoiam.desks.transfer import Content
from hoiam.desks.wording import Wording

RUNS_TRANSFER = InstallationRole.PROGRAMME_OFFICER
DECIDES = frozenset({Role.HEAD, Role.SPOKESPERSON, Role.DESK_ADMIN})
LARGEST = 500
"""Items of one version."""


def make_template(
    *,
    code: str,
    name: Mapping[str, str],
    keeper: Desk | None,
    by: Person | str,
    at: datetime,
    origin: str = "",
) -> DeskTemplate:
    """Name a template; its first version follows. Raises `MayNot`, or `ReasonsAgainst` for a code that is taken."""
    insist_runs_transfer(by)
    insist(
        [
            slugify(code) != code and _("A template's code has small letters, digits and hyphens only."),
            not any(str(text).strip() for text in name.values()) and _("The template needs a name."),
            DeskTemplate.objects.filter(code=code).exists()
            and _("There is a template with this code already."),
        ]
    )
    with transaction.atomic():
        made = DeskTemplate.objects.create(code=code, name=Wording(name), keeper=keeper, origin=origin)
        write_line(desk=keeper, by=by, at=at, verb="made desk template", record=made)
    return made


def give_version(
    *,
    template: DeskTemplate,
    content: Mapping[str, Content],
    note: Mapping[str, str],
    by: Person | str,
    at: datetime,
    source: str = "",
    number: int | None = None,
) -> TemplateVersion:
    """Give the next version of a template and offer what changed to every desk that stands on it.

    `number`: of one from a signed file, as the installation that made it counts. Nothing is applied to any desk.
    Raises `MayNot`, or `ReasonsAgainst` for content that a desk may not be handed, or the same as before.
    """
    insist_runs_transfer(by)
    clean = _known(content)
    insist(against_content(content))
    with transaction.atomic():
        kept = DeskTemplate.objects.select_for_update().get(pk=template.pk)
        before = kept.versions.order_by("-number").first()
        insist(
            [
                kept.retired_at is not None and _("This template was retired."),
                before is not None
                and before.content == clean
                and _("Nothing differs from the last version."),
            ]
        )
        version = TemplateVersion.objects.create(
            template=kept,
            number=number or newest_number(kept) + 1,
            content=clean,
            note=Wording(note),
            source=source.strip(),
            digest=digest_of(clean),
            made_at=at,
            made_by=by if isinstance(by, Person) else None,
        )
        for adoption in kept.adoptions.select_related("desk"):
            offer_changes(adoption=adoption, version=version, at=at)
        write_line(
            desk=kept.keeper,
            by=by,
            at=at,
            verb="gave template version",
            record=kept,
            detail={"version": version.number, "digest": version.digest},
        )
    return version


def offer_changes(*, adoption: Adoption, version: TemplateVersion, at: datetime) -> list[Offer]:
    """Lay what a version changed before one desk, in the current transaction; offers left open are replaced."""
    former = TemplateVersion.objects.get(template=adoption.template_id, number=adoption.number)
    adoption.offers.filter(state=OfferState.OPEN).delete()
    decided = set(adoption.offers.filter(version=version).values_list("section", "key"))
    rows = [
        Offer(
            adoption=adoption,
            version=version,
            section=section,
            key=key,
            before=before,
            after=after,
            offered_at=at,
        )
        for section, key, before, after in transfer.differences(former.content, version.content)
        if (section, key) not in decided
    ]
    return Offer.objects.bulk_create(rows)


def decide_offer(*, offer: Offer, standing: Standing, accept: bool, at: datetime, why: str = "") -> Offer:
    """Take one offered change over, or decline it with the reason. Raises `MayNot`, `ReasonsAgainst`.

    Once everything of a version is decided, the desk stands on that version.
    """
    if standing.desk.pk != offer.adoption.desk_id or not standing.holds(*DECIDES):
        raise MayNot(
            [_("Only the head, the spokesperson or the administrator of the desk decides about this.")]
        )
    with transaction.atomic():
        adoption = (
            Adoption.objects.select_for_update(of=("self",)).select_related("desk").get(pk=offer.adoption_id)
        )
        kept = Offer.objects.select_for_update(of=("self",)).select_related("version").get(pk=offer.pk)
        insist(
            [
                kept.state != OfferState.OPEN and _("This was decided already."),
                not accept and not why.strip() and _("Say why the desk does not take it over."),
            ]
        )
        kept.state = OfferState.ACCEPTED if accept else OfferState.DECLINED
        kept.why, kept.decided_at, kept.decided_by = why.strip(), at, standing.person
        kept.save()
        if accept and kept.after is not None:
            content = {kept.section: {kept.key: kept.after}}
            transfer.apply_to(adoption.desk, content, by=standing.person, at=at)
            keep_content(adoption, content)
        if not adoption.offers.filter(version=kept.version, state=OfferState.OPEN).exists():
            adoption.number = kept.version.number
        adoption.save(update_fields=["content", "number"])
        write_line(
            desk=adoption.desk,
            by=standing.person,
            at=at,
            verb="accepted template change" if accept else "declined template change",
            record=adoption,
            detail={"section": kept.section, "key": kept.key, "why": kept.why},
        )
    return kept


def keep_content(adoption: Adoption, content: Mapping[str, Content]) -> None:
    """Remember what of a template was taken over; the caller saves the row."""
    for section, items in content.items():
        adoption.content = {**adoption.content, section: {**adoption.content.get(section, {}), **items}}


def against_content(content: Mapping[str, Content]) -> list[object]:
    """Why this cannot be handed over: unknown sections, too much, or what a section refuses."""
    known = {section.name: section for section in transfer.sections()}
    unknown = sorted(set(content) - set(known))
    reasons: list[object] = []
    if not any(content.values()):
        reasons.append(_("The template is empty."))
    if unknown:
        reasons.append(_("A template has no section “%(name)s”.") % {"name": unknown[0][:60]})
    if sum(len(items) for items in content.values()) > LARGEST:
        reasons.append(_("A template has up to %(most)s items.") % {"most": LARGEST})
    for name, items in content.items():
        if name in known:
            reasons.extend(reason for value in items.values() for reason in known[name].against(value))
    return reasons


def newest_number(template: DeskTemplate) -> int:
    """Number of the newest version; 0 for none."""
    return template.versions.aggregate(newest=Max("number"))["newest"] or 0


def digest_of(content: Mapping[str, Content]) -> str:
    return hashlib.sha256(signing.canonical(dict(content))).hexdigest()


def insist_runs_transfer(by: Person | str) -> None:
    """Templates are given, and desks opened from them, by a programme officer of the installation or its operator."""
    if isinstance(by, Person) and not by.installation_memberships.filter(role=RUNS_TRANSFER).exists():
        raise MayNot([_("Only a programme officer of the installation hands the model over.")])


def _known(content: Mapping[str, Content]) -> dict[str, Content]:
    return {name: dict(items) for name, items in content.items() if items}


def load_pack_template(*, by: Person | str, at: datetime) -> DeskTemplate | None:
    """Take the model desk of the country pack in where it is not there yet; None where the pack brings none."""
    pack = pack_template(settings.COUNTRY.code)
    if pack is None:
        return None
    known = DeskTemplate.objects.filter(code=pack.code).first()
    if known:
        return known
    with transaction.atomic():
        made = make_template(code=pack.code, name=pack.name, keeper=None, by=by, at=at)
        give_version(template=made, content=pack.content, note=pack.note, source=pack.source, by=by, at=at)
    return made


def is_as_in_the_pack(template: DeskTemplate) -> bool:
    """Whether a template is the model desk of the country pack, as `init` took it in: no desk keeps it, and nobody
    gave it a further version here."""
    pack = pack_template(settings.COUNTRY.code)
    if pack is None or template.code != pack.code or template.origin or template.keeper_id:
        return False
    return [row.digest for row in template.versions.all()] == [digest_of(pack.content)]
