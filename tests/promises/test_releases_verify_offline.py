"""Promises 9 and 10, of releases: anyone exposes a forged or altered text offline, with the published keys alone."""

from __future__ import annotations

import base64
import copy
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from hoiam.releases.document import document_hash, fault_of, judge
from hoiam.releases.signed.pdf import pdf_of
from tests.factories.releases import make_corrected, make_published

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(cast):
    return make_published(cast)


@pytest.fixture
def keys(made) -> dict:
    return Client().get("/.well-known/hoiam-keys.json").json()


def call(*words: str | Path, given: str = "") -> tuple[int, str, str]:
    """The command in an empty environment: no settings, no home, no database, nothing to find one by."""
    done = subprocess.run(
        [sys.executable, "-m", "hoiam", "releases", "verify", *map(str, words)],
        env={"PYTHONPATH": str(ROOT / "src")},
        cwd="/",
        input=given.encode(),
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def test_document_and_publication_verify_by_the_rule_alone_without_a_line_of_our_code(made, keys):
    for document in (made.vi.document, made.vi.publication, made.en.document):
        signed = {name: value for name, value in document.items() if name != "signature"}
        spelled = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        (key,) = [row for row in keys["keys"] if row["id"] == document["key"]]
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key["public"]))

        public.verify(base64.b64decode(document["signature"]), spelled)

    bare = {name: value for name, value in made.vi.document.items() if name not in ("key", "signature")}
    spelled = json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert made.vi.publication["document"] == hashlib.sha256(spelled).hexdigest() == made.vi.document_hash


def test_document_changed_in_any_one_place_does_not_verify(made, keys):
    believed = []
    for path in leaves(made.vi.document):
        altered = copy.deepcopy(made.vi.document)
        place = altered
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = f"{place[path[-1]]}0"
        if judge(altered, None, keys).word == "genuine":
            believed.append(path)

    assert len(list(leaves(made.vi.document))) > 30
    assert believed == []


def test_pdf_carries_the_signed_document_where_any_program_finds_it(made, keys):
    with pikepdf.open(io.BytesIO(pdf_of(made.vi))) as paper:
        (name,) = paper.attachments
        carried = json.loads(paper.attachments[name].get_file().read_bytes())

    assert (name, carried) == ("hoiam-release.json", made.vi.document)


def test_every_edition_names_the_document_before_it(cast):
    again = make_corrected(cast)
    first = again.release.editions.get(number=1).texts.get(language="vi")

    assert again.vi.document["previous"] == first.document_hash == document_hash(first.document)
    assert first.document["previous"] == ""


def test_translation_names_the_signed_original(made):
    assert made.en.document["translation"] == {
        "of": "vi",
        "document": made.vi.document_hash,
        "reviewed": True,
    }


def test_content_is_signed_before_its_time_and_publication_at_it(made, keys):
    assert (
        made.vi.document["approved_at"]
        < made.vi.document["not_before"]
        == made.vi.publication["published_at"]
    )
    assert fault_of(made.vi.publication, keys) == ""


def test_command_judges_every_form_without_database_network_or_settings(made, keys, tmp_path):
    text = "\n".join(words for _name, words in made.vi.document["sentences"])
    forged = json.loads(json.dumps(made.vi.document, ensure_ascii=False).replace("không phải", "phải"))
    files = {
        "keys.json": json.dumps(keys).encode(),
        "release.pdf": pdf_of(made.vi),
        "release.json": json.dumps(made.vi.document).encode(),
        "both.json": json.dumps({"document": made.vi.document, "publication": made.vi.publication}).encode(),
        "forged.json": json.dumps(forged).encode(),
        "plain.txt": text.encode(),
        "nothing.txt": "Chuyện khác hẳn.".encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    key, known = ("--key", tmp_path / "keys.json"), ("--documents", tmp_path / "release.json")

    judged = {
        name: (lambda done: (done[0], json.loads(done[1])["verdict"]))(
            call(tmp_path / name, *key, "--json", *known)
        )
        for name in files
        if name != "keys.json"
    }
    assert judged == {
        "release.pdf": (0, "genuine"),
        "release.json": (0, "genuine"),
        "both.json": (0, "genuine"),
        "forged.json": (1, "altered"),
        "plain.txt": (0, "genuine"),
        "nothing.txt": (1, "unknown"),
    }
    code, said, reasons = call("--text", "-", *key, *known, given=text.replace("không phải trả", "phải trả"))
    assert code == 1 and said.startswith("Altered")
    assert "Người dân khám phải trả tiền." in reasons and "Người dân khám không phải trả tiền." in reasons
    assert not list(Path("/").glob(".hoiam"))


def test_command_says_what_is_wrong_with_how_it_was_called(made, keys, tmp_path):
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")

    assert call("--key", tmp_path / "keys.json")[0] == 2
    assert call(tmp_path / "none.pdf", "--key", tmp_path / "keys.json")[0] == 2
    assert call(tmp_path / "bad.pdf")[0] == 2
    refused = call(tmp_path / "bad.pdf", "--key", tmp_path / "keys.json")
    assert refused[0] == 1 and "cannot be opened" in refused[2]
    no_keys = call(tmp_path / "bad.pdf", "--key", tmp_path / "bad.json")
    assert no_keys[0] == 1 and "/.well-known/hoiam-keys.json" in no_keys[2]


def test_program_printed_in_the_documents_verifies_a_document_and_refuses_a_forged_one(made, keys, tmp_path):
    (printed,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs/verify.md").read_text(encoding="utf-8"), re.S
    )
    (tmp_path / "hoiam-keys.json").write_text(json.dumps(keys))

    def run(document: dict) -> int:
        (tmp_path / "hoiam-release.json").write_text(json.dumps(document))
        return subprocess.run([sys.executable, "-c", printed], cwd=tmp_path, capture_output=True).returncode

    assert (run(made.vi.document), run({**made.vi.document, "edition": 2})) == (0, 1)
