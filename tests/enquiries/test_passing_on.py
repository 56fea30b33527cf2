from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction

from hoiam.desks import handover
from hoiam.desks.models import Desk
from hoiam.enquiries.models import Enquiry, Notice
from hoiam.enquiries.operations.sealing import open_seal
from hoiam.enquiries.passing_on import count_open, open_work_of
from hoiam.enquiries.queries.daycounts import references_of
from tests.factories.desks import make_person
from tests.factories.enquiries import ASKER, AT, DAY, make_answered, make_assigned, make_enquiry, stand

pytestmark = pytest.mark.django_db


def share():
    return next(one for one in handover.shares() if one.name == "enquiries")


def test_open_work_passes_to_a_colleague_and_closed_work_stays(cast):
    first, second = make_assigned(cast), make_assigned(cast)
    done = make_answered(cast).enquiry
    colleague = make_person("colleague", (cast.desk, "case_officer"))

    counted = count_open(cast.case_officer, cast.desk)
    with transaction.atomic():
        moved = share().move(
            desk=cast.desk, from_person=cast.case_officer, to_person=colleague, by=cast.head, at=AT + DAY
        )

    assert (counted, moved) == (2, 2)
    assert list(open_work_of(colleague, cast.desk)) == [first, second]
    assert Enquiry.objects.get(pk=done.pk).officer == cast.case_officer
    assert Notice.objects.filter(person=colleague, what="assigned").count() == 2


def test_desk_that_merges_gives_its_enquiries_with_references_and_seals(cast):
    enquiry = make_enquiry(cast)
    merging = next(one for one in handover.merging_shares() if one.name == "enquiries")

    merging.move(former=cast.desk, present=cast.other_desk, by="operator", at=AT + DAY)

    moved = Enquiry.objects.get(pk=enquiry.pk)
    assert (moved.desk, moved.reference) == (cast.other_desk, "DN-2026-00001")
    assert open_seal(enquiry=moved, standing=stand(cast, "stranger"), at=AT + DAY).asker == ASKER
    assert references_of(cast.desk, AT.date()) == ["DN-2026-00001"]


def test_every_model_with_a_desk_is_named_for_a_merger():
    named = {
        label for one in handover.merging_shares() for label in one.models if label.startswith("enquiries.")
    }

    keyed = {
        model._meta.label
        for model in apps.get_app_config("enquiries").get_models()
        if any(field.related_model is Desk for field in model._meta.concrete_fields)
    }
    assert named == keyed
