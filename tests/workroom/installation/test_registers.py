"""Places and bodies on their pages."""

from __future__ import annotations

import pytest

from hoiam.desks.models import Body, Place

pytestmark = pytest.mark.django_db
PLACES = "/office/installation/places/"
NEW = {
    "name_vi": "Ô Lâu",
    "name_en": "O Lau",
    "code": "vn-o-lau",
    "kind": "province",
    "valid_from": "2027-01-01",
    "source": "Nghị quyết mẫu",
    "predecessors": "vn-hue\nvn-quang-tri",
}


@pytest.fixture
def as_steward(client, pack, steward):
    client.force_login(steward)
    return client


def test_search_without_marks_finds_present_places_and_on_wish_former_ones(as_steward):
    present = as_steward.get(f"{PLACES}?q=quang tri").content.decode()
    ever = as_steward.get(f"{PLACES}?q=Quảng Trị&all=1").content.decode()

    codes = ["vn-quang-tri<", "vn-quang-tri-pre2025<"]
    assert [code in present for code in codes] == [True, False]
    assert [code in ever for code in codes] == [True, True]


def test_search_that_finds_nothing_says_what_to_try(as_steward):
    page = as_steward.get(f"{PLACES}?q=atlantis").content.decode()

    assert "Try fewer letters, or look among those of the past." in page


@pytest.mark.parametrize(("path", "kind"), [("places", Place), ("bodies", Body)])
def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    as_steward, django_assert_num_queries, path, kind
):
    codes = list(kind.objects.filter(valid_to=None).values_list("code", flat=True)[:3])
    kind.objects.filter(code__in=codes).update(name_folded="xyz")
    kind.objects.filter(code__in=codes[1:]).update(name_folded="xyzw")
    counted = []
    for text in ("xyzw", "xyz"):
        with django_assert_num_queries(6):
            page = as_steward.get(f"/office/installation/{path}/?q={text}").content.decode()
        counted.append(page.count("row-link"))

    assert counted == [2, 3]


def test_place_added_follows_its_predecessors(as_steward):
    answer = as_steward.post(f"{PLACES}new/", NEW, follow=True)

    place = Place.objects.get(code="vn-o-lau")
    assert sorted(one.code for one in place.predecessors.all()) == ["vn-hue", "vn-quang-tri"]
    assert (place.name_folded, "O Lau is added." in answer.content.decode()) == ("o lau", True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "Ô Lâu"}, "A code has small letters, digits and hyphens only."),
        ({"code": "vn-da-nang"}, "There is an entry with the code vn-da-nang already."),
        ({"predecessors": "vn-nowhere"}, "Not known here: vn-nowhere."),
        ({"valid_from": "30/02/2027"}, "Enter a valid date."),
    ],
)
def test_place_added_wrongly_is_told_and_keeps_what_was_typed(as_steward, changed, sentence):
    answer = as_steward.post(f"{PLACES}new/", {**NEW, **changed})

    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert 'value="Nghị quyết mẫu"' in page
    assert not Place.objects.filter(code="vn-o-lau").exists()


def test_place_ended_names_what_follows_and_keeps_its_own_name(as_steward):
    as_steward.post(f"{PLACES}new/", {**NEW, "predecessors": ""})

    as_steward.post(
        f"{PLACES}vn-hue/", {"last_date": "2026-12-31", "successors": "vn-o-lau", "source": "Nghị quyết mẫu"}
    )

    place = Place.objects.get(code="vn-hue")
    assert (str(place.valid_to), [one.code for one in place.successors.all()]) == ("2026-12-31", ["vn-o-lau"])
    assert "Nghị quyết mẫu" in place.source


def test_body_that_ended_gets_one_more_successor_by_its_code(as_steward):
    former = Body.objects.filter(valid_to__isnull=False).first()
    other = Body.objects.filter(valid_to__isnull=True).exclude(predecessors=former).first()

    wrong = as_steward.post(f"/office/installation/bodies/{former.code}/", {"successor": "no-such"})
    right = as_steward.post(f"/office/installation/bodies/{former.code}/", {"successor": other.code})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert former.successors.filter(pk=other.pk).exists()


def test_body_added_stands_in_the_list(as_steward):
    typed = {
        "name_vi": "Bộ Mẫu",
        "name_en": "Sample Ministry",
        "code": "vn-bo-mau",
        "level": "central",
        "place": "vn",
        "source": "Nghị định mẫu",
    }
    as_steward.post("/office/installation/bodies/new/", typed)

    page = as_steward.get("/office/installation/bodies/?q=bo mau").content.decode()
    assert "Sample Ministry" in page
