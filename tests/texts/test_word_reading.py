"""A Word document becomes structured text: what has a place there is kept, what has none is told."""

from __future__ import annotations

import unicodedata

import pytest

from hoiam.texts.files import Unreadable
from hoiam.texts.word.reading import read_docx
from tests.texts.word_documents import (
    added,
    document,
    members_of,
    packed,
    paragraph,
    removed,
    run,
    table,
)


def read(content: bytes):
    return read_docx(content, notes_heading="Ghi chú")


def body_of(*blocks: str, **parts: str) -> str:
    return read(document(*blocks, **parts)).body


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        (paragraph("Báo cáo", style="H1"), "# Báo cáo"),
        (paragraph("Mục riêng", style="Own"), "## Mục riêng"),
        (paragraph("Sâu", style="H5"), "### Sâu"),
        (paragraph("Lời dẫn.", style="Q"), "> Lời dẫn."),
        (paragraph("Một", numbering=(1, 0)), "- Một"),
        (paragraph("Lùi vào", numbering=(1, 1)), "- Lùi vào"),
        (paragraph("Một", numbering=(2, 0)) + paragraph("Hai", numbering=(2, 0)), "1. Một\n2. Hai"),
        (paragraph("Bảy", numbering=(5, 0)), "7. Bảy"),
        (paragraph("điểm", numbering=(3, 0)) + paragraph("nữa", numbering=(3, 0)), "a) điểm\n\nb) nữa"),
        (paragraph("Phạm vi", numbering=(4, 0)), "Điều 1. Phạm vi"),
        (paragraph("Chương", style="H1", numbering=(2, 0)), "# 1. Chương"),
        (paragraph("- gõ tay"), "- gõ tay"),
        (paragraph("3) gõ tay"), "3. gõ tay"),
        (paragraph("# không phải đề mục"), "\\# không phải đề mục"),
        (paragraph(run("hai"), "<w:r><w:br/></w:r>", run("dòng")), "hai\ndòng"),
        (paragraph(run("thấy"), run("ẩn", "<w:vanish/>")), "thấy"),
        (paragraph(f"<w:hyperlink>{run('liên kết')}</w:hyperlink>"), "liên kết"),
        (paragraph(f"<w:sdt><w:sdtContent>{run('trong ô')}</w:sdtContent></w:sdt>"), "trong ô"),
        (f"<w:sdt><w:sdtContent>{paragraph('cả đoạn')}</w:sdtContent></w:sdt>", "cả đoạn"),
        (paragraph(unicodedata.normalize("NFD", "Tiếng Việt")), "Tiếng Việt"),
        (paragraph(run("Tiê"), run("\u0301ng")), "Tiếng"),
    ],
)
def test_read_docx_keeps_what_a_text_can_hold(block, kept):
    assert body_of(block) == kept


def test_read_docx_of_a_list_interrupted_by_a_paragraph_counts_on():
    item = (2, 0)

    body = body_of(paragraph("Một", numbering=item), paragraph("Xen"), paragraph("Hai", numbering=item))

    assert body == "1. Một\n\nXen\n\n2. Hai"


def test_read_docx_of_a_field_keeps_what_it_shows_and_not_its_instruction():
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = body_of(
        paragraph(
            run("Trang "),
            sign("begin"),
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            run("lệnh"),
            sign("separate"),
            run("5"),
            sign("end"),
            run(" hết"),
        )
    )

    assert body == "Trang 5 hết"


@pytest.mark.parametrize(
    ("first", "written"),
    [
        ("<w:tblHeader/>", "| Tỉnh | Số |\n| --- | --- |\n| Huế | 5 |"),
        ('<w:tblHeader w:val="0"/>', "| Tỉnh | Số |\n| Huế | 5 |"),
        ("", "| Tỉnh | Số |\n| Huế | 5 |"),
    ],
)
def test_read_docx_of_a_table_has_a_head_where_its_first_row_is_one(first, written):
    assert body_of(table(("Tỉnh", "Số"), ("Huế", "5"), first=first)) == written


