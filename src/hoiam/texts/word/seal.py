"""What a Word file says of the text it came from, in custom properties that Word and LibreOffice keep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.crypto import constant_time_compare, salted_hmac

from hoiam.texts.structure import canonical_form
from hoiam.texts.word.package import WordPackage, attribute

PART = "docProps/custom.xml"
_SALT = "hoiam.texts.word"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


@dataclass(frozen=True)
class Seal:
    """Which text a file holds, at which revision, and the SHA-256 of its canonical body then."""

    text_id: int
    revision: int
    body_hash: str

    @property
    def proof(self) -> str:
        """Only this installation can make it: a file of another one is not taken for ours."""
        said = f"{self.text_id}-{self.revision}-{self.body_hash}"
        return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()

    def is_of(self, text_id: int, revision: int, body: str) -> bool:
        """Whether the text is still exactly as it was when the file went out."""
        return (self.text_id, self.revision, self.body_hash) == (text_id, revision, hash_of(body))


def hash_of(body: str) -> str:
    return hashlib.sha256(canonical_form(body).encode()).hexdigest()


def properties_of(seal: Seal) -> bytes:
    """The part `docProps/custom.xml` that carries a seal (ECMA-376 Part 1, 22.3)."""
    values = {
        "HoiAmText": str(seal.text_id),
        "HoiAmRevision": str(seal.revision),
        "HoiAmHash": seal.body_hash,
        "HoiAmProof": seal.proof,
    }
    rows = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    said = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{rows}</Properties>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{said}'.encode()


def read_seal(package: WordPackage) -> Seal | None:
    """The seal of a file that went out from here; None without one, and for one that was made elsewhere."""
    root = package.part(PART)
    said = {
        attribute(one, "name"): "".join(one.itertext()).strip() for one in (root if root is not None else ())
    }
    text_id, revision = said.get("HoiAmText", ""), said.get("HoiAmRevision", "")
    if not (_is_number(text_id) and _is_number(revision)):
        return None
    seal = Seal(int(text_id), int(revision), said.get("HoiAmHash", ""))
    return seal if constant_time_compare(seal.proof, said.get("HoiAmProof", "")) else None


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 16
