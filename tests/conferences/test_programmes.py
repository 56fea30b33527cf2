"""A programme: who may run it, what it counts, and that a share is told with its denominator only."""

from __future__ import annotations

from datetime import date

import pytest

from hoiam.conferences.models import Allocation, Delegate, GroupSize
from hoiam.conferences.operations import programmes as operations
from hoiam.conferences.operations.checkin import Scan, check_in
from hoiam.conferences.operations.registering import register_delegates
from hoiam.conferences.operations.sites import note_press, set_site
from hoiam.conferences.queries.programmes import reached
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import InstallationMembership, Membership
from tests.factories.desks import LONG_AGO, make_person
from tests.factories.trainings import AT, DOOR, KIND, make_place, make_training, people


def begin(cast, by=None, **given):
    fields = {
        "desk": cast.desk,
        "code": "tap-huan-1079",
        "title": {"vi": "Tập huấn theo Đề án", "en": "Trainings of the Scheme"},
        "legal_basis": "1079/QĐ-TTg",
        "starts_on": date(2022, 9, 1),
        "ends_on": date(2028, 12, 31),
        "by": by or cast.case_officer,
        "at": AT,
        **given,
    }
    return operations.open_programme(**fields)


def test_programme_counts_people_once_and_tells_a_share_only_with_its_denominator(cast):
    acts = {"by": cast.case_officer, "at": AT}
    programme = begin(cast)
    group = operations.set_group(programme=programme, code="can-bo", name={"vi": "Cán bộ"}, share=70, **acts)
    press = operations.set_group(
        programme=programme, code="bao-chi", name={"vi": "Báo chí"}, share=100, is_press=True, **acts
    )
    rounds = [
        operations.add_round(programme=programme, year=year, title={"vi": f"Đợt {year}"}, **acts)
        for year in (2025, 2026)
    ]
    hue, gia_lai = make_place("hue", "Huế"), make_place("gia-lai", "Gia Lai")
    for number, one in enumerate(rounds, start=1):
        training = make_training(cast, number=number, round=one)
        Allocation.objects.create(conference=training, place=hue, agency_kind=KIND, seats=5, group=group)
        register_delegates(conference=training, entries=people(4, hue), **acts)
        scans = [
            Scan(f"scan-{row.pk:04}", row.code, DOOR)
            for row in Delegate.objects.filter(conference=training)[:3]
        ]
        check_in(conference=training, scans=scans, by=cast.intake, at=DOOR)
        note_press(conference=training, heads=20, source="Báo cáo 12/BC", group=press, **acts)

    ours, counted = reached(programme, AT)
    assert (ours.attended, ours.registered, ours.share) == (3, 4, None)
    assert (counted.attended, counted.registered) == (40, 0)

    for place, number in ((hue, 3), (gia_lai, 1)):
        operations.state_size(
            group=group, place=place, number=number, as_of=date(2026, 6, 30), source="Báo cáo", **acts
        )
    ours = reached(programme, AT)[0]
    assert (ours.share, ours.is_met, ours.denominator.places) == (75.0, True, 2)
    operations.state_size(group=group, number=30, as_of=date(2026, 7, 1), source="Kế hoạch 5", **acts)
    assert (reached(programme, AT)[0].share, GroupSize.objects.count()) == (10.0, 3)


def test_programme_officer_with_a_role_at_the_desk_runs_it_and_others_do_not(cast):
    officer = make_person("Chương Trình", (cast.desk, "auditor"))
    with pytest.raises(MayNot):
        begin(cast, by=officer)
    InstallationMembership.objects.create(person=officer, role="programme_officer")
    programme = begin(cast, by=officer)

    with pytest.raises(ReasonsAgainst) as told:
        begin(cast, by=officer, title={}, legal_basis=" ", ends_on=date(2020, 1, 1))
    assert len(told.value.reasons) == 4
    Membership.objects.filter(person=officer).update(valid_to=LONG_AGO)
    with pytest.raises(MayNot):
        operations.close_programme(programme=programme, by=officer, at=AT)
    operations.close_programme(programme=programme, by=cast.head, at=AT)
    with pytest.raises(ReasonsAgainst):
        operations.add_round(programme=programme, year=2027, title={"vi": "Đợt"}, by=cast.head, at=AT)


def test_heads_at_connected_sites_need_a_source_and_stand_apart_from_the_roster(cast):
    training = make_training(cast)
    acts = {"conference": training, "by": cast.case_officer, "at": AT}
    main = set_site(level="main", name="Hội trường", **acts)
    set_site(level="commune", name="Xã A", part_of=main, heads=120, heads_source="Báo Nhân Dân", **acts)

    for wrong in ({"heads": 5}, {"name": ""}, {"level": "moon"}, {"site": main, "part_of": main}):
        with pytest.raises(ReasonsAgainst):
            set_site(**{"level": "commune", "name": "Xã B", **acts, **wrong})
    assert sum(row.heads or 0 for row in training.sites.all()) == 120
    assert not Delegate.objects.exists()
