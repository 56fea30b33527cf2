"""Structured plain text becomes blocks and comes back in one canonical form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.texts.structure import (
    BulletList,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Quotation,
    Table,
    canonical_form,
    pieces_of,
    read_structure,
    with_pieces,
    write_structure,
)

EVERY_KIND = """# Trả lời của Sở

Kính gửi quý báo.
Chúng tôi trả lời như sau:
- bảo hiểm y tế
* nước sạch

1. Điều thứ nhất
2) Điều thứ hai

> Ông nói: “Có.”

| Năm | Tỷ lệ |
|---|---|
| 2023 | 93,35 % |
![Vòi nước ở bản (Mường Lát)](anh (1).jpg) Nước về bản.
> Chúng tôi sẽ làm xong.
> — Giám đốc Sở Y tế
"""


def test_read_structure_every_kind_of_block_gives_blocks_in_order():
    text = EVERY_KIND

    blocks = read_structure(text)

    assert blocks == (
        Heading(1, "Trả lời của Sở"),
        Paragraph("Kính gửi quý báo.\nChúng tôi trả lời như sau:"),
        BulletList(("bảo hiểm y tế", "nước sạch")),
        NumberedList(("Điều thứ nhất", "Điều thứ hai")),
        Quotation(("Ông nói: “Có.”",)),
        Table((("Năm", "Tỷ lệ"), ("2023", "93,35 %")), has_head=True),
        Figure("Vòi nước ở bản (Mường Lát)", "anh (1).jpg", "Nước về bản."),
        Quotation(("Chúng tôi sẽ làm xong.",), "Giám đốc Sở Y tế"),
    )


def test_canonical_form_every_kind_of_block_writes_one_spelling():
    text = EVERY_KIND

    canonical = canonical_form(text)

    assert canonical == (
        "# Trả lời của Sở\n\nKính gửi quý báo.\nChúng tôi trả lời như sau:\n\n"
        "- bảo hiểm y tế\n- nước sạch\n\n1. Điều thứ nhất\n2. Điều thứ hai\n\n> Ông nói: “Có.”\n\n"
        "| Năm | Tỷ lệ |\n| --- | --- |\n| 2023 | 93,35 % |\n\n"
        "![Vòi nước ở bản (Mường Lát)](anh (1).jpg) Nước về bản.\n\n"
        "> Chúng tôi sẽ làm xong.\n> — Giám đốc Sở Y tế"
    )


def test_read_structure_html_stays_text():
    text = "<script>alert(1)</script>\n\n<b>đậm</b>"

    blocks = read_structure(text)

    assert blocks == (Paragraph("<script>alert(1)</script>"), Paragraph("<b>đậm</b>"))


def test_read_structure_backslash_before_a_mark_makes_plain_text():
    text = "\\- không phải danh sách\n\n\\# cũng không"

    blocks = read_structure(text)

    assert blocks == (Paragraph("- không phải danh sách"), Paragraph("# cũng không"))
    assert write_structure(blocks) == text


def test_canonical_form_decomposed_and_invisible_signs_become_composed_text():
    decomposed = "Ha\u0300 No\u0323\u0302i\u200b\x00 cu\u0309a\u202e ta"

    canonical = canonical_form(decomposed)

    assert canonical == "Hà Nội của ta"


def test_read_structure_blank_text_has_no_blocks():
    assert read_structure(" \n\t\n\r\n") == ()


def test_pieces_of_table_gives_cells_row_by_row():
    table = Table((("a", "b"), ("c", "d")))

    assert pieces_of(table) == ("a", "b", "c", "d")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1 \n\t#>-|.\\*)ế\u0301:![](—", max_size=60))
def test_canonical_form_any_text_is_stable_and_reads_the_same(text):
    blocks = read_structure(text)

    canonical = write_structure(blocks)

    assert read_structure(canonical) == blocks
    assert canonical_form(canonical) == canonical


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_canonical_form_any_unicode_is_stable(text):
    canonical = canonical_form(text)

    assert canonical_form(canonical) == canonical


LINES = st.sampled_from(
    "> a/> — b/> — b./> -- c/> ![a](b)/![a](b) c/![ a ](b (1).jpg)c/![](b)/![a]( )/\\![a](b)/![a][b]//- a/1. a"
    "/| a | b |/a/— a/# a/> />".split("/")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_canonical_form_any_lines_with_marks_is_stable_and_reads_the_same(text):
    blocks = read_structure(text)

    canonical = write_structure(blocks)

    assert read_structure(canonical) == blocks
    assert canonical_form(canonical) == canonical


def test_read_structure_a_line_that_names_who_speaks_ends_its_quotation():
    text = "> Có nước.\n> -- Chủ tịch xã\n> Chưa có.\n>\n> — Già làng"

    blocks = read_structure(text)

    assert blocks == (Quotation(("Có nước.",), "Chủ tịch xã"), Quotation(("Chưa có.",), "Già làng"))


def test_read_structure_a_dialogue_has_no_speaker():
    text = "> — Bản đã có nước chưa?\n> — Chưa có.\n> — Bao giờ có?"

    assert read_structure(text) == (Quotation(("— Bản đã có nước chưa?", "— Chưa có.", "— Bao giờ có?")),)


@pytest.mark.parametrize("line", ["![a]()", "![a]( )", "![a [b]](c)", "! [a](b)", "[a](b)", "![a](b"])
def test_read_structure_a_line_that_is_no_whole_figure_stays_words(line):
    assert read_structure(line) == (Paragraph(line),)


def test_pieces_of_a_figure_are_what_is_seen_and_the_caption():
    assert pieces_of(Figure("Vòi nước", "chart", "Tỷ lệ [F001]")) == ("Vòi nước", "Tỷ lệ [F001]")


@pytest.mark.parametrize("block", read_structure(EVERY_KIND))
def test_with_pieces_other_words_keep_the_form_of_the_block(block):
    turned = with_pieces(block, [piece.upper() for piece in pieces_of(block)])

    assert type(turned) is type(block)
    assert pieces_of(turned) == tuple(piece.upper() for piece in pieces_of(block))
    assert read_structure(write_structure([turned])) == (turned,)
