"""The report in words: tables that page, Word file and workbook show alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hoiam.desks.models import LawRule, RefusalGround
from hoiam.enquiries.queries.punctuality import Measure, Punctuality
from hoiam.enquiries.queries.report import DeskReport, Proof
from hoiam.enquiries.terms import Channel, Kind, State, Withholding
from hoiam.evidence.vocabulary import theme_label
from hoiam.ui.figures import written
from hoiam.ui.moments import moment
from hoiam.ui.workbook import Cell


@dataclass(frozen=True)
class Table:
    """One table of a report. A cell of None says that there is nothing to tell."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    """What is said instead where there is no row."""

    @property
    def told(self) -> list[list[str]]:
        """The rows as a person reads them."""
        return [[told(cell) for cell in row] for row in self.rows]


def told(cell: Cell) -> str:
    """One cell in the reader's language: numbers in its style, moments in the desk's own time."""
    if cell is None:
        return "–"
    if isinstance(cell, datetime):
        return moment(cell)
    return written(cell) if isinstance(cell, int | float) else cell


def tables_of(report: DeskReport) -> list[Table]:
    """Every table of the report in the order in which it is read."""
    return [
        _handled(report.now, report.before),
        _counted("kinds", _("By kind of question"), _("Kind"), report.by_kind, dict(Kind.choices)),
        _counted(
            "channels", _("By way of coming"), _("How it came"), report.by_channel, dict(Channel.choices)
        ),
        _counted("themes", _("By theme"), _("Theme"), report.by_theme, _themes(report)),
        _refused(report),
        _matters(report),
        _evidence(report),
        _open(report),
    ]


def _handled(now: Punctuality, before: Punctuality) -> Table:
    def row(label: str, one: Cell, other: Cell) -> tuple[Cell, ...]:
        return label, one, other

    pairs = [
        row(_("Questions received"), now.received, before.received),
        row(_("Acknowledged by an officer"), now.acknowledged.count, before.acknowledged.count),
        row(_("First answer in substance"), now.first_answer.count, before.first_answer.count),
        row(_("  median, in days"), _median(now.first_answer), _median(before.first_answer)),
        row(_("Closed"), now.closed.count, before.closed.count),
        row(_("  median, in days"), _median(now.closed), _median(before.closed)),
        row(_("Limits of law that fell due"), now.due, before.due),
        row(_("  of these kept"), now.in_time, before.in_time),
        row(_("  kept, per cent"), _share(now), _share(before)),
        row(_("Open at the time of this report"), now.is_open, before.is_open),
        row(_("  of these overdue"), now.overdue, before.overdue),
        row(_("Paused at some time"), now.paused, before.paused),
        row(_("Moved out of the order by hand"), now.reorders, before.reorders),
        *(
            row(str(State(state).label).capitalize(), count, before.by_state.get(state, 0))
            for state, count in now.by_state.items()
        ),
    ]
    head = (_("Figure"), _("This period"), _("The period before"))
    return Table("handled", _("Received and handled"), head, tuple(pairs))


def _median(measure: Measure) -> float | None:
    return measure.median_days


def _share(counted: Punctuality) -> float | None:
    share = counted.share_in_time
    return None if share is None else round(100 * share, 1)


def _counted(name: str, title: str, head: str, counts: dict[str, int], labels: dict[str, Any]) -> Table:
    rows = tuple((str(labels.get(code, code)), number) for code, number in counts.items())
    return Table(name, title, (head, _("Questions")), rows, _("Nothing was received in this period."))


def _themes(report: DeskReport) -> dict[str, str]:
    return {code: theme_label(code) if code else _("not named") for code in report.by_theme}


def _refused(report: DeskReport) -> Table:
    grounds = {ground.code: str(ground.label) for ground in RefusalGround.objects.all()}
    rows = [
        (_("Refused"), grounds.get(code, code), number) for code, number in report.now.refused_by_code.items()
    ]
    held = dict(Withholding.choices)
    rows += [
        (_("Kept out of the log"), str(held.get(code, code)), number)
        for code, number in report.now.withheld_by_code.items()
    ]
    head = (_("What"), _("On what ground"), _("Questions"))
    none = _("Nothing was refused and nothing kept out of the public log.")
    return Table("refused", _("Refused and withheld"), head, tuple(rows), none)


def _matters(report: DeskReport) -> Table:
    rows = tuple((one.title, one.opened_at, one.closed_at, one.bulletins) for one in report.matters)
    head = (_("Matter"), _("Opened"), _("Closed"), _("Bulletins in this period"))
    return Table("matters", _("Matters"), head, rows, _("No matter was open in this period."))


def _evidence(report: DeskReport) -> Table:
    rows = (
        (_("Facts published"), report.facts["new"]),
        (_("Facts corrected"), report.facts["corrected"]),
        (_("Facts expired"), report.facts["expired"]),
        (_("Facts withdrawn"), report.facts["withdrawn"]),
        (_("Evidence gaps opened"), report.gaps["opened"]),
        (_("Evidence gaps closed"), report.gaps["closed"]),
        (_("Evidence gaps open now"), report.gaps["open"]),
        (_("Parts asked of other bodies"), report.parts["asked"]),
        (_("  of these answered"), report.parts["answered"]),
        (_("  of these late"), report.parts["late"]),
    )
    return Table("evidence", _("Evidence and co-operation"), (_("Figure"), _("How many")), rows)


def _open(report: DeskReport) -> Table:
    rows = tuple(
        (
            one.reference,
            str(Kind(one.kind).label),
            one.received_at,
            one.next_due_at,
            str(State(one.state).label),
        )
        for one in report.open_enquiries
    )
    head = (_("Reference"), _("Kind"), _("Received"), _("Due"), _("State"))
    return Table("open", _("Still open, one by one"), head, rows, _("Nothing is open."))


def _provision(rule: LawRule | None) -> str:
    """The instrument in the reader's language, with the article."""
    if rule is None:
        return ""
    article = _("article %(article)s") % {"article": rule.article} if rule.article else ""
    return ", ".join(part for part in (str(rule.instrument), article) if part)


def table_of_limits(proofs: list[Proof]) -> Table:
    """The limits of law one by one, with the line of the journal that proves each."""
    rows = tuple(
        (
            one.record,
            _provision(one.rule),
            one.started_at,
            one.due_at,
            one.met_at,
            _("kept") if one.in_time else _("missed"),
            one.line,
            one.digest,
        )
        for one in proofs
    )
    head = (
        _("Record"),
        _("Provision"),
        _("Began"),
        _("Due"),
        _("Met"),
        _("Result"),
        _("Journal line"),
        _("SHA-256 of the line"),
    )
    return Table(
        "limits", _("Limits of law"), head, rows, _("No limit of law was met or missed in this period.")
    )
