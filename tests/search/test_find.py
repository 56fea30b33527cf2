from __future__ import annotations

import pytest

from hoiam.search import operations, queries
from hoiam.search.engine import folder
from hoiam.search.queries import find, mark


@pytest.fixture(params=["tantivy", "fts5"])
def record(shelf, request, monkeypatch):
    """Facts that could be mistaken for one another, in either engine."""
    monkeypatch.setattr(operations, "preferred_engine", lambda: request.param)
    shelf.hold("F1", "Bảo hiểm y tế bao phủ 93,35% dân số năm 2023.", period="2023", names=("Việt Nam",))
    shelf.hold("F2", "Năm 2023 có 18,25 triệu người tham gia bảo hiểm xã hội.", period="2023")
    shelf.hold(
        "F3",
        "Hội nghị ngày 7/12/2023 tại Hòa Bình có 26 tỉnh dự.",
        other_bodies=(("en", "The conference of 7 December 2023 in Hòa Bình had 26 provinces."),),
        names=("Hòa Bình",),
        contests=("F4",),
    )
    shelf.hold("F4", "Nguồn khác ghi 25 đơn vị.", contests=("F3",))
    shelf.hold("F5", "Kế hoạch thực hiện Quyết định 1079/QĐ-TTg được ban hành.", numbers=("1079/QĐ-TTg",))
    shelf.hold("F6", "Quyết định khác được ban hành, có 1079 trang.")
    shelf.hold("S1", "Bảo hiểm y tế: bản nháp nội bộ nói 95% dân số.", audience=frozenset({"desk:3"}))
    operations.rebuild()
    return shelf


def refs(question, **rest):
    asked = {"kinds": {"fact"}, "audience": {"public"}} | rest
    return [hit.ref for hit in find(question, **asked).hits]


def test_question_in_any_writing_finds_its_fact_first(record):
    questions = [
        "Bảo hiểm y tế bao phủ bao nhiêu phần trăm dân số?",
        "ty le bao phu bhyt nam 2023",
        "Bảo hểim y tế bao phu dân số",
    ]

    assert [refs(question)[0] for question in questions] == ["F1", "F1", "F1"]


def test_english_question_finds_the_fact_by_its_english_text(record):
    found = find(
        "How many provinces were at the conference of 7 December 2023?", kinds={"fact"}, audience={"public"}
    )

    assert (found.hits[0].ref, found.hits[0].language, found.hits[0].signals) == (
        "F3",
        "en",
        ("date", "contested"),
    )


def test_document_number_must_match_to_the_letter(record):
    hit = find("quyet dinh 1079/qd-ttg", kinds={"fact"}, audience={"public"}).hits[0]

    assert (hit.ref, "document_number" in hit.signals) == ("F5", True)


def test_record_that_contests_another_stands_right_behind_it(record):
    assert refs("Hội nghị ngày 7/12/2023 tại Hòa Bình có bao nhiêu tỉnh?")[:2] == ["F3", "F4"]


def test_what_a_desk_keeps_is_found_by_that_desk_only(record):
    question = "bảo hiểm y tế bản nháp nội bộ"

    assert "S1" not in refs(question)
    assert refs(question, audience={"public", "desk:3"})[0] == "S1"
    assert refs(question, audience={"desk:3"}) == ["S1"]
    assert refs("tàu điện", audience={"desk:3"}) == refs(question, audience={"desk:4"}) == []
    assert refs(question, audience=set()) == []


def test_words_only_a_desk_may_see_do_not_show_in_a_restored_question(shelf):
    shelf.hold("F1", "Hội nghị báo chí.")
    shelf.hold("S1", "Chuyên án Bạch Đằng.", audience=frozenset({"desk:3"}))
    operations.rebuild()

    reading = find("chuyen an bach dang", kinds={"fact"}, audience={"public"}).reading

    assert (reading.restored, reading.changes) == ("chuyen an bach dang", ())


def test_superseded_goes_behind_and_preferred_goes_before(shelf):
    text = "Thiệt hại do bão là 50 nghìn tỷ đồng."
    shelf.hold("A", text, superseded=True)
    shelf.hold("B", text)
    shelf.hold("C", text, rank=1)
    operations.rebuild()

    hits = find("thiệt hại do bão", kinds={"fact"}, audience={"public"}).hits

    assert [(hit.ref, hit.signals) for hit in hits] == [
        ("C", ("preferred",)),
        ("B", ()),
        ("A", ("superseded",)),
    ]


def test_kind_place_and_theme_narrow_the_search(shelf):
    shelf.hold("F1", "Nhà ở xã hội.", place="vn-da-nang", theme="housing")
    shelf.hold("F2", "Nhà ở xã hội.", place="vn-ha-noi", theme="work")
    operations.rebuild()

    asked = [
        {"place": "vn-da-nang"},
        {"theme": "work"},
        {"place": "vn-da-nang", "theme": "work"},
        {"kinds": {"gap"}},
    ]

    assert [refs("nhà ở", **rest) for rest in asked] == [["F1"], ["F2"], [], []]


