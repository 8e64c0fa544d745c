"""A measure over the years as a picture, with its numbers in words."""

from decimal import Decimal
from xml.etree import ElementTree

from reports.charts import YearPoint, YearsChart, describe_years_chart, draw_years_chart

POINTS = (
    YearPoint(2021, Decimal(7000), None),
    YearPoint(2022, Decimal(5000), Decimal(5179)),
    YearPoint(2023, None, Decimal(2250), is_short=True),
    YearPoint(2024, Decimal(1500), Decimal(1309), is_open=True),
)


def texts(chart: YearsChart) -> list[str]:
    return [node.text for node in ElementTree.fromstring(draw_years_chart(chart)).iter("text")]


def test_the_picture_is_told_in_a_sentence():
    assert describe_years_chart(YearsChart("停车位", "个", POINTS[:2])) == (
        "停车位：2021年目标7000个，尚无数据；2022年目标5000个，完成5179个"
    )
    assert describe_years_chart(YearsChart("停车位", "个", ())) == "停车位：尚无数据"


def test_each_outcome_has_its_number_and_each_year_its_name():
    assert sorted(texts(YearsChart("停车位", "个", POINTS))) == sorted(
        ["5179", "2250", "1309", "2021", "2022", "2023", "2024"]
    )


def test_no_line_leads_to_a_year_that_is_not_over():
    drawn = ElementTree.fromstring(draw_years_chart(YearsChart("停车位", "个", (*POINTS[1:3], POINTS[3]))))
    course = [line.get("points").split() for line in drawn.iter("polyline")][-1]
    assert [float(place.split(",")[0]) for place in course] == [48.0, 320.0]
    assert describe_years_chart(YearsChart("停车位", "个", POINTS[3:])) == "停车位：2024年目标1500个，至今完成1309个"


def test_a_year_that_fell_short_is_a_square():
    drawn = ElementTree.fromstring(draw_years_chart(YearsChart("停车位", "个", POINTS)))
    assert [len(list(drawn.iter(name))) for name in ("rect", "circle")] == [1, 2]


def test_one_year_no_year_and_a_drop_below_zero_are_drawn():
    for points in ((), POINTS[:1], (YearPoint(2022, Decimal(0), Decimal(-19)),)):
        assert draw_years_chart(YearsChart("收入", "%", points)).startswith("<svg")


def test_what_a_name_holds_is_never_markup():
    assert "<script>" not in draw_years_chart(YearsChart("<script>", "<b>", POINTS))
