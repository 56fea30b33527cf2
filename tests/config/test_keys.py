"""Keys on the command line, in the check of an installation, and never in a backup in the clear."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoiam.config import backup, health
from hoiam.config.command import main
from hoiam.config.commands.setup import ready_keys
from hoiam.desks import signing
from hoiam.releases.signed import certificate
from hoiam.texts.pdf_signature import signatures_of
from tests.releases.signed.made import document_of, pdf_of_document

AT = datetime(2026, 1, 1, tzinfo=UTC)
PHRASE = "một câu dài để khóa"


@pytest.fixture
def files(tmp_path, settings) -> tuple[Path, Path]:
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.json"
    settings.PDF_CERTIFICATE_FILE = tmp_path / "keys" / "pdf-certificate.pem"
    settings.SIGNING_PASSPHRASE = ""
    return settings.SIGNING_KEY_FILE, settings.PDF_CERTIFICATE_FILE


def faults() -> str:
    return "\n".join(health._keys())


def test_init_makes_key_and_certificate_once_locked_where_there_is_a_passphrase(files, settings):
    settings.SIGNING_PASSPHRASE = PHRASE
    ready_keys(AT)
    made = [file.read_bytes() for file in files]
    ready_keys(AT)

    assert [file.read_bytes() for file in files] == made
    assert signing.is_locked(files[0]) and certificate.is_locked(files[1])
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert faults() == ""


def test_check_says_that_keys_lie_in_the_clear_and_locking_them_settles_it(files, settings, capsys):
    ready_keys(AT)
    said = faults()
    settings.SIGNING_PASSPHRASE = PHRASE

    assert "hoiam keys lock" in said and str(files[0]) in said and str(files[1]) in said
    assert main(["keys", "lock"]) == 0
    assert "2 private keys were locked." in capsys.readouterr().out
    assert faults() == ""


def test_check_says_that_the_passphrase_does_not_open_the_keys(files, settings):
    settings.SIGNING_PASSPHRASE = PHRASE
    ready_keys(AT)
    settings.SIGNING_PASSPHRASE = "một câu khác hẳn vậy"

    assert "HOIAM_SIGNING_PASSPHRASE" in faults()


def test_demo_may_keep_its_keys_in_the_clear(files, settings):
    ready_keys(AT)
    settings.IS_DEMO = True

    assert faults() == ""


def test_keys_new_changes_the_key_and_list_names_both(files, capsys):
    ready_keys(AT)

    assert main(["keys", "new"]) == 0
    assert main(["keys", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("From now on the key k2-") and len(lines) == 3


def test_lock_without_a_passphrase_says_what_to_do(files, capsys):
    ready_keys(AT)

    assert main(["keys", "lock"]) == 1
    assert "HOIAM_SIGNING_PASSPHRASE" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_backup_holds_no_private_key_even_where_the_keys_lie_among_the_files(tmp_path, settings):
    folder = tmp_path / "files"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "x", "OPTIONS": {"location": folder}}}
    settings.SIGNING_KEY_FILE, settings.PDF_CERTIFICATE_FILE = folder / "signing.json", folder / "pdf.pem"
    settings.SIGNING_PASSPHRASE = ""
    ready_keys(AT)
    (folder / "seen.txt").write_text("tệp")
    seed = json.loads(settings.SIGNING_KEY_FILE.read_text())[0]["seed"]

    backup.write(tmp_path / "b.tgz", at=AT)

    with tarfile.open(tmp_path / "b.tgz") as archive:
        members = {entry.name: archive.extractfile(entry).read() for entry in archive.getmembers()}
    whole = b"\n".join(members.values()) + (tmp_path / "b.tgz.keys").read_bytes()
    assert "files/seen.txt" in members
    assert seed.encode() not in whole and b"PRIVATE KEY" not in whole


def test_pdf_is_signed_as_a_whole_and_any_change_breaks_it(files, settings):
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    settings.SIGNING_PASSPHRASE = PHRASE
    ready_keys(datetime(2026, 1, 1, tzinfo=UTC))
    bare = pdf_of_document(document_of())
    signed = certificate.signed_pdf(bare)

    def judged(content: bytes):
        import io

        reader = PdfFileReader(io.BytesIO(content))
        one = reader.embedded_signatures[0]
        context = ValidationContext(trust_roots=[one.signer_cert], moment=datetime(2026, 10, 1, tzinfo=UTC))
        with ThreadPoolExecutor(max_workers=1) as apart:  # a browser's event loop may run in this thread
            return apart.submit(validate_pdf_signature, one, context).result()

    assert signed.startswith(bare) and signatures_of(signed).covers_all
    assert judged(signed).intact and judged(signed).valid
    assert b"ETSI.CAdES.detached" in signed
    broken = bytearray(signed)
    broken[len(bare) // 2] ^= 1
    assert not judged(bytes(broken)).intact


def test_pdf_goes_out_unsigned_where_no_certificate_was_made(files):
    assert certificate.signed_pdf(b"%PDF-1.7") == b"%PDF-1.7"


def test_wrong_passphrase_of_the_certificate_is_said_in_a_sentence(files, settings):
    from hoiam.desks.against import ReasonsAgainst

    settings.SIGNING_PASSPHRASE = PHRASE
    ready_keys(AT)
    settings.SIGNING_PASSPHRASE = ""

    with pytest.raises(ReasonsAgainst, match="HOIAM_PDF_CERTIFICATE_FILE"):
        certificate.signed_pdf(b"%PDF-1.7")


def test_passphrase_is_in_no_message_of_a_process_that_may_not_sign(tmp_path):
    outside = {
        "PYTHONPATH": "src",
        "HOIAM_MODE": "test",
        "HOIAM_DATA_DIR": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    code = (
        "from hoiam.config import command; command.start_django(); from django.conf import settings;"
        "from datetime import datetime, UTC; from hoiam.desks import signing;"
        "signing.make_key(settings.SIGNING_KEY_FILE, datetime(2026,1,1,tzinfo=UTC), 'câu đúng dài hơn mười sáu');"
        "signing.sign({})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=outside | {"HOIAM_SIGNING_PASSPHRASE": "câu-bí-mật-sai-hẳn-rồi"},
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 1 and "HOIAM_SIGNING_PASSPHRASE" in done.stderr
    assert "bí-mật" not in done.stderr + done.stdout
