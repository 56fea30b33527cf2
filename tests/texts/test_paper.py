"""Approval on paper: bound to one version, compared by a second person, never by silence."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.utils import translation
from docx import Document

from hoiam.desks import signing, ticks
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine, Membership
from hoiam.texts.files import LARGEST
from hoiam.texts.models import Attachment, Clearance, PaperApproval, TextVersion
from hoiam.texts.operations import paper as operations
from hoiam.texts.operations.clearance import send_for_clearance, sign, take_back
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.operations.paper import confirm_paper, reject_paper
from hoiam.texts.paper_rules import read_code
from hoiam.texts.queries.paper import approved_on_paper, file_of, paper_signers, papers_of, waiting_papers
from hoiam.texts.queries.versions import cleared_version
from hoiam.texts.signals import text_cleared
from tests.factories.desks import LONG_AGO, make_person
from tests.factories.paper import SIGNED_ON, bring_in, chunk, make_holder, make_reviewed, png, signed_pdf
from tests.factories.texts import AT, make_version, standing

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def confirm(
    cast, paper: PaperApproval, *, by: str = "fact_steward", code: str = "", at=LATER
) -> PaperApproval:
    who = standing(getattr(cast, by), cast.desk, at)
    return confirm_paper(paper=paper, code=code or paper.text_hash[:8], standing=who, at=at)


def state_of(version: TextVersion) -> tuple[str, str]:
    clearance = Clearance.objects.get(version=version)
    return clearance.state, clearance.method


def verbs(version: TextVersion) -> list[str]:
    lines = JournalLine.objects.filter(record_kind="texts.text", record_id=version.text_id)
    return list(lines.order_by("number").values_list("verb", flat=True))


def edit(cast, version: TextVersion) -> None:
    version.text.refresh_from_db()
    save_draft(
        text=version.text,
        body="Sở nói khác.",
        base_revision=version.text.revision,
        by=cast.case_officer,
        at=LATER,
    )


def test_sheet_brought_in_clears_nothing_until_a_second_person_has_confirmed_it(cast):
    heard = []
    receiver(text_cleared, dispatch_uid="test", weak=False)(
        lambda version, by, **_: heard.append((version.pk, by))
    )
    version = make_reviewed(cast)

    paper = bring_in(cast, version, number="12/PT")
    before = cleared_version(version.text), state_of(version)[0], list(heard)
    confirm(cast, paper)
    text_cleared.disconnect(dispatch_uid="test")

    assert before == (None, "open", [])
    assert (cleared_version(version.text), state_of(version)) == (version, ("cleared", "on_paper"))
    assert heard == [(version.pk, cast.fact_steward)]
    assert verbs(version)[-2:] == ["brought in signed sheet", "cleared text on paper"]
    assert approved_on_paper([version.pk])[version.pk].number == "12/PT"


def test_sheet_left_alone_for_a_year_clears_nothing(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)

    for tick in ticks.registered():
        tick.call(AT + timedelta(days=365))

    paper.refresh_from_db()
    assert (paper.state, state_of(version)[0]) == ("waiting", "open")


def test_sheet_is_not_confirmed_by_whoever_brought_it(cast):
    paper = bring_in(cast, make_reviewed(cast))

    with pytest.raises(ReasonsAgainst, match="second person"):
        confirm(cast, paper, by="intake")

    with pytest.raises(IntegrityError), transaction.atomic():
        PaperApproval.objects.filter(pk=paper.pk).update(
            state="confirmed", decided_at=AT, decided_by=cast.intake
        )


def test_sheet_is_not_confirmed_by_whoever_wrote_the_text_or_signed_it(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version, signer=f"person-{cast.spokesperson.pk}")

    for who, word in (("case_officer", "wrote part"), ("spokesperson", "signed this sheet")):
        with pytest.raises(ReasonsAgainst, match=word):
            confirm(cast, paper, by=who)

    assert state_of(version)[0] == "open"


@pytest.mark.parametrize("role", ["desk_admin", "auditor"])
def test_sheet_is_not_handled_by_roles_that_do_not_read_texts(cast, role):
    version = make_reviewed(cast)

    with pytest.raises(MayNot):
        bring_in(cast, version, by=role)
    with pytest.raises(MayNot):
        confirm(cast, bring_in(cast, version), by=role)


def test_sheet_of_another_desk_is_handled_by_nobody_here(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)
    stranger = standing(cast.stranger, cast.other_desk)

    with pytest.raises(MayNot):
        confirm_paper(paper=paper, code=version.hash[:8], standing=stranger, at=LATER)
    with pytest.raises(MayNot):
        reject_paper(paper=paper, why="Sai.", standing=stranger, at=LATER)


def test_code_of_another_version_is_told_apart_and_changes_nothing(cast):
    earlier = make_reviewed(cast)
    edit(cast, earlier)
    earlier.text.refresh_from_db()
    version = send_for_clearance(text=earlier.text, standing=standing(cast.case_officer, cast.desk), at=LATER)
    reviewer = standing(cast.reviewer, cast.desk)
    sign(version=version, text_hash=version.hash, standing=reviewer, role="reviewer", at=LATER)
    paper = bring_in(cast, version, at=LATER)

    with pytest.raises(ReasonsAgainst, match="another version"):
        confirm(cast, paper, code=earlier.hash[:8])
    with pytest.raises(ReasonsAgainst, match="not the code"):
        confirm(cast, paper, code="0" * 8)
    with pytest.raises(ReasonsAgainst, match="first 8 characters"):
        confirm(cast, paper, code=version.hash[:7])

    paper.refresh_from_db()
    assert (paper.state, state_of(version)[0]) == ("waiting", "open")


@pytest.mark.parametrize(
    "typed", ["{code}", " {code} ", "{upper}", "{spaced}", "{hash}", "https://x.vn/office/d/paper/{hash}/"]
)
def test_code_is_read_as_it_is_typed_or_scanned(cast, typed):
    version = make_reviewed(cast)
    code = version.hash[:8]
    written = typed.format(code=code, upper=code.upper(), spaced=f"{code[:4]} {code[4:]}", hash=version.hash)

    paper = confirm(cast, bring_in(cast, version), code=written)

    assert paper.state == "confirmed"


@pytest.mark.parametrize("typed", ["", "ngày", "12345678g", "https://x.vn/abcdef12/", "1234567"])
def test_code_that_is_none_is_read_as_none(typed):
    assert read_code(typed) == ""


def test_sheet_before_the_reviewer_has_signed_is_refused(cast):
    version = make_version(cast)

    with pytest.raises(ReasonsAgainst, match="reviewer has not signed"):
        bring_in(cast, version)

    assert (PaperApproval.objects.count(), Attachment.objects.count()) == (0, 0)


def test_text_edited_between_bringing_in_and_confirming_voids_the_sheet_for_good(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)

    edit(cast, version)

    with pytest.raises(ReasonsAgainst, match="counts no longer"):
        confirm(cast, paper)
    paper = papers_of(version)[0]
    assert (paper.can_be_decided, state_of(version)[0]) == (False, "voided")
    assert default_storage.exists(file_of(paper).stored_name)


def test_text_edited_after_it_was_approved_on_paper_is_approved_no_longer(cast):
    version = make_reviewed(cast)
    confirm(cast, bring_in(cast, version))

    edit(cast, version)

    assert (cleared_version(version.text), papers_of(version)[0].counts) == (None, False)


def test_sheet_for_a_text_edited_meanwhile_is_refused(cast):
    version = make_reviewed(cast)
    edit(cast, version)

    with pytest.raises(ReasonsAgainst, match="Print a new sheet"):
        bring_in(cast, version)


def test_sheet_that_names_another_hash_is_refused(cast):
    with pytest.raises(ReasonsAgainst, match="changed since"):
        bring_in(cast, make_reviewed(cast), text_hash="0" * 64)


def test_two_people_bring_a_sheet_for_one_version_the_second_is_told_who_was_first(cast):
    version = make_reviewed(cast)
    first = bring_in(cast, version)

    with pytest.raises(ReasonsAgainst, match=r"waits already.*intake"):
        bring_in(cast, version, by="case_officer", content=png(shade=9))

    assert list(PaperApproval.objects.all()) == [first]


def test_sheet_sent_twice_by_the_same_person_is_kept_once(cast):
    version = make_reviewed(cast)

    assert bring_in(cast, version) == bring_in(cast, version)
    assert (PaperApproval.objects.count(), Attachment.objects.count()) == (1, 1)


def test_sheet_of_the_wrong_page_is_rejected_with_a_reason_and_kept_and_another_follows(cast):
    version = make_reviewed(cast)
    wrong = bring_in(cast, version)

    with pytest.raises(ReasonsAgainst, match="what is wrong"):
        reject_paper(paper=wrong, why=" ", standing=standing(cast.fact_steward, cast.desk), at=LATER)
    reject_paper(
        paper=wrong, why="Bản chụp là trang khác.", standing=standing(cast.intake, cast.desk), at=LATER
    )
    right = confirm(cast, bring_in(cast, version, content=png(shade=7)))

    kept = [(row.state, row.decided_why) for row in papers_of(version)]
    assert kept == [("confirmed", ""), ("rejected", "Bản chụp là trang khác.")]
    assert default_storage.exists(file_of(wrong).stored_name)
    assert right.counts
    with pytest.raises(ReasonsAgainst, match="decided already"):
        confirm(cast, wrong)


def test_signer_out_of_office_on_the_day_is_refused(cast):
    version = make_reviewed(cast)
    left = make_holder(cast.desk, "Người Đã Nghỉ", valid_to=SIGNED_ON)
    early = make_holder(cast.desk, "Người Sắp Nhận", valid_from=SIGNED_ON + timedelta(days=1))
    after = AT + timedelta(days=1)

    with pytest.raises(ReasonsAgainst, match="Người Đã Nghỉ did not hold"):
        bring_in(cast, version, signer=f"post-{left.pk}", signed_date=SIGNED_ON + timedelta(days=1), at=after)
    with pytest.raises(ReasonsAgainst, match="Người Sắp Nhận did not hold"):
        bring_in(cast, version, signer=f"post-{early.pk}", at=after)

    assert bring_in(cast, version, signer=f"post-{left.pk}", at=after).signer_name == "Người Đã Nghỉ"


def test_official_whose_role_ended_before_the_date_is_refused(cast):
    version = make_reviewed(cast)
    Membership.objects.filter(person=cast.spokesperson).update(valid_to=AT + timedelta(hours=1))
    after = AT + timedelta(days=2)

    with pytest.raises(ReasonsAgainst, match="did not hold"):
        bring_in(
            cast,
            version,
            signer=f"person-{cast.spokesperson.pk}",
            signed_date=SIGNED_ON + timedelta(days=1),
            at=after,
        )


@pytest.mark.parametrize(
    ("day", "word"), [(SIGNED_ON + timedelta(days=1), "still to come"), (date(2026, 8, 2), "before that")]
)
def test_date_of_the_signature_lies_between_sending_and_today(cast, day, word):
    with pytest.raises(ReasonsAgainst, match=word):
        bring_in(cast, make_reviewed(cast), signed_date=day)


def test_signer_who_wrote_the_text_is_refused_by_account_and_by_name(cast):
    version = make_reviewed(cast)
    Membership.objects.create(person=cast.case_officer, desk=cast.desk, role="head", valid_from=LONG_AGO)
    same = make_holder(cast.desk, "  CASE_OFFICER ", post="head")

    with pytest.raises(ReasonsAgainst, match="wrote part of this text"):
        bring_in(cast, version, signer=f"post-{same.pk}")
    same.delete()
    with pytest.raises(ReasonsAgainst, match="wrote part of this text"):
        bring_in(cast, version, signer=f"person-{cast.case_officer.pk}")


def test_signer_who_reviewed_is_refused(cast):
    Membership.objects.create(person=cast.reviewer, desk=cast.desk, role="head", valid_from=LONG_AGO)

    with pytest.raises(ReasonsAgainst, match="Two people clear"):
        bring_in(cast, make_reviewed(cast), signer=f"person-{cast.reviewer.pk}")


def test_signer_of_another_desk_or_without_a_post_that_speaks_is_refused(cast):
    version = make_reviewed(cast)
    clerk = make_holder(cast.desk, "Văn thư", post="clerk")
    away = make_holder(cast.other_desk, "Người Khác")

    for key in (f"post-{clerk.pk}", f"post-{away.pk}", f"person-{cast.intake.pk}", "person-x", ""):
        with pytest.raises(ReasonsAgainst, match="Choose who signed"):
            bring_in(cast, version, signer=key)


def test_signers_name_an_official_with_a_post_once(cast):
    make_holder(cast.desk, "Spokesperson", post="spokesperson")
    make_holder(cast.desk, "Ông Đứng Đầu", post="head")

    names = [one.name for one in paper_signers(cast.desk, SIGNED_ON, SIGNED_ON)]

    assert names == ["Spokesperson", "Ông Đứng Đầu", "head"]


@pytest.mark.parametrize("people", [1, 3])
def test_signers_are_read_in_the_same_number_of_queries(cast, people, django_assert_num_queries):
    for number in range(people):
        make_holder(cast.desk, f"Người {number}")
        make_person(f"đứng đầu {number}", (cast.desk, "head"))

    with django_assert_num_queries(3):
        paper_signers(cast.desk, SIGNED_ON, SIGNED_ON)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("phiếu.docx", b"PK\x03\x04broken", "cannot be opened"),
        ("phiếu.txt", "Đã ký".encode(), "PDF, JPG or PNG"),
        ("phiếu.pdf", png(), "does not fit its content"),
        ("phiếu.png", png()[:-20], "damaged"),
        ("phiếu.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "cannot be opened"),
        ("phiếu.pdf", b"%PDF-1.7" + b" " * LARGEST, "larger than 25 MB"),
        ("phiếu.pdf", b"", "is empty"),
    ],
)
def test_file_that_is_no_scan_is_refused_and_nothing_is_kept(cast, name, content, word):
    version = make_reviewed(cast)

    with pytest.raises(ReasonsAgainst, match=word):
        bring_in(cast, version, name=name, content=content)

    assert (PaperApproval.objects.count(), Attachment.objects.count()) == (0, 0)


def test_word_file_renamed_to_pdf_is_refused(cast):
    written = io.BytesIO()
    Document().save(written)

    with pytest.raises(ReasonsAgainst, match="does not fit its content"):
        bring_in(cast, make_reviewed(cast), name="phiếu.pdf", content=written.getvalue())


def test_picture_is_kept_without_remarks(cast):
    told = png(chunk(b"tEXt", b"Author\0Nguyen Van A"), chunk(b"eXIf", b"MM\0*16.05N 108.2E"))

    paper = bring_in(cast, make_reviewed(cast), content=told)

    kept = default_storage.open(file_of(paper).stored_name).read()
    assert kept == png()
    assert paper.seal["file"]["sha256"] == hashlib.sha256(kept).hexdigest()


def test_pdf_signed_elsewhere_is_kept_byte_for_byte_with_our_signature_beside_it(cast):
    pdf = signed_pdf()

    paper = bring_in(cast, make_reviewed(cast), name="đã ký số.pdf", content=pdf)

    file = file_of(paper)
    assert default_storage.open(file.stored_name).read() == pdf
    assert (paper.signatures_in_file, paper.signature_covers_all) == (1, True)
    assert paper.seal["file"] == {
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "size": len(pdf),
        "media_type": "application/pdf",
    }
    assert signing.verify(paper.seal, signing.public_keys())
    forged = {**paper.seal, "text_hash": "0" * 64}
    assert not signing.verify(forged, signing.public_keys())


def test_waiting_sheets_are_shown_to_those_who_may_compare_them(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)
    shown = {
        name: waiting_papers(standing(getattr(cast, name), cast.desk)) == [paper]
        for name in ("intake", "case_officer", "fact_steward", "reviewer")
    }

    assert shown == {"intake": False, "case_officer": False, "fact_steward": True, "reviewer": True}
    take_back(text=version.text, standing=standing(cast.case_officer, cast.desk), at=LATER)
    assert waiting_papers(standing(cast.reviewer, cast.desk)) == []


def test_sheet_carrying_a_secret_mark_in_its_number_is_refused(cast):
    with pytest.raises(ReasonsAgainst):
        bring_in(cast, make_reviewed(cast), number="Độ mật: Mật")


def test_journal_line_of_a_sheet_failing_keeps_nothing(cast, monkeypatch):
    version = make_reviewed(cast)

    def fail(**_said):
        raise RuntimeError

    monkeypatch.setattr(operations, "write_line", fail)
    with pytest.raises(RuntimeError):
        bring_in(cast, version)

    assert (PaperApproval.objects.count(), Attachment.objects.count()) == (0, 0)


def test_sheet_is_confirmed_once_only(cast):
    paper = confirm(cast, bring_in(cast, make_reviewed(cast)))

    with pytest.raises(ReasonsAgainst, match="decided already"):
        confirm(cast, paper, by="reviewer")


def test_signer_who_is_known_by_the_post_does_not_compare_the_own_sheet(cast):
    make_holder(cast.desk, cast.spokesperson.name)
    paper = bring_in(cast, make_reviewed(cast))

    with pytest.raises(ReasonsAgainst, match="signed this sheet yourself"):
        confirm(cast, paper, by="spokesperson")

    assert state_of(paper.version)[0] == "open"
