"""Bad input gets a clear error and loses nothing: through the real pages, and nothing is half written."""

from __future__ import annotations

import io
import unicodedata

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Enquiry, SealedFile
from hoiam.evidence.models import Fact
from hoiam.texts.models import Signature, Text
from hoiam.workroom.enquiries.acts import ACTS
from tests.factories.enquiries import AT, DAY, load_law, make_answered, make_draft, make_registered
from tests.factories.evidence import make_fact
from tests.factories.officers import make_officer
from tests.factories.texts import make_version

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

ASK = "/en/desks/da-nang/ask/"
IMPORT = "/office/da-nang/facts/import/"
QUICK = "/office/da-nang/facts/quick/"
LETTER = {
    "kind": "press_enquiry",
    "question": "Năm 2025 thành phố có bao nhiêu hộ nghèo?",
    "language": "vi",
    "email": "khue@toasoan.example",
    "once": "0123456789abcdefgh",
}
HEADING = "id,statement_vi,source_title,value,unit,period,place,kind,bearing"
ROW = "F950,Có 40 trường học mới.,Báo cáo 2024,40,,2024,Việt Nam,observation,achievement"


@pytest.fixture(autouse=True)
def monday(desk, settings):
    settings.IS_DEMO = True  # no second factor to set up
    load_law()
    with time_machine.travel(AT, tick=False):
        yield
    assert first_breaks() == []


@pytest.fixture
def asker() -> Client:
    return Client(raise_request_exception=False)


def enter(person) -> Client:
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    type(person).objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    return client


def rows() -> dict[str, int]:
    """How many rows each table holds; sessions and the counting of attempts are not the record."""
    left_out = {"sessions", "config", "contenttypes", "auth"}
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in left_out
    }


def changed(before: dict[str, int]) -> dict[str, int]:
    return {label: count for label, count in rows().items() if before[label] != count}


def upload(content: bytes | str, name: str = "facts.csv") -> dict[str, object]:
    content = content.encode() if isinstance(content, str) else content
    return {"file": SimpleUploadedFile(name, content), "act": "import", "is_public": "on"}


def book(*cells: str) -> bytes:
    from openpyxl import Workbook

    made = Workbook()
    made.active.append(HEADING.split(","))
    made.active.append([*ROW.split(",")[:1], *cells, *ROW.split(",")[1 + len(cells) :]])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


REFUSED_FILES = {
    "empty": b"",
    "no heading": ROW.encode(),
    "missing columns": b"id,note\nF950,x\n",
    "cell of 10 MB": f'{HEADING}\nF950,"{"x" * 10_000_000}",Báo cáo\n'.encode(),
    "duplicate id": f"{HEADING}\n{ROW}\n{ROW.replace('40', '41')}\n".encode(),
    "31 February": f"{HEADING}\n{ROW.replace('2024,Việt', '31/02/2024,Việt')}\n".encode(),
    "number that is none": f"{HEADING}\n{ROW.replace(',40,', ',vài chục nghìn tỷ mấy,')}\n".encode(),
    "kind nobody knows": f"{HEADING}\n{ROW.replace('observation', 'rumour')}\n".encode(),
    "marked secret": f'{HEADING}\nF950,"TỐI MẬT\nCó 40 trường học mới.",Báo cáo\n'.encode(),
    "no text at all": bytes(range(256)) * 40,
    "a zip that is no workbook": b"PK\x03\x04" + b"\x00" * 200,
    "open quote": f'{HEADING}\nF950,"Có 40 trường học mới.,Báo cáo\n'.encode(),
}


def test_file_of_facts_that_is_wrong_is_refused_in_sentences_and_brings_nothing(cast):
    client, before, statuses = enter(cast.fact_steward), rows(), {}
    for case, content in REFUSED_FILES.items():
        for name in ("facts.csv", "facts.xlsx", "facts.jsonl", "facts.exe"):
            statuses[case, name] = client.post(IMPORT, upload(content, name)).status_code

    assert {case: status for case, status in statuses.items() if status != 422} == {}
    assert Fact.objects.count() == 0
    assert changed(before) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_file_in_another_encoding_comes_in_whole_or_is_refused_whole(cast, encoding):
    text = unicodedata.normalize("NFD" if encoding == "cp1258" else "NFC", f"{HEADING}\n{ROW}\n")
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        content = text.encode(encoding, errors="ignore")

    answer = enter(cast.fact_steward).post(IMPORT, upload(content))

    said = [fact.published.statement["vi"] for fact in Fact.objects.all()]
    assert (answer.status_code, said) in [(302, ["Có 40 trường học mới."]), (422, [])]


@pytest.mark.parametrize(
    "formula", ["=1+1", '=HYPERLINK("http://x.example","y")', "@SUM(A1)", "+1", "-cmd|x"]
)
def test_formula_in_a_cell_is_words_or_refused_and_never_computed(cast, formula):
    client = enter(cast.fact_steward)

    quoted = '"' + formula.replace('"', '""') + '"'
    line = ROW.replace("Có 40 trường học mới.", quoted)

    answers = [
        client.post(IMPORT, upload(book(formula), "facts.xlsx")).status_code,
        client.post(IMPORT, upload(f"{HEADING}\n{line}\n")).status_code,
    ]

    assert set(answers) <= {302, 422}
    assert {fact.latest.statement["vi"] for fact in Fact.objects.all()} <= {formula}


