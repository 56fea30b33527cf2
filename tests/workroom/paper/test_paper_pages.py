"""The pages of approval on paper: print, bring back, compare; nothing is lost on a bad day."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiam.desks import signing
from hoiam.texts.models import Clearance, PaperApproval
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.operations.paper import reject_paper
from hoiam.texts.queries.paper import waiting_papers
from hoiam.texts.typesetting import can_typeset
from tests.factories.paper import SIGNED_ON, bring_in, make_holder, make_reviewed, png, signed_pdf
from tests.factories.texts import AT, make_version, standing
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


def at(name: str, version, *more) -> str:
    return reverse(f"workroom_paper:{name}", args=[version.text.desk.code, version.text_id, *more])


def send(client, version, holder, content: bytes = b"", name: str = "phiếu.png", **more):
    form = {
        "text_hash": version.hash,
        "file": SimpleUploadedFile(name, content or png()),
        "signer": f"post-{holder.pk}",
        "signed_date": SIGNED_ON.isoformat(),
        **more,
    }
    return client.post(at("paper", version), form)


def test_sheet_is_brought_in_compared_and_shown_as_approved_on_paper(cast):
    version, holder = make_reviewed(cast), make_holder(cast.desk)
    intake, second = enter(cast.intake), enter(cast.fact_steward)
    with office_at(LATER):
        sent = send(intake, version, holder)
        paper = PaperApproval.objects.get()
        seen = words(second.get(at("paper", version)))
        done = second.post(at("confirm", version, paper.pk), {"code": version.hash[:8]}, follow=True)
        cleared = words(
            second.get(reverse("workroom_texts:clearance", args=[cast.desk.code, version.text_id]))
        )
        history = words(second.get(reverse("workroom_texts:history", args=[cast.desk.code, version.text_id])))

    assert sent.status_code == 302
    assert "Compare the signed sheet" in seen and "Trần Thị Phát Ngôn" in seen
    assert "Approved on paper" in words(done)
    assert Clearance.objects.get().state == "cleared"
    assert "Signed by Trần Thị Phát Ngôn on 3 August 2026; compared with this text by fact_steward" in cleared
    assert "approved on paper" in history and "signed sheet for version 1 was brought in" in history


def test_page_to_compare_never_shows_the_code_that_must_be_read_on_the_paper(cast):
    version = make_reviewed(cast)
    bring_in(cast, version)
    with office_at(LATER):
        said = enter(cast.fact_steward).get(at("paper", version)).content.decode()

    assert version.hash[:8] not in said


def test_page_offers_comparing_to_a_second_person_only(cast):
    version = make_reviewed(cast)
    bring_in(cast, version)
    with office_at(LATER):
        said = {
            name: words(enter(getattr(cast, name)).get(at("paper", version)))
            for name in ("intake", "case_officer", "fact_steward")
        }

    assert "second person compares it" in said["intake"]
    assert "You wrote part of this text" in said["case_officer"]
    assert "The code matches" in said["fact_steward"]
    assert "The code matches" not in said["intake"] + said["case_officer"]


def test_wrong_code_says_why_and_keeps_everything(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)
    with office_at(LATER):
        answered = enter(cast.fact_steward).post(at("confirm", version, paper.pk), {"code": "00000000"})

    paper.refresh_from_db()
    assert (answered.status_code, paper.state) == (409, "waiting")
    assert "This is not the code of this version" in words(answered)


def test_sheet_rejected_on_its_page_leaves_room_for_another(cast):
    version, holder = make_reviewed(cast), make_holder(cast.desk)
    paper = bring_in(cast, version)
    second = enter(cast.fact_steward)
    with office_at(LATER):
        empty = second.post(at("reject", version, paper.pk), {"why": ""})
        second.post(at("reject", version, paper.pk), {"why": "Trang khác."})
        page = words(second.get(at("paper", version)))
        again = send(enter(cast.intake), version, holder, png(shade=3))

    assert empty.status_code == 422
    assert "Trang khác." in page and "Bring the signed sheet back" in page
    assert again.status_code == 302
    assert sorted(PaperApproval.objects.values_list("state", flat=True)) == ["rejected", "waiting"]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"signer": ""}, 422, "Who signed"),
        ({"signed_date": "2026-08-04"}, 409, "still to come"),
        ({"text_hash": "0" * 64}, 409, "Print the sheet anew"),
        ({"file": ""}, 422, "This field is required"),
    ],
)
def test_sheet_that_is_refused_says_why_and_keeps_what_was_typed(cast, fields, status, said):
    version, holder = make_reviewed(cast), make_holder(cast.desk)
    with office_at(LATER):
        answered = send(enter(cast.intake), version, holder, **{"number": "77/PT", **fields})

    assert (answered.status_code, PaperApproval.objects.count()) == (status, 0)
    assert said in words(answered) and 'value="77/PT"' in answered.content.decode()


def test_sheet_that_waits_when_the_text_is_edited_counts_no_longer_and_says_so(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)
    save_draft(
        text=version.text, body="Khác.", base_revision=version.text.revision, by=cast.case_officer, at=LATER
    )
    with office_at(LATER):
        second = enter(cast.fact_steward)
        answered = second.post(at("confirm", version, paper.pk), {"code": version.hash[:8]})
        page = words(second.get(at("paper", version)))

    assert answered.status_code == 409 and "counts no longer" in words(answered)
    assert "Counts no longer" in page and "there is nothing to sign" in page


def test_qr_code_of_a_sheet_leads_to_its_text_with_the_code_filled_in(cast):
    version = make_reviewed(cast)
    bring_in(cast, version)
    second = enter(cast.fact_steward)
    with office_at(LATER):
        page = second.get(reverse("workroom_paper:by_code", args=[cast.desk.code, version.hash]), follow=True)
        unknown = second.get(reverse("workroom_paper:by_code", args=[cast.desk.code, "0" * 64]), follow=True)

    assert f'value="{version.hash}"' in page.content.decode()
    assert "No text of this desk has the code" in words(unknown)


def test_qr_code_of_an_older_version_says_so(cast):
    old = make_version(cast)
    save_draft(text=old.text, body="Khác.", base_revision=old.text.revision, by=cast.case_officer, at=AT)
    old.text.refresh_from_db()
    send_for_clearance(text=old.text, standing=standing(cast.case_officer, cast.desk), at=AT)
    with office_at(LATER):
        page = enter(cast.reviewer).get(
            reverse("workroom_paper:by_code", args=[cast.desk.code, old.hash]), follow=True
        )

    assert "belongs to version 1. The text is now version 2" in words(page)


def test_file_and_our_signature_are_fetched_together_and_verify(cast):
    version, pdf = make_reviewed(cast), signed_pdf()
    paper = bring_in(cast, version, name="đã ký.pdf", content=pdf)
    with office_at(LATER):
        client = enter(cast.reviewer)
        page = words(client.get(at("paper", version)))
        alone = b"".join(client.get(at("file", version, paper.pk)).streaming_content)
        folder = zipfile.ZipFile(io.BytesIO(client.get(at("bundle", version, paper.pk)).content))

    assert "carries a digital signature; its certificate was not checked here" in page
    assert alone == folder.read("đã ký.pdf") == pdf
    document = json.loads(folder.read("đã ký.pdf.signature.json"))
    assert signing.verify(document, json.loads(folder.read("hoiam-keys.json")))


def test_sheets_of_another_desk_are_not_found(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)
    with office_at(LATER):
        stranger = enter(cast.stranger)
        address = at("file", version, paper.pk).replace(cast.desk.code, cast.other_desk.code)

        assert stranger.get(at("file", version, paper.pk)).status_code == 404
        assert stranger.get(address).status_code == 404


@pytest.mark.skipif(not can_typeset(), reason="typst is not installed here")
def test_sheet_is_fetched_as_pdf_under_its_reference_and_code(cast):
    version = make_version(cast)
    with office_at(LATER):
        answered = enter(cast.case_officer).get(at("sheet_pdf", version))

    assert b"".join(answered.streaming_content).startswith(b"%PDF-")
    assert f"v1-{version.hash[:8]}.pdf" in answered.headers["Content-Disposition"]


def test_sheet_without_typst_is_offered_as_a_page_with_a_sentence(cast, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    version = make_version(cast)
    with office_at(LATER):
        client = enter(cast.case_officer)
        offered = words(client.get(at("paper", version)))
        refused = words(client.get(at("sheet_pdf", version), follow=True))
        page = words(client.get(at("sheet", version)))

    assert "Signing sheet (PDF)" not in offered and "print the page" in offered
    assert "pip install 'hoiam[pdf]'" in refused
    assert f"{version.hash[:4]} {version.hash[4:8]}" in page and "Sở đã nhận câu hỏi" in page


def queries_of(call) -> int:
    with CaptureQueriesContext(connection) as found:
        call()
    return len(found)


def test_waiting_sheets_are_listed_in_one_query_whatever_their_number(cast):
    make_holder(cast.desk)
    who = standing(cast.reviewer, cast.desk)

    def listed() -> list[str]:
        return [paper.version.text.desk.code for paper in waiting_papers(who)]

    bring_in(cast, make_reviewed(cast))
    with_one = queries_of(listed)
    bring_in(cast, make_reviewed(cast))
    bring_in(cast, make_reviewed(cast))

    assert (with_one, queries_of(listed), len(listed())) == (1, 1, 3)


def test_sheets_of_a_version_are_listed_in_the_same_number_of_queries(cast):
    version = make_reviewed(cast)
    client = enter(cast.reviewer)

    def another(shade: int) -> None:
        paper = bring_in(cast, version, content=png(shade=shade))
        reject_paper(paper=paper, why="Sai.", standing=standing(cast.intake, cast.desk), at=AT)

    with office_at(LATER):
        another(1)
        client.get(at("paper", version))
        with_one = queries_of(lambda: client.get(at("paper", version)))
        another(2)
        another(3)
        with_three = queries_of(lambda: client.get(at("paper", version)))

    assert with_one == with_three
