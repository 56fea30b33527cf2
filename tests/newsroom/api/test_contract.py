"""What programs rely on: addresses and the shape of every reply. A change here is a change of the contract."""

from __future__ import annotations

import pytest
import time_machine

from hoiam.desks.models import Place
from tests.factories.enquiries import AT, DAY, make_answered
from tests.factories.evidence import make_fact
from tests.factories.releases import make_published
from tests.newsroom.answers.log import ENTERS, make_cited

pytestmark = pytest.mark.django_db
API = "/api/v1"
SITE = "http://testserver"
LICENSE = {"license": "CC-BY-4.0", "license_url": "https://creativecommons.org/licenses/by/4.0/"}


def said(client, path: str):
    response = client.get(API + path)
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, "application/json")
    return response.json()


def pages(path: str) -> dict[str, str]:
    return {tag: f"{SITE}/{tag}/{path}/" for tag in ("vi", "en")}


def test_addresses_are_these_and_no_others(client, db):
    described = said(client, "/openapi.json")

    assert described["openapi"].startswith("3.1")
    assert {path: sorted(acts) for path, acts in described["paths"].items()} == {
        f"{API}/{path}": ["get"]
        for path in (
            "facts",
            "facts/{reference}",
            "sources",
            "places",
            "releases",
            "releases/{reference}",
            "corrections",
            "answers",
            "answers/{reference}",
            "desks",
            "conferences",
            "conferences/{reference}",
            "matters",
            "matters/{number}",
            "statistics",
            "statistics/{desk}",
        )
    }


def test_fact(cast, reader):
    fact = make_fact(cast.desk, reference="F069")

    shown = said(reader, "/facts/F069?language=en")

    version = fact.published
    source = version.fact_sources.get().source
    assert shown == {
        **LICENSE,
        "source": f"{SITE}/en/facts/F069/",
        "reference": "F069",
        "version": 1,
        "state": "published",
        "desk": "da-nang",
        "statement": {"vi": "Tỷ lệ bao phủ bảo hiểm y tế đạt 93,35% dân số vào cuối năm 2023."},
        "language": "vi",
        "translations": {},
        "kind": "observation",
        "bearing": "achievement",
        "value": {"shape": "number", "numbers": ["93.35"], "printed": "93,35", "unit": "%"},
        "period": {"start": "2023-01-01", "end": "2023-12-31", "precision": "year", "printed": "2023"},
        "place": {"code": "", "printed": "Việt Nam"},
        "groups": [],
        "themes": ["health"],
        "limits": {},
        "issuer": "",
        "verification": "",
        "expires_on": None,
        "published_at": "2026-09-01T02:00:00Z",
        "changed_at": "2026-09-01T02:00:00Z",
        "ended": None,
        "digest": version.digest,
        "sources": [
            {
                "id": source.pk,
                "title": "Báo cáo bao phủ bảo hiểm y tế 2023",
                "publisher": "",
                "published_date": None,
                "published_precision": "unknown",
                "published_printed": "",
                "url": "",
                "stance": "supports",
                "locator": "",
                "value_printed": "",
            }
        ],
        "pages": pages("facts/F069"),
    }


def test_list_of_facts_holds_the_same_fact(cast, reader):
    make_fact(cast.desk, reference="F069")
    fact = said(reader, "/facts/F069")

    listed = said(reader, "/facts")

    alone = {name: fact[name] for name in fact if name not in {*LICENSE, "source"}}
    assert listed == {**LICENSE, "source": f"{SITE}/vi/facts/", "next_cursor": "", "items": [alone]}


def test_sources(cast, reader):
    fact = make_fact(cast.desk)

    listed = said(reader, "/sources")

    assert listed == {
        **LICENSE,
        "source": f"{SITE}/vi/facts/",
        "next_cursor": "",
        "items": [
            {
                "id": fact.published.fact_sources.get().source_id,
                "title": "Báo cáo bao phủ bảo hiểm y tế 2023",
                "publisher": "",
                "published_date": None,
                "published_precision": "unknown",
                "published_printed": "",
                "url": "",
            }
        ],
    }


def test_places(db, reader):
    named = {"kind": "province", "name_folded": "x"}
    before = Place.objects.create(code="vn-a-pre2025", name={"vi": "A"}, valid_to="2025-06-30", **named)
    after = Place.objects.create(code="vn-a", name={"vi": "A"}, valid_from="2025-07-01", **named)
    before.successors.add(after)

    listed = said(reader, "/places?on=2026-01-01")

    assert listed["items"] == [
        {
            "code": "vn-a",
            "kind": "province",
            "name": {"vi": "A"},
            "aliases": [],
            "region": "",
            "part_of": "",
            "valid_from": "2025-07-01",
            "valid_to": None,
            "legal_basis": "",
            "predecessors": ["vn-a-pre2025"],
            "successors": [],
        }
    ]


def test_answer(cast, reader):
    answer, fact = make_cited(cast, question="Bao nhiêu?", kind="foreign_press_request")

    shown = said(reader, f"/answers/{answer.enquiry.reference}")

    [told] = shown.pop("answers")
    assert shown == {
        **LICENSE,
        "source": f"{SITE}/vi/answers/DN-2026-00001/",
        "reference": "DN-2026-00001",
        "desk": "da-nang",
        "kind": "foreign_press_request",
        "theme": "",
        "question": "Bao nhiêu?",
        "question_language": "vi",
        "received_at": "2026-09-07T02:00:00Z",
        "limit": {
            "due_at": shown["limit"]["due_at"],
            "met_at": "2026-09-07T06:00:00Z",
            "is_confirmed": True,
            "is_late": False,
        },
        "changed_facts": [],
        "pages": pages("answers/DN-2026-00001"),
    }
    assert told.pop("text").startswith("Đạt 93,35% [1].\n")
    assert told == {
        "outcome": "answered",
        "language": "vi",
        "sent_at": "2026-09-07T06:00:00Z",
        "published_at": "2026-09-08T17:00:00Z",
        "version": 1,
        "hash": answer.version.hash,
        "corrects": "",
        "facts": [
            {
                "number": 1,
                "reference": fact,
                "version": 1,
                "statement": "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế.",
                "language": "vi",
                "period": "2023",
                "limits": "",
                "sources": [
                    {
                        "title": "Báo cáo bao phủ bảo hiểm y tế 2023",
                        "publisher": "",
                        "url": "",
                        "locator": "",
                        "stance": "supports",
                    }
                ],
            }
        ],
        "refusal": None,
    }


