"""The hash that a signature binds to: SHA-256 of the canonical JSON of everything a version says. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

FORMAT = 1


def fingerprint(
    *,
    language: str,
    body: str,
    sentences: Sequence[Sequence[object]],
    citations: Sequence[Sequence[object]],
    facts: Mapping[str, object],
    reasons: Mapping[str, str],
    attachments: Sequence[Sequence[object]],
    bound: Mapping[str, str] | None = None,
) -> str:
    """Hexadecimal SHA-256; keys sorted, no spaces, UTF-8. Anyone can recompute it from the published version.

    `bound` is named only where there is any.
    """
    said: dict[str, object] = {
        "format": FORMAT,
        "language": language,
        "body": body,
        "sentences": [list(row) for row in sentences],
        "citations": [list(row) for row in citations],
        "facts": dict(facts),
        "reasons": dict(reasons),
        "attachments": [list(row) for row in attachments],
    }
    if bound:
        said["bound"] = dict(bound)
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
