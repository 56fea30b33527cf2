"""A pasted paragraph becomes proposals, each with the sentence it comes from."""

from decimal import Decimal

from hoiam.evidence.reading.places import Gazetteer
from hoiam.evidence.reading.proposal import propose

TEXT = (
    "Năm 2024, Đà Nẵng hỗ trợ 1.800 hộ nghèo theo Nghị quyết 47. "
    "Mỗi hộ nhận tối đa 2 triệu đồng. Chị Trần Thị Bích chưa nhận. Họp ngày 31/02/2025."
)
ENDS = [59, 92, 122, 146]


def test_propose_paragraph_gives_values_times_and_places_by_sentence():
    starts = [0, 60, 93, 123]
    gazetteer = Gazetteer([("da-nang", ["Đà Nẵng"])])

    proposals = propose(TEXT, list(zip(starts, ENDS, strict=True)), gazetteer)

    assert [
        (proposal.main_number and (proposal.main_number.value, proposal.main_number.unit))
        for proposal in proposals
    ] == [(Decimal(1800), "household"), (Decimal(2_000_000), "vnd"), None, None]
    assert [proposal.main_date and proposal.main_date.text for proposal in proposals] == ["Năm 2024"] * 4
    assert [place.codes for place in proposals[0].places] == [("da-nang",)]
    assert [place.codes for place in proposals[1].inherited_places] == [("da-nang",)]
    assert [number.text for number in proposals[0].ambiguous_numbers] == ["1.800 hộ"]
    assert [person.text for person in proposals[2].private] == ["Trần Thị Bích"]
    assert [found.text for found in proposals[3].impossible_dates] == ["ngày 31/02/2025"]
