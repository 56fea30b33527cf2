"""Promise 10: every receipt can be verified by anyone, offline, with the published keys and nothing else."""

from __future__ import annotations

import base64
import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from hoiam.desks import signing
from hoiam.enquiries import receipts
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.terms import Kind
from tests.factories.enquiries import QUESTION, Traces, make_receipt

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def given(cast) -> tuple[dict, dict]:
    """(receipt as the asker downloads it, keys as anyone downloads them)."""
    receipt = make_receipt(cast)
    client = Client()
    return (
        client.get(f"/vi/status/{receipt.status_token}/receipt.json").json(),
        client.get("/.well-known/hoiam-keys.json").json(),
    )


def test_receipt_verifies_with_the_published_keys(given):
    document, keys = given

    assert receipts.verify(document, keys)
    assert (receipts.is_receipt_of(document, QUESTION), receipts.is_receipt_of(document, "Khác")) == (
        True,
        False,
    )


def test_receipt_verifies_by_the_rule_alone_without_a_line_of_our_code(given):
    document, keys = given
    signed = {name: value for name, value in document.items() if name not in ("signature", "question_salt")}
    spelled = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    (key,) = [row for row in keys["keys"] if row["id"] == document["key"]]

    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key["public"]))

    public.verify(base64.b64decode(document["signature"]), spelled)


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def test_receipt_changed_in_any_one_place_does_not_verify(given):
    document, keys = given
    believed = []
    for path in [path for path in leaves(document) if path != ("question_salt",)]:
        altered = copy.deepcopy(document)
        place = altered
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = f"{place[path[-1]]}0"
        if receipts.verify(altered, keys):
            believed.append(path)

    assert len(list(leaves(document))) > 10
    assert believed == []


@pytest.mark.parametrize(
    "change", [{"key": []}, {"key": "k9"}, {"signature": 7}, {"type": None}, {"dues": 1}]
)
def test_receipt_with_nonsense_in_it_is_judged_and_breaks_nothing(given, change):
    document, keys = given

    judged = receipts.verify({**document, **change}, keys)
    page = Client().post("/en/verify/", {"text": json.dumps({**document, **change})})

    assert (judged, page.status_code) == (False, 200)


def test_receipt_signed_before_a_change_of_keys_still_verifies(given, tmp_path, settings):
    document, keys = given
    file = tmp_path / "keys.json"
    file.write_bytes(Path(settings.SIGNING_KEY_FILE).read_bytes())
    settings.SIGNING_KEY_FILE = file
    from datetime import UTC, datetime

    signing.make_key(file, datetime(2026, 10, 1, tzinfo=UTC))

    assert len(signing.public_keys()["keys"]) == len(keys["keys"]) + 1
    assert receipts.verify(document, signing.public_keys())


def test_every_kind_of_question_gets_a_receipt_by_page_and_by_mail(cast):
    keys = signing.public_keys()
    for kind in Kind.values:
        receipt = make_receipt(cast, kind=kind)
        mail = render_letter(receipt.enquiry.correspondence.get(letter="receipt").pk, "vi")
        (enclosed,) = mail.attachments
        assert receipts.verify(json.loads(enclosed.content), keys)
        assert receipts.verify(receipt.receipt_document, keys)


def test_receipt_names_nobody(given):
    assert Traces().found_in(json.dumps(given[0], ensure_ascii=False)) == []


def test_command_judges_a_receipt_without_database_or_network(given, tmp_path):
    document, keys = given
    paths = {name: tmp_path / name for name in ("receipt.json", "keys.json", "altered.json", "question.txt")}
    paths["receipt.json"].write_text(json.dumps(document))
    paths["altered.json"].write_text(json.dumps({**document, "reference": "DN-2026-00002"}))
    paths["keys.json"].write_text(json.dumps(keys))
    paths["question.txt"].write_text(QUESTION, encoding="utf-8")
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HOIAM_")}
    outside |= {
        "PYTHONPATH": str(ROOT / "src"),
        "HOIAM_MODE": "test",
        "HOIAM_DATA_DIR": str(tmp_path / "nothing"),
        "HOIAM_DATABASE_URL": f"sqlite:///{tmp_path / 'no.sqlite3'}",
    }

    def judge(name: str) -> tuple[int, str]:
        call = [sys.executable, "-m", "hoiam", "receipt", "verify", str(paths[name]), "--json"]
        call += ["--key", str(paths["keys.json"]), "--question", str(paths["question.txt"])]
        done = subprocess.run(call, env=outside, capture_output=True, text=True, check=False)
        return done.returncode, json.loads(done.stdout)["verdict"]

    assert [judge("receipt.json"), judge("altered.json")] == [(0, "genuine"), (1, "altered")]
    assert not (tmp_path / "no.sqlite3").exists()
