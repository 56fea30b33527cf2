"""A model desk is handed over: opened from a template, told of changes, never changed silently."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Adoption, Desk, InstallationMembership, Membership, Place
from hoiam.desks.operations.adopting import free_code, open_from_template
from hoiam.desks.operations.giving import give_from_desk
from hoiam.desks.operations.templates import decide_offer, give_version, make_template
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.queries.transfer import proposed_from
from hoiam.desks.terms import InstallationRole, Role
from hoiam.texts.models import TextTemplate
from tests.factories.desks import make_desk, make_person

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
CONTENT = {
    "targets": {"target_working_days": 2, "publication_delay_days": 1},
    "office_hours": {"hours": {"vi": "Thứ Hai đến thứ Sáu", "en": "Monday to Friday"}},
    "roles": {"head": {"vi": "Một người"}, "case_officer": {"vi": "Hai người"}},
    "text_templates": {
        "Chưa công bố · vi": {
            "title": "Chưa công bố",
            "language": "vi",
            "purpose": "answer",
            "body": "Cơ quan chưa công bố con số này.",
        }
    },
}


@pytest.fixture
def officer(db):
    person = make_person("Vụ Trưởng")
    InstallationMembership.objects.create(person=person, role=InstallationRole.PROGRAMME_OFFICER)
    return person


@pytest.fixture
def place(db):
    return Place.objects.create(
        code="vn-gia-lai", kind="province", name={"vi": "Gia Lai"}, name_folded="gia lai"
    )


@pytest.fixture
def template(officer):
    made = make_template(code="mau-cap-tinh", name={"vi": "Mẫu cấp tỉnh"}, keeper=None, by=officer, at=AT)
    give_version(template=made, content=CONTENT, note={"vi": "Bản đầu"}, by=officer, at=AT)
    return made


def opened(template, place, by, **fields):
    fields.setdefault("name", {"vi": "Bàn thông tin Gia Lai"})
    fields.setdefault("head_email", "chanh-vp@gialai.example")
    return open_from_template(template=template, place=place, by=by, at=AT, **fields)


def test_desk_from_a_template_has_everything_of_it_at_once(template, place, officer):
    made = opened(template, place, officer, admin_email="quan-tri@gialai.example")

    desk = Desk.objects.get(pk=made.desk.pk)
    assert (desk.code, desk.place, desk.target_working_days, desk.publication_delay_days) == (
        "gia-lai",
        place,
        2,
        1,
    )
    assert desk.office_hours["en"] == "Monday to Friday"
    assert list(TextTemplate.objects.filter(desk=desk).values_list("title", "made_by")) == [
        ("Chưa công bố", officer.pk)
    ]
    assert (desk.adoption.template, desk.adoption.number) == (template, 1)
    assert [bool(one.link) for one in made.invited] == [True, True]


def test_operator_opens_a_desk_too_and_its_answer_templates_have_no_maker(template, place):
    made = opened(template, place, "operator", head_email="")

    assert TextTemplate.objects.get(desk=made.desk).made_by is None
    assert made.invited == ()


def test_nobody_but_a_programme_officer_opens_a_desk(template, place, cast):
    with pytest.raises(MayNot):
        opened(template, place, cast.head)

    assert not Desk.objects.filter(code="gia-lai").exists()


def test_ended_place_and_second_desk_of_a_place_are_refused_and_nothing_is_left(template, place, officer):
    opened(template, place, officer)
    gone = Place.objects.create(
        code="vn-binh-dinh-pre2025",
        kind="province",
        name={"vi": "Bình Định"},
        name_folded="binh dinh",
        valid_to="2025-06-30",
    )
    gone.refresh_from_db()

    for where in (place, gone):
        with pytest.raises(ReasonsAgainst):
            opened(template, where, officer)

    assert Desk.objects.count() == 1


def test_wrong_address_of_the_head_leaves_no_desk_behind(template, place, officer):
    with pytest.raises(ReasonsAgainst):
        opened(template, place, officer, head_email="không phải thư")

    assert not Desk.objects.exists()


def test_later_version_is_offered_item_by_item_and_applied_only_when_accepted(template, place, officer):
    desk = opened(template, place, officer).desk
    changed = {**CONTENT, "targets": {"target_working_days": 1, "publication_delay_days": 1}}
    changed["roles"] = {"head": CONTENT["roles"]["head"]}
    give_version(template=template, content=changed, note={"vi": "Nhanh hơn"}, by=officer, at=AT)

    offers = list(desk.adoption.offers.all())
    assert [(row.section, row.key, row.before, row.after) for row in offers] == [
        ("roles", "case_officer", {"vi": "Hai người"}, None),
        ("targets", "target_working_days", 2, 1),
    ]
    desk.refresh_from_db()
    assert desk.target_working_days == 2

    head = make_person("Trưởng", (desk, Role.HEAD))
    standing = standing_of(head, desk, AT)
    decide_offer(offer=offers[1], standing=standing, accept=True, at=AT)
    desk.refresh_from_db()
    desk.adoption.refresh_from_db()
    assert (desk.target_working_days, desk.adoption.number) == (1, 1)
    with pytest.raises(ReasonsAgainst):
        decide_offer(offer=offers[0], standing=standing, accept=False, at=AT)
    decide_offer(offer=offers[0], standing=standing, accept=False, why="Tỉnh cần hai người", at=AT)
    desk.adoption.refresh_from_db()
    assert desk.adoption.number == 2


def test_offer_is_decided_by_its_own_desk_alone(template, place, officer, cast):
    desk = opened(template, place, officer).desk
    give_version(
        template=template,
        content={**CONTENT, "targets": {"target_working_days": 1}},
        note={"vi": "Khác"},
        by=officer,
        at=AT,
    )
    offer = desk.adoption.offers.first()
    writer = make_person("Viên Chức", (desk, Role.CASE_OFFICER))

    for person, where in ((cast.head, cast.desk), (writer, desk)):
        with pytest.raises(MayNot):
            decide_offer(offer=offer, standing=standing_of(person, where, AT), accept=True, at=AT)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"refusal_grounds": {"mới": {"article": "1"}}},
        {"targets": {"target_working_days": 90}},
        {"targets": {"target_working_days": "nhanh"}},
        {"text_templates": {"x": {"title": "x"}}},
        {"text_templates": {"x": {"title": "x", "language": "vi", "body": "TỐI MẬT\n\nNội dung."}}},
    ],
)
def test_what_may_not_be_handed_over_is_refused(template, officer, content):
    with pytest.raises(ReasonsAgainst):
        give_version(template=template, content=content, note={}, by=officer, at=AT)


def test_same_content_again_makes_no_version(template, officer):
    with pytest.raises(ReasonsAgainst):
        give_version(template=template, content=CONTENT, note={}, by=officer, at=AT)


def test_code_of_a_second_desk_of_a_place_is_numbered(place, cast):
    Desk.objects.create(
        code="gia-lai", body=cast.desk.body, name={}, reference_prefix="GL", opened_on="2026-01-01"
    )

    assert free_code(place) == "gia-lai-2"
    assert Membership.objects.exists()


def test_keeper_s_present_content_is_offered_item_by_item_to_the_other_desks(template, place, officer):
    desk = opened(template, place, officer).desk
    keeper = make_keeper(template)
    items = {item.name: (item.before, item.after) for item in proposed_from(keeper, template)}

    version = give_from_desk(
        template=template,
        desk=keeper,
        chosen=["targets:target_working_days", "roles:case_officer"],
        also={("agenda", "01"): {"vi": "Việc đã hứa"}},
        note={"vi": "Nhanh hơn"},
        source="Kết luận hội nghị",
        by=officer,
        at=AT,
    )

    assert items["targets:target_working_days"] == (2, 5)
    assert items["roles:case_officer"] == ({"vi": "Hai người"}, None)
    assert not [name for name in items if name.startswith("text_templates")]
    assert (version.number, version.content["targets"]) == (
        2,
        {"target_working_days": 5, "publication_delay_days": 1},
    )
    assert list(desk.adoption.offers.values_list("section", "key")) == [
        ("agenda", "01"),
        ("roles", "case_officer"),
        ("targets", "target_working_days"),
    ]


def make_keeper(template):
    """A desk that keeps the template, has one role less than it, and no texts of its own."""
    keeper = make_desk("trung-uong", target_working_days=5)
    content = {"roles": {"head": CONTENT["roles"]["head"]}}
    Adoption.objects.create(desk=keeper, template=template, number=1, content=content, adopted_at=AT)
    template.keeper = keeper
    template.save()
    return keeper


def test_version_without_a_choice_a_note_or_a_source_or_from_a_stranger_s_desk_is_not_given(
    template, officer, cast
):
    keeper = make_keeper(template)
    said = {"chosen": ["targets:target_working_days"], "note": {"vi": "Mới"}, "source": "Kết luận"}

    for wrong in ({"chosen": []}, {"chosen": ["targets:x"]}, {"note": {"vi": " "}}, {"source": " "}):
        with pytest.raises(ReasonsAgainst):
            give_from_desk(template=template, desk=keeper, by=officer, at=AT, **{**said, **wrong})
    for desk, by in ((cast.desk, officer), (keeper, cast.head)):
        with pytest.raises(MayNot):
            give_from_desk(template=template, desk=desk, by=by, at=AT, **said)
    assert template.versions.count() == 1
