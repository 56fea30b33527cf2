"""Every act on a release from its form: what it changes, who may, and why it is not possible."""

from __future__ import annotations

import pytest
from django.utils import translation

from hoiam.releases.models import Blanking, Edition
from hoiam.releases.operations.publishing import publish
from hoiam.workroom.releases.acts import ACTS
from tests.factories.releases import (
    AT,
    HOUR,
    T,
    make_approved,
    make_draft,
    make_draft_in_two,
    make_embargoed,
    make_published,
    make_scheduled,
)
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db


def way(made, act: str, number: int | None = None) -> str:
    base = f"/office/da-nang/releases/{made.release.reference}/{act}/"
    return base if number is None else f"{base}{number}/"


def test_every_act_says_what_it_does_or_why_it_is_not_possible(cast):
    made = make_draft_in_two(cast)
    browser = enter(cast.head)

    with translation.override("en"):
        labels = {name: str(act.button) for name, act in ACTS.items() if not act.needs_number}
    for name, label in labels.items():
        page = words(browser.get(way(made, name)))
        assert label in page or "This is not possible now" in page, name


def test_act_that_nobody_knows_is_not_found(cast):
    made = make_draft(cast)
    browser = enter(cast.head)

    answers = [browser.get(way(made, name)).status_code for name in ("nothing", "blank", "confirm-blanking")]
    answers.append(browser.get(way(made, "time", 3)).status_code)

    assert answers == [404, 404, 404, 404]


def test_embargo_is_set_in_the_time_of_the_desk(cast):
    made = make_draft(cast)
    sent = {"way": "embargoed", "publish_at": "2026-09-15T09:00"}

    response = enter(cast.case_officer).post(way(made, "time"), sent)

    edition = Edition.objects.get()
    assert response.headers["Location"] == f"/office/da-nang/releases/{made.release.reference}/"
    assert (edition.publish_at.isoformat(), edition.is_embargoed) == ("2026-09-15T02:00:00+00:00", True)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"way": "scheduled", "publish_at": ""}, 422),
        ({"way": "scheduled", "publish_at": "2026-09-14T08:00"}, 409),
        ({"way": "embargoed", "publish_at": "rubbish"}, 422),
        ({"way": "", "publish_at": "2026-09-15T09:00"}, 422),
    ],
)
def test_time_that_cannot_be_is_refused_with_a_sentence(cast, sent, status):
    made = make_draft(cast)

    response = enter(cast.case_officer).post(way(made, "time"), sent)

    assert (response.status_code, Edition.objects.get().publish_at) == (status, None)
    assert "error-summary" in response.content.decode() or "alert" in response.content.decode()


def test_way_by_hand_takes_the_time_away(cast):
    made = make_draft(cast)
    browser = enter(cast.case_officer)
    browser.post(way(made, "time"), {"way": "scheduled", "publish_at": "2026-09-15T09:00"})

    browser.post(way(made, "time"), {"way": "by_hand", "publish_at": "2026-09-15T09:00"})

    assert Edition.objects.get().publish_at is None


def test_approved_time_is_put_off_by_who_speaks_and_never_made_earlier(cast):
    made = make_embargoed(cast)
    sent = {"publish_at": "2026-09-16T09:00", "why": "Chờ số liệu của Sở."}

    officer = enter(cast.case_officer).post(way(made, "postpone"), sent)
    earlier = enter(cast.spokesperson).post(way(made, "postpone"), sent | {"publish_at": "2026-09-14T20:00"})
    done = enter(cast.spokesperson).post(way(made, "postpone"), sent)

    assert (officer.status_code, earlier.status_code, done.status_code) == (409, 409, 302)
    assert Edition.objects.get().publish_at.isoformat() == "2026-09-16T02:00:00+00:00"


def test_approved_edition_is_published_by_hand_by_who_speaks(cast):
    made = make_approved(cast)

    officer = enter(cast.case_officer).post(way(made, "publish"))
    speaker = enter(cast.spokesperson).post(way(made, "publish"))

    assert (officer.status_code, speaker.status_code) == (409, 302)
    assert Edition.objects.get().published_at == AT + 6 * HOUR


def test_edition_under_embargo_is_not_published_by_hand(cast):
    made = make_embargoed(cast)

    page = enter(cast.spokesperson).get(way(made, "publish"))
    sent = enter(cast.spokesperson).post(way(made, "publish"))

    assert "It is not published before" in words(page)
    assert (sent.status_code, Edition.objects.get().published_at) == (409, None)


def test_language_is_added_by_choice_or_by_its_tag(cast):
    made = make_draft(cast)
    browser = enter(cast.case_officer)

    chosen = browser.post(way(made, "language"), {"language": "en", "tag": ""})
    written = browser.post(way(made, "language"), {"language": "other", "tag": "zh-Hant"})
    wrong = browser.post(way(made, "language"), {"language": "other", "tag": "Tiếng gì đó"})

    assert (chosen.status_code, written.status_code, wrong.status_code) == (302, 302, 422)
    assert [row.language for row in made.edition.texts.all()] == ["vi", "en", "zh-Hant"]


