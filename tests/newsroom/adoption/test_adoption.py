"""Anybody sees which places have a desk."""

from __future__ import annotations

from datetime import UTC, datetime

from hoiam.desks.models import DeskTemplate, Place
from hoiam.desks.operations.adopting import open_from_template
from hoiam.desks.operations.templates import load_pack_template
from tests.factories.desks import make_country

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)


def test_board_tells_places_with_and_without_a_desk_and_an_unchanged_page_is_not_sent_twice(db, client):
    make_country()
    load_pack_template(by="operator", at=AT)
    open_from_template(
        template=DeskTemplate.objects.get(),
        place=Place.objects.get(code="vn-gia-lai"),
        name={"vi": "Bàn thông tin Gia Lai", "en": "Desk of Gia Lai"},
        by="operator",
        at=AT,
    )

    first = client.get("/vi/adoption/")
    again = client.get("/vi/adoption/", headers={"if-none-match": first["ETag"]})
    english = client.get("/en/adoption/").content.decode()

    page = first.content.decode()
    assert (page.count("<tr>"), page.count("Bàn thông tin Gia Lai")) == (2, 1)
    without = page.partition("Chưa có bàn thông tin")[2].partition("</p>")[0]
    assert without.count(",") == 32
    assert "An Giang" in without
    assert again.status_code == 304
    assert "Desk of Gia Lai" in english
