"""Rosters as they really come: merged cells, two rows of headings, Excel dates, old names of provinces, doubles."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hoiam.conferences.models import Delegate
from hoiam.conferences.operations.roster_import import import_by_link, import_roster
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import PlaceSuccession
from tests.factories.trainings import AT, HEAD, link, make_invitation, make_place, make_training, workbook


@pytest.fixture
def da_nang(db):
    present = make_place("da-nang", "Đà Nẵng", aliases=["TP. Đà Nẵng"])
    former = make_place("quang-nam", "Quảng Nam", valid_from=None, valid_to=date(2025, 6, 30))
    PlaceSuccession.objects.create(former=former, present=present)
    return present


def take(cast, training, content: bytes, **given):
    return import_roster(conference=training, content=content, by=cast.case_officer, at=AT, **given)


def told(done) -> list[tuple[int, str, list[str]]]:
    return [
        (outcome.entry.line, outcome.what, [one.column for one in outcome.refused])
        for outcome in done.registered.outcomes
    ]


def test_roster_with_title_two_headings_merged_cells_and_provinces_as_rows_is_read(cast, da_nang):
    training = make_training(cast)
    hue = make_place("hue", "Huế")
    content = workbook(
        [
            ["DANH SÁCH ĐẠI BIỂU", "", "", "", "", ""],
            ["(Kèm theo Công văn số 12/CV)", "", "", "", "", ""],
            ["TT", "Họ và tên (*)", "Đơn vị, chức vụ", "", "Liên hệ", ""],
            ["", "", "Cơ quan", "Chức vụ", "Điện thoại", "E-mail"],
            ["I", "TỈNH QUẢNG NAM", "", "", "", ""],
            [1, "Nguyễn Văn An", "Sở Tư pháp", "Giám đốc", 905123456.0, "an@tp.example"],
            [2, "Trần Thị Bình", None, "Phó Giám đốc", None, None],
            ["II.", "Tp Huế", "", "", "", ""],
            [3, "Lê Văn Chi", "CATP", "Trưởng phòng", "0905 1", ""],
            ["", "Tổng cộng", "", "", 3, ""],
        ],
        merged=("A1:F1", "B3:B4", "C3:D3", "E3:F3", "C6:C7", "B8:F8"),
        head=(),
    )

    done = take(cast, training, content)

    assert told(done) == [(6, "registered", []), (7, "registered", []), (9, "registered", [])]
    assert done.left_out == [(10, "Tổng cộng")]
    an, binh, chi = Delegate.objects.order_by("pk")
    assert (an.place, an.agency_kind, an.phone, an.email) == (
        da_nang,
        "so_tu_phap",
        "905123456",
        "an@tp.example",
    )
    assert (binh.agency, binh.post) == ("Sở Tư pháp", "Phó Giám đốc")
    assert (chi.place, chi.agency_kind) == (hue, "cong_an_tinh")
    assert "TỈNH QUẢNG NAM" in str(done.registered.outcomes[0].entry.remarks[0])


def test_every_fault_is_told_by_line_and_column_and_nothing_is_kept_unless_the_good_rows_are_chosen(
    cast, da_nang
):
    training = make_training(cast)
    content = workbook(
        [
            [1, "Nguyễn Văn An", "Giám đốc", "Sở Y tế", "Đà Nẵng", "", ""],
            [2, "nguyễn văn  an", "GĐ", "SỞ Y TẾ", "TP. Đà Nẵng", "", ""],
            [3, "Trần Bình", datetime(2026, 1, 3), "Sở Nội vụ", "Đà Nẵng", "", ""],
            [4, "Lê Chi", "Phó Giám đốc", "Sở Ngoại vụ", "Atlantis", "", ""],
            [5, "", "Chuyên viên", "Sở Y tế", "Đà Nẵng", "khong@", ""],
            [6, "=1+1", "Chuyên viên", "Sở Y tế", "Đà Nẵng", "", ""],
            [7, "Đỗ Em", "Phóng viên", "Báo Đà Nẵng", "Đà Nẵng", "", ""],
        ]
    )

    looked = take(cast, training, content, dry_run=True, keep_good=True)

    assert told(looked) == [
        (2, "registered", []),
        (3, "double", ["name"]),
        (4, "refused", ["post"]),
        (5, "refused", ["place"]),
        (6, "refused", ["name", "email"]),
        (7, "refused", ["name"]),
        (8, "refused", ["agency"]),
    ]
    assert "2" in str(looked.registered.outcomes[1].refused[0].reason)
    assert not take(cast, training, content).registered.is_kept
    assert not Delegate.objects.exists()
    assert take(cast, training, content, keep_good=True).registered.is_kept
    assert Delegate.objects.get().name == "Nguyễn Văn An"


def test_csv_of_any_separator_and_encoding_is_read_and_what_is_no_roster_says_so(cast, da_nang):
    training = make_training(cast)
    text = (
        "Họ tên;Chức danh;Đơn vị công tác;Địa phương\nĐỗ Thị Én;Trưởng ban;Ban Tuyên giáo Thành ủy;Danang\n"
    )
    da_nang.aliases = ["Danang"]
    da_nang.save()

    assert told(take(cast, training, text.encode("utf-16"))) == [(2, "registered", [])]

    for content in (
        b"",
        b"a,b\n1,2\n",
        b"\xd0\xcf\x11\xe0old",
        b"PK\x03\x04broken",
        workbook([], head=HEAD),
        workbook([["TUYỆT MẬT"], list(HEAD), [1, "An", "GĐ", "Sở Y tế", "Đà Nẵng", "", ""]], head=()),
    ):
        done = take(cast, training, content, keep_good=True)
        assert str(done.unreadable) or not done.registered.is_kept, content[:20]
    assert Delegate.objects.count() == 1


def test_body_sends_its_list_by_the_link_and_one_for_another_place_is_refused(cast, da_nang):
    training = make_training(cast)
    hue = make_place("hue", "Huế")
    invitation = make_invitation(cast, training, da_nang)
    rows = [
        [1, "Nguyễn Văn An", "Giám đốc", "Ban Tuyên giáo", "", "", ""],
        [2, "Trần Bình", "Chuyên viên", "Ban Tuyên giáo", str(hue), "", ""],
    ]
    given = {"token": link(invitation), "invitation": invitation, "content": workbook(rows), "at": AT}

    looked = import_by_link(**given, dry_run=True)
    assert told(looked) == [(2, "registered", []), (3, "refused", ["place"])]
    assert not Delegate.objects.exists()
    import_by_link(**given, keep_good=True)
    assert Delegate.objects.get().invitation == invitation
    with pytest.raises(ReasonsAgainst):
        import_by_link(**{**given, "token": "d1-1-AAAAAAAAAAAAAAAAAAAAAA"})
