"""完成时限: the day by which the whole of an item is to be done."""

from datetime import date

import pytest

from tasks.assessing.deadlines import find_course_end, find_item_deadline, is_start_asked, pick_final_deadline


def pick_day(text):
    final = pick_final_deadline(text, 2024)
    return final and final.on.isoformat()


def test_the_latest_completion_is_the_deadline_of_the_whole():
    assert pick_day("6月底前建成8家，年内全部营业，3月底前选址") == "2024-12-31"


def test_a_start_and_an_open_end_are_not_the_deadline():
    assert pick_day("3月开工，10月底前完工，长期坚持") == "2024-10-31"


@pytest.mark.parametrize(
    "text",
    [
        "扎实推进平安建设",
        "长期坚持",
        "三季度开工建设",
        "6月底前签约，9月底前动工",
        "新建农村公路60公里，其中6月底前完成30公里",
        "推进大桥建设，6月底前完成可研批复",
    ],
)
def test_an_item_whose_end_is_not_named_has_no_deadline(text):
    assert pick_day(text) is None


def test_a_step_of_building_is_the_deadline_where_nothing_else_is_asked():
    assert pick_day("体育中心6月底前主体封顶") == "2024-06-30"


def find_day(text, cell=""):
    found = find_item_deadline(cell, text, 2024)
    return found and found.on.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月底前开工建设区疾控中心实验楼", "2024-06-30"),
        ("三季度开工建设", "2024-09-30"),
        ("3月启动东片区改造，6月启动西片区改造", "2024-06-30"),
        ("3月开工，10月底前完工", "2024-10-31"),
        ("6月底前签约，9月底前动工", None),
        ("新建农村公路60公里，其中6月底前开工30公里", None),
        ("扎实推进平安建设", None),
    ],
)
def test_a_start_is_the_deadline_where_nothing_else_is_dated(text, day):
    assert find_day(text) == day


def test_an_end_goes_before_a_start_and_the_cell_before_the_wording():
    assert find_day("5月底前建成", cell="6月底") == "2024-06-30"
    assert find_day("10月底前建成", cell="3月开工") == "2024-10-31"
    assert find_day("体育中心建设", cell="3月开工") == "2024-03-31"


@pytest.mark.parametrize(
    ("cell", "text", "is_start"),
    [
        ("", "6月底前开工建设实验楼", True),
        ("6月底", "开工建设实验楼", True),
        ("7月底", "6月底前开工建设实验楼", True),
        ("6月底前开工", "实验楼建设", True),
        ("12月底前完工", "6月底前开工建设实验楼", False),
        ("", "6月底前建成实验楼", False),
        ("6月底", "建成实验楼", False),
        ("", "3月开工，10月底前建成实验楼", False),
    ],
)
def test_whether_a_deadline_asks_only_for_a_start(cell, text, is_start):
    assert is_start_asked(cell, text, 2024) is is_start


def test_figures_run_to_the_deadline_but_not_to_a_start():
    june = date(2024, 6, 30)
    assert find_course_end(june, "", "6月底前新增车位300个", 2024) == june
    assert find_course_end(june, "", "6月底前开工建设车库，新增车位300个", 2024) is None
    assert find_course_end(None, "", "新增车位300个", 2024) is None
