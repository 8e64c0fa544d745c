"""Charts are text: what they say can be read back."""

from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts import CourseChart, CoursePoint, describe_course_chart, draw_course_chart
from reports.charts.course import LARGEST
from tests.reports.charts.drawing import list_covered, list_outside


def course(reported, is_behind=False, target="1500") -> CourseChart:
    quarters = (("年初", "0"), ("全年", "1"))
    return CourseChart(
        title="新建充电桩",
        unit="个",
        target=Decimal(target),
        expected=[CoursePoint(Decimal(at), Decimal(target) * Decimal(at), label) for label, at in quarters],
        reported=[CoursePoint(Decimal(at), Decimal(value), label) for label, at, value in reported],
        is_behind=is_behind,
    )


def drawn(what: CourseChart) -> ElementTree.Element:
    return ElementTree.fromstring(draw_course_chart(what))


def test_the_chart_says_its_figures_in_one_sentence():
    assert describe_course_chart(course([("上半年", "0.5", "301")])) == "新建充电桩：全年目标1500个；上半年301个"


def test_without_a_figure_it_says_so():
    assert describe_course_chart(course([])) == "新建充电桩：全年目标1500个；尚无数据"


def test_behind_is_a_square_and_on_course_a_circle():
    behind, ahead = (drawn(course([("上半年", "0.5", "301")], is_behind=late)) for late in (True, False))
    assert [len(behind.findall("rect")), len(behind.findall("circle"))] == [1, 0]
    assert [len(ahead.findall("rect")), len(ahead.findall("circle"))] == [0, 1]


def test_a_higher_value_stands_higher():
    points = drawn(course([("一季度", "0.25", "100"), ("上半年", "0.5", "900")])).findall("circle")
    first, second = (float(point.get("cy")) for point in points)
    assert second < first


def test_negative_rates_stay_on_the_paper():
    chart = drawn(course([("上半年", "0.5", "-19")], target="5"))
    heights = [float(point.get("cy")) for point in chart.findall("circle")]
    assert all(0 <= height <= 160 for height in heights)


def test_words_cannot_break_out_of_the_drawing():
    what = course([("上半年", "0.5", "1")])
    hostile = CourseChart('<script>"', "<b>", what.target, what.expected, what.reported)
    assert "<script>" not in draw_course_chart(hostile)
    assert "<b>" not in draw_course_chart(hostile)


def test_nothing_in_it_needs_an_inline_style_or_a_script():
    text = draw_course_chart(course([("上半年", "0.5", "301")]))
    assert "style=" not in text
    assert "<script" not in text


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.integers(-50_000, 2_000_000), min_size=1, max_size=4), target=st.integers(1, 1_000_000))
def test_no_figure_is_cut_or_covered_even_with_the_large_letters_of_a_phone(values, target):
    periods = ("一季度", "上半年", "前三季度", "全年")
    reported = [(periods[place], str((place + 1) / 4), str(value)) for place, value in enumerate(values)]
    svg = draw_course_chart(course(reported, target=str(target)))
    assert (list_covered(svg, LARGEST), list_outside(svg, LARGEST)) == ([], [])
