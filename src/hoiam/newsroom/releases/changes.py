"""How a cited fact changed, and what was put right, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

WHAT = {
    "superseded": _("another fact has taken its place"),
    "expired": _("its last day has passed"),
    "withdrawn": _("it was withdrawn"),
    "contradicted": _("another fact contradicts it"),
    "revised": _("it was revised"),
}
PUT_RIGHT = (gettext_noop("withdrawn"), gettext_noop("an answer was corrected"))
"""Said by `hoiam.newsroom.corrected`, which belongs to no subject and so has no catalogue of its own."""
