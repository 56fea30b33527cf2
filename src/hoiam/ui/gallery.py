"""Every component on one page, with invented content, for whoever builds or judges a page.

Mounted only in tests and while developing. Its words are samples, so they stand here and not in the catalogue.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hoiam.ui import icons
from hoiam.ui.forms import Form
from hoiam.ui.shapes import TONES, Bar, Event, FactCard, Link, Page, Row, Step

NOW = datetime(2026, 9, 3, 2, 30, tzinfo=UTC)
FRAMES = ("office", "public", "plain")


def show(request: HttpRequest, frame: str = "office") -> HttpResponse:
    """The gallery in one of the three frames (`office`, `public`, `plain`)."""
    form = SampleForm({"subject": "", "question": say("Bao nhiêu?", "How many?"), "deadline": "31/02/2026"})
    context = {
        "frame": _frame(request),
        "frame_template": f"ui/{frame}.html",
        "form": form,
        **_samples(),
        **_dues(),
    }
    return render(request, "ui/gallery.html", context)


def say(vi: str, en: str) -> str:
    """The sample in the page's language."""
    return vi if get_language() == "vi" else en


class SampleForm(Form):
    subject = forms.CharField(max_length=200)
    question = forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "data-count": "2000"}))
    deadline = forms.DateField(required=False)
    theme = forms.ChoiceField()
    bearing = forms.ChoiceField(widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    may_publish = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in _form_words().items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        self.let_choose(
            "theme",
            [
                ("", say("Chọn lĩnh vực", "Choose a theme")),
                ("a", say("Giáo dục", "Education")),
            ],
        )
        self.let_choose(
            "bearing",
            [
                ("a", say("Kết quả", "Achievement")),
                ("b", say("Hạn chế", "Shortcoming")),
            ],
        )
        self.let_choose("languages", [("vi", "Tiếng Việt"), ("en", "English")])


def _form_words() -> dict[str, tuple[str, str]]:
    return {
        "subject": (
            say("Bạn muốn hỏi về việc gì?", "What is your question about?"),
            say("Một dòng.", "One line."),
        ),
        "question": (
            say("Câu hỏi", "The question"),
            say("Câu hỏi càng cụ thể thì trả lời càng nhanh.", "The more precise, the sooner the answer."),
        ),
        "deadline": (
            say("Bạn cần trả lời trước ngày", "You need the answer by"),
            say("Ví dụ: 05/09/2026", "As in 5 September 2026"),
        ),
        "theme": (say("Lĩnh vực", "Theme"), ""),
        "bearing": (say("Số liệu cho thấy", "The figure shows"), ""),
        "languages": (say("Ngôn ngữ trả lời", "Languages of the answer"), ""),
        "may_publish": (
            say("Đăng câu trả lời ngay khi tôi nhận được", "Publish the answer as soon as I have it"),
            say(
                "Nếu không, câu trả lời được đăng sau hai ngày làm việc.",
                "Otherwise it is published two working days later.",
            ),
        ),
    }


def _frame(request: HttpRequest) -> dict[str, Any]:
    labels = [
        (say("Việc hôm nay", "Today"), "home", None, "g h"),
        (say("Câu hỏi", "Enquiries"), "inbox", 12, "g i"),
        (say("Chờ duyệt", "Clearance"), "shield", 3, "g c"),
        (say("Sự kiện có nguồn", "Facts"), "fact", None, "g f"),
        (say("Chỗ trống bằng chứng", "Evidence gaps"), "gap", 5, "g b"),
        (say("Thời hạn và lịch", "Deadlines"), "calendar", None, "g d"),
    ]
    nav = [
        Link(
            label,
            "#",
            count=count,
            icon=icon,
            key=key,
            is_current=icon == "inbox",
            tone="danger" if count == 3 else "neutral",
        )
        for label, icon, count, key in labels
    ]
    return {
        "now": NOW,
        "body_name": say("Ủy ban nhân dân tỉnh Ô Lâu", "People's Committee of Ô Lâu Province"),
        "desk_name": say("Tỉnh Ô Lâu", "Ô Lâu Province"),
        "home_address": "/",
        "search_address": request.path,
        "search_text": say("Tìm câu hỏi, số liệu, văn bản", "Find questions, facts, documents"),
        "nav": nav,
        "languages": [
            Link("Tiếng Việt", "?lang=vi", language="vi", is_current=get_language() == "vi"),
            Link("English", "?lang=en", language="en", is_current=get_language() == "en"),
        ],
        "desks": [
            Link(say("Tỉnh Ô Lâu", "Ô Lâu Province"), "#", is_current=True),
            Link(say("Bộ Mẫu", "Sample Ministry"), "#"),
        ],
        "person_name": "Nguyễn Thị Ngọc Diễm",
        "person_role": say("Cán bộ thụ lý", "Case officer"),
        "person_links": [Link(say("Tài khoản của tôi", "My account"), "#")],
        "sign_out_address": "#",
        "source_code_address": "#",
        "accessibility_address": "#",
        "licence_address": "#",
        "contact_address": "#",
        "is_demo": True,
    }


def _dues() -> dict[str, Any]:
    return {
        "due_late": NOW - timedelta(hours=2),
        "due_soon": NOW + timedelta(hours=5),
        "due_later": NOW + timedelta(days=5),
        "figures": [Decimal("1800.5"), 1234567, Decimal("93.35"), -42],
    }


def _samples() -> dict[str, Any]:
    return {
        "tones": TONES,
        "icon_names": sorted(icons.NAMES),
        "crumbs": [Link(say("Câu hỏi", "Enquiries"), "#"), Link("OL-2026-0148")],
        "tabs": [
            Link(say("Đến hạn", "Due"), "#", count=12, is_current=True, tone="danger"),
            Link(say("Chờ tôi", "Waiting for me"), "#", count=3),
            Link(say("Đã trả lời", "Answered"), "#", count=1480),
        ],
        "page": Page(newer="#", older="#", text=say("50 trong 1.480 hồ sơ", "50 of 1,480 cases")),
        "cards": _cards(),
        "events": _events(),
        "steps": [
            Step(say("Tiếp nhận", "Received"), "done", say("01/09, 08:15", "1 Sept, 08:15")),
            Step(say("Soạn trả lời", "Drafting"), "current"),
            Step(say("Duyệt", "Clearance")),
            Step(say("Trả lời", "Answered")),
        ],
        "rows": [
            Row(
                say("Người hỏi", "Asker"),
                say("Được niêm phong", "Sealed"),
                say("Chỉ mở khi gửi trả lời.", "Opened only to reply."),
            ),
            Row(
                say("Căn cứ", "Legal basis"), say("Điều 12, khoản 2", "Article 12, paragraph 2"), address="#"
            ),
        ],
        "bars": [
            Bar(say("Đúng hạn", "In time"), 132, tone="success"),
            Bar(say("Trễ hạn", "Late"), 11, tone="danger"),
            Bar(say("Chuyển cơ quan khác", "Transferred"), Decimal("7.5"), tone="neutral"),
            Bar(say("Rút lại", "Withdrawn"), None),
        ],
        "points": [
            Bar(f"T{n}" if get_language() == "vi" else f"M{n}", v)
            for n, v in enumerate([4, 9, 7, None, 12, 15], 1)
        ],
    }


def _cards() -> list[FactCard]:
    statement = say(
        "Tỷ lệ trẻ em dưới 5 tuổi được đăng ký khai sinh của tỉnh đạt 93,35% năm 2025.",
        "93.35% of children under five in the province had their birth registered in 2025.",
    )
    return [
        FactCard(
            "F069",
            statement,
            "#",
            figure=say("93,35 %", "93.35%"),
            period="2025",
            place=say("Tỉnh Ô Lâu", "Ô Lâu Province"),
            bearing=say("Kết quả", "Achievement"),
            bearing_tone="success",
            version=2,
            source=say("Báo cáo thống kê hộ tịch năm 2025", "Civil status statistics report 2025"),
            source_address="#",
            locator=say("trang 14, bảng 3", "page 14, table 3"),
            limits=say(
                "Chưa gồm trẻ em không có nơi cư trú ổn định.",
                "Children without a settled residence are not counted.",
            ),
        ),
        FactCard(
            "F112",
            say(
                "Không có số liệu được công bố về số vụ việc này trong năm 2025.",
                "No figure on such cases was published for 2025.",
            ),
            bearing=say("Hạn chế", "Shortcoming"),
            bearing_tone="warning",
            is_cited=True,
            source=say("Công văn trả lời của Sở Mẫu", "Letter of the Sample Department"),
            warnings=(say("Đã dẫn nguồn, chưa lưu bản chụp", "Cited, copy not deposited"),),
        ),
    ]


def _events() -> list[Event]:
    return [
        Event(say("Gửi xin ý kiến duyệt", "Sent for clearance"), NOW, by="Nguyễn Thị Ngọc Diễm", tone="info"),
        Event(
            say("Tạm dừng thời hạn: chờ người hỏi làm rõ", "Clock paused: waiting for the asker to clarify"),
            NOW - timedelta(days=1),
            text=say("Hỏi lại về thời kỳ của số liệu.", "Asked which period is meant."),
            tone="warning",
        ),
        Event(
            say("Tiếp nhận từ biểu mẫu công khai", "Received by the public form"),
            NOW - timedelta(days=2),
            tone="success",
        ),
    ]
