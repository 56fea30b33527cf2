from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks import signing
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.enquiries import receipts
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.models import AskerSeal, Enquiry, ReferenceCounter, SealedFile, SealKey
from hoiam.enquiries.operations import intake
from hoiam.enquiries.operations.sealing import open_files
from hoiam.enquiries.queries.enquiries import enquiry_of_token
from hoiam.enquiries.terms import Kind
from hoiam.post.models import Parcel
from tests.factories.enquiries import ASKER, AT, QUESTION, load_law, make_enquiry, make_receipt, stand

pytestmark = pytest.mark.django_db


def kept_rows() -> tuple[int, ...]:
    models = (Enquiry, AskerSeal, SealKey, Parcel, JournalLine.objects.filter(verb="took in").model)
    return tuple(model.objects.count() for model in models[:4])


@pytest.mark.parametrize("kind", Kind.values)
def test_question_of_each_kind_is_received(cast, kind):
    enquiry = make_enquiry(cast, kind=kind)

    assert (enquiry.kind, enquiry.state) == (kind, "received")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("question", {"question": "   \n "}),
        ("question", {"question": "a" * 20_001}),
        ("question", {"question": "TUYỆT MẬT\nKế hoạch số 12\nVì sao chưa làm?"}),
        ("question", {"question": "TO\u0302\u0301I MA\u0323\u0302T\nKế hoạch"}),
        ("kind", {"kind": "gossip"}),
        ("language", {"language": "vi\nBcc: x@y.example"}),
        ("email", {"asker": Asker(email="không phải thư")}),
        ("email", {"asker": Asker(name="Khuê")}),
        ("email", {"asker": Asker(email="a@b.example\nBcc: all@press.example")}),
        ("name", {"asker": Asker(email="a@b.example", name="Khuê\r\nSubject: x")}),
        ("phone", {"asker": Asker(email="a@b.example", phone="0" * 400)}),
        ("received_at", {"received_at": AT + timedelta(days=1)}),
        ("received_at", {"received_at": AT.replace(tzinfo=None)}),
        ("wanted_by", {"wanted_by": AT - timedelta(days=1)}),
        ("attachments", {"attachments": [IncomingFile("a.bin", b"0" * (25 * 1024 * 1024 + 1))]}),
        ("attachments", {"attachments": [IncomingFile("thư.txt", "MẬT\nCông văn".encode())]}),
        ("attachments", {"attachments": [IncomingFile("chạy.exe", b"MZ")]}),
        ("attachments", {"attachments": [IncomingFile("TỐI MẬT.txt", b"x")]}),
        ("attachments", {"attachments": [IncomingFile("rỗng.pdf", b"")]}),
    ],
)
def test_question_with_a_fault_names_the_field_and_keeps_nothing(cast, field, given):
    load_law()

    with pytest.raises(ReasonsAgainst) as refused:
        make_receipt(cast, **given)

    assert (list(refused.value.fields), kept_rows()) == ([field], (0, 0, 0, 0))
    assert not ReferenceCounter.objects.exists()


def test_question_with_several_faults_names_them_all(cast):
    with pytest.raises(ReasonsAgainst) as refused:
        make_receipt(cast, question="", kind="x", asker=Asker())

    assert sorted(refused.value.fields) == ["email", "kind", "question"]


def test_question_about_secrets_in_ordinary_words_is_received(cast):
    enquiry = make_enquiry(
        cast, question="Vì sao danh mục bí mật nhà nước chưa được công bố? Có mật ong không?"
    )

    assert enquiry.state == "received"


def test_question_with_scripts_is_kept_as_text(cast):
    enquiry = make_enquiry(cast, question="<script>alert(1)</script> Bao giờ có nước?")

    assert enquiry.question == "<script>alert(1)</script> Bao giờ có nước?"


def test_question_in_an_old_font_is_read(cast):
    enquiry = make_enquiry(cast, question="Tû lÖ hé nghÌo cña thµnh phè n¨m 2025 lµ bao nhiªu")

    assert enquiry.question == "Tỷ lệ hộ nghèo của thành phố năm 2025 là bao nhiêu"