def test_read_docx_of_a_table_whose_first_row_is_bold_has_a_head():
    bold = tuple(f"<w:tc>{paragraph(run(word, '<w:b/>'))}</w:tc>" for word in ("Tỉnh", "Số"))

    assert body_of(table(bold, ("Huế", "5"))).split("\n")[1] == "| --- | --- |"


def test_read_docx_of_merged_cells_writes_their_words_once_and_says_so():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Rộng")}</w:tc>'
    deep = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Sâu")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"

    found = read(document(table((wide,), (deep, "1"), (below, "2"))))

    assert found.body == "| Rộng |  |\n| Sâu | 1 |\n|  | 2 |"
    assert found.left_out == {"merged": 2}


def test_read_docx_of_footnotes_lists_them_at_the_end():
    note = '<w:footnote w:id="2">' + paragraph("Số liệu của Sở.") + "</w:footnote>"
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'

    found = read(document(paragraph(run("Có 5 lớp"), mark, run(".")), footnotes=note))

    assert found.body == "Có 5 lớp [1].\n\n## Ghi chú\n\n1. Số liệu của Sở."
    assert found.left_out == {"note": 1}


def test_read_docx_leaves_pictures_boxes_and_objects_out_and_counts_them():
    picture = "<w:r><w:drawing><a/></w:drawing></w:r>"
    inside = f"<w:txbxContent>{paragraph('trong khung')}</w:txbxContent>"
    box = f"<w:r><mc:AlternateContent>{inside}</mc:AlternateContent></w:r>"
    thing = "<w:r><w:object><w:control/></w:object></w:r>"

    found = read(
        document(
            paragraph(run("Còn lại."), picture, picture, box, thing),
            header1=paragraph("Đầu trang"),
        )
    )

    assert found.body == "Còn lại."
    assert found.left_out == {"picture": 2, "text_box": 1, "object": 1, "header": 1}


@pytest.mark.parametrize(
    "old",
    [
        pytest.param("Céng hßa x· héi chñ nghÜa ViÖt Nam", id="TCVN3, typed with .VnTime"),
        pytest.param("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", id="VNI, typed with VNI-Times"),
    ],
)
def test_read_docx_of_letters_of_an_old_font_converts_them_and_says_so(old):
    found = read(document(paragraph(old), paragraph("Chữ mới ở đây vẫn giữ nguyên.")))

    assert found.body == "Cộng hòa xã hội chủ nghĩa Việt Nam\n\nChữ mới ở đây vẫn giữ nguyên."
    assert found.left_out == {"old_font": 1}


def test_read_docx_accepts_tracked_changes_and_knows_who_made_them():
    block = paragraph(run("Có "), removed("12", "An"), added("15", "Bình"), run(" lớp."))

    found = read(document(block))

    assert found.body == "Có 15 lớp."
    assert [(bit.text, bit.change, bit.by) for bit in found.sentences[0].bits] == [
        ("Có ", "", ""),
        ("12", "removed", "An"),
        ("15", "added", "Bình"),
        (" lớp.", "", ""),
    ]
    assert found.people == {"An": 1, "Bình": 1}


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ((paragraph("Một.", end="del"), paragraph(" Hai.")), "Một. Hai."),
        ((paragraph(removed("Bỏ cả đoạn."), end="del"), paragraph("Còn.", style="H1")), "# Còn."),
        ((paragraph(added("Thêm."), end="ins"), paragraph("Cũ.")), "Thêm.\n\nCũ."),
        (
            (paragraph(run("Giữ. "), f'<w:ins w:author="An">{removed("thêm rồi bỏ", "Bình")}</w:ins>'),),
            "Giữ.",
        ),
        (
            (paragraph(f'<w:moveFrom w:author="An">{run("Dời đi.")}</w:moveFrom>'), paragraph("Ở lại.")),
            "Ở lại.",
        ),
        (
            (paragraph("Trước."), paragraph(f'<w:moveTo w:author="An">{run("Dời đến.")}</w:moveTo>')),
            "Trước.\n\nDời đến.",
        ),
        (
            (
                table(("a", "b"), ("c", "d"), first=""),
                table(("bỏ", "hàng"), first='<w:del w:author="An"/>'),
            ),
            "| a | b |\n| c | d |",
        ),
    ],
)
def test_read_docx_takes_the_text_as_it_is_once_all_changes_are_accepted(blocks, kept):
    assert body_of(*blocks) == kept


