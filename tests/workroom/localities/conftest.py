from __future__ import annotations

import pytest

from hoiam.search.operations import catch_up
from tests.factories.desks import make_cast
from tests.factories.enquiries import load_law
from tests.factories.localities import AT
from tests.workroom.visiting import office_at


@pytest.fixture(autouse=True)
def monday_morning(settings, tmp_path):
    settings.HOIAM_INDEX_DIR = str(tmp_path)
    with office_at(AT):
        yield


@pytest.fixture
def cast(db):
    made = make_cast()
    load_law()
    catch_up()
    return made
