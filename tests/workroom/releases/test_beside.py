"""What stands beside a release: files and what they show, previews, summaries, alarms, the open question, home."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoiam.evidence.signals import fact_changed
from hoiam.releases.models import Alarm, Media, MissingNote
from hoiam.texts.models import Attachment
from tests.factories.enquiries import load_law
from tests.factories.releases import (
    AT,
    HOUR,
    T,
    make_draft,
    make_draft_in_two,
    make_embargoed,
    make_published,
    send,
)
from tests.factories.texts import make_public_fact
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
RELEASES = "/office/da-nang/releases/"
CITING = "# Bảo hiểm\n\nTỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 % [F001]."
LATER = T + HOUR


def page_of(made) -> str:
    return f"{RELEASES}{made.release.reference}/"


@pytest.fixture
def photo():
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return SimpleUploadedFile("phong-kham.png", out.getvalue(), "image/png")


@pytest.fixture
def alarmed(cast):
    """A public release in Vietnamese whose fact was superseded."""
    load_law()
    fact = make_public_fact(cast.desk)
    made = make_published(cast, body=CITING, in_two=False)
    fact_changed.send(sender=type(fact), fact=fact, what="superseded", at=LATER)
    return made, Alarm.objects.get()


def test_picture_must_be_described_and_its_row_says_what_is_missing(cast, photo):
    made = make_draft(cast)
    browser = enter(cast.case_officer)
    browser.post(f"/office/da-nang/texts/{made.vi.text_id}/files/", {"file": photo})
    file = Attachment.objects.get()
    before = words(browser.get(page_of(made)))
    said = {
        "alternative": "Một phòng khám ở xã.",
        "caption": "",
        "credit": "Sở Y tế",
        "license": "CC-BY-4.0",
        "consent": "nobody",
    }

    form = browser.get(f"{page_of(made)}texts/{made.vi.pk}/media/{file.pk}/")
    browser.post(f"{page_of(made)}texts/{made.vi.pk}/media/{file.pk}/", said)

    media = Media.objects.get()
    after = words(browser.get(page_of(made)))
    assert "incomplete what is to be seen, who made it" in before
    assert "What is said in it" not in words(form)
    assert (media.alternative, media.consent) == ("Một phòng khám ở xã.", "nobody")
    assert "complete" in after and "Sở Y tế · CC-BY-4.0" in after


def test_preview_shows_the_text_as_it_will_be_read(cast):
    made = make_draft_in_two(cast)

    page = enter(cast.reviewer).get(f"{page_of(made)}texts/{made.en.pk}/preview/")

    said = words(page)
    assert "Not public. What stands here may still change." in said
    assert "The city opens more clinics" in said and "Director of the Department of Health" in said
    assert '<article class="preview card prose" lang="en">' in page.content.decode()


def test_preview_as_pdf_is_a_file(cast):
    made = make_draft(cast)

    response = enter(cast.reviewer).get(f"{page_of(made)}texts/{made.vi.pk}/pdf/")

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert f"{made.release.reference}-1-vi.pdf" in response.headers["Content-Disposition"]


def test_summary_is_kept_and_what_makes_it_heavy_is_pointed_out(cast):
    made = make_draft(cast)
    heavy = "Việc triển khai thực hiện công tác tổ chức khám chữa bệnh cho người dân " * 4 + "."
    browser = enter(cast.case_officer)

    browser.post(f"{page_of(made)}texts/{made.vi.pk}/summary/", {"summary": heavy})

    made.vi.refresh_from_db()
    page = words(browser.get(f"{page_of(made)}texts/{made.vi.pk}/summary/"))
    assert made.vi.summary.startswith("Việc triển khai")
    assert "How the summary reads" in page and "How the text reads" in page
    assert browser.get(f"{page_of(made)}texts/{made.vi.pk}/summary/").context["of_summary"]


def test_changed_fact_is_listed_with_owner_and_limit(cast, alarmed):
    made, alarm = alarmed

    with office_at(LATER):
        page = words(enter(cast.fact_steward).get(f"{RELEASES}alarms/"))
        release = words(enter(cast.fact_steward).get(page_of(made)))

    assert "F001 a newer version of the fact says something else" in page
    assert made.release.reference in page and "case_officer" in page
    assert "F001, which the public text cites, has changed." in release
    assert alarm.settled_at is None


def test_changed_fact_is_given_to_a_colleague(cast, alarmed):
    _made, alarm = alarmed

    with office_at(LATER):
        browser = enter(cast.fact_steward)
        browser.post(f"{RELEASES}alarms/{alarm.pk}/give/", {"owner": cast.intake.pk})
        wrong = browser.post(f"{RELEASES}alarms/{alarm.pk}/give/", {"owner": cast.auditor.pk}, follow=True)

    alarm.refresh_from_db()
    assert alarm.owner == cast.intake
    assert "Choose who looks at it." in words(wrong)


def test_changed_fact_is_settled_with_what_was_found(cast, alarmed):
    _made, alarm = alarmed

    with office_at(LATER):
        browser = enter(cast.fact_steward)
        page = words(browser.get(f"{RELEASES}alarms/{alarm.pk}/"))
        empty = browser.post(f"{RELEASES}alarms/{alarm.pk}/", {"how": ""})
        browser.post(f"{RELEASES}alarms/{alarm.pk}/", {"how": "Câu nói về năm 2023, vẫn đúng."})
        settled = words(browser.get(f"{RELEASES}alarms/?view=settled"))
        waiting = words(browser.get(f"{RELEASES}alarms/"))

    assert "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 %" in page
    assert empty.status_code == 422
    assert "Câu nói về năm 2023, vẫn đúng." in settled
    assert "No fact under what is public has changed" in waiting


def test_alarm_of_another_desk_is_not_found(cast, alarmed):
    _made, alarm = alarmed

    assert enter(cast.stranger).get(f"/office/quang-tri/releases/alarms/{alarm.pk}/").status_code == 404


def test_what_was_missing_is_listed_by_day_without_a_name(cast):
    made = make_published(cast)
    MissingNote.objects.create(
        release=made.release, words="Số liệu từng xã.", language="vi", sent_on=LATER.date()
    )

    page = words(enter(cast.case_officer).get(f"{page_of(made)}missing/"))

    assert "Số liệu từng xã." in page
    assert "What was missing? 1 answer" in words(enter(cast.case_officer).get(page_of(made)))


def test_leader_reads_what_is_signed_together_with_the_words(cast):
    made = make_draft_in_two(cast)
    send(cast, made.vi)

    page = words(enter(cast.reviewer).get(f"/office/da-nang/texts/{made.vi.text_id}/clearance/"))

    assert "Kind Press release" in page and "Goes out by hand, after it is approved" in page
    assert "not_before" not in page and "original" not in page.split("Fingerprint")[0].split("Signed")[-1]


def test_home_names_the_text_to_clear_the_time_and_the_changed_fact(cast, alarmed):
    waiting = make_draft_in_two(cast)
    send(cast, waiting.vi)
    timed = make_embargoed(cast, publish_at=LATER + 24 * HOUR)

    with office_at(LATER):
        home = words(enter(cast.reviewer).get("/office/da-nang/"))

    assert f"Release {waiting.release.reference} · vi sent by case_officer" in home
    assert f"Releases with a time {timed.release.reference} embargo" in home
    assert "F001, cited in the public release" in home


def test_home_calls_the_second_person_of_an_emergency(cast):
    made = make_draft(cast)
    enter(cast.reviewer).post(f"{page_of(made)}emergency/", {"why": "Nước lũ đang lên."})

    home = words(enter(cast.spokesperson).get("/office/da-nang/"))

    assert "A second person is wanted for an emergency publication" in home
    assert AT  # the clock of these pages stands
