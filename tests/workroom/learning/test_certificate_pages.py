from __future__ import annotations

import pytest

from hoiam.conferences.models import Certificate
from tests.factories.learning import AFTER, make_delegate, make_training
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_training():
    with office_at(AFTER):
        yield


def test_the_head_issues_prints_revokes_and_issues_again(cast):
    training = make_training(cast.desk)
    make_delegate(training, 1)
    make_delegate(training, 2, came=False)
    page = f"/office/da-nang/conferences/{training.reference}/certificates/"
    client = enter(cast.head)
    assert "1 Wait for a certificate" in words(client.get(page))

    client.post(page)
    row = Certificate.objects.get()
    assert client.get(f"{page}all.pdf").content.startswith(b"%PDF")
    assert client.get(f"{page}{row.code}.pdf")["Content-Disposition"].endswith('-1.pdf"')
    assert client.post(f"{page}{row.code}/revoke/", {"why_en": ""}).status_code == 409
    client.post(f"{page}{row.code}/revoke/", {"why_en": "The name was wrong."})

    said = words(client.get(page))
    assert "revoked" in said and "The name was wrong." in said
    assert client.get(f"{page}all.pdf").status_code == 404
    client.post(page, {"again": row.code})
    assert Certificate.objects.filter(revoked_at=None).get().number == 2
    assert client.post(page).status_code == 409


def test_others_read_the_list_and_strangers_find_nothing(cast):
    training = make_training(cast.desk)
    make_delegate(training, 1)
    page = f"/office/da-nang/conferences/{training.reference}/certificates/"

    reader = enter(cast.case_officer)
    assert reader.get(page).status_code == 200 and reader.post(page).status_code == 403
    assert enter(cast.stranger).get(page).status_code == 404
    assert not Certificate.objects.exists()
