"""The country pack of Viet Nam, and an invented country beside it, as the loader reads them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from hoiam.desks.pack import load_pack
from hoiam.search.analysis.syllables import fold

INVENTED = Path(__file__).parent.parent / "data" / "country_zz"
LAST_DAY_OF_63 = date(2025, 6, 30)
FIRST_DAY_OF_34 = date(2025, 7, 1)


@pytest.fixture(scope="module")
def pack():
    return load_pack("VN")


def provinces(pack, on: date):
    return [
        place
        for place in pack.places
        if place.type in ("province", "city")
        and (place.valid_from is None or place.valid_from <= on)
        and (place.valid_to is None or on <= place.valid_to)
    ]


def test_country_says_its_languages_zone_rest_days_and_delays(pack):
    country = pack.country

    said = (
        country.code,
        [(language.tag, language.decimal_sign, language.group_sign) for language in country.languages],
        country.time_zone,
        country.weekly_rest_days,
        country.seal_retention_days,
        (country.publication_delay_amount, country.publication_delay_unit),
        country.escalation_marks,
        country.secrecy.words,
    )

    assert said == (
        "VN",
        [("vi", ",", "."), ("en", ".", ",")],
        "Asia/Ho_Chi_Minh",
        frozenset({6, 7}),
        90,
        (2, "working_day"),
        (50, 75, 90),
        ("MẬT", "TỐI MẬT", "TUYỆT MẬT"),
    )


def test_provinces_on_both_sides_of_the_merger_are_63_and_34(pack):
    before, after = provinces(pack, LAST_DAY_OF_63), provinces(pack, FIRST_DAY_OF_34)

    kinds = [Counter(place.type for place in places) for places in (before, after)]

    assert kinds == [Counter(province=57, city=6), Counter(province=28, city=6)]


def test_every_former_province_has_one_successor_that_is_in_force_the_next_day(pack):
    former, present = provinces(pack, LAST_DAY_OF_63), provinces(pack, FIRST_DAY_OF_34)

    successors = [place.successors for place in former]

    assert {len(codes) for codes in successors} == {1}
    assert {code for (code,) in successors} == {place.code for place in present}


def test_provinces_are_coded_by_folded_name_with_the_former_ones_marked(pack):
    former, present = provinces(pack, LAST_DAY_OF_63), provinces(pack, FIRST_DAY_OF_34)

    codes = {place.code for place in (*former, *present)}

    assert codes == {
        f"vn-{place.name_folded.replace(' ', '-')}{ending}"
        for places, ending in ((former, "-pre2025"), (present, ""))
        for place in places
    }
    assert {"vn-da-nang", "vn-da-nang-pre2025", "vn-ba-ria-vung-tau-pre2025", "vn-ho-chi-minh"} <= codes


def test_three_mergers_name_exactly_what_they_were_made_of(pack):
    by_code = {place.code: place for place in pack.places}

    made_of = {code: by_code[code].predecessors for code in ("vn-da-nang", "vn-ho-chi-minh", "vn-hue")}

    assert made_of == {
        "vn-da-nang": ("vn-da-nang-pre2025", "vn-quang-nam-pre2025"),
        "vn-ho-chi-minh": ("vn-ba-ria-vung-tau-pre2025", "vn-binh-duong-pre2025", "vn-ho-chi-minh-pre2025"),
        "vn-hue": ("vn-hue-pre2025",),
    }


def test_hue_keeps_its_former_name_with_its_last_day(pack):
    (hue,) = [place for place in pack.places if place.code == "vn-hue-pre2025"]

    names = [(former.name, former.until) for former in hue.former_names]

    assert names == [("Thừa Thiên Huế", date(2024, 12, 31))]


def test_folded_names_are_what_search_folds_names_to(pack):
    places = [place for place in pack.places if place.code != "vn-ho-chi-minh"]

    wrong = [
        place.code
        for place in (*provinces(pack, LAST_DAY_OF_63), *provinces(pack, FIRST_DAY_OF_34))
        if place in places and fold(place.name["vi"]).replace(" - ", " ") != place.name_folded
    ]

    assert wrong == ["vn-ho-chi-minh-pre2025"]  # its code and folded name leave out the “TP.” of its name


def test_every_place_but_the_country_itself_has_the_address_of_its_source(pack):
    without = [place.code for place in pack.places if not place.source_urls]

    assert without == ["vn"]


def test_people_s_committees_stand_for_every_province_of_both_times(pack):
    committees = [body for body in pack.bodies if body.type == "peoples_committee"]

    places = {body.place for body in committees}

    assert len(committees) == 97
    assert places == {place.code for on in (LAST_DAY_OF_63, FIRST_DAY_OF_34) for place in provinces(pack, on)}


def test_body_known_to_the_month_ends_on_its_last_day_with_its_precision(pack):
    (service,) = [body for body in pack.bodies if body.reference == "ORG05"]

    said = (service.valid_to, service.valid_to_precision, service.successors)

    assert said == (date(2025, 3, 31), "month", ("vn-cuc-thong-tin-co-so-va-thong-tin-doi-ngoai",))


def test_rules_of_31_august_and_1_september_are_different_laws(pack):
    def in_force(on: date) -> set[str]:
        return {
            rule.id
            for rule in pack.rules
            if "access_request" in rule.kinds
            and rule.valid_from <= on
            and (rule.valid_to is None or on <= rule.valid_to)
        }

    sides = in_force(date(2026, 8, 31)), in_force(date(2026, 9, 1))

    assert sides == ({"VN-ATI16-OFFICE", "VN-ATI16-ONLINE", "VN-ATI16-POST"}, {"VN-ATI26-ANSWER"})


def test_rules_speak_both_languages_and_read_ones_name_a_source(pack):
    silent = [
        rule.id
        for rule in pack.rules
        if set(rule.duty) != {"vi", "en"} or set(rule.instrument) != {"vi", "en"}
    ]
    unsourced = {rule.state for rule in pack.rules if not rule.source}

    assert len(pack.rules) == 20
    assert silent == []
    assert unsourced == {"from_memory"}


def test_every_ground_has_provision_and_remedy_in_both_languages(pack):
    said = {
        ground.code: (set(ground.article), set(ground.remedy), set(ground.label)) for ground in pack.grounds
    }

    both = {"vi", "en"}
    assert said == dict.fromkeys(
        (
            "state_secret",
            "personal_or_family_secret",
            "open_investigation_or_untried_case",
            "open_inspection_or_dispute",
            "not_accessible",
            "consent_missing",
        ),
        (both, both, both),
    )


def test_worked_saturdays_stand_beside_days_off(pack):
    worked = [day.day.isoformat() for day in pack.calendar_days if day.kind == "worked"]

    assert worked == ["2025-04-26", "2026-01-10", "2026-08-22"]


def test_theme_is_found_by_the_words_of_the_fact_collection(pack):
    by_alias = {alias: theme.code for theme in pack.themes for alias in theme.aliases}

    found = [by_alias[word] for word in ("right to information", "freedom of religion", "governance")]

    assert found == ["information", "religion", "governance"]


def test_invented_country_loads_with_its_own_languages_week_and_merger():
    pack = load_pack("ZZ", INVENTED)

    said = (
        [language.tag for language in pack.country.languages],
        pack.country.weekly_rest_days,
        pack.country.time_zone,
        {place.code: place.successors for place in pack.places if place.successors},
        [rule.duty for rule in pack.rules],
        len(pack.calendar_days),
        [ground.remedy["fr"] for ground in pack.grounds],
        pack.loaded_words,
    )

    assert said == (
        ["pt", "fr"],
        frozenset({5}),
        "Atlantic/Azores",
        {"zz-alta": ("zz-duas",), "zz-baixa": ("zz-duas",)},
        [
            {"pt": "responder à imprensa", "fr": "répondre à la presse"},
            {"pt": "responder ao pedido", "fr": "répondre à la demande"},
        ],
        3,
        ["Plainte au médiateur", "Recours au tribunal"],
        (),
    )


def test_every_file_of_the_data_names_its_sources_itself_or_in_the_data_package():
    folder = resources.files("hoiam") / "data"
    for name in ("vn", "demo"):
        files = [file for file in (folder / name).iterdir() if file.name.endswith((".csv", ".toml"))]
        package = json.loads((folder / name / "datapackage.json").read_text(encoding="utf-8"))

        described = {resource["path"] for resource in package["resources"] if resource["sources"]}
        own = {
            file.name
            for file in files
            if "source" in file.read_text(encoding="utf-8").split("\n")[0].split(",")
        }

        assert package["licenses"][0]["name"] == "CC-BY-4.0"
        assert {file.name for file in files} - described - own == set()
