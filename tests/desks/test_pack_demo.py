"""The demo: its facts are classified, its answers say only what the cited facts say, its people are invented."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from decimal import Decimal
from importlib import resources

import pytest

from hoiam.desks.pack import load_pack

DEMO = resources.files("hoiam") / "data" / "demo"
CITATION = re.compile(r"\[(F\d{3})\]")
SENTENCE = re.compile(r"[^\n]+?[.!?](?=\s|$)")
DOCUMENT_NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ-]+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SIGNS = {"vi": (".", ","), "en": (",", ".")}


def table(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def facts():
    return {row["id"]: row for row in table("facts.csv")}


@pytest.fixture(scope="module")
def story():
    return tomllib.loads((DEMO / "story.toml").read_text(encoding="utf-8"))["enquiry"]


def numbers(text: str, language: str) -> set[Decimal]:
    group, point = SIGNS[language]
    return {
        Decimal(found.replace(group, "").replace(point, "."))
        for found in NUMBER.findall(DOCUMENT_NUMBER.sub("", text))
    }


def numbers_of(fact: dict[str, str]) -> set[Decimal]:
    in_vietnamese = " ".join(fact[column] for column in ("statement_vi", "limits_vi"))
    in_english = " ".join(fact[column] for column in ("statement_en", "limits", "value", "period"))
    return numbers(in_vietnamese, "vi") | numbers(in_english, "en")


def test_facts_are_126_and_each_has_kind_bearing_and_known_theme(facts):
    themes = {theme.code for theme in load_pack("VN").themes}

    bearings = Counter(fact["bearing"] for fact in facts.values())
    kinds = Counter(fact["kind"] for fact in facts.values())
    unknown = {theme for fact in facts.values() for theme in fact["theme"].split("; ")} - themes

    assert bearings == Counter(shortcoming=46, context=36, achievement=35, target=9)
    assert kinds == Counter(
        observation=67,
        event=22,
        commitment=14,
        programme_measure=14,
        legal_provision=6,
        absence=2,
        institution=1,
    )
    assert unknown == set()


def test_every_target_is_a_commitment_and_every_missing_figure_an_absence(facts):
    targets = {fact["kind"] for fact in facts.values() if fact["bearing"] == "target"}
    absences = [fact["id"] for fact in facts.values() if fact["kind"] == "absence"]

    assert targets == {"commitment"}
    assert absences == ["F049", "F097"]


def test_places_of_facts_are_those_of_their_day(facts):
    codes = {place.code for place in load_pack("VN").places}

    named = {code for fact in facts.values() for code in fact["place_code"].split("; ") if code}

    assert named <= codes
    assert facts["F080"]["place_code"] == "vn-da-nang-pre2025"


def test_limits_stand_in_both_languages_or_in_none(facts):
    one_sided = [fact["id"] for fact in facts.values() if bool(fact["limits"]) != bool(fact["limits_vi"])]

    assert one_sided == []


def test_facts_without_an_address_say_where_they_were_read(facts):
    silent = [fact["id"] for fact in facts.values() if not fact["source_url"] and not fact["locator"]]

    assert silent == []


def test_every_number_of_an_answer_stands_in_a_fact_its_sentence_cites(story, facts):
    wrong = []
    for enquiry in story:
        answer = enquiry.get("answer", {}).get("text", "")
        for sentence in SENTENCE.findall(answer):
            cited = CITATION.findall(sentence)
            allowed = set().union(*(numbers_of(facts[reference]) for reference in cited))
            said = numbers(CITATION.sub("", sentence), enquiry["language"])
            wrong += [(enquiry["key"], sentence, number) for number in said - allowed]

    assert wrong == []


def test_answers_cite_a_shortcoming_or_an_absence_beside_achievements(story, facts):
    praise_only = []
    for enquiry in story:
        cited = {facts[ref]["bearing"] for ref in CITATION.findall(enquiry.get("answer", {}).get("text", ""))}
        if "achievement" in cited and not cited & {"shortcoming", "context"}:
            praise_only.append(enquiry["key"])

    assert praise_only == []


def test_story_names_only_desks_people_questions_and_grounds_there_are(story):
    pack = load_pack("VN")
    desks = {row["code"] for row in table("desks.csv")}
    people = {row["email"] for row in table("people.csv")}
    questions = {row["id"]: row for row in table("questions.csv")}
    themes, grounds = ({row.code for row in rows} for rows in (pack.themes, pack.grounds))

    for enquiry in story:
        asked = questions.get(enquiry.get("question"), {"language": enquiry["language"]})
        roles = [enquiry[role] for role in ("handler", "reviewer", "spokesperson")]
        assert enquiry["desk"] in desks, enquiry["key"]
        assert set(roles) <= people and roles[0] not in roles[1:], enquiry["key"]
        assert ("question" in enquiry) != ("text" in enquiry), enquiry["key"]
        assert asked["language"] == enquiry["language"], enquiry["key"]
        assert enquiry["theme"] in themes, enquiry["key"]
        assert enquiry.get("answer", {}).get("ground", "state_secret") in grounds, enquiry["key"]


def test_demo_has_five_logins_and_only_invented_addresses(story):
    people = table("people.csv")

    logins = [row["email"] for row in people if row["has_login"] == "yes"]
    addresses = [
        *(row["email"] for name in ("people.csv", "desks.csv", "holdings.csv") for row in table(name)),
        *(enquiry["asker"]["email"] for enquiry in story),
    ]

    assert (len(logins), len(people)) == (5, 7)
    assert {address.rpartition(".")[2] for address in addresses if address} == {"example"}


def test_desks_and_posts_of_the_demo_are_in_the_country_pack():
    pack = load_pack("VN")
    bodies, places, posts = ({row.code for row in rows} for rows in (pack.bodies, pack.places, pack.posts))

    desks = table("desks.csv")

    assert [row["code"] for row in desks if row["body"] not in bodies or row["place"] not in places] == []
    assert {row["post"] for row in table("holdings.csv")} <= posts
