from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest
from openpyxl import Workbook

from hoiam.desks.against import MayNot
from hoiam.desks.models import JournalLine
from hoiam.evidence.models import Fact, Source
from hoiam.evidence.operations.imports import import_facts
from tests.factories.desks import make_desk
from tests.factories.evidence import AT, make_places

HEADING = "id,statement_vi,source_title"
LEAST = f"{HEADING}\nF001,Một câu có nguồn.,Báo cáo 2024\n"


def run(desk, content, file_name="facts.csv", **given):
    given = {"by": "operator", "at": AT, **given}
    content = content.encode() if isinstance(content, str) else content
    return import_facts(desk=desk, content=content, file_name=file_name, **given)


def reasons(result) -> list[tuple[int, str]]:
    return [(error.line, error.column) for error in result.errors]


def test_heading_that_stands_twice_is_refused_and_nothing_is_kept(desk):
    result = run(desk, "id,statement_vi,source_title,value,value\nF001,Một câu.,Báo cáo 2024,5,7\n")

    assert (reasons(result), Fact.objects.count()) == ([(1, "value")], 0)


@pytest.fixture
def demo_file() -> bytes:
    return (resources.files("hoiam") / "data" / "demo" / "facts.csv").read_bytes()


def test_the_demo_record_comes_in_whole_and_public(desk, demo_file):
    make_places()

    result = run(desk, demo_file)

    assert result.as_json() == {"read": 126, "created": 126, "updated": 0, "unchanged": 0, "errors": []}
    bearings = list(Fact.objects.public(AT).values_list("published__bearing", flat=True))
    assert {word: bearings.count(word) for word in set(bearings)} == {
        "shortcoming": 46,
        "context": 36,
        "achievement": 35,
        "target": 9,
    }
    assert JournalLine.objects.get().verb == "facts_imported"


def test_the_demo_record_imported_twice_changes_nothing(desk, demo_file):
    make_places()
    run(desk, demo_file)

    again = run(desk, demo_file, publish=True)

    assert again.as_json() == {"read": 126, "created": 0, "updated": 0, "unchanged": 126, "errors": []}


def test_a_row_of_the_demo_record_is_read_to_its_parts(desk, demo_file):
    make_places()
    run(desk, demo_file)

    version = Fact.objects.get(reference="F008").published

    assert sorted(version.places.values_list("code", flat=True)) == [
        "vn-gia-lai-pre2025",
        "vn-quang-nam-pre2025",
    ]
    assert (version.place, version.place_printed) == (None, "Gia Lai; Quảng Nam")
    assert (version.period_start, version.period_end, version.period_precision) == (
        None,
        date(2028, 12, 31),
        "year",
    )


def test_an_empty_desk_publishes_and_a_later_import_drafts(desk):
    run(desk, LEAST)
    run(desk, f"{HEADING}\nF002,Câu hai.,Báo cáo 2024\n")

    states = dict(Fact.objects.values_list("reference", "state"))

    assert states == {"F001": "published", "F002": "draft"}


def test_a_changed_row_makes_another_version(desk):
    run(desk, LEAST)

    result = run(desk, LEAST.replace("Một câu", "Câu mới"), publish=True)

    fact = Fact.objects.get()
    assert (result.updated, fact.published.number, fact.versions.count()) == (1, 2, 2)


def test_one_bad_row_keeps_everything_out_unless_the_good_are_to_be_kept(desk):
    file = f"{LEAST}F002,,Báo cáo 2024\n"

    refused = run(desk, file)
    assert (refused.created, reasons(refused), Fact.objects.count()) == (0, [(3, "statement")], 0)

    kept = run(desk, file, keep_good=True)
    assert (kept.read, kept.created, reasons(kept)) == (2, 1, [(3, "statement")])
    assert list(Fact.objects.values_list("reference", flat=True)) == ["F001"]


def test_a_dry_run_counts_and_keeps_nothing(desk):
    result = run(desk, LEAST, dry_run=True)

    assert (result.created, Fact.objects.count(), Source.objects.count()) == (1, 0, 0)
    assert JournalLine.objects.count() == 0


