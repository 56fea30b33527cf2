"""Templates of answers: made, changed and retired by whoever writes texts at the desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.texts.models import TextTemplate
from hoiam.texts.rules import LONGEST_BODY, insist_may_write
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.structure import canonical_form

LONGEST_TITLE = 120


def make_template(
    *, desk: Desk, title: str, language: str, body: str, by: Person, at: datetime, purpose: str = ""
) -> TextTemplate:
    """Keep a text that others begin from. Raises `MayNot`, `ReasonsAgainst`."""
    insist_may_write(by, desk, at)
    title = " ".join(title.split())
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=desk.pk)
        insist(_reasons_against(desk, title, language, body))
        made = TextTemplate.objects.create(
            desk=desk,
            title=title,
            purpose=purpose,
            language=language,
            body=canonical_form(body),
            made_at=at,
            made_by=by,
            changed_at=at,
            changed_by=by,
        )
        write_line(desk=desk, by=by, at=at, verb="made template", record=made, detail={"title": title})
    return made


def change_template(
    *,
    template: TextTemplate,
    title: str,
    language: str,
    body: str,
    by: Person,
    at: datetime,
    purpose: str = "",
) -> TextTemplate:
    """Write a template anew; texts begun from it stay as they are. Raises `MayNot`, `ReasonsAgainst`."""
    insist_may_write(by, template.desk, at)
    title = " ".join(title.split())
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=template.desk_id)
        kept = TextTemplate.objects.select_for_update(of=("self",)).select_related("desk").get(pk=template.pk)
        insist(
            [
                _("This template was retired. Make a new one.") if kept.retired_at else None,
                *_reasons_against(kept.desk, title, language, body, kept.pk),
            ]
        )
        kept.title, kept.purpose, kept.language = title, purpose, language
        kept.body = canonical_form(body)
        kept.changed_at, kept.changed_by = at, by
        kept.save()
        write_line(
            desk=kept.desk, by=by, at=at, verb="changed template", record=kept, detail={"title": title}
        )
    return kept


def retire_template(*, template: TextTemplate, by: Person, at: datetime) -> TextTemplate:
    """Offer a template no longer; doing it twice changes nothing. Raises `MayNot`."""
    insist_may_write(by, template.desk, at)
    with transaction.atomic():
        kept = TextTemplate.objects.select_for_update(of=("self",)).select_related("desk").get(pk=template.pk)
        if kept.retired_at is None:
            kept.retired_at, kept.retired_by = at, by
            kept.save(update_fields=["retired_at", "retired_by"])
            write_line(desk=kept.desk, by=by, at=at, verb="retired template", record=kept)
    return kept


def _reasons_against(
    desk: Desk, title: str, language: str, body: str, own: int | None = None
) -> list[object]:
    """What stands against keeping a template so, whoever does it; `own` is the row being changed."""
    same = TextTemplate.objects.filter(
        desk=desk, language=language, title__iexact=title, retired_at__isnull=True
    ).exclude(pk=own or 0)
    return [
        None if title else _("Give the template a short name."),
        _("The name of a template may have up to 120 characters.") if len(title) > LONGEST_TITLE else None,
        None if body.strip() else _("Write the text of the template."),
        _("This text is too long: it may have up to 600,000 characters.")
        if len(body) > LONGEST_BODY
        else None,
        None if language else _("Choose the language of the template."),
        _("A template of this name is there already.") if title and same.exists() else None,
        reason_if_secret(title, body),
    ]
