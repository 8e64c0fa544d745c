"""本期进程: the lines stand where their numbers say, and no word is cut or covered, whatever the numbers and days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts import LARGE, NARROW, WIDE, FlowChart, FlowLine, describe_flow_chart, draw_flow_chart
from tests.reports.charts.drawing import list_covered, list_outside, read_drawing

OPENS, DUE, TODAY = date(2024, 7, 1), date(2024, 7, 5), date(2024, 7, 8)
PAPERS = [WIDE, NARROW, LARGE]


def chart(until: date = TODAY, *, total: int = 8, is_today: bool = True) -> FlowChart:
    """Four of eight filed by the last day, six by today; two accepted; none judged."""
    return FlowChart(
        title="2024年上半年进程",
        total=total,
        opens_on=OPENS,
        due_on=DUE,
        until=until,
        is_today=is_today,
        lines=[
            FlowLine("已报送", "未报送 2 项", [(date(2024, 7, 3), 4), (date(2024, 7, 8), 6)]),
            FlowLine("已通过", "待审核 3，已退回 1", [(date(2024, 7, 8), 2)]),
            FlowLine("已研判", "预警待研判 5 项", []),
        ],
        free=[(date(2024, 7, 6), date(2024, 7, 7))],
    )


def words(svg: str) -> list[str]:
    return [text.text for text in read_drawing(svg).iter("text")]


def ends(svg: str) -> list[tuple[str, str]]:
    return [(mark.get("cx"), mark.get("cy")) for mark in read_drawing(svg).iter("circle")]


def lines(svg: str) -> list[str]:
    """The lines of filed, accepted and judged, the only ones of that width."""
    return [one.get("points") for one in read_drawing(svg).iter("polyline") if one.get("class") == "tone-deep"]


def test_the_lines_rise_on_their_days_to_the_share_of_all_items():
    """Seven days, 8 at the left and 718.2 at the right; nothing at 302, all eight at 36."""
    first, second, third = lines(draw_flow_chart(chart()))
    assert first == "8,302 109.5,302 210.9,169 616.8,169 718.2,102.5"
    assert second == "8,302 616.8,302 718.2,235.5"
    assert third == "8,302 718.2,302"


def test_the_ends_of_the_lines_say_the_number_the_name_and_what_is_missing():
    svg = draw_flow_chart(chart())
    assert ends(svg) == [("718.2", "102.5"), ("718.2", "235.5"), ("718.2", "302")]
    assert words(svg)[-7:] == [
        "8 全部",
        "6 已报送",
        "未报送 2 项",
        "2 已通过",
        "待审核 3，已退回 1",
        "0 已研判",
        "预警待研判 5 项",
    ]


def test_a_phone_shows_numbers_and_names_alone():
    assert words(draw_flow_chart(chart(), NARROW))[-4:] == ["8 全部", "6 已报送", "2 已通过", "0 已研判"]


def test_the_last_day_tells_how_many_were_filed_by_then_once_it_has_come():
    assert "7月5日截止时 4 项" in words(draw_flow_chart(chart()))
    assert "7月5日截止" in words(draw_flow_chart(chart(date(2024, 7, 4))))


def test_weekends_are_shaded_and_today_is_drawn_only_when_it_is_today():
    shades = [box for box in read_drawing(draw_flow_chart(chart())).iter("rect") if box.get("class") == "tone-free"]
    assert [(box.get("x"), box.get("width")) for box in shades] == [("464.6", "202.9")]
    assert "今天 7月8日" in words(draw_flow_chart(chart()))
    assert [one for one in words(draw_flow_chart(chart(is_today=False))) if "今天" in one] == []


def test_the_table_has_the_numbers_of_the_drawing():
    assert chart().days == [(date(2024, 7, 3), [4, 0, 0]), (date(2024, 7, 8), [6, 2, 0])]
    assert describe_flow_chart(chart()) == "2024年上半年进程：截至7月8日，8 项中已报送 6 项，已通过 2 项，已研判 0 项"
    assert read_drawing(draw_flow_chart(chart())).get("aria-label") == describe_flow_chart(chart())


def test_what_was_done_before_the_opening_stands_at_the_opening():
    early = FlowChart("进程", 2, OPENS, DUE, OPENS, True, [FlowLine("已报送", "", [(date(2024, 6, 1), 2)])])
    assert lines(draw_flow_chart(early)) == ["8,36"]


def test_words_cannot_break_out_of_the_drawing():
    hostile = FlowChart('<b>"', 1, OPENS, DUE, TODAY, True, [FlowLine("<i>", "<u>", [])])
    assert [tag for tag in ("<b>", "<i>", "<u>", "style=") if tag in draw_flow_chart(hostile)] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@settings(max_examples=40, deadline=None)
@given(
    total=st.integers(1, 5000),
    shares=st.lists(st.integers(0, 100), min_size=3, max_size=3),
    length=st.integers(0, 400),
    passed=st.integers(0, 500),
)
def test_no_word_is_cut_or_covered(paper, total, shares, length, passed):
    until = OPENS + timedelta(days=passed)
    counts = [total * share // 100 for share in sorted(shares, reverse=True)]
    names = ("已报送", "已通过", "已研判")
    drawn = FlowChart(
        title="进程",
        total=total,
        opens_on=OPENS,
        due_on=OPENS + timedelta(days=length),
        until=until,
        is_today=True,
        lines=[
            FlowLine(name, f"待审核 {total}，已退回 {count}", [(until, count)] if count else [])
            for name, count in zip(names, counts, strict=True)
        ],
    )
    svg = draw_flow_chart(drawn, paper)
    assert (list_covered(svg), list_outside(svg)) == ([], [])
