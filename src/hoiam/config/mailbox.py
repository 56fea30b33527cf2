"""Two addresses of intake: the mailbox that is read, and the site of the ask form."""

from __future__ import annotations

from collections.abc import Mapping


def addresses(environment: Mapping[str, str], base_url: str) -> tuple[str, str]:
    """(`HOIAM_INTAKE_URL`, `HOIAM_ASK_URL`); a web address under the first name counts as the second, as it did."""
    mailbox = environment.get("HOIAM_INTAKE_URL", "").strip()
    ask = environment.get("HOIAM_ASK_URL", "").rstrip("/")
    if mailbox.startswith(("http://", "https://")):
        mailbox, ask = "", ask or mailbox.rstrip("/")
    return mailbox, ask or base_url
