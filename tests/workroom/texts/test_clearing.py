"""The leader's page: everything to read, approve or return, and no stale decision."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hoiam.texts.models import Clearance, Signature
from hoiam.texts.operations.drafts import save_draft
from tests.factories.texts import AT, make_public_fact, make_version

pytestmark = pytest.mark.django_db
BODY = "Tỷ lệ dân số tham gia bảo hiểm y tế là 93,35 % [F001]."


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True  # no second factor to set up


def page(version) -> str:
    return reverse("workroom_texts:clearance", args=[version.text.desk.code, version.text_id])


def decide(client, version, decision: str, **more):
    return client.post(page(version), {"text_hash": version.hash, "decision": decision, **more})


def test_clearance_page_shows_text_sources_and_limits(client, cast):
    make_public_fact(cast.desk)
    version = make_version(cast, body=BODY)
    client.force_login(cast.reviewer)

    said = client.get(page(version)).content.decode()

    assert all(
        part in said for part in ("93,35 %", "Báo cáo năm 2023", "tr. 12", "người nhập cư", version.hash)
    )
    assert "[F001]" not in said


def test_clearance_by_reviewer_and_spokesperson_clears(client, cast):
    version = make_version(cast)
    client.force_login(cast.reviewer)
    decide(client, version, "approve")
    client.force_login(cast.spokesperson)

    decide(client, version, "approve")

    assert Clearance.objects.get().state == "cleared"


def test_clearance_returned_with_a_comment_shows_it_to_the_writer(client, cast):
    version = make_version(cast)
    client.force_login(cast.reviewer)
    decide(client, version, "return", comment="Nêu rõ năm của số liệu.")
    client.force_login(cast.case_officer)

    said = client.get(page(version).replace("clearance/", "")).content.decode()

    assert "Nêu rõ năm của số liệu." in said


def test_clearance_returned_without_a_comment_says_why_not(client, cast):
    version = make_version(cast)
    client.force_login(cast.reviewer)

    answered = decide(client, version, "return")

    assert (answered.status_code, Signature.objects.count()) == (409, 0)


def test_clearance_of_a_text_edited_since_says_so_and_signs_nothing(client, cast):
    version = make_version(cast)
    save_draft(
        text=version.text, body="Khác.", base_revision=version.text.revision, by=cast.case_officer, at=AT
    )
    client.force_login(cast.reviewer)

    answered = decide(client, version, "approve")

    assert (answered.status_code, Signature.objects.count()) == (409, 0)


def test_clearance_page_has_no_buttons_for_those_who_may_not_sign(client, cast):
    version = make_version(cast)
    offered = {}
    for name in ("case_officer", "reviewer", "spokesperson"):
        client.force_login(getattr(cast, name))
        offered[name] = 'value="approve"' in client.get(page(version)).content.decode()

    assert offered == {"case_officer": False, "reviewer": True, "spokesperson": False}


def test_clearance_taken_back_opens_the_editor_again(client, cast):
    version = make_version(cast)
    client.force_login(cast.case_officer)

    client.post(page(version).replace("clearance/", "take-back/"))

    assert Clearance.objects.get().state == "taken_back"
