"""When a sentence is no longer what was cited."""

import pytest

from hoiam.texts.likeness import changed_too_much

CITED = "Health insurance covered 93.35% of the population in 2023."


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (CITED, False),
        ("Health insurance covered 93.35% of the population in 2023 [F069].", False),
        ("Health  insurance covered 93.35% of the population, in 2023", False),
        ("Health insurance covered 93.35% of the whole population in 2023.", False),
        ("Health insurance covered 93.36% of the population in 2023.", True),
        ("Health insurance covered 93.35% of the population in 2024.", True),
        ("Health insurance covered not 93.35% of the population in 2023.", True),
        ("Health insurance covered over 93.35% of the population in 2023.", True),
        ("In 2023 the share of insured people in the country was 93.35%.", True),
    ],
)
def test_changed_too_much_edit_is_judged_by_weight_not_by_length(present, expected):
    assert changed_too_much(CITED, present) is expected


def test_changed_too_much_number_inside_a_word_counts():
    cited = "Bụi PM2.5 trung bình năm ở Hà Nội gần gấp đôi quy chuẩn [F093]."

    assert changed_too_much(cited, cited.replace("PM2.5", "PM3.5")) is True


def test_changed_too_much_other_country_counts_its_own_words():
    invented = frozenset({("zu", "ka")})

    assert changed_too_much("a b c d e f g h", "a b c d zu ka e f g h", invented) is True
    assert changed_too_much("a b c d e f g h", "a b c d zu e f g h", invented) is False
