"""What is under seal, for the acts that address a letter or show the seal to intake. No screen calls these."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.encoding import force_str

from hoiam.enquiries import envelope, receipts
from hoiam.enquiries.asker import Asker, Opened
from hoiam.enquiries.models import AskerSeal, Enquiry, SealKey


def about(enquiry: Enquiry, what: str = "asker") -> str:
    """What an envelope is bound to, so that no ciphertext can be moved to another enquiry."""
    return f"{what} of {enquiry.reference}"


def key_of(enquiry: Enquiry) -> bytes | None:
    """The data key of a seal; None once it is erased."""
    row = SealKey.objects.filter(enquiry=enquiry).first()
    secrets = [force_str(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return envelope.unwrap_key(row.wrapped, secrets) if row else None


def status_token_of(enquiry: Enquiry) -> str:
    """The secret of the status link, for a letter to the asker; "" once the seal is erased."""
    key = key_of(enquiry)
    return envelope.status_token(key) if key else ""


def asker_s_receipt(enquiry: Enquiry) -> dict[str, Any]:
    """The signed receipt as the asker gets it: with the salt of the question, while the seal lasts."""
    key = key_of(enquiry)
    salt = {receipts.SALT: envelope.receipt_salt(key)} if key else {}
    return {**enquiry.receipt.document, **salt}


def opened_within(enquiry: Enquiry) -> Opened | None:
    """What the seal holds, for the addressing of a letter inside an act; None once it is erased.

    Nothing of it may be returned by the act, shown or stored in the open.
    """
    key, row = key_of(enquiry), AskerSeal.objects.filter(enquiry=enquiry).first()
    if key is None or row is None:
        return None
    said = envelope.opened(key, row.ciphertext, about(enquiry))
    return Opened(Asker.from_said(said["asker"]), said["question"])
