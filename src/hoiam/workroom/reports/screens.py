"""The report of a period in one click; proofs of limits; what I signed; what I have in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.handover import open_lines
from hoiam.desks.models import Person
from hoiam.desks.queries.people import get_member, members_of
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries.queries.punctuality import Period, period_named
from hoiam.enquiries.queries.report import proofs_of, report_of
from hoiam.enquiries.queries.signed import signed_by
from hoiam.texts.letter.docx import DOCX_TYPE
from hoiam.texts.letter.form import has_letter_form
from hoiam.ui.moments import day, moment
from hoiam.ui.shapes import Link
from hoiam.ui.workbook import XLSX_TYPE, workbook_of
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.reports.paper import report_docx
from hoiam.workroom.reports.tables import Table, table_of_limits, tables_of

READS = frozenset({*EDITORIAL, Role.AUDITOR})
HANDS_OVER = (Role.HEAD,)


@dataclass(frozen=True)
class Chosen:
    """The period of a page, with its name in addresses and in words."""

    name: str
    label: str
    period: Period

    @property
    def file_name(self) -> str:
        return self.name.lower()


def _chosen(request: OfficeRequest) -> Chosen:
    """The period of the address; by default the month that ended last."""
    today = timezone.localdate(request.at)
    last_month = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    name, period = period_named(request.GET.get("period") or last_month, today)
    return Chosen(name, _label(name, period), period)


def _label(name: str, period: Period) -> str:
    year = period.first.year
    if "Q" in name:
        return _("quarter %(number)s of %(year)s") % {"number": name[-1], "year": year}
    if "-" in name:
        return _("month %(month)s of %(year)s") % {"month": period.first.month, "year": year}
    return _("year %(year)s") % {"year": year}


def _periods(current: Chosen, today: date) -> list[Link]:
    """The last three months, the last two quarters, this year and the one before; and the one that is shown."""
    names = []
    first = today.replace(day=1)
    for _month in range(3):
        names.append(first.strftime("%Y-%m"))
        first = (first - timedelta(days=1)).replace(day=1)
    quarter = (today.month + 2) // 3
    names.append(f"{today.year}-Q{quarter}")
    names.append(f"{today.year}-Q{quarter - 1}" if quarter > 1 else f"{today.year - 1}-Q4")
    names += [str(today.year), str(today.year - 1)]
    if current.name not in names:
        names.insert(0, current.name)
    return [
        Link(_label(name, period_named(name, today)[1]), f"?period={name}", is_current=name == current.name)
        for name in names
    ]


@office(*READS)
def report(request: OfficeRequest) -> HttpResponse:
    """What came in, what became of it, what is open: as it goes to the body above."""
    chosen = _chosen(request)
    desk = request.standing.desk
    shown = {
        "chosen": chosen,
        "periods": _periods(chosen, timezone.localdate(request.at)),
        "tables": tables_of(report_of(desk, chosen.period, request.at)),
        "has_form": has_letter_form(),
        "desk": desk,
        "lead": _lead(chosen, request.at),
    }
    return render(request, "workroom/reports/report.html", shown)


@office(*READS)
def as_docx(request: OfficeRequest) -> HttpResponse:
    """The report as a Word file, number, day and signature open."""
    if not has_letter_form():
        raise Http404
    chosen, desk = _chosen(request), request.standing.desk
    tables = tables_of(report_of(desk, chosen.period, request.at))
    content = report_docx(
        desk, _subject(chosen), tables, _lead(chosen, request.at), get_language() or "", request.at
    )
    return _file(content, DOCX_TYPE, f"{desk.code}-{chosen.file_name}.docx")


@office(*READS)
def as_xlsx(request: OfficeRequest) -> HttpResponse:
    """The report as a workbook, with the limits of law one by one."""
    chosen, desk = _chosen(request), request.standing.desk
    tables = [
        *tables_of(report_of(desk, chosen.period, request.at)),
        table_of_limits(proofs_of(desk, chosen.period, request.at)),
    ]
    title = f"{desk.name} – {_subject(chosen)}"
    return _file(workbook_of(title, tables, request.at), XLSX_TYPE, f"{desk.code}-{chosen.file_name}.xlsx")


@office(*READS)
def limits(request: OfficeRequest) -> HttpResponse:
    """Every limit of law that was met or missed, with the line of the journal that proves it."""
    chosen = _chosen(request)
    table: Table = table_of_limits(proofs_of(request.standing.desk, chosen.period, request.at))
    shown = {
        "chosen": chosen,
        "periods": _periods(chosen, timezone.localdate(request.at)),
        "table": table,
        "desk": request.standing.desk,
    }
    return render(request, "workroom/reports/limits.html", shown)


@office(*READS)
def signed(request: OfficeRequest) -> HttpResponse:
    """What the reader signed at this desk, newest first: a person's own list and nobody else's."""
    page = signed_by(request.user, request.standing.desk, cursor=request.GET.get("cursor", ""))
    following = f"?cursor={page.next_cursor}" if page.next_cursor else ""
    shown = {"rows": page.rows, "next_page": following, "desk": request.standing.desk}
    return render(request, "workroom/reports/signed.html", shown)


@office(*READS)
def hand_over_list(request: OfficeRequest) -> HttpResponse:
    """What somebody has in hand, to be printed for whoever takes it over: one's own, or, for the head, anybody's."""
    standing = request.standing
    person = _whose(request)
    may_choose = standing.holds(*HANDS_OVER)
    others = [member.person for member in members_of(standing.desk, request.at)] if may_choose else []
    shown: dict[str, Any] = {
        "person": person,
        "others": others,
        "groups": open_lines(person, standing.desk),
        "desk": standing.desk,
        "at": request.at,
    }
    return render(request, "workroom/reports/hand_over.html", shown)


def _whose(request: OfficeRequest) -> Person:
    asked = request.GET.get("person", "")
    if not asked or not asked.isascii() or not asked.isdigit() or int(asked) == request.user.pk:
        return request.user
    if not request.standing.holds(*HANDS_OVER):
        raise Http404
    try:
        return get_member(request.standing.desk, int(asked), request.at).person
    except Person.DoesNotExist:
        raise Http404 from None


def _subject(chosen: Chosen) -> str:
    return _("Work of the information desk in %(period)s") % {"period": chosen.label}


def _lead(chosen: Chosen, at: datetime) -> str:
    return _("Figures of %(period)s (%(first)s to %(last)s), as the record stands on %(now)s.") % {
        "period": chosen.label,
        "first": day(chosen.period.first),
        "last": day(chosen.period.last),
        "now": moment(at),
    }


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
