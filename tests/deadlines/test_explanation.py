"""A count in words of any language, and as rows that can be kept."""

import json
import re

from hoiam.deadlines import Language, due, explain, msgids, sentences, trace_from_rows, trace_to_rows
from hoiam.deadlines.wording import SENTENCES


def test_explain_gives_the_due_moment_in_the_local_zone_and_a_line_for_every_day(
    working_days, calendar, zone, at
):
    result = due(working_days(1), at("2026-08-03 10:00"), calendar=calendar, zone=zone)

    explained = explain(result)

    assert json.loads(json.dumps(explained)) == {
        "due": "2026-08-04T23:59:59+07:00",
        "unit": "working_day",
        "calendar": "VN",
        "version": "W:1 VN:1",
        "trace": [
            {"day": "2026-08-03", "counted": False, "why": "day zero: received"},
            {
                "day": "2026-08-04",
                "counted": True,
                "why": "working day 1 of 1; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
            },
        ],
        "rule": "W",
        "base": "legal",
        "warns_only": False,
        "zone": "Asia/Ho_Chi_Minh",
        "paused_since": None,
        "notes": [],
    }


def test_trace_kept_as_json_comes_back_as_it_was(calendar_days, calendar, zone, at):
    result = due(calendar_days(2), at("2026-02-12 08:00"), calendar=calendar, zone=zone)

    kept = json.dumps(trace_to_rows(result.trace))

    assert trace_from_rows(json.loads(kept)) == result.trace


def test_sentences_speak_the_language_they_are_given(calendar_days, calendar, zone, at):
    vietnamese = {
        "day zero: %(event)s": "ngày không tính: %(event)s",
        "%(because)s: rolls forward": "%(because)s: chuyển sang ngày sau",
        "Sunday": "Chủ nhật",
    }
    words = {("event", "received"): "nhận được yêu cầu"}
    language = Language(
        translate=lambda text: vietnamese.get(text, text),
        pack_word=lambda parameter, value: words.get((parameter, value), value),
    )
    result = due(calendar_days(2), at("2026-08-06 08:00"), calendar=calendar, zone=zone)

    told = [sentences(line.why, language) for line in (result.trace[0], result.trace[3])]

    assert told == ["ngày không tính: nhận được yêu cầu", "Chủ nhật: chuyển sang ngày sau"]


def test_msgids_name_every_sentence_once_for_the_catalogue():
    texts = list(msgids())

    assert len(texts) == len(set(texts))
    assert set(SENTENCES.values()) | {"Sunday", "working days", "the event"} <= set(texts)
    assert not [text for text in texts if re.search(r"%(?!\(\w+\)s)", text)]
