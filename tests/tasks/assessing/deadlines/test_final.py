"""完成时限: the day by which the whole of an item is to be done."""

import pytest

from tasks.assessing.deadlines import pick_final_deadline


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
