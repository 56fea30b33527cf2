"""What the loader says of a pack that cannot be used: everything wrong, each with file, line and column."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from hoiam.desks.pack import PackError, load_pack

INVENTED = Path(__file__).parent.parent / "data" / "country_zz"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(INVENTED, tmp_path / "country_zz"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def sentences(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        load_pack("ZZ", folder)
    return str(refused.value).splitlines()


def test_unknown_country_says_which_file_is_missing(tmp_path):
    said = sentences(tmp_path)

    assert said == ["country.toml: the file is missing."]


def test_pack_of_another_country_is_refused(folder):
    with pytest.raises(PackError) as refused:
        load_pack("QQ", folder)

    assert str(refused.value) == "country.toml, column code: this is ZZ, but QQ was asked for."


def test_several_wrong_settings_are_told_together(folder):
    change(folder / "country.toml", "Atlantic/Azores", "GMT+99")
    change(folder / "country.toml", "marks = [60, 80]", "marks = [80, 60]")

    said = sentences(folder)

    assert said == [
        "country.toml, column time_zone: “GMT+99” is not an IANA time zone.",
        "country.toml, column escalation.marks: these must be rising per cents between 1 and 99.",
    ]


def test_missing_setting_is_named(folder):
    change(folder / "country.toml", "retention_days = 30", "")

    said = sentences(folder)

    assert said == ["country.toml, column retention_days: this setting is missing."]


def test_day_that_does_not_exist_and_end_before_beginning_are_told_with_line_and_column(folder):
    change(folder / "places.csv", "zz,,,2024-03-31,,zz-duas", "zz,,2025-01-01,2024-03-31,,zz-duas")
    change(folder / "places.csv", "zz,,2024-04-01", "zz,,2024-02-30")

    said = sentences(folder)

    assert said == [
        "places.csv, line 3, column valid_to: it ends (2024-03-31) before it begins (2025-01-01).",
        "places.csv, line 4, column valid_to: it ends (2024-03-31) before it begins (2025-01-01).",
        "places.csv, line 5, column valid_from: “2024-02-30” is not a day of the calendar (YYYY-MM-DD).",
    ]


def test_succession_known_to_one_side_only_is_told(folder):
    change(folder / "places.csv", "zz-alta; zz-baixa", "zz-alta; zz-rasa")

    said = sentences(folder)

    assert said == [
        "places.csv, column successors: zz-baixa names “zz-duas”, "
        "which does not name it among its predecessors.",
        "places.csv, column predecessors: zz-duas names “zz-rasa”, which is not in the pack.",
    ]


def test_code_used_twice_names_the_first_line(folder):
    change(folder / "refusal_grounds.csv", "security,", "privacy,")

    said = sentences(folder)

    assert said == ["refusal_grounds.csv, line 3, column code: “privacy” already stands in line 2."]


def test_rule_with_an_unknown_unit_is_refused_in_the_words_of_the_arithmetic(folder):
    change(folder / "legal_rules.csv", "legal,7,working_day", "legal,7,fortnight")

    said = sentences(folder)

    assert len(said) == 1
    assert said[0].startswith("legal_rules.csv, line 2, column unit: ")
    assert "fortnight" in said[0]


def test_text_missing_in_one_language_is_told(folder):
    change(folder / "refusal_grounds.csv", "Plainte au médiateur", "")

    said = sentences(folder)

    assert said == ["refusal_grounds.csv, line 2, column remedy_fr: a text is needed in this language."]


def test_decomposed_text_is_refused(folder):
    change(folder / "places.csv", "Île Haute", unicodedata.normalize("NFD", "Île Haute"))

    said = sentences(folder)

    assert said == ["places.csv, line 3, column name_fr: the text is not composed (NFC)."]


def test_table_in_another_encoding_is_refused(folder):
    (folder / "places.csv").write_bytes("code,name\nzz,Zênite\n".encode("cp1258", "replace"))

    said = sentences(folder)

    assert said == ["places.csv: the file is not UTF-8 (byte 14)."]


def test_line_with_too_many_cells_and_a_missing_column_are_told(folder):
    change(
        folder / "calendar.csv",
        "calendar,day,kind,name_pt,name_fr,source,announced_on,state",
        "calendar,day,kind,name_pt,name_fr,source,announced_on",
    )

    said = sentences(folder)

    assert said == [
        "calendar.csv, line 1, column state: this column is missing.",
        *(
            f"calendar.csv, line {line}: the line has more or fewer cells than the heading."
            for line in (2, 3, 4)
        ),
    ]
