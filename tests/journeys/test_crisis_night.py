"""A crisis night on the phone, in both languages: the alarm, a figure of the hour, one signature, nothing new."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from hoiam.enquiries.models import Bulletin, Notice
from hoiam.enquiries.queries.notice_mails import render_notice
from tests.factories.crisis import let_one_sign, make_matter, put_night_on
from tests.factories.desks import make_cast
from tests.factories.enquiries import AT
from tests.journeys.people import street

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = {
    "vi": ("Tin tiếp theo lúc 10:05", "Số liệu tạm thời, biết được lúc 09:00", "Bản tin này đã được thay"),
    "en": ("Next update at 10:05", "Số liệu tạm thời, biết được lúc 09:00", "This bulletin is superseded"),
}


@pytest.fixture
def night(settings, transactional_db):
    """A desk whose rule lets one person on duty sign, two people on duty, an emergency."""
    settings.IS_DEMO = True
    cast = make_cast()
    put_night_on(cast)
    let_one_sign(cast)
    return cast, make_matter(cast)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=[pytest.mark.slow, pytest.mark.twin])])
def test_bulletin_goes_from_the_alarm_to_the_public_in_three_taps(
    night, live_server, new_page, settings, language
):
    cast, matter = night
    settings.BASE_URL = live_server.url
    for person in cast.people.values():
        person.language = language
        person.save()
    next_update, provisional, superseded = SAID[language]  # notes are in the language of the bulletin
    with time_machine.travel(AT + timedelta(minutes=1)):
        writer = street(new_page, live_server.url, f"night-writer-{language}", is_phone=True)
        writer.signs_in(cast.case_officer)
        writer.goes_to(f"/office/da-nang/matters/{matter.pk}/")
        writer.taps("button[value=new]", leads_to=r"/bulletins/\d+/")
        writer.page.fill(
            "#id_known", "Cứu hộ đang ở hiện trường." if language == "vi" else "Rescuers are there."
        )
        writer.page.fill("#id_unknown", "Chưa rõ nguyên nhân." if language == "vi" else "The cause.")
        writer.taps(".figure-of-hour summary")
        for name, words in (
            ("statement", "Có 3 người bị thương."),
            ("value", "3"),
            ("unit", "người"),
            ("source", "Công an"),
        ):
            writer.page.fill(f"#id_figure-{name}", words)
        writer.page.fill("#id_figure-known_at", "2026-09-07T09:00")
        writer.taps("button[value=figure]", leads_to=r"#check$")
        expect(writer.page.locator("#id_known")).to_have_value(
            re.compile(r"Có 3 người bị thương \[DN-F0001\]\.")
        )
        writer.taps("button[value=send]")
        writer.taps("button[value=send]", leads_to=rf"/matters/{matter.pk}/(#check)?$")

        clearer = street(new_page, live_server.url, f"night-clearer-{language}", is_phone=True)
        clearer.signs_in(cast.spokesperson)
        call = Notice.objects.get(person=cast.spokesperson, what="bulletin_waits")
        link = re.search(r"(/office/\S+)", render_notice(call.pk, language).text)[1]
        clearer.goes_to(link)  # one: the link in the mail
        clearer.taps("button[value=approve]")  # two
        clearer.taps("button[value=approve]", leads_to=r"/office/da-nang/$")  # three

        reader = street(new_page, live_server.url, f"night-reader-{language}", is_phone=True)
        reader.goes_to(f"/{language}/matters/{matter.pk}/")
        expect(reader.page.locator("main")).to_contain_text(next_update)
        expect(reader.page.locator("main")).to_contain_text(provisional)

        writer.goes_to(f"/office/da-nang/matters/{matter.pk}/")
        writer.taps("button[value=nothing_new]", leads_to=r"/bulletins/\d+/")
        writer.taps("button[value=send]")
        writer.taps("button[value=send]", leads_to=rf"/matters/{matter.pk}/(#check)?$")
        clearer.goes_to("/office/da-nang/")
        clearer.taps("a[href*='/clearance/']", leads_to=r"/clearance/")
        clearer.taps("button[value=approve]")
        clearer.taps("button[value=approve]", leads_to=r"/office/da-nang/$")
        reader.goes_to(f"/{language}/matters/{matter.pk}/1/")
        expect(reader.page.locator("main")).to_contain_text(superseded)
        reader.goes_to(f"/{language}/matters/")
        clearer.goes_to("/office/da-nang/duty/")

    assert list(Bulletin.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert writer.faults + clearer.faults + reader.faults == []
