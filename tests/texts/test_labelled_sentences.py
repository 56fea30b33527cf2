"""The gates against sixty sentences that were labelled before any gate was written."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hoiam.evidence.reading.dates import read_period
from hoiam.evidence.reading.figures import read_figures
from hoiam.evidence.reading.periods import Period
from hoiam.texts.gates.checking import check_sentences
from hoiam.texts.gates.cited_facts import CitedFact
from hoiam.texts.gates.findings import CheckedSentence

HERE = Path(__file__).parent
GATES = {
    "number_without_citation": "numbers",
    "number_not_in_cited_facts": "numbers",
    "unit_differs": "numbers",
    "date_not_in_cited_facts": "numbers",
    "date_impossible": "numbers",
    "loaded_word": "loaded_words",
    "enjoyment_without_outcome": "outcome",
}


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cited_facts():
    facts = {}
    for row in rows("labelled_facts.csv"):
        figures = read_figures(row["value"], row["unit"])
        facts[row["id"]] = CitedFact(
            row["id"],
            (row["statement_vi"], row["statement_en"]),
            figures,
            read_period(row["period"]),
            shows_outcome=row["kind"] == "observation" and bool(figures),
        )
    return facts


def found_in(row, facts):
    sentence = CheckedSentence(row["id"], row["sentence"], tuple(facts[ref] for ref in row["cites"].split()))
    days = [date.fromisoformat(day) for day in row["case_dates"].split()]
    known = [name.strip() for name in row["known"].split(";") if name.strip()]
    findings = check_sentences(
        [sentence], case_periods=[Period(day, day, "day") for day in days], known=known
    )
    return Counter((finding.code, finding.text) for finding in findings)


def expected_in(row):
    labels = [label.strip().split(":", 1) for label in row["expected"].split(" | ") if label.strip()]
    return Counter((code, text) for code, text in labels)


def judged():
    """Per gate: right, wrongly found, missed; and a line for every wrong one."""
    facts = cited_facts()
    counts = {gate: Counter() for gate in ("numbers", "loaded_words", "persons", "outcome")}
    wrong = []
    for row in rows("labelled_sentences.csv"):
        found, expected = found_in(row, facts), expected_in(row)
        for outcome, labels in (
            ("right", found & expected),
            ("wrongly found", found - expected),
            ("missed", expected - found),
        ):
            for (code, text), count in labels.items():
                counts[GATES.get(code, "persons")][outcome] += count
                if outcome != "right":
                    wrong.append(f"{row['id']} {outcome} {code}: {text} — {row['why']}")
    return counts, wrong


def test_gates_on_labelled_sentences_are_wrong_only_where_known():
    counts, wrong = judged()

    for gate, count in counts.items():
        precision = count["right"] / ((count["right"] + count["wrongly found"]) or 1)
        recall = count["right"] / ((count["right"] + count["missed"]) or 1)
        print(f"{gate}: precision {precision:.2f}, recall {recall:.2f} of {count['right'] + count['missed']}")

    assert wrong == [
        "S46 missed number_not_in_cited_facts: 174th of 180 — "
        "the rank of 2022 joined to 2023: both stand in the fact, only a reader sees it"
    ]


@pytest.mark.parametrize("row", rows("labelled_sentences.csv"), ids=lambda row: row["id"])
def test_labelled_sentence_texts_of_labels_stand_in_the_sentence(row):
    assert [text for _, text in expected_in(row) if text not in row["sentence"]] == []
