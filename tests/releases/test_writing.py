"""A release is begun, written in two languages, cleared, and published at its time."""

from __future__ import annotations

import pytest

from hoiam.releases.models import Edition
from hoiam.releases.operations.publishing import publish_due
from hoiam.releases.queries.stage import stage_of
from tests.factories.releases import DAY, MINUTE, T, make_scheduled

pytestmark = pytest.mark.django_db


def test_main_path(cast):
    made = make_scheduled(cast)
    assert made.edition.approved_at
    assert stage_of(made.edition) == "scheduled"
    assert made.vi.document["title"] == "Thành phố mở thêm phòng khám"
    assert made.en.document["translation"]["document"] == made.vi.document_hash
    assert publish_due(T - MINUTE) == 0
    assert not Edition.objects.public(T + DAY).exists()
    assert publish_due(T) == 1
    made = made.again()
    assert made.edition.published_at == T
    assert made.en.publication["document"] == made.en.document_hash
    assert publish_due(T) == 0
