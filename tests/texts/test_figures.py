"""Figures and voices in a text: shown, told in plain words, set in letters, checked, drawn for ever the same."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import render_to_string

from hoiam.texts.letter.body import blocks_of
from hoiam.texts.models import Attachment
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.rendering import plain, rendered
from hoiam.ui.charts import Chart
from tests.factories.texts import AT, make_public_fact, make_text, make_version

pytestmark = pytest.mark.django_db

CHART = "![Đường đi lên](chart:line) Tỷ lệ tham gia bảo hiểm y tế [F001] [F002]."
QUOTED = "> Chúng tôi sẽ làm xong.\n> — Giám đốc Sở Y tế"


def year_fact(desk, reference: str, year: int, number: str, **fields) -> None:
    make_public_fact(
        desk,
        reference,
        f"Tỷ lệ dân số tham gia bảo hiểm y tế năm {year} đạt {number.replace('.', ',')} %.",
        number=number,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_precision="year",
        **fields,
    )


@pytest.fixture
def two_years(cast):
    year_fact(cast.desk, "F001", 2022, "92.04")
    year_fact(cast.desk, "F002", 2023, "93.35")
    return cast


def picture(text, name: str = "voi.jpg", media_type: str = "image/jpeg") -> Attachment:
    file = Attachment.objects.create(
        desk=text.desk,
        record_kind="texts.text",
        record_id=text.pk,
        name=name,
        media_type=media_type,
        size=1,
        sha256="a" * 64,
        added_at=AT,
    )
    return file


def said_of(text, kind: str) -> list[tuple[str, str]]:
    found = findings_of(text, at=AT)
    return [(finding.weight, str(finding.message)) for finding in found if finding.kind == kind]


def test_chart_is_drawn_from_the_facts_its_caption_cites_as_the_version_fixed_them(two_years):
    version = make_version(two_years, body=CHART)

    block = rendered(version).blocks[0]

    assert isinstance(block.chart, Chart)
    assert [(point.label, point.shown, point.reference) for point in block.chart.points] == [
        ("2022", "92,04%", "F001"),
        ("2023", "93,35%", "F002"),
    ]
    assert (block.chart.title, block.chart.unit) == ("Tỷ lệ tham gia bảo hiểm y tế.", "%")
    assert block.alt == "Đường đi lên"
    assert block.against_chart == ()


def test_chart_of_a_version_stays_when_the_fact_changes(two_years, django_assert_num_queries):
    version = make_version(two_years, body=CHART)
    before = rendered(version)
    from hoiam.evidence.models import FactVersion

    FactVersion.objects.update(value_low=1, value_high=1, value_printed="1")

    with django_assert_num_queries(0):
        assert rendered(version) == before


def test_chart_in_a_page_is_a_picture_with_words_and_a_table_under_it(two_years):
    page = render_to_string(
        "ui/parts/rendered_text.html", {"shown": rendered(make_version(two_years, body=CHART))}
    )

    assert 'role="img"' in page and "<title" in page and "<desc" in page
    assert "<script" not in page and "style=" not in page
    assert page.index("</svg>") < page.index("<figcaption>") < page.index("<table")
    assert "92,04%" in page[page.index("<table") :]


def test_picture_in_a_page_has_its_words_and_the_address_it_is_given(cast):
    version = make_version(cast, body="Mở đầu.")
    version.body = "![Vòi nước <ở> bản](voi.jpg) Nước về bản."
    shown = rendered(version)

    with_address = render_to_string(
        "ui/parts/rendered_text.html", {"shown": shown, "pictures": {"voi.jpg": "/files/voi.jpg"}}
    )
    without = render_to_string("ui/parts/rendered_text.html", {"shown": shown})

    assert '<img src="/files/voi.jpg" alt="Vòi nước &lt;ở&gt; bản"' in with_address
    assert "<img" not in without and "Vòi nước &lt;ở&gt; bản" in without


def test_quotation_in_a_page_says_who_speaks_apart_from_what_was_said(cast):
    page = render_to_string(
        "ui/parts/rendered_text.html", {"shown": rendered(make_version(cast, body=QUOTED))}
    )

    said, _end, speaker = page.partition("</blockquote>")
    assert "Chúng tôi sẽ làm xong." in said and "Giám đốc" not in said
    assert "Giám đốc Sở Y tế" in speaker


def test_plain_text_tells_figures_and_voices_in_words(two_years):
    text = plain(make_version(two_years, body=f"{QUOTED}\n\n{CHART}"))

    assert "> Chúng tôi sẽ làm xong.\n> — Giám đốc Sở Y tế" in text
    assert "Tỷ lệ tham gia bảo hiểm y tế [1] [2].\n- 2022: 92,04%\n- 2023: 93,35%" in text


def test_letter_sets_a_figure_as_its_caption_and_a_table(two_years):
    version = make_version(two_years, body=f"{QUOTED}\n\n{CHART}")

    quoted, caption, table = blocks_of(rendered(version), with_notes=False)

    assert quoted.items == ([["Chúng tôi sẽ làm xong.", 0]], [["— ", 0], ["Giám đốc Sở Y tế", 0]])
    assert (caption.kind, caption.items[0][0][0]) == ("paragraph", "Tỷ lệ tham gia bảo hiểm y tế.")
    assert table.rows == (([["2022", 0]], [["92,04%", 0]]), ([["2023", 0]], [["93,35%", 0]]))


def test_numbers_of_captions_and_of_what_is_seen_need_the_facts_that_the_caption_cites(two_years):
    right = make_text(two_years, body="![Lên 93,35 % năm 2023](chart) Năm 2023: 93,35 % [F002].")
    wrong = make_text(two_years, body="![Lên 95 %](chart) Năm 2023: 93,35 % [F002].")
    bare = make_text(two_years, body="![Vòi nước](voi.jpg) Đạt 95 %.")
    picture(bare)

    assert said_of(right, "number_not_in_cited_facts") == []
    assert len(said_of(wrong, "number_not_in_cited_facts")) == 1
    assert len(said_of(bare, "number_without_citation")) == 1


@pytest.mark.parametrize(
    ("name", "alt", "said"),
    [("khac.jpg", "Vòi", "khac.jpg"), ("voi.jpg", "", "voi.jpg"), ("bang.pdf", "Bảng", "bang.pdf")],
)
def test_figure_without_its_file_its_words_or_a_picture_stands_against_sending(cast, name, alt, said):
    text = make_text(cast, body=f"![{alt}]({name}) Nước về bản.")
    picture(text)
    picture(text, "bang.pdf", "application/pdf")

    found = said_of(text, "figure")

    assert [weight for weight, _said in found] == ["blocks"]
    assert said in found[0][1]


def test_figure_with_its_picture_and_words_stands_against_nothing(cast):
    text = make_text(cast, body="![Vòi nước ở bản](voi.jpg) Nước về bản.")
    picture(text)

    assert findings_of(text, at=AT) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("![a](chart) Không dẫn gì.", "[F001]"),
        ("![a](chart:pie) Tròn [F001].", "chart:column"),
        ("![a](chart) Hai đơn vị [F001] [F003].", "%"),
        ("![a](chart) Không có số [F004].", "F004"),
        ("![a](chart:line) Không rõ năm [F005].", "chart:column"),
    ],
)
def test_chart_that_cannot_be_drawn_says_what_to_do(two_years, body, said):
    make_public_fact(two_years.desk, "F003", "Có 12 xã.", number="12", unit="xã")
    make_public_fact(two_years.desk, "F004", "Chưa đo.", number="", unit="")
    make_public_fact(two_years.desk, "F005", "Tỷ lệ đạt 90 %.", number="90")
    text = make_text(two_years, body=body)

    found = said_of(text, "figure")

    assert [weight for weight, _said in found] == ["blocks"]
    assert said in found[0][1]
    assert rendered(text, at=AT).blocks[0].chart is None


def test_quotation_of_a_release_asks_for_the_office_that_speaks(cast):
    bodies = ["> Sẽ xong.", "> Sẽ xong.\n> — Nguyễn Thị Thu Hà", QUOTED]
    texts = [make_text(cast, body=body, purpose="release") for body in bodies]

    found = [said_of(text, "quotation") for text in texts]

    assert [[weight for weight, _said in one] for one in found] == [["warns"], ["warns"], []]
    assert said_of(make_text(cast, body=bodies[0]), "quotation") == []


def test_empty_words_of_a_figure_and_empty_cells_are_shown_as_nothing(cast):
    version = make_version(cast, body="| a |  |\n| --- | --- |\n| b |  |")
    version.body += "\n\n![](voi.jpg)"

    shown = rendered(version)

    assert [len(cell) for row in shown.blocks[0].rows for cell in row] == [1, 0, 1, 0]
    assert (shown.blocks[1].alt, shown.blocks[1].piece) == ("", ())
    assert "voi.jpg" not in render_to_string("ui/parts/rendered_text.html", {"shown": shown})
