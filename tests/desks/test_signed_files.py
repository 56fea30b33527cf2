"""An installation takes the template as a signed file and returns a signed statement; nothing else is believed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from hoiam.config.command import main
from hoiam.desks import signed_files, signing
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import DeskTemplate, Offer, Place, StatedAdoption
from hoiam.desks.operations.adopting import open_from_template
from hoiam.desks.operations.exchange import take_adoption, take_template
from hoiam.desks.operations.templates import give_version, load_pack_template, make_template
from hoiam.desks.queries.exchange import adoption_file, template_file
from hoiam.desks.queries.transfer import board

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
CONTENT = {"targets": {"target_working_days": 2}, "agenda": {"01": {"vi": "Việc đã hứa"}}}
CENTRE, PROVINCE = "https://trung-uong.example", "https://gia-lai.example"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def place():
    return Place.objects.create(
        code="vn-gia-lai", kind="province", name={"vi": "Gia Lai"}, name_folded="gia lai"
    )


@pytest.fixture
def keys(tmp_path, settings):
    """The centre's keys, with which every file here is signed."""
    settings.SIGNING_KEY_FILE = tmp_path / "signing.json"
    settings.SIGNING_PASSPHRASE = ""
    settings.BASE_URL = CENTRE
    signing.make_key(settings.SIGNING_KEY_FILE, MADE)
    return signing.public_keys()


def template(number=1):
    made = make_template(code="mau", name={"vi": "Mẫu"}, keeper=None, by="operator", at=AT)
    for step in range(1, number + 1):
        content = {**CONTENT, "targets": {"target_working_days": step}}
        give_version(template=made, content=content, note={"vi": "Mới"}, by="operator", at=AT)
    return made


def sent_away(number=1) -> bytes:
    """A file of the centre's template, which this database then no longer has."""
    data = template_file(template(number), AT)
    DeskTemplate.objects.get().versions.all().delete()
    DeskTemplate.objects.all().delete()
    return data


def take(data, keys, at=AT, by="operator"):
    return take_template(data=data, keys=keys, by=by, at=at)


def signed_again(data, **changed) -> bytes:
    said = {name: value for name, value in json.loads(data).items() if name not in ("key", "signature")}
    return signed_files.written(signing.sign(said | changed))


def test_template_travels_as_a_file_and_a_later_one_is_offered_to_desks_that_stand_on_it(
    keys, place, settings
):
    first = sent_away()
    settings.BASE_URL = PROVINCE
    version = take(first, keys)
    desk = open_from_template(
        template=version.template, place=place, name={"vi": "Bàn"}, by="operator", at=AT
    ).desk
    settings.BASE_URL = CENTRE
    later = signed_again(first, version=4, **changed_content())
    settings.BASE_URL = PROVINCE
    newer = take(later, keys)

    assert (version.number, version.template.origin, version.template.keeper) == (1, CENTRE, None)
    assert (newer.number, newer.template) == (4, version.template)
    assert [line.newest for line in board(AT, ["province"])] == [4]
    assert list(Offer.objects.values_list("adoption__desk", "key", "after")) == [
        (desk.pk, "target_working_days", 3)
    ]
    with pytest.raises(ReasonsAgainst, match="here already"):
        take(later, keys)
    with pytest.raises(ReasonsAgainst, match="here already"):
        take(first, keys)


def changed_content():
    content = {**CONTENT, "targets": {"target_working_days": 3}}
    return {"content": content, "digest": digest(content)}


def digest(content):
    from hoiam.desks.operations.templates import digest_of

    return digest_of(content)


def test_file_that_is_not_what_it_says_is_refused_with_a_sentence_and_nothing_is_written(keys):
    data = sent_away()
    said = json.loads(data)
    altered = json.dumps(said | {"content": {"targets": {"target_working_days": 60}}}).encode()
    stranger = {"keys": [{**keys["keys"][0], "id": "k9-20260101"}]}
    wrong = {
        "changed after it was signed": (altered, keys),
        "forged": (json.dumps(said | {"signature": "AAAA"}).encode(), keys),
        "not known here": (data, stranger),
        "the other of the two": (signed_again(data, kind=signed_files.ADOPTION), keys),
        "not a file that": (signed_again(data, kind="hoiam-release"), keys),
        "form that is not known": (signed_again(data, format=2), keys),
        "missing or wrong": (signed_again(data, version="1"), keys),
        "missing": (signed_again(data, content={"targets": 1}), keys),
        "digest": (signed_again(data, content={"targets": {"target_working_days": 3}}), keys),
        "no section": (signed_again(data, **content_of({"refusal_grounds": {"a": {"vi": "x"}}})), keys),
        "working days": (signed_again(data, **content_of({"targets": {"target_working_days": 90}})), keys),
        "a text for each": (signed_again(data, **content_of({"agenda": {"01": ["x"]}})), keys),
        "cannot be read": (data[:-40], keys),
        "no JSON": (b"[" * 90_000, keys),
        "too large": (b" " * (signed_files.LARGEST + 1), keys),
        "not valid when": (signed_again(data, signed_at="2025-01-01T00:00:00+00:00"), keys),
        "not valid": (signed_again(data, signed_at="hôm qua"), keys),
        "in the future": (signed_again(data, signed_at="2026-09-08T02:00:00+00:00"), keys),
    }

    for sentence, (file, known) in wrong.items():
        with pytest.raises(ReasonsAgainst, match=sentence):
            take(file, known)
    assert not DeskTemplate.objects.exists()


