"""A signed sheet as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoiam.texts.models import Attachment, PaperApproval
from hoiam.texts.queries.paper import files_of
from hoiam.texts.terms import ClearanceState, PaperState
from hoiam.ui.shapes import Tone


@dataclass(frozen=True)
class ShownPaper:
    paper: PaperApproval
    file: Attachment
    state: str
    tone: Tone
    signature: str
    """What is said of a digital signature in the file; "" for pictures."""

    @property
    def is_picture(self) -> bool:
        return self.file.media_type.startswith("image/")


def shown_papers(papers: list[PaperApproval]) -> list[ShownPaper]:
    """Each sheet with its file; two queries whatever their number."""
    files = files_of(papers)
    return [_shown(paper, files[paper.pk]) for paper in papers]


def _shown(paper: PaperApproval, file: Attachment) -> ShownPaper:
    state, tone = _state(paper)
    return ShownPaper(paper, file, state, tone, _signature(paper, file))


def _state(paper: PaperApproval) -> tuple[str, Tone]:
    clearance = paper.version.clearance
    if paper.state == PaperState.REJECTED:
        return _("Rejected"), "danger"
    if paper.counts:
        return _("Approved on paper"), "success"
    if clearance.state in (ClearanceState.OPEN, ClearanceState.CLEARED):
        return _("Waits for a second person"), "warning"
    return _("Counts no longer: %(state)s") % {"state": clearance.get_state_display()}, "neutral"


def _signature(paper: PaperApproval, file: Attachment) -> str:
    if file.media_type != "application/pdf":
        return ""
    if not paper.signatures_in_file:
        return _("The file carries no digital signature.")
    if paper.signature_covers_all:
        return _("The file carries a digital signature; its certificate was not checked here.")
    return _(
        "The file carries a digital signature; its certificate was not checked here, and something was added to "
        "the file after it was signed."
    )
