"""The gallery in a real browser: nothing keeps anyone out, and the small comforts work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.ui.addresses"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def gallery(live_server):
    return lambda frame="office", language="vi": f"{live_server.url}/{language}/gallery/{frame}/"


@pytest.mark.parametrize(
    ("frame", "language"),
    [
        ("office", "vi"),
        ("public", "en"),
        *[
            pytest.param(frame, language, marks=pytest.mark.slow)
            for frame, language in (("office", "en"), ("public", "vi"), ("plain", "vi"), ("plain", "en"))
        ],
    ],
)
def test_gallery_keeps_nobody_out(gallery, new_page, frame, language):
    wrong = []
    for width in (1366, 390):
        page = new_page(width, 844)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(gallery(frame, language))

        assert_accessible(page)

    assert wrong == []


def test_page_fits_every_width(gallery, desktop_page):
    desktop_page.goto(gallery("office"))
    widths = []

    for width in (320, 480, 768, 1024, 1366, 1920):
        desktop_page.set_viewport_size({"width": width, "height": 800})
        widths.append((width, desktop_page.evaluate("document.documentElement.scrollWidth")))

    assert [(width, needed) for width, needed in widths if needed != width] == []


def test_axe_finds_what_it_is_there_for(gallery, desktop_page):
    desktop_page.goto(gallery("plain"))
    desktop_page.evaluate("document.querySelector('label[for=id_subject]').remove()")

    assert any(sentence.startswith("label:") for sentence in violations(desktop_page))


def test_page_with_mistakes_opens_on_the_box_of_mistakes(gallery, desktop_page):
    desktop_page.goto(gallery("plain"))

    expect(desktop_page.locator(".error-summary")).to_be_focused()
    desktop_page.locator(".error-summary a").first.click()
    expect(desktop_page.locator("#id_subject")).to_be_focused()


def test_policy_lets_everything_of_ours_load(gallery, desktop_page):
    refused = []
    desktop_page.on("requestfailed", lambda request: refused.append(request.url))
    desktop_page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)

    desktop_page.goto(gallery("public"))
    desktop_page.wait_for_load_state("networkidle")

    assert refused == []


def test_citation_is_inserted_at_the_caret(gallery, desktop_page):
    desktop_page.goto(gallery())
    question = desktop_page.locator("#id_question")
    question.fill("Một hai")
    question.evaluate("area => area.setSelectionRange(3, 3)")

    desktop_page.locator("[data-insert]").first.click()

    expect(question).to_have_value("Một [F069] hai")
    expect(desktop_page.locator("#told")).to_have_text("Đã chèn: [F069]")


def test_second_tap_confirms_and_the_first_does_not(gallery, desktop_page):
    sent = []
    desktop_page.on("request", lambda request: sent.append(request.method))
    desktop_page.goto(gallery())
    button = desktop_page.locator("[data-confirm]")

    button.click()
    expect(button).to_have_text("Bấm lần nữa để gửi")
    assert "POST" not in sent

    button.click()
    desktop_page.wait_for_load_state()
    assert "POST" in sent


def test_question_mark_lists_the_keys_and_two_keys_open_a_list(gallery, desktop_page):
    desktop_page.goto(gallery())
    desktop_page.locator("main").focus()

    desktop_page.keyboard.press("?")
    expect(desktop_page.locator("#keys")).to_contain_text("Câu hỏi")
    desktop_page.keyboard.press("Escape")
    expect(desktop_page.locator("#keys")).to_be_hidden()

    desktop_page.keyboard.press("g")
    desktop_page.keyboard.press("i")
    expect(desktop_page).to_have_url(re.compile("#$"))


def test_keys_are_letters_while_someone_types(gallery, desktop_page):
    desktop_page.goto(gallery())

    desktop_page.locator("#id_subject").press_sequentially("g i / ?")

    expect(desktop_page.locator("#id_subject")).to_have_value("g i / ?")
    expect(desktop_page.locator("#keys")).to_be_hidden()


def test_typed_text_is_counted_and_guarded(gallery, desktop_page):
    asked = []
    desktop_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desktop_page.goto(gallery())

    desktop_page.locator("#id_question").fill("x" * 2005)
    expect(desktop_page.locator(".chars")).to_have_text("5 ký tự vượt quá")
    desktop_page.locator("#id_question").press("y")
    desktop_page.goto(gallery("plain"))

    assert asked == ["beforeunload"]


def test_page_without_scripts_shows_everything_that_works(gallery, new_page):
    page = new_page(390, 844, scripts=False)

    page.goto(gallery())

    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[data-copy]")).to_be_hidden()
    expect(page.get_by_role("button", name="Gửi", exact=True)).to_be_visible()
