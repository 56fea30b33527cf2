"""What somebody might try against mergers, own rules and signed files: each attempt ends in a sentence."""

from __future__ import annotations

import pytest

from hoiam.desks import signed_files, signing
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk, Merger, OwnRule
from hoiam.desks.operations.merging import merge_desks
from hoiam.desks.operations.own_rules import set_own_rule
from hoiam.desks.queries.standing import standing_of
from tests.factories.desks import make_desk
from tests.factories.enquiries import AT

pytestmark = pytest.mark.django_db
NESTED = b'{"kind":"hoiam-desk-template","format":1,"key":"k1","signature":"AA==","x":%s}'


def fresh(desk: Desk) -> Desk:
    """As another process read it a moment ago."""
    return Desk.objects.get(pk=desk.pk)


def test_desk_that_merged_a_moment_ago_neither_merges_again_nor_follows(cast):
    former, present, third = make_desk("quang-ngai"), make_desk("hue"), make_desk("gia-lai")
    known, known_present = fresh(former), fresh(present)
    merge_desks(former=former, present=present, by="operator", at=AT)

    for one, other in ((known, third), (known_present, known)):
        with pytest.raises(ReasonsAgainst):
            merge_desks(former=one, present=other, by="operator", at=AT)
    assert Merger.objects.count() == 1 and fresh(present).is_open and fresh(third).is_open


def test_two_practice_desks_do_not_merge():
    former, present = make_desk("mot", is_practice=True), make_desk("hai", is_practice=True)

    with pytest.raises(ReasonsAgainst):
        merge_desks(former=former, present=present, by="operator", at=AT)


@pytest.mark.parametrize(("days", "words"), [(0, "Nhanh hơn"), (-3, "Nhanh hơn"), (1, "TỐI MẬT")])
def test_rule_of_no_days_or_with_a_mark_of_secrecy_is_not_kept(cast, days, words):
    standing = standing_of(cast.head, cast.desk, AT)

    with pytest.raises(ReasonsAgainst):
        set_own_rule(standing=standing, kind="faster", words={"vi": words}, working_days=days, at=AT)
    assert not OwnRule.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b'{"kind": []}',
        b'{"kind": {}}',
        NESTED % b'"\\ud800"',
        NESTED % (b"[" * 900 + b"]" * 900),
        NESTED % b"[" * 5_000,
        NESTED % b"9e999",
    ],
)
def test_file_of_a_strange_shape_is_refused_with_a_sentence(data):
    keys = {"keys": [{**signing.public_keys()["keys"][0], "id": "k1"}, 3, None]}

    with pytest.raises(ReasonsAgainst):
        signed_files.read(data, kind=signed_files.TEMPLATE, keys=keys, at=AT)