def test_missing_columns_are_named_at_the_heading(desk):
    result = run(desk, "statement_vi\nMột câu.\n")

    assert reasons(result) == [(1, "id"), (1, "source_title")]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("period", "31/02/2024"),
        ("period", "2023-13"),
        ("source_date", "2024-02-30"),
        ("value", "nhiều"),
        ("value", "1.800"),
        ("value", "=1+1"),
        ("kind", "tin đồn"),
        ("bearing", "tốt"),
        ("place_code", "vn-atlantis"),
        ("expires_on", "2026"),
        ("issuer", "x" * 301),
    ],
)
def test_a_bad_cell_is_refused_by_line_and_column(desk, column, cell):
    result = run(desk, f"{HEADING},{column}\nF001,Một câu có nguồn.,Báo cáo,{cell}\n")

    assert (reasons(result), Fact.objects.count()) == ([(2, column)], 0)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("93,35", "93.35", "93.35"),
        ("93.35", "93.35", "93.35"),
        ("1.800,5", "1800.5", "1800.5"),
        ("1,800.5", "1800.5", "1800.5"),
        ("15-20", "15", "20"),
        ("25 or 26", "25", "26"),
        ("25 hoặc 26", "25", "26"),
        ("-6.1", "-6.1", "-6.1"),
    ],
)
def test_numbers_of_both_styles_are_read(desk, cell, low, high):
    result = run(desk, f'{HEADING},value\nF001,Một câu có nguồn.,Báo cáo,"{cell}"\n')

    version = Fact.objects.get().latest
    assert (result.errors, version.value_low, version.value_high) == ([], Decimal(low), Decimal(high))
    assert version.value_printed == cell


def test_a_number_with_two_readings_is_decided_by_the_column_or_the_statement(desk):
    by_column = f'{HEADING},value\nF001,Câu một.,Báo cáo,1.800\nF002,Câu hai.,Báo cáo,"1.234,5"\n'
    by_statement = f"{HEADING},value\nF003,Có 1.800 hộ nghèo.,Báo cáo,1.800\n"

    run(desk, by_column)
    run(desk, by_statement)

    values = dict(Fact.objects.values_list("reference", "latest__value_low"))
    assert values == {"F001": Decimal(1800), "F002": Decimal("1234.5"), "F003": Decimal(1800)}


def test_the_second_of_two_equal_ids_is_refused(desk):
    result = run(desk, f"{LEAST}F001,Câu khác.,Báo cáo\n")

    assert (reasons(result), Fact.objects.count()) == ([(3, "id")], 0)


def test_the_id_of_another_desk_is_refused_but_with_a_prefix(desk):
    run(desk, LEAST)
    other = make_desk("quang-tri")

    assert reasons(run(other, LEAST)) == [(2, "id")]
    assert run(other, LEAST, prefix="QT-").created == 1
    assert set(Fact.objects.values_list("reference", flat=True)) == {"F001", "QT-F001"}


def test_html_in_any_field_is_kept_as_the_text_it_is(desk):
    text = "<script>alert(1)</script> & <b>đậm</b>"

    result = run(desk, f"{HEADING},issuer,limits_vi\nF001,{text},{text},{text},{text}\n")

    version = Fact.objects.get().latest
    assert result.errors == []
    assert (version.statement["vi"], version.issuer, version.limits["vi"]) == (text, text, text)


def test_what_is_no_web_address_is_kept_as_words_and_never_linked(desk):
    run(
        desk, f"{HEADING},source_url\nF001,Câu một.,Báo cáo,javascript:alert(1)\nF002,Câu.,Báo cáo,kho:12/3\n"
    )

    rows = Fact.objects.values_list("latest__fact_sources__source__address", "latest__fact_sources__locator")
    assert list(rows) == [("", "javascript:alert(1)"), ("", "kho:12/3")]


def test_a_row_marked_secret_is_refused_and_nothing_of_it_is_kept(desk):
    result = run(desk, f'{HEADING}\nF001,"TỐI MẬT\nSố liệu quân số.",Báo cáo\n')

    assert (reasons(result), Fact.objects.count()) == ([(2, "")], 0)
    assert "quân số" not in json.dumps(result.as_json(), ensure_ascii=False)


def test_a_cell_of_ten_megabytes_is_refused(desk):
    result = run(desk, f"{HEADING}\nF001,{'a' * 10_000_000},Báo cáo\n")

    assert (reasons(result)[0], Fact.objects.count()) == ((2, "statement_vi"), 0)


def test_decomposed_unicode_is_composed(desk):
    import unicodedata

    run(desk, unicodedata.normalize("NFD", LEAST))

    assert Fact.objects.get().latest.statement == {"vi": "Một câu có nguồn."}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(desk, encoding):
    result = run(desk, LEAST.encode(encoding))

    assert (result.errors, Fact.objects.get().latest.statement) == ([], {"vi": "Một câu có nguồn."})


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0 old", b'id,"open\n'],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(desk, content):
    result = run(desk, content)

    assert (result.read, len(result.errors), Fact.objects.count()) == (0, 1, 0)
    assert str(result.errors[0].reason).endswith((".", "?"))


