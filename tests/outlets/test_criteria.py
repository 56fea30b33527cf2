"""A criterion asks for nothing that would let a body choose who may know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.outlets import rules
from hoiam.outlets.models import Criterion
from hoiam.outlets.operations.criteria import end_criterion, load_criteria, publish_criterion
from tests.factories.officers import make_officer

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
GOOD = {"vi": "Có bài đã đăng.", "en": "Has published work."}


@pytest.mark.parametrize(
    "words",
    [
        "Có quốc tịch Việt Nam.",
        "Co quoc tich Viet Nam.",
        "Nộp bản sao thẻ nhà báo.",
        "Có GIẤY PHÉP hoạt động báo chí.",
        "Không có lập trường trái chiều.",
        "Shows a press card.",
        "Holds a licence to publish.",
        "Is licensed by the ministry.",
        "Has a favourable stance.",
        "Passes a background check.",
        "Nộp lý lịch của phóng viên.",
    ],
)
def test_what_nobody_may_be_asked_for_is_told_in_both_languages(words):
    assert rules.against_asks({"vi": words}) != []


@pytest.mark.parametrize(
    "words",
    [
        "Có địa chỉ thư điện tử công việc.",
        "Từ tịch thu không phải quốc thiều.",
        "Permits nobody to be named.",
    ],
)
def test_ordinary_words_are_let_through(words):
    assert rules.against_asks({"vi": words}) == []


def test_the_criteria_of_the_country_ask_for_none_of_it():
    rows = read_rows(country_folder("VN"), "registration_criteria.csv")

    said = [text for row in rows for name, text in row.items() if name.startswith(("words", "asks"))]
    assert len(rows) == 4
    assert [rules.against_asks({"vi": text}) for text in said] == [[]] * len(said)


@pytest.mark.django_db
def test_a_forbidden_criterion_is_not_published_in_any_language_and_only_the_programme_officer_publishes(
    cast,
):
    officer = make_officer("programme_officer")
    with pytest.raises(ReasonsAgainst, match="press card"):
        publish_criterion(
            code="new", words={**GOOD, "en": "Shows a press card."}, asks=GOOD, by=officer, at=AT
        )
    with pytest.raises(ReasonsAgainst, match="every language"):
        publish_criterion(code="new", words={"vi": "Có bài."}, asks=GOOD, by=officer, at=AT)
    with pytest.raises(MayNot):
        publish_criterion(code="new", words=GOOD, asks=GOOD, by=cast.head, at=AT)

    made = publish_criterion(code="new", words=GOOD, asks=GOOD, by=officer, at=AT)

    assert list(Criterion.objects.in_force(AT)) == [made]


@pytest.mark.django_db
def test_a_new_version_ends_the_former_at_the_same_instant_and_the_last_criterion_stays(db):
    officer = make_officer("programme_officer")
    first = publish_criterion(code="work", words=GOOD, asks=GOOD, by=officer, at=AT)
    later = AT + timedelta(days=9)

    second = publish_criterion(code="work", words={**GOOD, "vi": "Có bài."}, asks=GOOD, by=officer, at=later)

    assert (list(Criterion.objects.in_force(AT)), list(Criterion.objects.in_force(later))) == (
        [first],
        [second],
    )
    with pytest.raises(ReasonsAgainst, match="last criterion"):
        end_criterion(criterion=second, by=officer, at=later)


@pytest.mark.django_db
def test_loading_the_country_s_criteria_again_leaves_what_an_officer_published(db):
    load_criteria(by="operator", at=AT)
    officer = make_officer("programme_officer")
    publish_criterion(code="publishes", words=GOOD, asks=GOOD, by=officer, at=AT)

    again = load_criteria(by="operator", at=AT + timedelta(days=1))

    assert (again, Criterion.objects.get(code="publishes", ended_at=None).words) == (0, GOOD)
