from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from hoiam.desks.models import JournalLine
from hoiam.desks.terms import Role
from hoiam.evidence.models import Contradiction, Fact, Gap
from tests.evidence.test_imports import LEAST
from tests.factories.desks import make_person
from tests.factories.evidence import make_draft, make_fact, make_places

PARAGRAPH = (
    "Theo Sở Y tế, năm 2024 thành phố Đà Nẵng có 93,35% dân số tham gia bảo hiểm y tế. "
    "Con số này cao hơn năm trước."
)
QUICK = {
    "statement": "Năm 2024, 93,35% dân số Đà Nẵng tham gia bảo hiểm y tế.",
    "value": "93,35",
    "unit": "%",
    "period": "2024",
    "place": "Đà Nẵng",
    "source_title": "Báo cáo của Sở Y tế năm 2024",
    "save": "1",
}


@pytest.fixture
def outsider(cast):
    """Someone who writes at another desk."""
    return make_person("outsider", (cast.other_desk, Role.CASE_OFFICER), (cast.other_desk, Role.FACT_STEWARD))


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def now():
    return timezone.now() - timedelta(hours=1)


def test_a_pasted_paragraph_fills_the_five_fields(cast):
    make_places()
    client = sign_in(cast.case_officer)

    page = client.post("/office/da-nang/facts/quick/", {"pasted": PARAGRAPH, "read": "1"})

    form = page.context["form"]
    filled = {name: form[name].value() for name in ("value", "unit", "period", "place")}
    assert filled == {"value": "93,35", "unit": "%", "period": "năm 2024", "place": "Đà Nẵng"}
    assert form["statement"].value().startswith("Theo Sở Y tế, năm 2024")


def test_five_fields_make_a_fact_that_is_citable_at_once(cast):
    make_places()
    client = sign_in(cast.case_officer)

    answer = client.post("/office/da-nang/facts/quick/", QUICK)

    fact = Fact.objects.get()
    assert answer.status_code == 302 and answer.url.endswith(f"/facts/{fact.reference}/")
    assert (fact.state, fact.latest.place.code) == ("draft", "vn-da-nang-pre2025")
    assert f"[{fact.reference}]" in client.get(answer.url).content.decode()


def test_a_form_with_mistakes_keeps_what_was_typed(cast):
    client = sign_in(cast.case_officer)

    page = client.post("/office/da-nang/facts/quick/", {**QUICK, "period": "31/02/2024", "source_title": ""})

    assert page.status_code == 422
    assert QUICK["statement"] in page.content.decode()
    assert set(page.context["form"].errors) == {"period", "source_title"}
    assert Fact.objects.count() == 0


def test_the_form_sent_twice_keeps_one_fact(cast):
    client = sign_in(cast.case_officer)

    first, second = (client.post("/office/da-nang/facts/quick/", QUICK) for _ in range(2))

    assert (first.url, Fact.objects.count()) == (second.url, 1)


def test_a_paragraph_marked_secret_is_refused_and_nothing_is_kept(cast):
    client = sign_in(cast.case_officer)

    page = client.post("/office/da-nang/facts/quick/", {**QUICK, "statement": "TUYỆT MẬT\nQuân số là 12."})

    assert (page.status_code, Fact.objects.count(), JournalLine.objects.count()) == (422, 0, 0)


FULL = {
    "statement_vi": "Câu đầy đủ.",
    "statement_en": "The full sentence.",
    "reviewed_en": "on",
    "language": "vi",
    "kind": "observation",
    "bearing": "shortcoming",
    "value": "1.800",
    "unit": "hộ",
    "period": "2019-2023",
    "place": "Đà Nẵng",
    "group": "hộ nghèo",
    "theme": "housing",
    "limits_vi": "Chỉ tính hộ có sổ.",
    "source-TOTAL_FORMS": "2",
    "source-INITIAL_FORMS": "0",
    "source-0-title": "Báo cáo A",
    "source-0-stance": "supports",
    "source-0-locator": "tr. 3",
    "source-1-stance": "supports",
}