def test_read_docx_of_five_people_keeps_every_name():
    people = ["An", "Bình", "Chi", "Dũng", "Em"]
    blocks = [paragraph(run(f"Câu {name} "), added(f"sửa bởi {name}", name), run(".")) for name in people]

    found = read(document(*blocks))

    assert [sentence.bits[1].by for sentence in found.sentences] == people
    assert found.people == dict.fromkeys(people, 1)


def test_read_docx_places_comments_at_their_sentences():
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="{by}" w:date="2026-08-03T09:00:00Z">{paragraph(said)}</w:comment>'
        for number, by, said in (
            (1, "Chi", "Nguồn nào?"),
            (2, "Dũng", "Bỏ câu này?"),
            (3, "Em", "Cả bài hay."),
        )
    )
    block = paragraph(
        run("Câu một. "),
        '<w:commentRangeStart w:id="1"/>',
        run("Câu hai."),
        '<w:commentRangeEnd w:id="1"/>',
        run(" "),
        '<w:commentRangeStart w:id="2"/>',
        removed("Câu ba."),
        '<w:commentRangeEnd w:id="2"/>',
        run(" Câu bốn."),
    )

    found = read(document(block, comments=comments))

    placed = [(one.comment.by, one.comment.text, one.sentence) for one in found.comments]
    assert placed == [("Chi", "Nguồn nào?", 1), ("Dũng", "Bỏ câu này?", 2), ("Em", "Cả bài hay.", None)]


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name", ["document", "styles", "numbering"])
@pytest.mark.parametrize("head", [ENTITY, BOMB])
def test_read_docx_with_entities_is_unreadable(name, head):
    members = members_of(document(paragraph("x"), comments=""))
    inside = bytes(members[f"word/{name}.xml"]).decode().replace("?>", f"?>{head}", 1)

    with pytest.raises(Unreadable):
        read(packed({**members, f"word/{name}.xml": inside}))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 broken",
        packed({"xl/workbook.xml": "<a/>"}),
        packed({"word/document.xml": "<w:document>"}),
        packed({"word/document.xml": b"\xff\xfe\x00"}),
        packed({"word/document.xml": b" " * 45_000_000}),
        document(paragraph("x"))[:-40],
    ],
)
def test_read_docx_of_broken_and_overfull_files_is_unreadable(content):
    with pytest.raises(Unreadable):
        read(content)


def test_read_docx_with_more_elements_than_a_document_has_is_unreadable(monkeypatch):
    monkeypatch.setattr("hoiam.texts.word.package.MOST_ELEMENTS", 50)

    with pytest.raises(Unreadable):
        read(document(*[paragraph("x")] * 50))


@pytest.mark.parametrize(
    "inside",
    [
        "<w:p>" + "<w:hyperlink>" * 3000 + "</w:hyperlink>" * 3000 + "</w:p>",
        "<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000,
        "<w:tbl><w:tr><w:tc>" * 1500 + "</w:tc></w:tr></w:tbl>" * 1500,
    ],
)
def test_file_nested_without_end_is_unreadable(inside):
    with pytest.raises(Unreadable):
        read_docx(document(inside), notes_heading="Ghi chú")


@pytest.mark.parametrize(("columns", "rows"), [(70, 1), (3, 60_000)])
def test_small_file_that_says_it_holds_a_huge_table_is_unreadable(columns, rows):
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='60'/></w:tcPr><w:p/></w:tc>"
    first = f"<w:tr>{wide * columns}</w:tr>" if rows == 1 else f"<w:tr>{wide}</w:tr>"

    with pytest.raises(Unreadable):
        read_docx(document(f"<w:tbl>{first}{'<w:tr/>' * rows}</w:tbl>"), notes_heading="Ghi chú")
