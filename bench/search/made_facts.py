"""Made-up facts and questions about them."""

from __future__ import annotations

import csv
import random
from functools import cache
from importlib import resources

from hoiam.search.documents import Document

_SHAPES = (
    "Năm {year} {place} có {figure} {group} được hưởng {good}, tăng {share}% so với năm {before}.",
    "{place} thừa nhận {share}% {group} chưa được tiếp cận {good}; nguyên nhân chính là {word} {word2} {word3}.",
    "Kế hoạch {number}/KH-UBND của {place} đặt chỉ tiêu {share}% {group} tham gia {good} vào năm {year}.",
    "Theo điều tra năm {year}, {share}% {group} ở {place} cho biết {good} còn {word} {word2}.",
    "Hội nghị về {good} tại {place} năm {year} có {figure} đại biểu, bàn về {word} {word2} cho {group}.",
)
_GROUPS = (
    "phụ nữ|trẻ em|người khuyết tật|người cao tuổi|đồng bào dân tộc thiểu số|học sinh|giáo viên|phóng viên|công nhân|"
    "nông dân|người nghèo|bệnh nhân|cán bộ|người lao động di cư|tín đồ tôn giáo|cử tri|nạn nhân mua bán người"
).split("|")
_GOODS = (
    "bảo hiểm y tế|bảo hiểm xã hội|nhà ở xã hội|nước sạch|đào tạo nghề|trợ giúp pháp lý|trợ cấp hằng tháng|học phí|"
    "tiếp cận thông tin|khám chữa bệnh|vay vốn ưu đãi|điện lưới|internet|tập huấn về quyền con người|vắc xin"
).split("|")
_ONSETS = "b c ch d đ g h k l m n ng nh ph qu r s t th tr v x".split()
_RHYMES = (
    "a an ang anh ao âu ay ân âng ăn ăng e en eng ê ên ênh i in inh iêu iên o on ong oi ô ôn ông ôi ơ ơn ơi u un ung "
    "ươn ương uôn uông uyên oan oang"
).split()
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


@cache
def _places() -> list[str]:
    table = resources.files("hoiam") / "data" / "vn" / "places.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        return [row["name_vi"] for row in csv.DictReader(lines) if row["type"] in ("province", "city")]


def made_fact(number: int, chance: random.Random, audience: frozenset[str]) -> Document:
    """Make fact `number` from the draws of `chance`."""
    year = chance.randint(1990, 2030)
    place = chance.choice(_places())
    drawn = {
        "year": year,
        "before": year - chance.randint(1, 5),
        "place": place,
        "figure": f"{chance.randint(1_000, 9_999_999):,}".replace(",", "."),
        "share": f"{chance.randint(1, 9_999) / 100}".replace(".", ","),
        "group": chance.choice(_GROUPS),
        "good": chance.choice(_GOODS),
        "number": chance.randint(1, 9_999),
        **{name: f"{_syllable(chance)} {_syllable(chance)}" for name in ("word", "word2", "word3")},
    }
    body = " ".join(chance.choice(_SHAPES).format(**drawn) for _ in range(2))
    return Document(
        kind="fact",
        ref=f"M{number}",
        version=1,
        audience=audience,
        title=f"Báo cáo năm {year} của {place}",
        body=body,
        language="vi",
        names=(place, drawn["group"]),
        period=str(year),
    )


def made_question(fact: Document, chance: random.Random) -> str:
    """Ask for a fact in twelve of its words, in their order."""
    words = [word.strip(".,;") for word in fact.body.split()]
    kept = sorted(chance.sample(range(len(words)), min(12, len(words))))
    return "Đề nghị cho biết " + " ".join(words[at] for at in kept) + " là bao nhiêu?"


def _syllable(chance: random.Random) -> str:
    rhyme = chance.choice(_RHYMES)
    return chance.choice(_ONSETS) + rhyme[0] + chance.choice(_TONES) + rhyme[1:]