@pytest.mark.parametrize(("written", "value"), [("1.800", 1800), ("93,35", 93.35), ("1.800,5", 1800.5)])
def test_number_in_vietnamese_style_is_read_as_such(cast, written, value):
    line = ROW.replace(",40,", f',"{written}",').replace("Có 40 trường", f"Có {written} trường")
    line = line.replace(f"F950,Có {written} trường học mới.", f'F950,"Có {written} trường học mới."')

    enter(cast.fact_steward).post(IMPORT, upload(f"{HEADING}\n{line}\n"))

    assert float(Fact.objects.get().published.value_low) == value


def test_decomposed_letters_are_one_and_the_same_text(cast):
    sent = {**LETTER, "question": unicodedata.normalize("NFD", LETTER["question"])}

    Client().post(ASK, sent)

    assert Enquiry.objects.get().question == LETTER["question"]


@pytest.mark.parametrize(
    "text", ["Sè hé nghÌo cña thµnh phè lµ bao nhiªu?", "Soá hoä ngheøo cuûa thaønh phoá?"]
)
def test_text_of_old_fonts_is_taken_or_refused_but_never_breaks_a_page(cast, asker, text):
    answer = asker.post(ASK, {**LETTER, "question": text})
    pasted = enter(cast.case_officer).post(QUICK, {"paragraph": text, "act": "read"})

    assert answer.status_code in (302, 422)
    assert pasted.status_code < 500


MARKUP = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def test_markup_in_every_field_of_the_form_stays_text_on_every_page(cast, asker):
    sent = {**LETTER, "question": MARKUP + " là gì?", "name": MARKUP, "outlet": MARKUP, "phone": MARKUP}
    landed = asker.post(ASK, sent)
    enquiry = Enquiry.objects.get()
    pages = [asker.get(landed.headers["Location"])] if landed.status_code == 302 else []
    for person in (cast.intake, cast.head):
        for path in ("", "enquiries/", f"enquiries/{enquiry.reference}/", "journal/"):
            pages.append(enter(person).get(f"/office/da-nang/{path}"))
    pages.append(
        enter(cast.intake).post(f"/office/da-nang/enquiries/{enquiry.reference}/seal/", {"asker": 1})
    )

    said = [page.content.decode() for page in pages]
    assert any("&lt;script&gt;" in text for text in said)
    assert [page.status_code for page in pages if page.status_code >= 500] == []
    assert not any("<script>alert" in text or "<img src=x" in text for text in said)


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nBcc: c@d.example", "a@b.example%0aBcc:x", "a b@c.example"]
)
def test_line_break_in_an_address_reaches_no_header(cast, asker, address):
    from hoiam.post.tasks import deliver
    from tests.post.server import mail_server

    asker.post(ASK, {**LETTER, "email": address, "name": "Minh\r\nBcc: e@f.example"})
    with mail_server() as (url, keeper):
        deliver(at=AT, url=url)

    assert [mail["Bcc"] for mail in keeper.messages if mail["Bcc"]] == []
    assert all("d.example" not in str(mail["To"]) for mail in keeper.messages)


def test_files_larger_than_possible_are_refused_and_nothing_is_kept(asker, cast):
    before = rows()
    large = SimpleUploadedFile("lon.pdf", b"%PDF-1.7" + b"x" * 26_300_000)

    by_asker = asker.post(ASK, {**LETTER, "attachments": [large]})
    large.seek(0)
    by_intake = enter(cast.intake).post(
        "/office/da-nang/enquiries/new/",
        {**LETTER, "received_at": "2026-09-07T08:00", "attachments": [large], "key": "k" * 20},
    )

    assert (by_asker.status_code, by_intake.status_code) in [(422, 422), (422, 409)]
    assert changed(before) == {}


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_marked_material_is_refused_at_every_door_and_nothing_is_kept(cast, asker, mark):
    draft = make_draft(cast)
    text = Text.objects.get()
    marked, before = f"{mark}\nKế hoạch số 7 của Sở", rows()
    file = SimpleUploadedFile("ke-hoach.txt", marked.encode())
    case = f"/office/da-nang/enquiries/{draft.enquiry.reference}/"
    officer, intake = enter(cast.case_officer), enter(cast.intake)
    note = {**LETTER, "received_at": "2026-09-07T08:00", "key": "k" * 20}

    answers = {
        "form": asker.post(ASK, {**LETTER, "question": marked}),
        "file": asker.post(ASK, {**LETTER, "attachments": [file]}),
        "by hand": intake.post("/office/da-nang/enquiries/new/", {**note, "question": marked}),
        "letter": intake.post(f"{case}clarify/", {"words": marked}),
        "text": officer.post(
            f"/office/da-nang/texts/{text.pk}/",
            {"body": marked, "base_revision": text.revision, "window": "w"},
        ),
        "gap": officer.post("/office/da-nang/gaps/new/", {"question": marked}),
    }

    assert {
        name: answer.status_code for name, answer in answers.items() if answer.status_code not in (409, 422)
    } == {}
    assert changed(before) == {}
    assert SealedFile.objects.count() == 0
    text.refresh_from_db()
    assert marked not in text.body


