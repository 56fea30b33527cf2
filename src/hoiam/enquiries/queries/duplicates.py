"""Questions of the desk that may be the same, by their words alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from hoiam.enquiries.likeness import ALIKE_FROM, likeness, shingles
from hoiam.enquiries.models import Enquiry, QuestionPrint

MOST_CANDIDATES = 60


@dataclass(frozen=True)
class Alike:
    """Another enquiry of the same desk and how much of both questions is shared, 0 to 1."""

    enquiry: Enquiry
    likeness: float


def alike(enquiry: Enquiry, limit: int = 5) -> list[Alike]:
    """Enquiries of the same desk whose questions share enough words, most alike first; [] when none."""
    bands = list(enquiry.prints.values_list("band", flat=True))
    sharing = (
        QuestionPrint.objects.filter(desk=enquiry.desk_id, band__in=bands)
        .exclude(enquiry=enquiry.pk)
        .values("enquiry")
        .annotate(shared=Count("band"))
        .order_by("-shared", "-enquiry")[:MOST_CANDIDATES]
    )
    candidates = Enquiry.objects.filter(pk__in=[row["enquiry"] for row in sharing])
    own = shingles(enquiry.question)
    found = [Alike(other, round(likeness(own, shingles(other.question)), 2)) for other in candidates]
    near = [one for one in found if one.likeness >= ALIKE_FROM]
    return sorted(near, key=lambda one: (-one.likeness, -one.enquiry.pk))[:limit]