def test_the_full_form_keeps_everything_it_was_given(cast):
    make_places()
    client = sign_in(cast.case_officer)

    answer = client.post("/office/da-nang/facts/new/", FULL)

    assert answer.status_code == 302
    version = Fact.objects.get().latest
    assert (int(version.value_low), version.unit, version.translations) == (1800, "hộ", {"en": "reviewed"})
    assert (version.groups, version.themes, version.limits) == (
        ["poor_households"],
        ["housing"],
        {"vi": "Chỉ tính hộ có sổ."},
    )
    assert list(version.fact_sources.values_list("source__title", "locator")) == [("Báo cáo A", "tr. 3")]


def test_a_revision_opened_and_saved_unchanged_is_refused_and_changed_is_kept(cast):
    fact = make_fact(cast.desk, at=now())
    client = sign_in(cast.case_officer)
    page = client.get(f"/office/da-nang/facts/{fact.reference}/revise/")
    form, sources = page.context["form"], page.context["sources"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    sent |= {f"source-{name}": value for name, value in sources.management_form.initial.items()}
    for shown in sources.forms:
        sent |= {shown.add_prefix(name): shown[name].value() or "" for name in shown.fields}

    unchanged = client.post(f"/office/da-nang/facts/{fact.reference}/revise/", sent)
    changed = client.post(f"/office/da-nang/facts/{fact.reference}/revise/", {**sent, "unit": "% dân số"})

    assert (unchanged.status_code, changed.status_code) == (422, 302)
    assert list(fact.versions.values_list("number", "unit")) == [(2, "% dân số"), (1, "%")]


def test_a_steward_publishes_withdraws_and_marks_by_one_press_each(cast):
    fact, other = make_draft(cast.desk, at=now()), make_fact(cast.desk, "Khác.", at=now())
    client = sign_in(cast.fact_steward)
    base = f"/office/da-nang/facts/{fact.reference}"

    steps = [
        client.post(f"{base}/publish/"),
        client.post(f"{base}/contradict/", {"reference": other.reference, "reason": "Hai số."}),
        client.post(f"{base}/withdraw/", {"reason": "Nguồn sai."}),
    ]

    assert [step.status_code for step in steps] == [302, 302, 302]
    fact.refresh_from_db()
    assert (fact.state, fact.ended_because, Contradiction.objects.count()) == ("withdrawn", "Nguồn sai.", 1)


def test_reasons_against_publishing_are_shown_beside_the_fact(cast):
    fact = make_draft(cast.desk, kind="", bearing="", at=now())

    page = sign_in(cast.fact_steward).post(f"/office/da-nang/facts/{fact.reference}/publish/")

    assert page.status_code == 409
    assert fact.latest.statement["vi"] in page.content.decode()
    assert Fact.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("case_officer", "facts/", 200),
        ("case_officer", "facts/quick/", 200),
        ("case_officer", "facts/import/", 403),
        ("fact_steward", "facts/import/", 200),
        ("fact_steward", "facts/complete/", 200),
        ("auditor", "facts/", 403),
        ("auditor", "search/?q=a", 403),
        ("intake", "search/?q=a", 200),
        ("intake", "gaps/", 200),
    ],
)
def test_a_page_opens_to_its_roles_only(cast, role, address, status):
    assert sign_in(getattr(cast, role)).get(f"/office/da-nang/{address}").status_code == status


def test_a_desk_is_not_there_for_those_of_another(cast, outsider):
    client = sign_in(outsider)

    statuses = [
        client.get(f"/office/da-nang/{page}").status_code for page in ("facts/", "gaps/", "search/?q=a")
    ]

    assert statuses == [404, 404, 404]


def test_another_desk_reads_a_public_fact_but_cannot_change_it(cast, outsider):
    fact = make_fact(cast.desk, at=now())
    client = sign_in(outsider)
    base = f"/office/quang-tri/facts/{fact.reference}"

    statuses = [
        client.get(f"{base}/").status_code,
        client.get(f"{base}/revise/").status_code,
        client.post(f"{base}/withdraw/", {"reason": "x"}).status_code,
    ]

    assert (statuses, Fact.objects.get().state) == ([200, 404, 404], "published")


