"""The certificate that PDF files of releases are signed with, and the signature itself (PAdES, ETSI EN 319 142).

One PEM file outside the database (mode 0600): the private key, locked where there is a passphrase, the
certificate, and those of its issuers. Made by itself it is self-signed: it shows that nothing was changed since,
and who signed only to whoever has the certificate from us.
"""

from __future__ import annotations

import io
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst

LASTS = timedelta(days=3650)
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336."""
FIELD = "HoiAm"


def make_certificate(file: Path, at: datetime, *, name: str, passphrase: str = "") -> None:
    """A private key (ECDSA, P-256) and its self-signed certificate, valid from `at` for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC))
        .not_valid_after(at.astimezone(UTC) + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    _write(file, key, [certificate], passphrase)


def lock(file: Path, passphrase: str) -> int:
    """Lock the private key of a file where it lies in the clear; how many there were."""
    if not file.exists() or is_locked(file):
        return 0
    pem = file.read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    _write(file, key, x509.load_pem_x509_certificates(pem), passphrase)
    return 1


def _write(file: Path, key: Any, certificates: list[x509.Certificate], passphrase: str) -> None:
    closed: Any = (
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption()
    )
    written = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, closed)
    written += b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(written)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def is_locked(file: Path) -> bool:
    """Whether the private key lies in the file under a passphrase."""
    return b"ENCRYPTED" in file.read_bytes()


def may_sign() -> bool:
    """Whether there is a certificate. Raises `ReasonsAgainst` where it cannot be opened."""
    file = Path(settings.PDF_CERTIFICATE_FILE)
    return file.exists() and bool(_opened(file.read_bytes(), settings.SIGNING_PASSPHRASE))


def signed_pdf(pdf: bytes) -> bytes:
    """The PDF with our signature over all of it; as it is where no certificate was made.

    Raises `ReasonsAgainst` where the passphrase does not open the private key or the file holds none.
    """
    file = Path(settings.PDF_CERTIFICATE_FILE)
    if not file.exists():
        return pdf
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = _signer(file, file.stat().st_mtime_ns, settings.SIGNING_PASSPHRASE)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    out = io.BytesIO()
    # In a thread of its own: the library runs an event loop, of which a thread has room for one.
    with ThreadPoolExecutor(max_workers=1) as apart:
        sign = signers.PdfSigner(meta, signer).sign_pdf
        apart.submit(sign, IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out).result()
    return out.getvalue()


@lru_cache(maxsize=2)
def _signer(file: Path, changed: int, passphrase: str) -> Any:
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    # A self-signed certificate is what was asked for; the library says so at every signature.
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    key, found = _opened(file.read_bytes(), passphrase)
    certificates = [asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in found]
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    spelled = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(certificates[0], keys.PrivateKeyInfo.load(spelled), store)


def _opened(pem: bytes, passphrase: str) -> tuple[Any, list[x509.Certificate]]:
    try:
        key = serialization.load_pem_private_key(pem, passphrase.encode() if b"ENCRYPTED" in pem else None)
        return key, x509.load_pem_x509_certificates(pem)
    except (ValueError, TypeError):
        raise ReasonsAgainst(
            [
                _(
                    "The certificate of PDF files cannot be opened. Look at HOIAM_PDF_CERTIFICATE_FILE and at "
                    "HOIAM_SIGNING_PASSPHRASE."
                )
            ]
        ) from None
