"""Private persons and their contacts are pointed out, public names left alone."""

import pytest

from hoiam.evidence.reading.contacts import find_contacts
from hoiam.evidence.reading.folding import fold
from hoiam.evidence.reading.persons import find_persons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chị Trần Thị Bích cho biết", ["Trần Thị Bích"]),
        ("Nguyễn Văn An cho biết", ["Nguyễn Văn An"]),
        ("chị Bích ở quê", ["Bích"]),
        ("Ms Nguyen Thi Hoa said", ["Nguyen Thi Hoa"]),
        ("tại số 12 đường Trần Phú", ["12 đường Trần Phú"]),
        ("of 12 Tran Phu Street", ["12 Tran Phu Street"]),
        ("đường Trần Phú", []),
        ("Trường Nguyễn Huệ", []),
        ("Bộ trưởng Nguyễn Mạnh Hùng", []),
        ("TP. Hồ Chí Minh và Hội đồng Nhân quyền", []),
        ("Vũ khí, Lê và UBND", []),
        ("các em học sinh Việt Nam", []),
    ],
)
def test_find_persons_text_gives_private_names_and_addresses(text, names):
    assert [person.text for person in find_persons(text)] == names


def test_find_persons_public_name_handed_in_is_left_alone():
    text = "Bà Phạm Thu Hằng và Lâm Đồng"

    found = find_persons(text, public_names={fold("Phạm Thu Hằng"), fold("Lâm Đồng")})

    assert found == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gọi 0912 345 678.", [("0912 345 678", "phone_number")]),
        ("+84 912345678", [("+84 912345678", "phone_number")]),
        ("hoa.nguyen92@gmail.com", [("hoa.nguyen92@gmail.com", "email_address")]),
        ("theo @hoa_nguyen92", [("@hoa_nguyen92", "social_handle")]),
        ("facebook.com/nguyen.van.a", [("facebook.com/nguyen.van.a", "social_handle")]),
        ("xem https://danang.gov.vn/a.", [("https://danang.gov.vn/a", "web_address")]),
        ("048092001234", [("048092001234", "identity_number")]),
        ("CMND số 123456789", [("123456789", "identity_number")]),
        ("81.500 tỷ đồng, 447.657 người, 123456789 đồng", []),
    ],
)
def test_find_contacts_text_gives_contacts_and_their_kind(text, expected):
    assert [(contact.text, contact.kind) for contact in find_contacts(text)] == expected
