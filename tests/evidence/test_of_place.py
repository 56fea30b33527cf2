"""A new desk opens with the published facts of its place, of the places before it, and of the nation."""

from __future__ import annotations

import pytest

from hoiam.desks.models import Place
from hoiam.evidence.queries.of_place import facts_for
from tests.factories.desks import make_cast, make_country, make_desk
from tests.factories.evidence import AT, make_draft, make_fact
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db


def test_facts_of_place_predecessors_and_nation_are_there_whichever_desk_published_them():
    make_country()
    place = {
        code: Place.objects.get(code=code) for code in ("vn", "vn-da-nang", "vn-quang-nam-pre2025", "vn-hue")
    }
    centre = make_desk("trung-uong")
    for code in ("vn", "vn", "vn-da-nang", "vn-quang-nam-pre2025", "vn-hue"):
        make_fact(centre, f"Tỷ lệ {code}.", places=(place[code],), place_printed="")
    make_draft(centre, "Chưa công bố.", places=(place["vn-da-nang"],), place_printed="")
    cast = make_cast(make_desk("da-nang", place=place["vn-da-nang"]))

    found = [(one.place.code, one.why, one.number) for one in facts_for(cast.desk, AT)]
    with office_at(AT):
        officer = enter(cast.case_officer)
        home, listed = words(officer.get("/office/da-nang/")), words(officer.get("/office/da-nang/facts/"))
        narrowed = words(officer.get("/office/da-nang/facts/?place=vn-quang-nam-pre2025"))

    assert found == [
        ("vn-da-nang", "here", 1),
        ("vn-da-nang-pre2025", "before", 0),
        ("vn-quang-nam-pre2025", "before", 1),
        ("vn", "around", 2),
    ]
    for page in (home, listed):
        assert "Facts for this place" in page
        assert "Quang Nam before the merger : 1 published fact" in page
    assert "Tỷ lệ vn-quang-nam-pre2025." in narrowed
    assert "Facts for this place" not in narrowed


def test_desk_without_a_place_has_no_such_panel():
    assert facts_for(make_desk("so-van-hoa"), AT) == []
