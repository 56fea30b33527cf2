"""Sentences keep their ids through everything a person does to a text."""

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.texts.identity import Identities, KeptSentence, KnownSentence, keep_identities

POVERTY = "Tỷ lệ nghèo đa chiều năm 2024 là 4,06%, giảm 1,65 điểm so với 2023."
INSURANCE = "Bảo hiểm y tế bao phủ 93,35% dân số năm 2023."
WATER = "98,3% hộ gia đình có nước hợp vệ sinh theo báo cáo UPR IV."
VOTES = "Ngày 11/10/2022 Việt Nam trúng cử Hội đồng Nhân quyền với 145 trên 189 phiếu."


def known(*texts):
    return [KnownSentence(f"s{place}", text) for place, text in enumerate(texts)]


def fresh():
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def test_keep_identities_unchanged_and_moved_sentences_keep_their_ids():
    previous = known(POVERTY, INSURANCE, WATER)

    identities = keep_identities(previous, [WATER, POVERTY, INSURANCE], fresh())

    assert identities == Identities(
        (
            KeptSentence("s2", WATER, WATER),
            KeptSentence("s0", POVERTY, POVERTY),
            KeptSentence("s1", INSURANCE, INSURANCE),
        ),
        (),
    )


def test_keep_identities_small_edit_keeps_id_without_check():
    edited = "Tỷ lệ nghèo đa chiều năm 2024 của cả nước là 4,06%, giảm 1,65 điểm so với 2023."

    identities = keep_identities(known(POVERTY, WATER), [edited, WATER], fresh())

    assert identities.sentences[0] == KeptSentence("s0", edited, POVERTY, must_be_checked=False)


def test_keep_identities_changed_number_keeps_id_but_must_be_checked():
    edited = POVERTY.replace("4,06", "3,06")

    identities = keep_identities(known(POVERTY, WATER), [edited, WATER], fresh())

    assert identities.sentences[0] == KeptSentence("s0", edited, POVERTY, must_be_checked=True)


def test_keep_identities_turned_round_by_one_word_must_be_checked():
    turned = POVERTY.replace("giảm", "tăng")

    identities = keep_identities(known(POVERTY), [turned], fresh())

    assert identities.sentences == (KeptSentence("s0", turned, POVERTY, must_be_checked=True),)


def test_keep_identities_another_sentence_in_its_place_gets_new_id():
    identities = keep_identities(known(POVERTY, WATER), [VOTES, WATER], fresh())

    assert identities == Identities((KeptSentence("new1", VOTES), KeptSentence("s1", WATER, WATER)), ("s0",))


def test_keep_identities_split_keeps_id_for_the_likest_part_and_names_the_origin():
    first, second = "Tỷ lệ nghèo đa chiều năm 2024 là 4,06%.", "Giảm 1,65 điểm so với 2023."

    identities = keep_identities(known(WATER, POVERTY), [WATER, first, second], fresh())

    assert identities.sentences[1:] == (
        KeptSentence("s1", first, POVERTY, must_be_checked=True),
        KeptSentence("new1", second, split_from="s1", must_be_checked=True),
    )
    assert identities.gone == ()


def test_keep_identities_merge_keeps_one_id_and_names_the_other():
    merged = "Bảo hiểm y tế bao phủ 93,35% dân số năm 2023 và 98,3% hộ gia đình có nước hợp vệ sinh."
    water = "98,3% hộ gia đình có nước hợp vệ sinh."

    identities = keep_identities(known(INSURANCE, water, VOTES), [merged, VOTES], fresh())

    assert identities.sentences[0] == KeptSentence(
        "s0", merged, INSURANCE, merged_from=("s1",), must_be_checked=True
    )
    assert identities.gone == ()


def test_keep_identities_equal_sentences_twice_keep_their_order():
    previous = known("Không có số liệu.", WATER, "Không có số liệu.")

    identities = keep_identities(previous, ["Không có số liệu.", "Không có số liệu."], fresh())

    assert [sentence.id for sentence in identities.sentences] == ["s0", "s2"]
    assert identities.gone == ("s1",)


def test_keep_identities_citation_mark_added_is_no_change():
    cited = INSURANCE.replace(".", " [F069].").replace("93,35 [F069].", "93,35")

    identities = keep_identities(known(INSURANCE), [cited], fresh())

    assert identities.sentences[0].id == "s0"
    assert identities.sentences[0].must_be_checked is False


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([POVERTY, INSURANCE, WATER, VOTES, "Có.", "", "Tỷ lệ nghèo."]), max_size=8),
    st.lists(st.sampled_from([POVERTY[:40], INSURANCE, WATER + " Thêm.", VOTES, "Có.", "Tỷ lệ"]), max_size=8),
)
def test_keep_identities_any_change_gives_every_sentence_one_id_of_its_own(before, after):
    identities = keep_identities(known(*before), after, fresh())

    ids = [sentence.id for sentence in identities.sentences]
    merged = [old for sentence in identities.sentences for old in sentence.merged_from]
    assert [sentence.text for sentence in identities.sentences] == after
    assert len(set(ids)) == len(ids)
    held = [known_id for known_id in ids if known_id.startswith("s")]
    assert sorted([*held, *merged, *identities.gone]) == sorted(f"s{place}" for place in range(len(before)))