def test_form_sent_twice_at_every_door_is_one_record(cast, asker):
    asker.post(ASK, LETTER)
    asker.post(ASK, LETTER)
    enquiry = Enquiry.objects.get()
    intake = enter(cast.intake)
    case = f"/office/da-nang/enquiries/{enquiry.reference}/"

    twice = [intake.post(f"{case}register/", {"theme": ""}).status_code for _ in range(2)]
    begun = [
        enter(cast.case_officer).post(f"{case}answer/", {"outcome": "answered"}).status_code for _ in range(2)
    ]

    assert (twice, begun[0], begun[1] in (302, 409)) == ([302, 409], 302, True)
    assert Text.objects.count() == 1


def test_stale_clearance_signs_nothing(cast):
    version = make_version(cast)
    page = f"/office/da-nang/texts/{version.text_id}/clearance/"

    answers = [
        enter(cast.reviewer).post(page, {"text_hash": given, "decision": "approve"}).status_code
        for given in ("0" * 64, "", version.hash[:-1], "\x00", "ệ" * 64)
    ]

    assert [status for status in answers if status not in (409, 422)] == []
    assert Signature.objects.count() == 0


@pytest.mark.parametrize(
    "change", [{"unit": "moons"}, {"amount": "x"}, {"amount": "-3"}, {"start_event": ""}]
)
def test_rule_of_time_with_nonsense_is_refused_and_runs_nowhere(desk, change):
    officer = make_officer("legal_officer")
    client = enter(officer)
    before = rows()

    answer = client.post("/office/installation/rules/R01/correct/", {"unit": "moons", **change})

    assert answer.status_code in (404, 409, 422)
    assert changed(before) == {}


@pytest.mark.parametrize(
    "moment", ["2026-09-07T08:00", "2026-09-07T08:00Z", "31/02/2026 08:00", "yesterday", "0001-01-01T00:00"]
)
def test_time_without_or_with_a_zone_is_the_desk_s_own_or_refused(cast, moment):
    sent = {**LETTER, "received_at": moment, "key": "k" * 20}

    answer = enter(cast.intake).post("/office/da-nang/enquiries/new/", sent)

    kept = [enquiry.received_at.isoformat() for enquiry in Enquiry.objects.all()]
    assert (answer.status_code < 400, kept) in [(True, ["2026-09-07T01:00:00+00:00"]), (False, [])]


ODD = [
    "\x00",
    "٣٤",
    "9" * 40,
    "-1",
    "1e9",
    "%00",
    "'; drop table x; --",
    "ệ" * 5000,
    "🙂",
    "[]",
    "{}",
    "../../etc",
]


def test_odd_words_in_addresses_and_filters_are_not_found_or_ignored(cast, asker):
    make_answered(cast)
    make_fact(cast.desk, at=AT - DAY)
    intake, statuses = enter(cast.intake), {}
    public = ["answers/", "facts/", "search/", "punctuality/da-nang/"]
    names = ("q", "after", "before", "period", "kind", "desk", "theme", "version", "view", "officer")
    for word in ODD:
        sent = dict.fromkeys(names, word)
        for path in public:
            statuses[path, word[:9]] = asker.get(f"/en/{path}", sent).status_code
        for path in ("enquiries/", "facts/", "search/", "journal/", "gaps/"):
            statuses[f"office {path}", word[:9]] = intake.get(f"/office/da-nang/{path}", sent).status_code

    assert {key: status for key, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize(
    "path", ["/en/facts/F%00/", "/en/answers/%00/", "/en/?q=%00", "/office/%00/", "/%00"]
)
def test_address_with_a_nul_in_it_is_no_address(cast, path):
    statuses = {client.get(path).status_code for client in (Client(), enter(cast.intake))}

    assert statuses <= {400, 404}


def test_odd_words_in_every_field_of_every_act_break_nothing(cast):
    enquiry = make_registered(cast)
    client, statuses = enter(cast.intake), {}
    fields = (
        "words",
        "why",
        "reason",
        "officer",
        "code",
        "reference",
        "alike",
        "to_desk",
        "due_at",
        "due_date",
    )
    for act in ACTS:
        for word in ODD[:: 1 if act in ("clarify", "merge", "transfer", "part", "gap") else 4]:
            sent = dict.fromkeys([*fields, "owner", "question", "outcome", "theme", "matter", "answer"], word)
            path = f"/office/da-nang/enquiries/{enquiry.reference}/{act}/"
            statuses[act, word[:9]] = client.post(path, sent).status_code

    assert {act: status for act, status in statuses.items() if status >= 500} == {}
