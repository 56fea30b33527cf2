"""Long forms give back what was typed, until it is sent; the map of keys names every key there is."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from hoiam.desks.models import UnsentForm
from hoiam.workroom.home.keys import PAGES
from tests.factories.enquiries import AT, HOUR, make_registered
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
OFFICE = "/office/da-nang/"
TEMPLATES = Path(__file__).parents[3] / "src/hoiam/workroom"
NEW = OFFICE + "gaps/new/"


@pytest.fixture(autouse=True)
def monday_afternoon():
    with office_at(AT + 6 * HOUR):
        yield


def keep(browser, address=NEW, **fields):
    given = {name: [value] for name, value in fields.items()}
    return browser.post(OFFICE + "typed/", {"address": address, "fields": json.dumps(given)})


def left(response) -> dict[str, list[str]] | None:
    found = re.search(r'data-typed="([^"]*)"', response.content.decode())
    return json.loads(html.unescape(found[1])) if found else None


def test_page_gives_back_what_was_typed_even_in_a_new_session(cast):
    kept = keep(enter(cast.case_officer), question="Bao nhiêu <b>lớp</b>?")

    shown = enter(cast.case_officer).get(NEW)

    assert kept.status_code == 204
    assert left(shown) == {"question": ["Bao nhiêu <b>lớp</b>?"]}
    assert "It is not sent yet." in words(shown)
    assert left(enter(cast.reviewer).get(NEW)) is None


def test_typing_is_erased_when_the_form_is_accepted_and_kept_while_it_is_refused(cast):
    case = make_registered(cast)
    page = f"{OFFICE}enquiries/{case.reference}/clarify/"
    browser = enter(cast.case_officer)
    keep(browser, page, words="Xin cho biết năm nào?")

    refused = browser.post(page, {"words": "", "kept_typing": "1"})
    after_refusal = UnsentForm.objects.count()
    accepted = browser.post(page, {"words": "Xin cho biết năm nào?", "kept_typing": "1"})

    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert left(refused) is None
    assert (after_refusal, UnsentForm.objects.count()) == (1, 0)


def test_typing_is_thrown_away_on_request(cast):
    browser = enter(cast.case_officer)
    keep(browser, question="Cũ")

    response = browser.post(OFFICE + "typed/", {"address": NEW, "forget": "1"})

    assert response.headers["Location"] == NEW
    assert not UnsentForm.objects.exists()


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/office/quang-tri/gaps/new/", '{"question": ["a"]}'),
        ("//elsewhere.example/", '{"question": ["a"]}'),
        (OFFICE + "/elsewhere.example/", '{"question": ["a"]}'),
        (OFFICE + "enquiries/call/", '{"question": ["a"]}'),
        (OFFICE + "enquiries/chat/", '{"question": ["a"]}'),
        (OFFICE + "enquiries/new/", '{"question": ["a"]}'),
        (OFFICE + "enquiries/DN-2026-00001/cover/", '{"question": ["a"]}'),
        (OFFICE + "enquiries/DN-2026-00001/seal/", '{"reply": ["a"]}'),
        (OFFICE + "mail/3/", '{"reply": ["a"]}'),
        (NEW, "no json"),
        (NEW, '["a"]'),
        (NEW, '{"question": "a"}'),
        (NEW, '{"question": [1]}'),
    ],
)
def test_sealed_pages_other_desks_and_broken_forms_keep_nothing(cast, address, fields):
    response = enter(cast.intake).post(OFFICE + "typed/", {"address": address, "fields": fields})

    assert response.status_code == 400
    assert not UnsentForm.objects.exists()


def test_secret_typing_is_refused_in_a_sentence(cast):
    response = keep(enter(cast.case_officer), question="TỐI MẬT\nNội dung.")

    assert (response.status_code, UnsentForm.objects.count()) == (409, 0)
    assert "marked secret" in response.content.decode()


def test_form_that_covers_names_keeps_no_typing(cast):
    case = make_registered(cast)
    browser = enter(cast.intake)

    covers = browser.get(f"{OFFICE}enquiries/{case.reference}/cover/").content.decode()
    clarifies = browser.get(f"{OFFICE}enquiries/{case.reference}/clarify/").content.decode()

    assert ("data-typing" in covers, "data-typing" in clarifies) == (False, True)


def test_map_of_keys_names_every_key_of_every_template_and_no_other():
    written = {}
    for file in sorted(TEMPLATES.rglob("templates/workroom/**/*.html")):
        found = re.findall(r'\b(?:data-)?key="([^"{]+)"', file.read_text(encoding="utf-8"))
        if found:
            written["/".join(file.with_suffix("").parts[-2:])] = set(found)

    assert {page.template: {key for key, _label in page.keys} for page in PAGES} == written


def test_map_of_keys_leads_to_the_subjects_of_the_role_alone(cast):
    officer = words(enter(cast.case_officer).get(OFFICE + "keys/"))
    auditor = words(enter(cast.auditor).get(OFFICE + "keys/"))

    assert "Facts g f" in officer and "Facts g f" not in auditor
    assert "Journal g j" in auditor and "Journal g j" not in officer
    assert OFFICE + "keys/" in enter(cast.auditor).get(OFFICE).content.decode()