def test_list_of_answers(cast, reader):
    make_answered(cast, question="Vì sao?")

    assert said(reader, "/answers?desk=da-nang&kind=press_enquiry&outcome=answered") == {
        **LICENSE,
        "source": f"{SITE}/vi/answers/",
        "next_cursor": "",
        "items": [
            {
                "reference": "DN-2026-00001",
                "desk": "da-nang",
                "kind": "press_enquiry",
                "theme": "",
                "question": "Vì sao?",
                "question_language": "vi",
                "outcome": "answered",
                "received_at": "2026-09-07T02:00:00Z",
                "sent_at": "2026-09-07T06:00:00Z",
                "published_at": ENTERS.isoformat().replace("+00:00", "Z"),
                "pages": pages("answers/DN-2026-00001"),
            }
        ],
    }


def test_desks(desk, reader):
    assert said(reader, "/desks") == {
        **LICENSE,
        "source": f"{SITE}/vi/desks/",
        "next_cursor": "",
        "items": [
            {
                "code": "da-nang",
                "name": {"vi": "Bàn thông tin da-nang", "en": "Desk da-nang"},
                "body": {
                    "code": "body-of-da-nang",
                    "name": {"vi": "Cơ quan body-of-da-nang", "en": "Body body-of-da-nang"},
                },
                "place": "",
                "phone": "",
                "email": "",
                "office_hours": {},
                "is_open": True,
                "publication_delay_days": 2,
                "pages": pages("desks/da-nang"),
            }
        ],
    }


def test_statistics(cast, reader):
    make_answered(cast)
    make_answered(cast, answered_at=AT + 20 * DAY)
    period = {"name": "2026-09", "first": "2026-09-01", "last": "2026-09-30"}
    none = {"median_days": None, "p90_days": None}

    lines, desk = (
        said(reader, "/statistics?period=2026-09"),
        said(reader, "/statistics/da-nang?period=2026-09"),
    )

    assert lines == {
        **LICENSE,
        "source": f"{SITE}/vi/punctuality/?period=2026-09",
        "next_cursor": "",
        "period": period,
        "items": [
            {"desk": "da-nang", "received": 2, "closed": 2, "overdue": 0, "limits_due": 4, "limits_kept": 3},
            {
                "desk": "quang-tri",
                "received": 0,
                "closed": 0,
                "overdue": 0,
                "limits_due": 0,
                "limits_kept": 0,
            },
        ],
    }
    assert desk == {
        **LICENSE,
        "source": f"{SITE}/vi/punctuality/da-nang/?period=2026-09",
        "desk": "da-nang",
        "period": period,
        "received": 2,
        "acknowledged": {"count": 2, **none},
        "first_answer": {"count": 2, **none},
        "closed": {"count": 2, **none},
        "limits_due": 4,
        "limits_kept": 3,
        "open": 0,
        "overdue": 0,
        "by_state": {"answered": 2},
        "refused_by_code": {},
        "withheld_by_code": {},
        "disputes_by_subject": {},
        "reordered": 0,
        "paused": 0,
        "paused_days": 0.0,
    }


def test_release(cast, reader):
    made = make_published(cast)
    reference = made.release.reference
    title = "Thành phố mở thêm phòng khám"

    with time_machine.travel(made.edition.published_at, tick=False):
        listed = said(reader, "/releases?language=en")
        shown = said(reader, f"/releases/{reference}?language=en")
    texts = shown["editions"][0].pop("texts")

    line = {
        "reference": reference,
        "desk": "da-nang",
        "kind": "release",
        "theme": "health",
        "place": "",
        "withdrawn_at": None,
        "pages": pages(f"releases/{reference}"),
    }
    assert listed == {
        **LICENSE,
        "source": f"{SITE}/en/releases/",
        "next_cursor": "",
        "items": [
            {
                **line,
                "title": "The city opens more clinics",
                "title_language": "en",
                "edition": 1,
                "change": "first",
                "published_at": "2026-09-15T02:00:00Z",
                "is_confirmed": True,
                "languages": ["vi", "en"],
            }
        ],
    }
    assert shown == {
        **LICENSE,
        **line,
        "source": f"{SITE}/en/releases/{reference}/",
        "language": "vi",
        "withdrawn_why": {},
        "superseded_by": "",
        "editions": [
            {
                "number": 1,
                "change": "first",
                "note": {},
                "balance_note": {},
                "published_at": "2026-09-15T02:00:00Z",
                "is_confirmed": True,
                "package": f"{SITE}/en/releases/{reference}/1/kit.zip",
            }
        ],
    }
    assert [(text["language"], text["title"], text["is_translation"], text["hash"]) for text in texts] == [
        ("vi", title, False, made.vi.document_hash),
        ("en", "The city opens more clinics", True, made.en.document_hash),
    ]
    assert texts[0]["text"].startswith(title) and texts[0]["pdf"].endswith("/1/vi.pdf")
