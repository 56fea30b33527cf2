"""The signing keys: locked with a passphrase, made anew, held to their time."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime

import pytest

from hoiam.desks import signing
from hoiam.desks.against import ReasonsAgainst

FIRST, SECOND = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
PHRASE = "một câu dài để khóa"


@pytest.fixture
def file(tmp_path, settings):
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.json"
    settings.SIGNING_PASSPHRASE = ""
    return settings.SIGNING_KEY_FILE


def seeds(file) -> list[dict]:
    return [row for row in json.loads(file.read_text()) if "seed" in row]


def test_locked_key_signs_with_its_passphrase_and_with_no_other(file, settings):
    signing.make_key(file, FIRST, PHRASE)
    settings.SIGNING_PASSPHRASE = PHRASE
    signed = signing.sign({"a": "ư"})

    assert signing.verify(signed, signing.public_keys())
    assert signing.is_locked(file) and seeds(file) == []
    for wrong in ("", "một câu khác hẳn vậy"):
        settings.SIGNING_PASSPHRASE = wrong
        with pytest.raises(ReasonsAgainst, match="HOIAM_SIGNING_PASSPHRASE"):
            signing.sign({"a": 1})
    assert signing.verify(signed, signing.public_keys())


def test_key_in_the_clear_goes_on_signing_and_can_be_locked_later(file, settings):
    signing.make_key(file, FIRST)
    before = signing.sign({"a": 1})
    settings.SIGNING_PASSPHRASE = PHRASE

    assert signing.verify(signing.sign({"a": 1}), signing.public_keys())
    assert (signing.is_locked(file), signing.lock_keys(file, PHRASE), signing.lock_keys(file, PHRASE)) == (
        False,
        1,
        0,
    )
    assert signing.sign({"a": 1}) == before
    assert signing.is_locked(file)


def test_short_passphrase_is_refused_and_nothing_is_written(file):
    with pytest.raises(ReasonsAgainst, match="16"):
        signing.make_key(file, FIRST, "ngắn")

    assert not file.exists()


def test_file_is_readable_by_its_owner_only_whatever_the_process_allows(file):
    before = os.umask(0)
    try:
        signing.make_key(file, FIRST)
        signing.lock_keys(file, PHRASE)
    finally:
        os.umask(before)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_new_key_signs_from_now_on_and_what_the_old_one_signed_stays_genuine(file):
    old = signing.make_key(file, FIRST)
    signed = signing.sign({"signed_at": "2026-03-01T00:00:00+00:00"})
    new = signing.make_key(file, SECOND)
    keys = signing.public_keys()
    kept = json.loads(file.read_text())

    assert (signed["key"], signing.sign({})["key"]) == (old, new)
    assert signing.fault(signed, keys, signed_at=signed["signed_at"]) == ""
    assert [row["valid_to"] for row in keys["keys"]] == ["2026-06-01T00:00:00+00:00", None]
    assert "seed" not in kept[0] and "locked" not in kept[0], "an ended key signs nothing any more"


@pytest.mark.parametrize(
    ("signed_at", "fault"),
    [
        ("2026-01-01T00:00:00+00:00", ""),
        ("2026-06-01T07:00:00+07:00", ""),
        ("2025-12-31T23:59:59+00:00", "validity"),
        ("2026-06-01T00:00:01+00:00", "validity"),
        ("2026-03-01", "validity"),
        ("gibberish", "validity"),
        ("None", "validity"),
    ],
)
def test_document_outside_the_time_of_its_key_is_not_genuine(file, signed_at, fault):
    signing.make_key(file, FIRST)
    signed = signing.sign({"signed_at": signed_at})
    signing.make_key(file, SECOND)

    assert signing.fault(signed, signing.public_keys(), signed_at=signed_at) == fault


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({}, "key"),
        ({"keys": None}, "key"),
        ({"keys": [7, {"id": "k1-20260101"}]}, "signature"),
        ({"keys": [{"id": "k1-20260101", "public": "x"}]}, "signature"),
    ],
)
def test_keys_that_are_none_verify_nothing(file, keys, fault):
    signing.make_key(file, FIRST)

    assert signing.fault(signing.sign({}), keys) == fault


def test_public_keys_hold_nothing_private(file):
    signing.make_key(file, FIRST, PHRASE)

    assert {name for row in signing.public_keys()["keys"] for name in row} == {
        "id",
        "public",
        "valid_from",
        "valid_to",
    }
