"""A programme officer opens a desk for a place in the browser; the desk decides about later changes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoiam.desks import signing
from hoiam.desks.models import Desk, DeskTemplate, InstallationMembership, Place
from hoiam.desks.operations.templates import give_version, load_pack_template
from hoiam.desks.terms import InstallationRole, Role
from tests.factories.desks import make_country, make_person

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
BOARD, OPEN = "/office/installation/adoption/", "/office/installation/adoption/open/"


@pytest.fixture
def officer(db, client):
    make_country()
    load_pack_template(by="operator", at=AT)
    person = make_person("Cán Bộ Chương Trình")
    InstallationMembership.objects.create(person=person, role=InstallationRole.PROGRAMME_OFFICER)
    client.force_login(person)
    return person


def open_gia_lai(client, **said):
    said = {"place": "vn-gia-lai", "template": "mau-ban-thong-tin-cap-tinh"} | said
    return client.post(OPEN, said)


def test_board_names_every_place_of_today_once_and_asks_no_more_for_more_desks(
    officer, client, django_assert_max_num_queries
):
    before = client.get(BOARD).content.decode()
    open_gia_lai(client, head_email="chanh-vp@gialai.example")
    with django_assert_max_num_queries(26):
        after = client.get(BOARD).content.decode()

    assert before.count('class="row-link"') == 0
    assert before.count("?place=vn-") == 34
    assert after.count("?place=vn-") == 33
    assert "Bàn thông tin Gia Lai" in after


def test_desk_is_ready_with_one_form_and_its_links_are_shown_once(officer, client):
    answer = open_gia_lai(client, head_email="chanh-vp@gialai.example", admin_email="quan-tri@gialai.example")

    page = answer.content.decode()
    desk = Desk.objects.get(code="gia-lai")
    assert (answer.status_code, page.count("<code>http")) == (200, 2)
    assert desk.name == {"vi": "Bàn thông tin Gia Lai", "en": "Information desk of Gia Lai"}
    assert desk.text_templates.count() == 2
    assert desk.place.code == "vn-gia-lai"


def test_place_that_has_its_desk_is_refused_with_a_sentence(officer, client):
    open_gia_lai(client)

    again = open_gia_lai(client)

    assert again.status_code == 422
    assert Desk.objects.filter(place__code="vn-gia-lai").count() == 1


def test_board_and_form_are_closed_to_a_desk_s_own_people(cast, client):
    client.force_login(cast.head)

    assert [client.get(address).status_code for address in (BOARD, OPEN)] == [403, 403]


def test_change_of_the_template_waits_for_the_desk_and_is_declined_with_a_reason(officer, client):
    open_gia_lai(client)
    desk = Desk.objects.get(code="gia-lai")
    template = DeskTemplate.objects.get()
    content = template.versions.first().content
    content["targets"]["target_working_days"] = 1
    give_version(template=template, content=content, note={"vi": "Nhanh hơn"}, by=officer, at=AT)
    client.force_login(make_person("Thủ Trưởng", (desk, Role.HEAD)))
    listed = client.get("/office/gia-lai/transfer/").content.decode()
    offer = desk.adoption.offers.get()
    address = f"/office/gia-lai/transfer/{offer.pk}/"

    silent = client.post(address, {"decision": "decline"})
    declined = client.post(address, {"decision": "decline", "why": "Bàn có hai người"})

    assert "Trả lời lần đầu trong 1 ngày làm việc" in listed
    assert (silent.status_code, declined.status_code) == (422, 302)
    desk.refresh_from_db()
    offer.refresh_from_db()
    assert (desk.target_working_days, offer.state, offer.why) == (3, "declined", "Bàn có hai người")


def test_desk_without_a_template_says_so(cast, client):
    client.force_login(cast.head)

    page = client.get(f"/office/{cast.desk.code}/transfer/").content.decode()

    assert "Bàn này không được lập từ mẫu" in page


def test_ended_places_are_not_offered(officer, client):
    page = client.get(OPEN).content.decode()

    assert Place.objects.filter(valid_to__isnull=False, kind="province").exists()
    assert "pre2025" not in page


def test_new_version_is_given_item_by_item_and_waits_at_the_desks(officer, client):
    open_gia_lai(client)
    template = DeskTemplate.objects.get()
    keeper = Desk.objects.get(code="gia-lai")
    address = f"/office/installation/adoption/templates/{template.code}/new/"
    strangers = client.get(address).content.decode()
    Desk.objects.filter(pk=keeper.pk).update(target_working_days=1)
    DeskTemplate.objects.update(keeper=keeper)
    proposal = client.get(address).content.decode()
    said = {
        "chosen": ["targets:target_working_days"],
        "section": "checklist",
        "key": "05",
        "words_vi": "Gọi thử đường dây",
        "source": "Kết luận hội nghị",
    }

    silent = client.post(address, said)
    given = client.post(address, said | {"note_vi": "Nhanh hơn"})

    assert "chosen" not in strangers
    assert 'value="targets:target_working_days" checked' in proposal
    assert (silent.status_code, given.status_code) == (422, 302)
    assert list(keeper.adoption.offers.values_list("section", "key")) == [
        ("checklist", "05"),
        ("targets", "target_working_days"),
    ]


def test_template_leaves_as_a_signed_file_and_comes_in_only_with_its_keys(
    officer, client, settings, tmp_path
):
    settings.SIGNING_KEY_FILE, settings.SIGNING_PASSPHRASE = tmp_path / "keys.json", ""
    code = DeskTemplate.objects.get().code
    without = client.get(f"/office/installation/adoption/templates/{code}/file/")
    signing.make_key(settings.SIGNING_KEY_FILE, AT)
    sent = client.get(f"/office/installation/adoption/templates/{code}/file/")
    keys = json.dumps(signing.public_keys()).encode()
    DeskTemplate.objects.all().update(code="cu")

    def take(**given):
        files = {name: SimpleUploadedFile(f"{name}.json", data) for name, data in given.items()}
        return client.post("/office/installation/adoption/files/", {"what": "template", **files})

    wrong = [
        take(file=sent.content.replace(b"gi", b"go")),
        take(file=sent.content, keys=b'{"keys": []}'),
        take(),
    ]
    right = take(file=sent.content, keys=keys)
    again = take(file=sent.content, keys=keys)

    assert (without.status_code, sent.status_code) == (409, 200)
    assert [one.status_code for one in (*wrong, right, again)] == [422, 422, 422, 302, 422]
    assert DeskTemplate.objects.get(code=code).origin == settings.BASE_URL


def test_desk_hands_out_its_statement_and_the_centre_shows_it_as_stated(officer, client, settings, tmp_path):
    settings.SIGNING_KEY_FILE, settings.SIGNING_PASSPHRASE = tmp_path / "keys.json", ""
    signing.make_key(settings.SIGNING_KEY_FILE, AT)
    open_gia_lai(client)
    desk = Desk.objects.get(code="gia-lai")
    settings.BASE_URL = "https://gia-lai.example"
    head = Client()
    head.force_login(make_person("Thủ Trưởng", (desk, Role.HEAD)))
    sent = head.get("/office/gia-lai/transfer/statement/")
    settings.BASE_URL = "https://trung-uong.example"
    Desk.objects.update(is_open=False)

    file = SimpleUploadedFile("a.json", sent.content)
    answer = client.post(
        "/office/installation/adoption/files/", {"what": "adoption", "file": file}, follow=True
    )

    assert "https://gia-lai.example" in answer.content.decode()
    assert "Bàn thông tin Gia Lai (https://gia-lai.example)" in client.get(BOARD).content.decode()