def test_vietnamese_headings_with_semicolons_are_understood(desk):
    make_places()
    file = (
        "Mã;Nội dung;Giá trị;Đơn vị;Thời kỳ;Địa phương;Lĩnh vực;Tính chất;Nguồn\n"
        "DL1;Hộ nghèo giảm.;2,93;%;2023;Đà Nẵng;giảm nghèo;achievement;Báo cáo\n"
    )

    result = run(desk, file)

    version = Fact.objects.get(reference="DL1").latest
    assert (result.errors, result.ignored_columns) == ([], [])
    assert (version.value_low, version.place.code, version.themes) == (
        Decimal("2.93"),
        "vn-da-nang-pre2025",
        ["standard_of_living"],
    )


def test_a_place_is_the_one_of_the_day_or_stays_as_printed(desk):
    make_places()
    rows = ["2024", "2026", "2024-2026", "n.d."]
    lines = [f"F{n},Câu {n}.,Báo cáo,Đà Nẵng,{period}" for n, period in enumerate(rows, 1)]

    run(desk, "\n".join([f"{HEADING},place,period", *lines]))

    found = dict(Fact.objects.values_list("reference", "latest__place__code"))
    assert found == {"F1": "vn-da-nang-pre2025", "F2": "vn-da-nang", "F3": None, "F4": None}


def test_one_column_of_kinds_that_holds_bearings_is_read_as_such(desk):
    run(desk, f"{HEADING},kind,right\nF001,Một câu có nguồn.,Báo cáo,shortcoming,right to information\n")

    version = Fact.objects.get().latest
    assert (version.kind, version.bearing, version.themes) == ("observation", "shortcoming", ["information"])


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_typed_cells(desk):
    file = workbook(
        ["id", "statement_vi", "source_title", "value", "period"],
        ["F001", "Một câu.", "Báo cáo", 1800, date(2024, 12, 31)],
        ["F002", "Câu hai.", "Báo cáo", 93.35, 2023],
    )

    result = run(desk, file, "facts.xlsx")

    assert result.as_json() == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "errors": []}
    rows = Fact.objects.values_list("latest__value_low", "latest__period_end")
    assert list(rows) == [
        (Decimal(1800), date(2024, 12, 31)),
        (Decimal("93.35"), date(2023, 12, 31)),
    ]


def test_a_formula_in_a_workbook_is_refused(desk):
    file = workbook(["id", "statement_vi", "source_title", "value"], ["F001", "Một câu.", "Báo cáo", "=1+1"])

    assert reasons(run(desk, file, "facts.xlsx")) == [(2, "value")]


def test_json_lines_carry_languages_and_several_sources(desk):
    row = {
        "id": "F001",
        "statement": {"vi": "Một câu.", "en": "One sentence."},
        "value": 93.35,
        "sources": [
            {"title": "Báo cáo A", "locator": "tr. 5"},
            {"title": "Báo cáo B", "stance": "differs", "value": "93,2"},
        ],
    }

    result = run(desk, json.dumps(row, ensure_ascii=False) + "\n", "facts.jsonl")

    version = Fact.objects.get().latest
    assert (result.errors, version.value_low) == ([], Decimal("93.35"))
    assert version.translations == {"en": "unreviewed"}
    assert list(version.fact_sources.values_list("source__title", "stance", "locator", "value_printed")) == [
        ("Báo cáo A", "supports", "tr. 5", ""),
        ("Báo cáo B", "differs", "", "93,2"),
    ]


def test_lines_that_are_no_json_objects_are_refused_one_by_one(desk):
    good = json.dumps({"id": "F001", "statement_vi": "Câu.", "source_title": "Báo cáo"})

    result = run(desk, f"{good}\n[1]\n{{broken\n", "facts.jsonl", keep_good=True)

    assert (result.created, sorted({error.line for error in result.errors})) == (1, [2, 3])


def test_only_stewards_import_in_public(cast):
    with pytest.raises(MayNot):
        run(cast.desk, LEAST, by=cast.case_officer)

    assert run(cast.desk, LEAST, by=cast.fact_steward).created == 1


def test_an_import_does_not_bring_back_what_was_withdrawn(cast):
    from hoiam.evidence.operations.endings import withdraw_fact

    run(cast.desk, LEAST)
    withdraw_fact(fact=Fact.objects.get(), reason="Sai nguồn.", by=cast.fact_steward, at=AT)

    result = run(cast.desk, LEAST.replace("Một", "Hai"), publish=True)

    assert (reasons(result), Fact.objects.get().state) == ([(2, "id")], "withdrawn")
