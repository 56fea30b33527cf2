"""The office pages of a training: seats, invitations, roster, badges, door, sites, programme."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from hoiam.conferences.models import (
    Allocation,
    CheckIn,
    Delegate,
    Invitation,
    PressCount,
    Programme,
    Round,
    Site,
)
from hoiam.conferences.operations.programmes import open_programme
from hoiam.conferences.operations.registering import register_delegates
from hoiam.post.models import Parcel
from tests.factories.trainings import (
    AT,
    DOOR,
    KIND,
    OTHER_KIND,
    make_place,
    make_training,
    people,
    person,
    seats,
    workbook,
)
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_training():
    with office_at(AT):
        yield


@pytest.fixture
def hue(db):
    return make_place("hue", "Huế")


def address(training, page: str) -> str:
    return f"/office/da-nang/conferences/{training.reference}/{page}"


def test_seats_are_typed_set_for_many_places_and_never_more_than_the_hall_has(cast, hue):
    gia_lai = make_place("gia-lai", "Gia Lai")
    training = make_training(cast, seats=10)
    page, client = address(training, "allocation/"), enter(cast.case_officer)
    assert "Huế" in words(client.get(page))

    client.post(page, {"kind": [KIND], f"s-{hue.pk}-{KIND}": "3", f"s-{gia_lai.pk}-{KIND}": ""})
    assert list(Allocation.objects.values_list("place__code", "seats")) == [("hue", 3)]
    client.post(page, {"preset": "1", "region": "", "kind": OTHER_KIND, "seats": "2"})
    assert sum(Allocation.objects.values_list("seats", flat=True)) == 3
    country = make_place("vn", "Việt Nam", kind="country", valid_from=None)
    type(hue).objects.exclude(pk=country.pk).update(part_of=country)
    client.post(page, {"preset": "1", "region": "", "kind": OTHER_KIND, "seats": "2"})
    assert sum(Allocation.objects.values_list("seats", flat=True)) == 7

    too_many = client.post(page, {"kind": [KIND], f"s-{hue.pk}-{KIND}": "9"})
    assert (
        too_many.status_code == 409 and "13" in words(too_many) and 'value="9"' in too_many.content.decode()
    )
    wrong = client.post(page, {"kind": [KIND], f"s-{hue.pk}-{KIND}": "drei"})
    assert wrong.status_code == 409 and "Huế" in words(wrong)
    assert enter(cast.auditor).get(page).status_code == 200
    assert enter(cast.stranger).get(page).status_code == 404


def test_invitations_are_prepared_sent_by_letter_answered_and_get_a_new_link(cast, hue):
    training = make_training(cast)
    seats(cast, training, hue=2, hue__cong_an_tinh=1)
    page, client = address(training, "invitations/"), enter(cast.case_officer)

    client.post(page, {"act": "prepare"})
    first, second = Invitation.objects.order_by("pk")
    one = f"{page}{first.pk}/"
    client.post(one, {"act": "change", "addressee": "Ban Tuyên giáo", "address": "ban@hue.example"})
    letter = {"act": "send", "letter_number": "12/GM", "letter_date": "2026-09-18"}
    assert client.post(page, letter).status_code == 409
    client.post(page, {**letter, "pick": [first.pk]})
    first.refresh_from_db()
    assert (first.state, first.letter_number) == ("sent", "12/GM")
    assert Parcel.objects.filter(payload_kind="conferences.delegation").count() == 1

    link = re.findall(r"/vi/delegation/[^\s\"<]+", client.get(one).content.decode())[0]
    client.post(one, {"act": "answer", "answer": "decline", "why": "Trùng lịch"})
    client.post(one, {"act": "renew"})
    shown = client.get(one)
    assert "Trùng lịch" in words(shown) and link not in shown.content.decode()
    client.post(f"{page}{second.pk}/", {"act": "withdraw"})
    assert set(Invitation.objects.values_list("state", flat=True)) == {"declined", "withdrawn"}
    assert enter(cast.auditor).post(page, {"act": "prepare"}).status_code == 409
    assert client.get(address(training, "invitations/999/")).status_code == 404


def test_roster_is_imported_after_a_look_searched_and_given_out_without_contacts(cast, hue):
    training = make_training(cast, seats=2)
    client = enter(cast.case_officer)
    rows = [
        [1, "Nguyễn Văn An", "Trưởng ban", "Ban Tuyên giáo", "Huế", "an@hue.example", "0905"],
        [2, "Trần Bình", "Phó Trưởng ban", "Ban Tuyên giáo", "Huế", "", ""],
        [3, "Lê Chi", "Chuyên viên", "Ban Tuyên giáo", "Huế", "", ""],
        [4, "Phạm Dũng", "", "Ban Tuyên giáo", "Huế", "", ""],
    ]

    def send(act: str, **given: str):
        file = SimpleUploadedFile("roster.xlsx", workbook(rows))
        return client.post(address(training, "roster/import/"), {"file": file, "act": act, **given})

    looked = send("look")
    assert looked.status_code == 422 and "Chức vụ : The post is missing." in words(looked)
    assert not Delegate.objects.exists()
    assert send("import", keeps_good="on").status_code == 302
    page = words(client.get(address(training, "roster/")))
    assert "2 Registered" in page and "1 On the waiting list" in page
    found = words(client.get(address(training, "roster/") + "?q=tran"))
    assert "Trần Bình" in found and "Lê Chi" not in found

    def cells(query: str) -> str:
        book = load_workbook(io.BytesIO(client.get(address(training, "roster/roster.xlsx") + query).content))
        return " ".join(str(cell.value) for row in book.worksheets[0] for cell in row)

    assert "Nguyễn Văn An" in cells("") and "an@hue.example" not in cells("")
    assert "an@hue.example" in cells("?contacts=1")
    assert client.get(address(training, "roster/template.xlsx")).status_code == 200
    assert client.get(address(training, "roster/badges.pdf")).content.startswith(b"%PDF")
    client.post(address(training, "roster/"), {"act": "codes"})
    assert Parcel.objects.filter(payload_kind="conferences.delegation").count() == 1


def test_delegate_is_entered_by_hand_and_taken_off_for_whoever_waits(cast, hue):
    training = make_training(cast, seats=1)
    client = enter(cast.case_officer)
    typed = {"name": "An", "post": "Trưởng ban", "agency": "Ban Tuyên giáo", "place": hue.pk}
    client.post(address(training, "roster/add/"), typed)
    assert client.post(address(training, "roster/add/"), typed).status_code == 422
    client.post(address(training, "roster/add/"), {**typed, "name": "Bình"})
    an, binh = Delegate.objects.order_by("pk")

    client.post(address(training, f"roster/{an.pk}/"), {"act": "cancel"})

    binh.refresh_from_db()
    assert binh.state == "registered"
    assert "cancelled" in words(client.get(address(training, f"roster/{an.pk}/")))


def test_roster_asks_the_same_number_of_queries_for_one_and_many(cast, hue):
    training = make_training(cast)
    client = enter(cast.case_officer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            client.get(address(training, "roster/"))
            client.get(address(training, "roster/paper/"))
            client.get(address(training, "invitations/"))
        return len(told)

    register_delegates(conference=training, entries=people(1, hue), by=cast.case_officer, at=AT)
    queries()
    one = queries()
    register_delegates(
        conference=training,
        entries=[person(f"Khác {n}", hue) for n in range(3)],
        by=cast.case_officer,
        at=AT,
    )
    assert queries() == one


def test_door_takes_typed_codes_and_batches_and_paper_afterwards(cast, hue):
    training = make_training(cast)
    register_delegates(conference=training, entries=people(3, hue), by=cast.case_officer, at=AT)
    first, second, third = Delegate.objects.order_by("pk")
    with office_at(DOOR):
        client = enter(cast.intake)
        page = client.get(address(training, "checkin/"))
        assert page["Permissions-Policy"].startswith("camera=(self)")
        told = client.post(address(training, "checkin/"), {"code": first.code.lower(), "scan": "typed-0001"})
        assert f"In: {first.name}" in words(told)
        assert client.post(address(training, "checkin/"), {"code": "NOBODY22"}).status_code == 409

        scans = [
            {"id": f"camera-000{place}", "code": code, "at": "2026-10-06T01:20:00Z", "way": "camera"}
            for place, code in enumerate((first.code, second.code, "FORGED22"))
        ]

        def send(body: object):
            return client.post(
                address(training, "checkin/scans/"), json.dumps(body), content_type="application/json"
            )

        answers = send({"session": "", "scans": scans}).json()
        assert [one["what"] for one in answers["answers"]] == ["again", "in", "refused"]
        assert answers["present"] == 2
        for body in ([], {"scans": 3}, {"scans": ["x"]}, {"scans": [{}] * 201}):
            assert send(body).status_code == 400
        assert send({"scans": []}).status_code == 409

        client.post(address(training, "roster/paper/"), {"came": [third.pk, 999]})
        assert CheckIn.objects.count() == 3
        client.post(address(training, f"roster/{third.pk}/"), {"act": "undo", "session": ""})
        assert CheckIn.objects.count() == 2
        assert enter(cast.fact_steward).get(address(training, "checkin/")).status_code == 403


def test_sites_and_press_are_entered_with_their_source_beside_the_roster(cast, hue):
    training = make_training(cast)
    page, client = address(training, "sites/"), enter(cast.case_officer)
    typed = {"act": "site", "level": "commune", "name": "Xã Phú Vang", "place": hue.pk, "heads": "120"}

    assert client.post(page, typed).status_code == 409
    client.post(page, {**typed, "heads_source": "Báo cáo 5"})
    client.post(page, {"act": "press", "heads": "18", "source": "Báo cáo 5"})

    said = words(client.get(page))
    assert "120 Báo cáo 5" in said and "18 people, by: Báo cáo 5" in said
    one = f"{page}{Site.objects.get().pk}/"
    client.post(one, {"level": "commune", "name": "Xã Phú Vang 2"})
    assert Site.objects.get().heads is None and PressCount.objects.get().heads == 18
    client.post(one, {"act": "remove"})
    assert not Site.objects.exists()


def test_programme_is_opened_and_says_openly_that_no_denominator_is_known(cast):
    client = enter(cast.case_officer)
    typed = {
        "title_en": "Trainings of the Scheme",
        "title_vi": "Tập huấn",
        "code": "de-an",
        "legal_basis": "1079/QĐ-TTg",
        "starts_on": "2022-09-01",
        "ends_on": "2028-12-31",
    }
    assert client.post("/office/da-nang/programmes/new/", {"code": ""}).status_code == 422
    client.post("/office/da-nang/programmes/new/", typed)
    page = "/office/da-nang/programmes/de-an/"
    client.post(page, {"act": "group", "name_en": "Officials", "code": "can-bo", "share": "70"})
    client.post(page, {"act": "round", "title_en": "Round 2026", "year": "2026"})
    training = make_training(cast, round=Round.objects.get())

    said = words(client.get(page))
    assert "no denominator known" in said and training.reference in said
    group = Programme.objects.get().groups.get()
    sizes = f"{page}sizes/{group.pk}/"
    assert client.post(sizes, {"number": "100", "as_of": "2026-06-30"}).status_code == 422
    client.post(sizes, {"number": "100", "as_of": "2026-06-30", "source": "Kế hoạch"})
    assert "0.0 %" in words(client.get(page))
    client.post(page, {"act": "close"})
    assert client.post(page, {"act": "close"}).status_code == 409
    assert "Trainings of the Scheme" in words(client.get("/office/da-nang/programmes/"))
    assert enter(cast.stranger).get(page).status_code == 404
    open_programme(
        desk=cast.other_desk,
        code="khac",
        title={"en": "Other"},
        legal_basis="1/QĐ",
        starts_on=group.programme.starts_on,
        ends_on=group.programme.ends_on,
        by=cast.stranger,
        at=AT,
    )
    assert client.get("/office/da-nang/programmes/khac/").status_code == 404