def test_receipt_is_genuine_and_speaks_of_this_question(cast):
    receipt = make_receipt(cast)

    document = receipt.receipt_document
    assert receipts.verify(document, signing.public_keys())
    assert receipts.is_receipt_of(document, QUESTION)
    assert {name: document[name] for name in ("reference", "desk", "kind", "received_at")} == {
        "reference": "DN-2026-00001",
        "desk": "da-nang",
        "kind": "press_enquiry",
        "received_at": "2026-09-07T02:00:00+00:00",
    }
    assert [(due["act"], due["duty"], due["rule"]) for due in document["dues"]] == [
        ("first_answer", "target", ""),
        ("answer", "warning", "VN-D244-REQUEST v1"),
        ("answer", "warning", "VN-PL25-REPLY v1"),
    ]


def test_status_token_finds_the_enquiry_and_is_stored_nowhere(cast):
    receipt = make_receipt(cast)

    assert enquiry_of_token(receipt.status_token) == receipt.enquiry
    assert receipt.status_token not in str(Enquiry.objects.values().get())
    with pytest.raises(Enquiry.DoesNotExist):
        enquiry_of_token(receipt.status_token[:-1] + "A" if receipt.status_token[-1] != "A" else "B")


def test_form_sent_twice_is_taken_in_once_with_the_same_receipt(cast):
    first = make_receipt(cast, idempotency_key="0c9d7a52-form")
    second = make_receipt(cast, idempotency_key="0c9d7a52-form", at=AT + timedelta(seconds=2))

    assert (Enquiry.objects.count(), second.enquiry) == (1, first.enquiry)
    assert (second.status_token, second.receipt_document) == (first.status_token, first.receipt_document)
    assert (first.is_repeat, second.is_repeat) == (False, True)


def test_failing_journal_line_leaves_nothing_and_no_gap(cast, monkeypatch):
    load_law()

    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr("hoiam.enquiries.operations.case.write_line", fail)
        with pytest.raises(RuntimeError):
            make_receipt(cast)

    assert kept_rows() == (0, 0, 0, 0)
    assert make_enquiry(cast).reference == "DN-2026-00001"


def test_paper_taken_in_by_intake_counts_from_when_it_came(cast):
    came = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)

    enquiry = make_enquiry(cast, by=cast.intake, received_at=came, asker=Asker(name="Ông Ba"))

    assert (enquiry.received_at, enquiry.taken_in_at) == (came, AT)
    assert Parcel.objects.count() == 0
    assert enquiry.correspondence.get().is_sent_by_hand


@pytest.mark.parametrize("name", ["case_officer", "head", "auditor", "desk_admin", "stranger"])
def test_paper_is_taken_in_by_nobody_but_intake(cast, name):
    with pytest.raises(MayNot):
        make_receipt(cast, by=getattr(cast, name))

    assert Enquiry.objects.count() == 0


def test_closed_desk_takes_nothing_in(cast):
    cast.desk.is_open = False
    cast.desk.save()

    with pytest.raises(ReasonsAgainst):
        make_receipt(cast)


def test_files_come_under_seal_and_open_for_intake(cast):
    files = [IncomingFile("Giấy giới thiệu Minh Khuê.pdf", b"%PDF-1.7 Minh Khu\xc3\xaa %%EOF")]

    enquiry = make_enquiry(cast, attachments=files)

    row = SealedFile.objects.get()
    assert b"Minh" not in bytes(row.name_ciphertext) + bytes(row.ciphertext)
    assert open_files(enquiry=enquiry, standing=stand(cast, "intake"), at=AT) == files


def test_references_run_by_desk_and_year(cast):
    newyear = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # 1 January 2027 in Viet Nam

    given = [
        make_enquiry(cast).reference,
        make_enquiry(cast).reference,
        make_enquiry(cast, desk=cast.other_desk).reference,
        make_enquiry(cast, at=newyear).reference,
    ]

    assert given == ["DN-2026-00001", "DN-2026-00002", "QT-2026-00001", "DN-2027-00001"]


def test_wanted_date_is_a_clock_of_its_own_and_never_the_order(cast):
    soon = make_enquiry(cast, wanted_by=AT + timedelta(hours=1))
    later = make_enquiry(cast)

    assert soon.sort_at == later.sort_at


def test_fields_module_has_no_way_to_name_an_asker():
    columns = {field.name for field in Enquiry._meta.get_fields()}

    assert columns & {"asker", "name", "email", "phone", "outlet", "address"} == set()
    assert intake.take_in.__kwdefaults__["idempotency_key"] == ""
    assert ASKER.email
