"""Components escape what they are given and say to a screen reader what they show."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.template import TemplateSyntaxError

from hoiam.ui.shapes import Bar, Event, FactCard, Link, Page, Row, Step

EVIL = "<script>alert('x')</script>\"'&"
NOW = datetime(2026, 9, 3, 2, 30, tzinfo=UTC)

EVERY_COMPONENT = [
    ("{% badge evil %}", {}),
    ("{% icon 'clock' label=evil %}", {}),
    ("{% keyhint evil %}", {}),
    ("{% due at kind=evil now=at %}", {"at": NOW}),
    ("{% button evil %}", {}),
    ("{% button evil href=evil %}", {}),
    ("{% button evil name=evil value=evil confirm=evil key=evil attr_hx_post=evil %}", {}),
    ("{% copy evil label=evil %}", {}),
    ("{% save_state id=evil %}", {}),
    ("{% error_summary reasons=evils %}", {"evils": [EVIL]}),
    (
        "{% fact_card card into=evil href_cite=evil %}",
        {
            "card": FactCard(
                *[EVIL] * 7,
                bearing=EVIL,
                source=EVIL,
                source_address=EVIL,
                locator=EVIL,
                limits=EVIL,
                warnings=[EVIL],
                language=EVIL,
            )
        },
    ),
    ("{% timeline events %}", {"events": [Event(EVIL, NOW, EVIL, EVIL, address=EVIL)]}),
    ("{% stat evil evil href=evil note=evil %}", {}),
    ("{% definition_list rows %}", {"rows": [Row(EVIL, EVIL, EVIL, EVIL)]}),
    ("{% qr evil label=evil %}", {}),
    ("{% breadcrumbs links %}", {"links": [Link(EVIL, EVIL), Link(EVIL)]}),
    ("{% tabs links label=evil %}", {"links": [Link(EVIL, EVIL, key=EVIL)]}),
    ("{% pager page %}", {"page": Page(EVIL, EVIL, EVIL)}),
    ("{% progress_steps steps %}", {"steps": [Step(EVIL, "done", EVIL, EVIL)]}),
    ("{% notice title=evil %}{{ evil }}{% endnotice %}", {}),
    ("{% card title=evil href=evil %}{{ evil }}{% endcard %}", {}),
    ("{% more evil %}{{ evil }}{% endmore %}", {}),
    ("{% empty_state title=evil text=evil action=evil href=evil %}", {}),
    ("{% bar_chart bars title=evil unit=evil %}", {"bars": [Bar(EVIL, 3, EVIL, address=EVIL)]}),
    ("{% spark bars title=evil unit=evil %}", {"bars": [Bar(EVIL, 3)]}),
]


@pytest.mark.parametrize(("text", "values"), EVERY_COMPONENT, ids=[text for text, _ in EVERY_COMPONENT])
def test_component_given_markup_shows_it_as_text(draw, text, values):
    drawn = draw(text, evil=EVIL, **values)

    assert "<script" not in drawn
    assert drawn.replace("&quot;", "").count('"') % 2 == 0


@pytest.mark.parametrize(
    "text",
    [
        "{% icon 'unicorn' %}",
        "{% badge 'x' tone='shiny' %}",
        "{% button 'x' kind='huge' %}",
        "{% notice tone='shiny' %}{% endnotice %}",
    ],
)
def test_component_given_an_unknown_word_refuses(draw, text):
    with pytest.raises((ValueError, TemplateSyntaxError, KeyError)):
        draw(text)


def test_icon_is_silent_unless_it_has_a_label(draw):
    silent, spoken = draw("{% icon 'clock' %}"), draw("{% icon 'clock' label='Due' %}")

    assert 'aria-hidden="true"' in silent and "aria-label" not in silent
    assert 'role="img" aria-label="Due"' in spoken and "aria-hidden" not in spoken


def test_due_gives_the_exact_moment_to_machines_and_people(draw):
    drawn = draw(
        "{% due at now=now kind='Legal limit' %}", at=NOW, now=datetime(2026, 9, 3, 4, 30, tzinfo=UTC)
    )

    assert drawn == (
        '<span class="due is-danger"><span class="visually-hidden">Legal limit: </span><b>2 hours overdue</b> '
        '<time datetime="2026-09-03T09:30+07:00">3 September 2026, 09:30</time></span>'
    )


def test_due_reads_the_instant_from_the_frame(draw):
    drawn = draw("{% due at %}", at=NOW, frame={"now": datetime(2026, 9, 3, 4, 30, tzinfo=UTC)})

    assert "2 hours overdue" in drawn


def test_tabs_and_breadcrumbs_name_the_current_page(draw):
    links = [Link("One", "/1", is_current=True), Link("Two", "/2")]

    assert draw("{% tabs links label='Lists' %}", links=links).count('aria-current="page"') == 1
    assert '<span aria-current="page">Two</span>' in draw("{% breadcrumbs links %}", links=links)


def test_chart_without_a_figure_says_so_and_draws_no_bar(draw):
    drawn = draw("{% bar_chart bars title='Answers' %}", bars=[Bar("In time", 4), Bar("Late", None)])

    assert (drawn.count("<rect"), drawn.count("no figure")) == (1, 1)


def test_chart_draws_in_points_whatever_the_language(draw):
    bars = [Bar("a", 1), Bar("b", 3), Bar("c", None), Bar("d", 2.5)]

    for text in ("{% bar_chart bars title='t' %}", "{% spark bars title='t' %}"):
        measures = re.findall(r'\b(?:width|cx|cy|y1|y2)="([^"]+)"', draw(text, language="vi", bars=bars))
        assert measures and not [measure for measure in measures if "," in measure]


def test_spark_is_broken_where_no_figure_is_known(draw):
    drawn = draw(
        "{% spark bars title='t' %}",
        bars=[Bar("a", 1), Bar("b", 2), Bar("c", None), Bar("d", 4), Bar("e", 5)],
    )

    assert drawn.count("<polyline") == 2


def test_button_with_address_is_a_link_and_one_without_sends(draw):
    assert draw("{% button 'Go' href='/x' %}").startswith('<a class="button is-primary" href="/x"')
    assert draw("{% button 'Go' %}").startswith('<button class="button is-primary" type="submit"')


def test_empty_words_draw_nothing(draw):
    assert (draw("{% badge '' %}"), draw("{% icon '' %}"), draw("{% due None %}")) == ("", "", "")
