"""Places and bodies come, end and pass on, and nothing that was is written over."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Place
from hoiam.desks.operations.packs import load_country
from hoiam.desks.operations.registers import add_body, add_place, end_entry, name_successor
from hoiam.desks.queries.registers import bodies, get_body, get_place, heirs_of, places
from tests.factories.desks import make_body
from tests.factories.officers import make_officer

AT = datetime(2026, 8, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(db):
    with translation.override("en"):
        yield make_officer("steward_of_places")


@pytest.fixture
def pack(db):
    load_country(by="operator", at=AT)


def new_place(steward, **changed):
    given = {
        "code": "vn-o-lau",
        "kind": "province",
        "name": {"vi": "Ô Lâu", "en": "O Lau"},
        "valid_from": date(2027, 1, 1),
        "legal_basis": "",
        "source": "Nghị quyết mẫu",
        "by": steward,
        "at": AT,
    }
    return add_place(**{**given, **changed})


def test_place_added_is_found_with_and_without_marks(steward):
    place = new_place(steward)

    assert [list(places(text)) for text in ("Ô Lâu", "o lau", "O LÂU", "vn-o-lau", "xyz")] == [
        [place]
    ] * 4 + [[]]


def test_places_of_a_day_leave_out_those_before_and_after(pack):
    names = [place.code for place in places("da nang", date(2025, 6, 30))]
    later = [place.code for place in places("da nang", date(2025, 7, 1))]

    assert (names, later) == (["vn-da-nang-pre2025"], ["vn-da-nang"])


def test_place_ended_keeps_its_name_and_names_what_follows(steward):
    former = new_place(steward, code="vn-a", valid_from=None)
    present = new_place(steward)

    end_entry(
        entry=former,
        last_date=date(2026, 12, 31),
        successors=[present],
        source="Nghị quyết 2",
        by=steward,
        at=AT,
    )

    kept = get_place("vn-a")
    assert (kept.name, kept.valid_to, list(kept.successors.all())) == (
        former.name,
        date(2026, 12, 31),
        [present],
    )
    assert list(get_place("vn-o-lau").predecessors.all()) == [former]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "Ô Lâu"}, "A code has small letters, digits and hyphens only."),
        ({"name": {"vi": " "}}, "Give the official name."),
        ({"source": ""}, "Name the source."),
        ({"kind": "moon", "kinds": ["province"]}, "Choose what kind of place it is."),
    ],
)
def test_place_that_makes_no_sense_is_refused_in_a_sentence(steward, changed, sentence):
    with pytest.raises(ReasonsAgainst) as refused:
        new_place(steward, **changed)

    assert [str(reason) for reason in refused.value.reasons] == [sentence]
    assert Place.objects.count() == 0


def test_place_with_a_code_that_is_taken_is_refused(steward):
    new_place(steward)

    with pytest.raises(ReasonsAgainst):
        new_place(steward)


def test_place_ended_twice_or_before_it_began_is_refused(steward):
    place = new_place(steward)
    ends = {"entry": place, "successors": [], "source": "x", "by": steward, "at": AT}

    with pytest.raises(ReasonsAgainst):
        end_entry(**ends, last_date=date(2026, 1, 1))
    end_entry(**ends, last_date=date(2028, 1, 1))
    with pytest.raises(ReasonsAgainst):
        end_entry(**ends, last_date=date(2028, 2, 1))


def test_successor_that_came_before_is_refused(steward):
    former = new_place(steward, code="vn-a", valid_from=None)
    present = new_place(steward)
    end_entry(entry=former, last_date=date(2026, 12, 31), successors=[present], source="x", by=steward, at=AT)

    with pytest.raises(ReasonsAgainst) as refused:
        end_entry(
            entry=present, last_date=date(2028, 1, 1), successors=[former], source="x", by=steward, at=AT
        )

    assert "O Lau" in str(refused.value.reasons[0])


def test_what_a_steward_ended_stays_ended_when_the_pack_is_loaded_again(steward, pack):
    place = get_place("vn-da-nang")
    end_entry(entry=place, last_date=date(2030, 1, 1), successors=[], source="x", by=steward, at=AT)

    load_country(by="operator", at=AT)

    assert get_place("vn-da-nang").valid_to == date(2030, 1, 1)


def test_body_that_ended_leads_to_those_that_exist_now_however_many_steps_later(steward):
    a, b, c, d = (make_body(code) for code in "abcd")
    for former, last, follow in ((a, date(2020, 1, 1), [b, c]), (b, date(2023, 1, 1), [d])):
        end_entry(entry=former, last_date=last, successors=follow, source="x", by=steward, at=AT)

    found = heirs_of(get_body("a"), date(2026, 8, 3))

    assert sorted(one.code for one in found) == ["c", "d"]
    assert heirs_of(get_body("d"), date(2026, 8, 3)) == []


def test_one_more_successor_is_named_for_what_has_ended_only(steward):
    a, b = make_body("a"), make_body("b")

    with pytest.raises(ReasonsAgainst):
        name_successor(entry=a, successor=b, by=steward, at=AT)
    end_entry(entry=a, last_date=date(2020, 1, 1), successors=[], source="x", by=steward, at=AT)
    name_successor(entry=a, successor=b, of_what="press", by=steward, at=AT)

    assert list(get_body("a").successors.all()) == [b]


def test_body_added_is_found_by_its_short_name(steward):
    body = add_body(
        code="vn-bo-mau",
        name={"vi": "Bộ Mẫu"},
        short_name="BM",
        level="central",
        kind="ministry",
        valid_from=date(2026, 1, 1),
        legal_basis="",
        source="x",
        by=steward,
        at=AT,
    )

    assert list(bodies("bm")) == [body]


def test_registers_are_changed_by_nobody_but_a_steward():
    with pytest.raises(MayNot):
        new_place(make_officer("legal_officer"))