def upload(client, content: bytes, **fields):
    file = io.BytesIO(content)
    file.name = fields.pop("name", "facts.csv")
    return client.post("/office/da-nang/facts/import/", {"file": file, **fields})


def test_an_import_is_looked_at_first_and_then_done(cast):
    client = sign_in(cast.fact_steward)

    looked = upload(client, LEAST.encode(), act="look")
    assert (looked.status_code, looked.context["result"].created, Fact.objects.count()) == (200, 1, 0)

    done = upload(client, LEAST.encode(), act="import", is_public="on")
    assert (done.status_code, Fact.objects.get().state) == (302, "published")


def test_a_refused_import_shows_each_row_with_its_reason(cast):
    page = upload(sign_in(cast.fact_steward), LEAST.encode() + b"F002,,x\n", act="import")

    assert (page.status_code, Fact.objects.count()) == (422, 0)
    assert re.search(r'data-label="[^"]+">3</td>', page.content.decode())


def test_a_workbook_is_uploaded_like_any_file(cast):
    book, out = Workbook(), io.BytesIO()
    for row in (["id", "statement_vi", "source_title"], ["F001", "Một câu.", "Báo cáo"]):
        book.active.append(row)
    book.save(out)

    upload(sign_in(cast.fact_steward), out.getvalue(), act="import", name="facts.xlsx")

    assert Fact.objects.get().reference == "F001"


def test_a_gap_is_recorded_given_to_somebody_and_closed_with_facts(cast):
    fact = make_fact(cast.desk, at=now())
    client = sign_in(cast.case_officer)
    due = (timezone.localdate() + timedelta(days=10)).isoformat()

    answer = client.post("/office/da-nang/gaps/new/", {"question": "Bao nhiêu trẻ bỏ học?", "due_date": due})
    gap = Gap.objects.get()
    client.post(answer.url, {"owner": cast.fact_steward.pk, "due_date": due})
    client.post(f"{answer.url}close/", {"facts": f"[{fact.reference}]"})

    gap.refresh_from_db()
    assert (gap.owner, gap.state, list(gap.facts.all())) == (cast.fact_steward, "closed", [fact])


def test_a_gap_of_another_desk_does_not_exist_here(cast, outsider):
    sign_in(cast.intake).post("/office/da-nang/gaps/new/", {"question": "Bao nhiêu?"})
    gap = Gap.objects.get()

    assert sign_in(outsider).get(f"/office/quang-tri/gaps/{gap.reference}/").status_code == 404


def test_a_gap_is_not_closed_with_nothing(cast):
    client = sign_in(cast.intake)
    answer = client.post("/office/da-nang/gaps/new/", {"question": "Bao nhiêu?"})

    page = client.post(f"{answer.url}close/", {"facts": "F999", "note": ""})

    assert (page.status_code, Gap.objects.get().state) == (409, "open")


def test_the_list_of_what_to_complete_says_what_is_missing(cast):
    make_draft(cast.desk, "Nháp thiếu.", kind="", bearing="", themes=(), at=now())
    make_fact(cast.desk, "Đã công khai.", at=now())

    page = sign_in(cast.fact_steward).get("/office/da-nang/facts/complete/")

    (row,) = page.context["rows"]
    assert (row["card"].statement, len(row["open"])) == ("Nháp thiếu.", 6)


def test_a_fact_page_names_the_sentences_that_cite_it(cast):
    from hoiam.evidence.operations.citations import sync_citations

    fact = make_fact(cast.desk, at=now())
    sync_citations(
        citing_kind="texts.text",
        citing_id=3,
        rows=[("s1", fact.reference, None, "Câu dẫn số này.")],
        by=cast.intake,
        at=now(),
        desk=cast.desk,
    )

    text = sign_in(cast.intake).get(f"/office/da-nang/facts/{fact.reference}/").content.decode()

    assert "Câu dẫn số này." in text