def test_question_nothing_answers_is_called_weak(record):
    asked = ["Lịch chạy tàu điện Bến Thành hôm nay?", "Bảo hiểm y tế bao phủ bao nhiêu dân số?", ""]

    assert [find(text, kinds={"fact"}, audience={"public"}).weak for text in asked] == [True, False, True]


def test_pages_of_hits_follow_one_another_without_a_break(shelf):
    for number in range(30):
        shelf.hold(f"F{number:02}", f"Báo cáo số {number} về nhà ở.")
    operations.rebuild()

    whole = refs("báo cáo nhà ở", limit=30)
    parts = [ref for start in (0, 10, 20) for ref in refs("báo cáo nhà ở", limit=10, offset=start)]

    assert (len(whole), parts) == (30, whole)


def test_way_back_from_a_restored_question(record):
    taken_as_typed = find("bao phu dan so", kinds={"fact"}, audience={"public"}, as_typed=True)

    assert taken_as_typed.reading.restored == "bao phu dan so"
    assert taken_as_typed.suggestions == ("bao phủ dân số",)


def test_matched_words_can_be_marked(record):
    hit = find("bao phủ dân số", kinds={"fact"}, audience={"public"}).hits[0]

    assert mark("Bao phủ 93% dân số", hit) == [("Bao phủ", True), (" 93% ", False), ("dân số", True)]


def test_index_and_record_prove_that_they_agree(record):
    agreed = queries.checksum_of_index() == queries.checksum_of_record()
    record.hold("F1", "Đã sửa.", version=2)

    assert (agreed, queries.checksum_of_index() == queries.checksum_of_record()) == (True, False)


def test_before_any_index_nothing_is_found_and_it_is_said(shelf):
    found = find("bảo hiểm", kinds={"fact"}, audience={"public"})

    assert (found.hits, found.weak, found.reading.restored) == ([], True, "bảo hiểm")


def test_strange_questions_end_in_no_error(record):
    strange = [
        "'\"*():^-",
        "a" * 5_000,
        "NEAR(AND OR NOT",
        "\x00\ud7ff",
        "từ " * 3_000,
        "57-KL/TW " * 200,
        "đ" * 40,
    ]

    assert [isinstance(refs(text), list) for text in strange] == [True] * 7


def test_index_of_another_shape_counts_as_none_and_is_built_anew(record, index_folder):
    state = index_folder / "state.json"
    state.write_text(state.read_text().replace(f'"shape": {folder.SHAPE}', '"shape": 0'))

    assert folder.read_state(index_folder) is None
    assert operations.follow() == len(record.documents)
    assert refs("Bảo hiểm y tế bao phủ dân số")[0] == "F1"


REFERENCES = (
    "DN-2026-00001",
    "dn-2026-00001",
    "dn202600001",
    "DN 2026 00001",
    "dn 2026 1",
    "câu trả lời DN-2026-00001 nói gì về bảo hiểm y tế?",
)


def test_record_named_by_its_reference_comes_first_in_any_writing(record):
    record.hold("DN-2026-00001", "Cầu Thuận Phước đóng cửa ban đêm.")
    record.hold("DN-2026-00010", "Nói thêm về DN-2026-00001: cầu mở cửa ban đêm.")
    record.hold("F069", "Năm 2025 có 20.000 đại biểu.")
    operations.rebuild()

    answers = [find(text, kinds={"fact"}, audience={"public"}) for text in REFERENCES]
    facts = [refs(text)[0] for text in ("F069", "f069", "F-069", "f 69", "F069 và bảo hiểm y tế năm 2023")]

    assert [(found.hits[0].ref, found.hits[0].signals[0], found.weak) for found in answers] == [
        ("DN-2026-00001", "reference", False)
    ] * len(REFERENCES)
    assert facts == ["F069"] * 5


def test_reference_is_not_read_as_anything_else(record):
    record.hold("DN-2026-00001", "Dân số đạt 98 triệu.")
    operations.rebuild()

    reading = find("dn 2026 00001", kinds={"fact"}, audience={"public"}).reading

    assert (reading.restored, reading.changes) == ("dn 2026 00001", ())


def test_reference_nearly_typed_names_nothing_where_another_is_meant_to_the_letter(record):
    record.hold("F69", "Một.")
    record.hold("F069", "Hai.")
    operations.rebuild()

    assert [refs(text)[:1] for text in ("F69", "F069", "F0690")] == [["F69"], ["F069"], []]


def test_document_symbol_brings_what_rests_on_it_first_in_any_writing(record):
    written = (
        "1079/QĐ-TTg",
        "1079/qd-ttg",
        "1079qdttg",
        "1079 QD TTg",
        "quyết định 1079 QĐ TTg được ban hành",
    )

    assert [refs(text)[0] for text in written] == ["F5"] * 5


def test_reference_of_what_a_reader_may_not_see_finds_nothing(record):
    record.hold("DN-2026-00007", "Chưa công khai.", audience=frozenset({"desk:3"}))
    operations.rebuild()

    found = find("DN-2026-00007", kinds={"fact"}, audience={"public"})

    assert ([hit.ref for hit in found.hits], found.weak) == ([], True)
    assert refs("dn202600007", audience={"public", "desk:3"}) == ["DN-2026-00007"]
