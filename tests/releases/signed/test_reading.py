"""What a reader holds, in every form: the document in it is found, and what is shown is compared with it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from hoiam.desks import signing
from hoiam.releases.document import document_hash
from hoiam.releases.signed.apart import read_paper_apart
from hoiam.releases.signed.drawn import figures_of
from hoiam.releases.signed.paper import DOCUMENT_NAME, NotRead, read_paper
from hoiam.releases.signed.reading import judge_held, read_held, read_words
from hoiam.releases.signed.sheet import sheet_of
from hoiam.texts.typesetting import CARRYING, typeset
from tests.releases.signed.made import (
    AT,
    BODY,
    FACTS,
    REFERENCE,
    bodies,
    document_of,
    page_of,
    pdf_of_document,
    plain_of,
    shown_of,
    source,
)


@pytest.fixture(scope="module")
def document():
    return document_of(BODY)


@pytest.fixture(scope="module")
def pdf(document) -> bytes:
    return pdf_of_document(document)


def judge(content: bytes | str, *known, keys=None, believe_own: bool = True):
    held = read_words(content) if isinstance(content, str) else read_held(content)
    return judge_held(held, keys or signing.public_keys(), lambda _held: known, believe_own=believe_own)


def rows(verdict) -> list[tuple[str, str]]:
    return [(row.kind, row.sentence) for row in verdict.differences]


def with_text(document, old: str, new: str):
    """The same text set with other words in one place."""

    def changed(part):
        if isinstance(part, tuple):
            return tuple(changed(one) for one in part)
        if hasattr(part, "runs"):
            return replace(
                part, runs=tuple(replace(run, text=run.text.replace(old, new)) for run in part.runs)
            )
        return replace(part, pieces=changed(part.pieces), rows=changed(part.rows))

    shown = shown_of(document)
    return replace(shown, blocks=changed(shown.blocks))


def edited(pdf: bytes, edit) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        edit(paper)
        paper.save(out)
    return out.getvalue()


def drawn_on(pdf: bytes, commands: bytes, *, first: bool = False) -> bytes:
    def draw(paper):
        page = paper.pages[0]
        page.contents_add(paper.make_stream(b"q " + commands + b" Q"), prepend=first)

    return edited(pdf, draw)


def test_pdf_as_it_goes_out_is_genuine(document, pdf):
    verdict = judge(pdf)

    assert (verdict.word, verdict.differences, verdict.agreeing) == (
        "genuine",
        (),
        len(document["sentences"]),
    )
    assert b"pdfaid" in pdf and b"<pdfaid:part>3" in pdf


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(bodies())
def test_pdf_of_any_text_is_genuine(body):
    verdict = judge(pdf_of_document(document_of(body, summary="Tóm tắt:\n\n- Ý một\n- Ý hai")))

    assert (verdict.word, verdict.differences) == ("genuine", ())


def test_pdf_of_many_pages_is_genuine_across_its_page_breaks():
    long = "# Báo cáo\n\n" + "\n\n".join(
        f"Đoạn {number} nói về việc {number * 7} tại khu-vực {number % 9}. " * 4 for number in range(160)
    )
    document = document_of(long)
    pdf = pdf_of_document(document)

    verdict = judge(pdf)

    assert len(pypdfium2.PdfDocument(pdf)) > 5
    assert (verdict.word, verdict.differences) == ("genuine", ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("72,3", "72,8", [("changed", "s5")]),
        ("thấp hơn", "cao hơn", [("changed", "s3")]),
        ("Nam", "Nаm", [("changed", "s5")]),
        ("Con số này thấp hơn kế hoạch 0,3 tuổi.", "", [("changed", "s3")]),
        ("tháng sau.", "tháng sau. Mọi việc đều đã xong.", [("added", "")]),
    ],
)
def test_pdf_with_another_text_and_the_genuine_document_inside_is_altered(document, old, new, expected):
    pdf = pdf_of_document(document, shown=with_text(document, old, new))

    verdict = judge(pdf)

    assert (verdict.word, verdict.why, rows(verdict)) == ("altered", "sentences", expected)


def test_pdf_without_the_note_that_says_what_was_corrected_is_altered(document):
    corrected = document_of(BODY, change="factual_error", note={"vi": "Sửa con số của nam giới."})
    silent = pdf_of_document(corrected | {"note": {}}, embedded=False)
    whole = pdf_of_document(corrected)

    def put_in(paper):
        data = signing.canonical(corrected)
        paper.attachments[DOCUMENT_NAME] = pikepdf.AttachedFileSpec(paper, data, filename=DOCUMENT_NAME)

    assert judge(whole).word == "genuine"
    verdict = judge(edited(silent, put_in))
    assert verdict.word == "altered" and ("missing", "note") in rows(verdict)


@pytest.mark.parametrize(
    "commands",
    [
        b"1 1 1 rg 60 100 480 600 re f",
        b"BT /F1 30 Tf 3 Tr 100 500 Td (hidden) Tj ET",
        b"q 480 0 0 600 60 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q",
    ],
    ids=["white shape", "unseen letters", "picture"],
)
def test_pdf_whose_text_is_covered_or_doubled_unseen_is_altered(pdf, commands):
    verdict = judge(drawn_on(pdf, commands))

    assert verdict.word == "altered"


def test_pdf_with_a_remark_written_over_it_is_altered(pdf):
    def remark(paper):
        page = paper.pages[0]
        page.Annots = paper.make_indirect(
            pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.FreeText,
                        Rect=[100, 500, 300, 550],
                        Contents="75,9 tuổi",
                        DA="/Helv 12 Tf",
                    )
                ]
            )
        )

    assert judge(edited(pdf, remark)).why == "covered"


def test_pdf_whose_document_was_altered_too_is_judged_by_the_one_that_was_published(document):
    forged = json.loads(json.dumps(document, ensure_ascii=False).replace("72,3", "72,8"))
    pdf = pdf_of_document(forged)

    alone, with_record = judge(pdf), judge(pdf, document)

    assert (alone.word, alone.why) == ("altered", "signature")
    assert (with_record.word, rows(with_record)[0]) == ("altered", ("changed", "s5"))


def test_pdf_without_its_document_is_found_by_its_reference(document):
    pdf = pdf_of_document(document, embedded=False)

    assert judge(pdf).word == "unknown"
    assert judge(pdf, document).word == "genuine"


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"%PDF-1.7\n" + b"\0" * 5000])
def test_broken_pdf_is_said_to_be_so_here_and_apart(content):
    for read in (read_paper, read_paper_apart):
        with pytest.raises(NotRead):
            read(content)


def test_strangers_pdf_read_apart_shows_the_same(pdf):
    assert read_paper_apart(pdf) == read_paper(pdf)


def test_page_as_saved_is_genuine_and_any_change_in_it_is_named(document):
    page = page_of(document)

    assert judge(page.encode()).word == "genuine"
    assert judge(page).word == "genuine"
    for change, expected in (
        (("72,3", "72,8"), [("changed", "s5")]),
        (("Nam", "N&#1072;m"), [("changed", "s5")]),
        (("Hải Châu", "Hải&#8203; Châu"), [("changed", "s11")]),
        (("Việc thứ nhất là", ""), [("changed", "s7")]),
    ):
        assert rows(judge(page_of(document, change))) == expected


def test_words_put_into_a_page_beside_the_sentences_are_added(document):
    added = "<p>Ai cũng hài lòng.</p>"

    for page in (page_of(document, before=added), page_of(document, after=added)):
        assert rows(judge(page)) == [("added", "")]


@pytest.mark.parametrize("hiding", ["hidden", 'style="display: none"', 'class="visually-hidden"'])
def test_sentence_hidden_in_a_page_is_missing(document, hiding):
    page = page_of(document, ('<span data-s="s3">', f'<span {hiding} data-s="s3">'))

    assert rows(judge(page)) == [("missing", "s3")]


def test_chart_words_and_buttons_of_a_page_are_no_words_of_the_text(document):
    more = "<button>Sao chép</button><svg><text>x</text></svg><nav>Mục lục</nav><style>p{}</style>"

    assert judge(page_of(document, before=more)).word == "genuine"


def test_json_document_is_genuine_alone_or_in_a_folder_of_both(document):
    both = {"document": document, "publication": {"type": "hoiam/release-publication/1"}}

    assert judge(json.dumps(document)).word == "genuine"
    assert judge(json.dumps(both, ensure_ascii=False, indent=2).encode()).word == "genuine"


def test_json_document_changed_is_altered_and_its_sentences_named_where_the_record_knows_it(document):
    forged = json.loads(json.dumps(document))
    forged["sentences"][4][1] = "Nam: 72,8 tuổi."

    assert (judge(json.dumps(forged)).word, judge(json.dumps(forged)).why) == ("altered", "signature")
    assert rows(judge(json.dumps(forged), document)) == [("changed", "s5")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[" * 50_000,
        '{"type": "hoiam/release/1"}',
        '{"type": "hoiam/release/1", "sentences": [["\\ud800", "x"]], "reference": "R", "text": "x"}',
        '{"type": "hoiam/release/1", "sentences": [[["s1"], 7]], "reference": "R", "text": "x"}',
        "<html><span data-s='s1'>một</span>",
        "<!doctype html><script id=signed-document type=application/hoiam+json>{</script>",
        "Một đoạn chữ nào đó.",
    ],
)
def test_what_is_nothing_of_ours_is_unknown(text):
    assert judge(text).word == "unknown"


def test_pasted_text_is_compared_with_the_document_it_names(document):
    pasted = f"{plain_of(document)}\n{REFERENCE}"

    assert judge(pasted, document).word == "genuine"
    assert judge("> " + pasted.replace("\n", "\n> "), document).word == "genuine"
    assert rows(judge(pasted.replace("77,3", "79,3"), document)) == [("changed", "s6")]
    part = judge("Con số này thấp hơn kế hoạch 0,3 tuổi.", document)
    assert part.word == "altered" and part.is_part


def test_of_several_documents_the_nearest_judges(document):
    second = document_of(BODY.replace("72,3", "72,5"), number=2, change="factual_error")

    for asked, expected in ((document, 1), (second, 2)):
        verdict = judge(plain_of(asked), document, second)
        assert (verdict.word, verdict.document["edition"]) == ("genuine", expected)


def test_document_of_unknown_key_is_unknown_and_outside_the_time_of_its_key_altered(
    document, tmp_path, settings
):
    settings.SIGNING_KEY_FILE = tmp_path / "keys.json"
    signing.make_key(settings.SIGNING_KEY_FILE, datetime(2026, 9, 15, tzinfo=UTC))
    late = signing.public_keys()
    before_its_key = document_of(BODY)

    assert judge(json.dumps(document), keys=late).word == "unknown"
    assert (judge(json.dumps(before_its_key)).word, judge(json.dumps(before_its_key)).why) == (
        "altered",
        "validity",
    )


def test_where_the_record_decides_a_rightly_signed_document_outside_it_is_unknown(document, pdf):
    for held in (json.dumps(document), page_of(document), pdf):
        assert judge(held, believe_own=False).word == "unknown"
        assert judge(held, document, believe_own=False).word == "genuine"


def test_document_from_before_a_blanking_stays_genuine_and_the_blanked_one_says_nothing_of_it(document):
    blanked = document_of(
        BODY,
        blanked={"s3": document_hash(document)},
        blanked_words="[Đã gỡ]",
    )

    assert judge(json.dumps(document), blanked, believe_own=False).word == "genuine"
    assert "thấp hơn" not in json.dumps(blanked, ensure_ascii=False) and "F002" not in json.dumps(blanked)
    assert judge(pdf_of_document(blanked)).word == "genuine"


def with_chart(kind: str) -> dict:
    facts = {
        key: fact
        | {
            "measure": {
                "low": f"{number}4.7",
                "high": f"{number}4.7",
                "printed": f"{number}4,7 %",
                "unit": "%",
                "from": f"202{number}-01-01",
                "to": f"202{number}-12-31",
                "precision": "year",
                "place": "",
            }
        }
        for number, (key, fact) in enumerate(FACTS.items(), 1)
    }
    body = f"# Số liệu\n\n![Tỷ lệ tăng đều]({kind}) Tỷ lệ theo năm. [F001, F002, F003]\n\nHết phần này."
    bare = document_of(body, facts=facts)
    return document_of(body, facts=facts, figures=figures_of(shown_of(bare)))


@pytest.mark.parametrize("kind", ["chart", "chart:column", "chart:line"])
def test_pdf_and_page_with_a_chart_are_genuine_and_another_figure_under_it_is_added(kind):
    document = with_chart(kind)
    assert document["figures"][0]["rows"], "nothing is drawn"
    pdf = pdf_of_document(document)
    table = "".join(
        f"<tr><th>{label}</th><td>{said}</td></tr>" for label, said in document["figures"][0]["rows"]
    )

    assert rows(judge(pdf)) == []
    assert judge(
        page_of(document, after=f"<details><summary>Bảng</summary><table>{table}</table></details>")
    ).word == ("genuine")
    assert rows(judge(page_of(document, after=f"<table>{table.replace('34,7', '94,7')}</table>"))) == [
        ("added", "")
    ]


def test_picture_in_a_pdf_hides_nothing_and_is_set_with_its_credit():
    from PIL import Image

    digest = "a" * 64
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(out, "PNG")
    document = document_of(
        "# Ảnh\n\n![Một trạm y tế](anh.png) Trạm y tế mới.\n\nHết.",
        attachments=[["anh.png", digest]],
        media=[
            {"sha256": digest, "credit": "Nguyễn A", "license": "CC-BY-4.0", "alternative": "Một trạm y tế"}
        ],
    )
    sheet = sheet_of(
        document,
        shown_of(document),
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        address=f"https://hoiam.example/r/{REFERENCE}",
        pictures={"anh.png": out.getvalue()},
        spelled_document=signing.canonical(document),
    )
    pdf = typeset(source(), values=sheet.values, at=AT, files=sheet.files, standard=CARRYING)

    held = read_held(pdf)
    assert "Nguyễn A" in held.text and judge(pdf).word == "genuine"


def test_pdf_in_a_language_with_letters_of_its_own_is_genuine():
    words = "Êđê: Ƀuôn Ama Thuột mơng anăp, čhiăm jih; ŏ thâo ơ̆ ôh. Bahnar: ơ̆i, kơ̆."
    document = document_of(f"# {words}\n\nKnhuah {words}", language="rad")

    assert judge(pdf_of_document(document)).word == "genuine"
