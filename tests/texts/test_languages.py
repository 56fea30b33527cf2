"""Texts in any language: tags, names, and how reading and showing fall back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiam.texts.languages import LONGEST_TAG, canonical_tag, is_tag, known_languages, language_name
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.rendering import plain, rendered
from hoiam.texts.sentences import split_sentences
from tests.factories.texts import AT, make_public_fact, make_text, make_version

FURTHER = ["fr", "km", "hmn", "rad", "tyz", "zh-Hant", "hmn-Latn-VN"]


@pytest.mark.parametrize("tag", ["vi", "en", "rad", "zh-Hant", "km-KH", "es-419", "hmn-Latn-VN"])
def test_tags_of_language_script_and_region_are_tags(tag):
    assert is_tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "v",
        "VI",
        "viet",
        "vi_VN",
        "vi-vn",
        "zh-hant",
        "qaa",
        "x-own",
        "vi-",
        "-vi",
        "en-GB-oed",
        "vi\n",
        "vi-Latn-VN-x",
    ],
)
def test_other_words_are_no_tags(tag):
    assert not is_tag(tag)


@pytest.mark.parametrize(
    ("written", "tag"),
    [(" VI ", "vi"), ("ZH_hant", "zh-Hant"), ("km-kh", "km-KH"), ("tiếng Ê Đê", ""), ("qaa", ""), ("", "")],
)
def test_canonical_tag_spells_what_was_typed(written, tag):
    assert canonical_tag(written) == tag


@given(st.text(max_size=20))
def test_canonical_tag_of_anything_is_a_tag_or_nothing(written):
    tag = canonical_tag(written)

    assert tag == "" or (is_tag(tag) and len(tag) <= LONGEST_TAG and canonical_tag(tag) == tag)


def test_languages_of_the_country_have_both_names_a_source_and_a_tag():
    known = known_languages()

    assert len(known) >= 60
    assert [tag for tag in known if not is_tag(tag)] == []
    assert [tag for tag, one in known.items() if not all(name for _tag, name in one.names)] == []
    assert {people for one in known.values() for people in one.peoples} >= {
        "Tày",
        "Thái",
        "Mường",
        "Khmer",
        "Mông",
        "Ê Đê",
    }


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("rad", "vi", "Tiếng Ê Đê"),
        ("rad", "en", "Rade"),
        ("km-KH", "en", "Khmer"),
        ("rad", "fr", "Rade"),
        ("aaa", "vi", "aaa"),
    ],
)
def test_language_name_in_the_words_of_the_reader(tag, language, name):
    assert language_name(tag, language) == name


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("កុមារ ៩៣% បានទៅសាលា។ ពួកគេមានទឹកស្អាត។", 2),
        ("儿童上学率为93%。他们有干净的水。", 2),
        ("Les enfants vont à l’école. Ils ont de l’eau.", 2),
        ("Cov menyuam mus kawm ntawv. Lawv muaj dej huv.", 2),
    ],
)
def test_sentences_of_other_scripts_end_at_their_own_marks(text, count):
    assert len(split_sentences(text)) == count


@pytest.mark.django_db
@pytest.mark.parametrize("tag", FURTHER)
def test_text_in_a_further_language_is_checked_shown_and_told(cast, tag):
    make_public_fact(cast.desk, also={"en": "In 2023, 93.35 % had health insurance."})
    body = "# Santé\n\n93,35 % [F001].\n\n![x](chart) 93,35 % [F001]."
    text = make_text(cast, body=body, language=tag)

    assert [finding for finding in findings_of(text, at=AT) if finding.weight == "blocks"] == []
    version = make_version(cast, body=body, language=tag)
    shown = rendered(version)
    assert (shown.language, len(shown.footnotes)) == (tag, 1)
    assert shown.blocks[2].chart is not None
    assert "93" in plain(version)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["93,35 %", "93.35 %", "៩៣,៣៥ %"])
def test_numbers_of_a_further_language_are_held_to_the_cited_fact(cast, written):
    make_public_fact(cast.desk)
    right = make_text(cast, body=f"Kampuchea {written} [F001].", language="km")
    wrong = make_text(
        cast, body=f"Kampuchea {written.replace('5', '9').replace('៥', '៩')} [F001].", language="km"
    )

    assert [finding for finding in findings_of(right, at=AT) if finding.weight != "warns"] == []
    assert [finding.kind for finding in findings_of(wrong, at=AT)] == ["number_not_in_cited_facts"]