def test_kind_theme_and_place_are_changed_before_it_is_public(cast):
    made = make_draft(cast)
    sent = {"kind": "statement", "theme": "education", "place": ""}

    enter(cast.case_officer).post(way(made, "details"), sent)
    public = make_published(cast)
    closed = enter(cast.case_officer).get(way(public, "details"))

    made.release.refresh_from_db()
    assert (made.release.kind, made.release.theme) == ("statement", "education")
    assert "This release is public; its kind and theme stay." in words(closed)


def test_what_is_left_out_is_explained_in_each_language(cast):
    made = make_draft_in_two(cast)
    sent = {"words-vi": "Số liệu ấy chưa có.", "words-en": "That figure does not exist yet."}

    enter(cast.case_officer).post(way(made, "balance"), sent)

    note = Edition.objects.get().balance_note
    assert note == {"vi": "Số liệu ấy chưa có.", "en": "That figure does not exist yet."}


def test_correction_begins_with_its_public_note(cast):
    made = make_published(cast)
    sent = {"change": "factual_error", "words-vi": "Sửa số phòng khám.", "words-en": ""}

    with office_at(T + HOUR):
        empty = enter(cast.case_officer).post(way(made, "correct"), sent | {"words-vi": ""})
        done = enter(cast.case_officer).post(way(made, "correct"), sent)
        page = words(enter(cast.case_officer).get(f"/office/da-nang/releases/{made.release.reference}/"))

    second = Edition.objects.get(number=2)
    assert (empty.status_code, done.status_code, second.change) == (422, 302, "factual_error")
    assert second.note == {"vi": "Sửa số phòng khám."}
    assert "edition 2" in page and "Sửa số phòng khám." in page


def test_withdrawal_keeps_the_text_and_says_why(cast):
    made = make_published(cast)

    with office_at(T + HOUR):
        response = enter(cast.spokesperson).post(
            way(made, "withdraw"), {"words-vi": "Chương trình đã dừng.", "words-en": ""}, follow=True
        )

    made.release.refresh_from_db()
    assert made.release.withdrawn_why == {"vi": "Chương trình đã dừng."}
    assert "Chương trình đã dừng." in words(response)


def test_later_release_is_named_by_its_reference(cast):
    made, later = make_published(cast), make_published(cast)

    with office_at(T + HOUR):
        browser = enter(cast.spokesperson)
        unknown = browser.post(way(made, "supersede"), {"by_release": "R-XX-2026-0099"})
        browser.post(way(made, "supersede"), {"by_release": later.release.reference})

    made.release.refresh_from_db()
    assert (unknown.status_code, made.release.superseded_by) == (422, later.release)


def test_emergency_publication_takes_two_people_and_a_third_confirms_it(cast):
    made = make_draft(cast)
    page = f"/office/da-nang/releases/{made.release.reference}/"
    sent = {"why": "Nước lũ đang lên."}

    enter(cast.reviewer).post(way(made, "emergency"), sent)
    alone = words(enter(cast.reviewer).get(page))
    enter(cast.spokesperson).post(way(made, "emergency"), sent)
    flagged = words(enter(cast.head).get(page))
    own = enter(cast.spokesperson).post(way(made, "confirm"))
    enter(cast.head).post(way(made, "confirm"))

    edition = Edition.objects.get()
    assert "A second person is wanted" in alone and "Published in an emergency, not confirmed" in flagged
    assert (edition.published_at, own.status_code) == (AT + 6 * HOUR, 409)
    assert edition.confirmed_by == cast.head


def test_passage_is_blanked_by_two_people(cast):
    made = make_published(cast)
    sentence = made.vi.version.sentences[1][0]
    page = f"/office/da-nang/releases/{made.release.reference}/"

    with office_at(T + HOUR):
        asker = enter(cast.case_officer)
        form = asker.get(way(made, "blank", made.vi.pk)).content.decode()
        nothing = asker.post(way(made, "blank", made.vi.pk), {"why": "Nêu tên một em nhỏ."})
        asker.post(way(made, "blank", made.vi.pk), {"sentences": [sentence], "why": "Nêu tên một em nhỏ."})
        asked = Blanking.objects.get(part_of=None)
        waits = words(enter(cast.reviewer).get(page))
        enter(cast.reviewer).post(way(made, "confirm-blanking", asked.pk))

    asked.refresh_from_db()
    assert "Thành phố mở thêm phòng khám ở các xã." in form
    assert nothing.status_code == 422
    assert "Nêu tên một em nhỏ." in waits and asked.confirmed_by == cast.reviewer


def test_edition_is_given_up_and_its_release_stays(cast):
    made = make_scheduled(cast)

    officer = enter(cast.case_officer).post(way(made, "drop"))
    head = enter(cast.head).post(way(made, "drop"), follow=True)

    assert officer.status_code == 409
    assert "given up" in words(head)


def test_page_of_what_is_under_way_is_stale_when_somebody_else_ended_it(cast):
    made = make_approved(cast)
    publish(edition=made.edition, at=AT + 2 * HOUR, by=cast.spokesperson)

    response = enter(cast.spokesperson).post(way(made, "publish"))

    assert response.status_code == 409
    assert "No edition of this release is on its way any more." in words(response)
