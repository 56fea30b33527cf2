"""A PDF of one empty page, as small as a real one is."""

from __future__ import annotations

import io

import pikepdf


def blank_pdf() -> bytes:
    made, written = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(written, deterministic_id=True)
    return written.getvalue()
