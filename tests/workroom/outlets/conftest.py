from __future__ import annotations

import pytest

from hoiam.outlets.models import Criterion
from hoiam.outlets.operations.criteria import load_criteria
from tests.factories.releases import AT
from tests.workroom.visiting import office_at


@pytest.fixture(autouse=True)
def criteria(db):
    """Nine o'clock, the criteria of the country in force."""
    load_criteria(by="operator", at=AT)
    with office_at(AT):
        yield {row.code: row for row in Criterion.objects.all()}
