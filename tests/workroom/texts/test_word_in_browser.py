"""Word in a real browser: paste keeps the structure, a file goes out, comes back and is taken in; both languages."""

from __future__ import annotations

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from hoiam.desks.models import Person
from hoiam.texts.models import Text
from tests.browser import assert_accessible, screenshot
from tests.factories.texts import make_text
from tests.texts.word_documents import edited, paragraph, tracked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head><body>
<!--StartFragment--><p class=MsoTitle>Báo cáo</p><h2 style='margin:0'>Tình hình\nchung<o:p></o:p></h2>
<p class=MsoNormal style='color:black'>Một câu <b>đậm</b> có&nbsp;số 5.<br>Dòng hai.<script>alert(1)</script></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt'>&nbsp;&nbsp;</span></span></span><![endif]>Điểm một</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Điểm hai</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>Việc một</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Việc hai</p>
<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'><span style='mso-list:Ignore'>a)</span>Điểm a</p>
<table class=MsoTableGrid><tr><td><p><b>Năm</b></p></td><td><p><b>Số | lớp</b></p></td></tr>
<tr><td><p>2024</p></td><td><p>12</p></td></tr></table>
<ul><li>Mục<ul><li>Mục con</li></ul></li></ul><ol start=3><li>Ba</li><li>Bốn</li></ol>
<blockquote><p>Lời dẫn.</p></blockquote><p># không phải đề mục</p><img src="https://elsewhere.example/x.png"><!--EndFragment-->
</body></html>"""
AS_TEXT = """# Báo cáo

## Tình hình chung

Một câu đậm có số 5.
Dòng hai.

- Điểm một
- Điểm hai

1. Việc một
2. Việc hai

a) Điểm a

| Năm | Số \\| lớp |
| --- | --- |
| 2024 | 12 |

- Mục
- Mục con

3. Ba
4. Bốn

> Lời dẫn.

\\# không phải đề mục"""
PASTE = """([html, text]) => {
  const area = document.querySelector("#id_body");
  area.focus();
  const carried = new DataTransfer();
  if (html) carried.setData("text/html", html);
  carried.setData("text/plain", text);
  const news = new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true });
  return area.dispatchEvent(news);
}"""


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True  # no second factor to set up


@pytest.fixture
def enter(live_server, new_page):
    """Opens a page in which a person is signed in and reads a language."""

    def open_page(person: Person, language: str, width: int = 1366, *, scripts: bool = True):
        Person.objects.filter(pk=person.pk).update(language=language)
        client = Client()
        client.force_login(Person.objects.get(pk=person.pk))
        page = new_page(width, scripts=scripts)
        page.context.add_cookies(
            [
                {
                    "name": project.SESSION_COOKIE_NAME,
                    "value": client.cookies[project.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        return page

    return open_page


def editor(text: Text) -> str:
    return reverse("workroom_texts:editor", args=[text.desk.code, text.pk])


def test_paste_from_word_keeps_the_structure_and_stores_no_html(cast, live_server, enter):
    text = make_text(cast, body="")
    page = enter(cast.case_officer, "vi")
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(live_server.url + editor(text))

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        is_left_to_the_browser = page.evaluate(PASTE, [FROM_WORD, "Báo cáo …"])

    assert not is_left_to_the_browser
    assert page.input_value("#id_body") == AS_TEXT
    assert Text.objects.get(pk=text.pk).body == AS_TEXT
    assert not [address for address in asked if "elsewhere" in address]
    assert not [line for line in told if "Content Security Policy" in line]


@pytest.mark.parametrize("html", ["", "<p>Chỉ là một câu.</p>"])
def test_paste_without_structure_is_left_to_the_browser(cast, live_server, enter, html):
    page = enter(cast.case_officer, "vi")
    page.goto(live_server.url + editor(make_text(cast, body="")))

    assert page.evaluate(PASTE, [html, "Chỉ là một câu."])


def test_paste_into_the_middle_begins_a_paragraph_and_can_be_undone(cast, live_server, enter):
    page = enter(cast.case_officer, "vi")
    page.goto(live_server.url + editor(make_text(cast, body="Trước. Sau.")))
    page.evaluate("document.querySelector('#id_body').setSelectionRange(7, 7)")

    page.evaluate(PASTE, ["<ul><li>Giữa</li></ul>", "Giữa"])

    assert page.input_value("#id_body") == "Trước. \n\n- Giữa\n\nSau."
    page.keyboard.press("Control+z")
    assert page.input_value("#id_body") == "Trước. Sau."


@pytest.mark.parametrize(
    ("language", "width", "scripts"), [("vi", 1366, True), ("en", 390, True), ("en", 1366, False)]
)
def test_word_file_goes_out_and_comes_back(cast, live_server, enter, tmp_path, language, width, scripts):
    text = make_text(
        cast, body="# Trả lời\n\nCó 5 lớp học mới. Câu hai giữ nguyên.\n\n- Một điểm\n- Hai điểm"
    )
    page = enter(cast.case_officer, language, width, scripts=scripts)
    page.goto(live_server.url + editor(text))
    with page.expect_download() as waited:
        page.locator("#word a.button").click()
    content = waited.value.path().read_bytes()
    content = tracked(
        tracked(content, "5 lớp", "7 lớp", by="Nguyễn Thị An"), "Hai điểm", "Hai điểm rõ", by="Lê Bình"
    )
    asked = paragraph("Nguồn nào?")
    said = f'<w:comment w:id="7" w:author="Lê Bình" w:date="2026-08-03T09:00:00Z">{asked}</w:comment>'
    marked = '<w:commentRangeStart w:id="7"/><w:r><w:t>Câu hai giữ nguyên.</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    file = tmp_path / "về.docx"
    file.write_bytes(edited(content, ("<w:r><w:t>Câu hai giữ nguyên.</w:t></w:r>", marked), comments=said))

    page.set_input_files("#word input[type=file]", file)
    page.locator("#word form button").click()
    page.wait_for_url("**/word/*/")

    shown = page.inner_text("main")
    assert all(part in shown for part in ("Nguyễn Thị An", "Lê Bình", "Nguồn nào?", "7 lớp"))
    if scripts:
        assert_accessible(page)
    screenshot(page, f"word-file-{language}-{width}")
    page.locator("button[value=take]").click()
    page.wait_for_url("**/texts/*/#check")
    assert Text.objects.get(pk=text.pk).body.startswith("# Trả lời\n\nCó 7 lớp học mới.")
    screenshot(page, f"word-editor-{language}-{width}")
