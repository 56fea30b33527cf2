"""Trainings known from documents, as the sources tell of them, and rosters of former and present provinces."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, Programme, ReportedFigure, Round
from hoiam.conferences.operations.recording import record_from_documents
from hoiam.conferences.operations.reported import note_reported
from hoiam.conferences.terms import ConferenceKind, Measure
from hoiam.desks.models import Desk
from tests.factories.desks import Cast
from tests.factories.learning import make_delegate, make_training
from tests.factories.remembering import remembered

AT = datetime(2026, 10, 12, 2, tzinfo=UTC)
DAYS_OF_2023 = (
    When.days(date(2023, 10, 26), date(2023, 10, 27)),
    When.month(2023, 11),
    When.days(date(2023, 12, 7)),
)


@remembered
def make_round(desk: Desk, *, year: int = 2023) -> Round:
    programme = Programme.objects.create(
        desk=desk,
        code=f"de-an-1079-{year}",
        title={"vi": "Đề án 1079", "en": "Scheme 1079"},
        legal_basis="1079/QĐ-TTg",
        starts_on=date(2022, 1, 1),
        ends_on=date(2028, 12, 31),
        opened_at=AT,
    )
    title = {"vi": f"Tập huấn năm {year}", "en": f"Trainings of {year}"}
    return Round.objects.create(programme=programme, year=year, title=title)


def from_documents(cast: Cast, when: When = DAYS_OF_2023[0], **given: Any) -> Conference:
    """A training of the past that only a newspaper tells of."""
    said: dict[str, Any] = {
        "kind": ConferenceKind.TRAINING,
        "title": {"vi": "Tập huấn", "en": "Training"},
        "language": "vi",
        "source": "Báo Hòa Bình, 08/12/2023",
        "venue": {"vi": "Hội trường"},
        **given,
    }
    return record_from_documents(desk=cast.desk, when=when, by=cast.case_officer, at=AT, **said)


def report(cast: Cast, about: Conference | Round, number: int, **given: Any) -> ReportedFigure:
    said: dict[str, Any] = {
        "measure": Measure.PROVINCES,
        "printed": f"{number} tỉnh, thành phố",
        "source": f"Báo số {number}",
        **given,
    }
    return note_reported(about=about, number=number, by=cast.case_officer, at=AT, **said)


def three_of_2023(cast: Cast) -> Round:
    """19 + 19 + (25 or 26) provinces are reported, and 63 are claimed of the whole round."""
    one = make_round(cast.desk)
    for when, figures in zip(DAYS_OF_2023, ((19,), (19,), (25, 26)), strict=True):
        training = from_documents(cast, when, round=one)
        for number in figures:
            report(cast, training, number)
    report(cast, one, 63)
    return one


def training_of(cast: Cast, day: date, number: int, **people: int) -> Conference:
    """A held training with a roster: `vn_hue=2` were checked in from there."""
    from hoiam.desks.models import Place

    announced = datetime(day.year, 1, 1, tzinfo=UTC)
    made = make_training(
        cast.desk, cast.case_officer, number=900 + number, starts_on=day, ends_on=day, announced_at=announced
    )
    for code, heads in people.items():
        place = Place.objects.get(code=code.replace("_", "-"))
        for _one in range(heads):
            make_delegate(made, made.delegates.count() + 1, place=place)
    return made