def content_of(content):
    return {"content": content, "digest": digest(content)}


def test_template_kept_here_is_not_written_over_by_a_file_of_the_same_code(keys, settings):
    data = signed_again(sent_away(), version=9)
    template()

    with pytest.raises(ReasonsAgainst, match="came from elsewhere"):
        take(data, keys)
    assert DeskTemplate.objects.get().versions.count() == 1


def test_file_of_the_centre_follows_the_model_desk_of_the_country_pack_while_nobody_gave_a_version_here(
    keys, place, settings
):
    pack = load_pack_template(by="operator", at=AT)
    content = {**pack.versions.get().content, "checklist": {"05": {"vi": "Gọi thử đường dây"}}}
    newer = give_version(template=pack, content=content, note={"vi": "Mới"}, by="operator", at=AT)
    data = template_file(pack, AT)
    own = signed_again(data, version=9)
    settings.BASE_URL = PROVINCE
    with pytest.raises(ReasonsAgainst, match="came from elsewhere"):
        take(own, keys)
    newer.delete()
    open_from_template(template=pack, place=place, name={"vi": "Bàn"}, by="operator", at=AT)

    version = take(data, keys)

    assert (version.number, version.template, version.template.origin) == (2, pack, CENTRE)
    assert Offer.objects.filter(section="checklist", key="05").exists()
    assert load_pack_template(by="operator", at=AT) == pack


def test_statement_is_shown_as_stated_and_not_seen_and_replaced_only_by_a_later_one(keys, place, settings):
    made = template(2)
    desk = open_from_template(template=made, place=place, name={"vi": "Bàn"}, by="operator", at=AT).desk
    with pytest.raises(ReasonsAgainst, match="itself"):
        take_adoption(data=adoption_file(desk, AT), keys=keys, by="operator", at=AT)
    settings.BASE_URL = PROVINCE
    data, later = adoption_file(desk, AT), adoption_file(desk, AT + timedelta(hours=1))
    desk.is_open = False
    desk.save()
    settings.BASE_URL = CENTRE

    take_adoption(data=data, keys=keys, by="operator", at=AT)
    row = take_adoption(data=later, keys=keys, by="operator", at=AT + timedelta(days=1))
    for wrong, sentence in (
        (data, "already"),
        (signed_again(later, signed_at="2026-09-07T05:00:00+00:00", version=7), "never given"),
        (signed_again(later, signed_at="2026-09-07T05:00:00+00:00", digest="0" * 64), "never given"),
    ):
        with pytest.raises(ReasonsAgainst, match=sentence):
            take_adoption(data=wrong, keys=keys, by="operator", at=AT + timedelta(days=1))

    assert (row.place, row.installation, row.number) == (place, PROVINCE, 2)
    assert StatedAdoption.objects.count() == 1
    (line,) = board(AT, ["province"])
    assert (line.desk, [one.desk_name for one in line.stated]) == (None, ["Bàn"])


def test_files_are_taken_in_by_a_programme_officer_alone(keys, cast):
    with pytest.raises(MayNot):
        take(sent_away(), keys, by=cast.head)


def test_both_files_leave_and_come_in_by_the_command_line(keys, place, settings, tmp_path, capsys):
    made, file, statement = template(), tmp_path / "mau.json", tmp_path / "xac-nhan.json"
    published = tmp_path / "hoiam-keys.json"
    published.write_text(json.dumps(keys))
    desk = open_from_template(template=made, place=place, name={"vi": "Bàn"}, by="operator", at=AT).desk
    settings.BASE_URL = PROVINCE

    sent = [
        main(["desks", "template", "export", "mau", "-o", str(file)]),
        main(["desks", "adoption", "export", desk.code, "-o", str(statement)]),
        main(["desks", "adoption", "export", "hue", "-o", str(statement)]),
    ]
    settings.BASE_URL = CENTRE
    come = [
        main(["desks", "adoption", "import", str(statement), "--key", str(published)]),
        main(["desks", "adoption", "import", str(statement), "--key", str(published)]),
        main(["desks", "template", "import", str(file)]),
    ]

    assert (sent, come) == ([0, 0, 1], [0, 1, 1])
    said = capsys.readouterr()
    assert "stated by https://gia-lai.example, not seen here" in said.out
    assert "came from elsewhere" in said.err
