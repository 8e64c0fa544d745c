"""Tests the matching of rows that are reworded, reordered or split off."""

import pytest

from tasks.importing import match
from tasks.importing.match import (
    MatchSide,
    count_bigrams,
    match_rows_to_tasks,
    normalize_for_match,
    rate_common_bigrams,
)


def alike(one: str, other: str) -> float:
    left, right = count_bigrams(one), count_bigrams(other)
    return round(rate_common_bigrams((left & right).total(), left.total(), right.total()), 2)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("引进项目20个,开工10个", "引进项目２０个，开工１０个。", 1.0),
        ("新建改建公厕12座", "新建公厕12座", 0.86),
        ("引进项目20个", "改造老旧小区", 0.0),
        ("", "改造老旧小区", 0.0),
    ],
)
def test_similarity_forgives_width_and_punctuation(one, other, score):
    assert alike(one, other) == score


def test_a_fragment_of_a_text_is_found_in_it():
    whole = "启动建设技术交易中心，技术合同登记额增长15%，引进研发机构8家，孵化科技型企业200家"
    assert alike("技术合同登记额增长15%", whole) == 0.85


def test_the_text_is_compared_without_signs():
    assert normalize_for_match("“放管服” 改革（第１批）") == "放管服改革第1批"


def test_order_and_number_do_not_matter():
    tasks = [
        MatchSide("引进项目20个", number=1),
        MatchSide("改造老旧小区15个", number=2),
        MatchSide("修缮古建3处", number=3),
    ]
    rows = [
        MatchSide("修缮古建筑3处", number=1),
        MatchSide("引进项目20个", number=2),
        MatchSide("改造老旧小区15个。", number=3),
    ]
    assert {row: task for row, (task, _) in match_rows_to_tasks(rows, tasks).items()} == {0: 2, 1: 0, 2: 1}


def test_each_task_is_given_once_and_the_total_is_best():
    tasks = [
        MatchSide("新建公办幼儿园3所，新增学位900个"),
        MatchSide("新建公办幼儿园3所，新增学位900个，改建小学2所"),
    ]
    rows = [MatchSide("新建公办幼儿园3所，新增学位900个，改建小学"), MatchSide("新建公办幼儿园3所")]
    assert {row: task for row, (task, _) in match_rows_to_tasks(rows, tasks).items()} == {0: 1, 1: 0}


def test_between_equal_texts_the_section_decides_and_then_the_units():
    tasks = [
        MatchSide("完成年度目标任务", section="环保", units=frozenset({"区环保局"})),
        MatchSide("完成年度目标任务", section="安全", units=frozenset({"区应急局"})),
        MatchSide("完成年度目标任务", section="安全", units=frozenset({"区消防队"})),
    ]
    rows = [
        MatchSide("完成年度目标任务", section="安全", units=frozenset({"区消防队"})),
        MatchSide("完成年度目标任务", section="环保"),
    ]
    assert match_rows_to_tasks(rows, tasks) == {0: (2, 1.0), 1: (0, 1.0)}


def test_the_projects_name_finds_a_task_whose_figures_were_rewritten():
    tasks = [MatchSide("对70个小区130万平方米进行改造提升", name="老旧小区改造提升")]
    rows = [MatchSide("完成改造66个，加装电梯12部", name="老旧小区改造提升")]
    assert [task for task, _ in match_rows_to_tasks(rows, tasks).values()] == [0]


def test_a_row_that_resembles_nothing_stays_alone():
    assert match_rows_to_tasks([MatchSide("举办龙舟赛")], [MatchSide("引进项目20个")]) == {}
    assert match_rows_to_tasks([], [MatchSide("引进项目20个")]) == {}


@pytest.fixture
def rated(monkeypatch) -> list[int]:
    """What two texts have in common, of each pair of texts that is rated."""
    rated = []

    def rate(common, one, other):
        rated.append(common)
        return rate_common_bigrams(common, one, other)

    monkeypatch.setattr(match, "rate_common_bigrams", rate)
    return rated


def test_texts_that_stand_in_the_plan_word_for_word_are_not_compared_with_each_other(rated):
    sides = [MatchSide(f"建成第{number}个社区服务中心", number=number) for number in range(100)]
    found = match_rows_to_tasks(sides, [*sides, MatchSide("新建社区公厕")])
    assert found == {at: (at, 1) for at in range(100)}
    assert len(rated) == 100


def test_texts_without_anything_in_common_are_not_compared(rated):
    tasks = [MatchSide(chr(0x4E00 + 3 * number) * 2 + "路通车") for number in range(100)]
    rows = [MatchSide(chr(0x4E00 + 3 * number) * 2 + "桥合龙") for number in range(100)]
    assert match_rows_to_tasks(rows, tasks) == {}
    assert len(rated) == 100


def test_in_a_long_list_of_texts_that_look_alike_each_row_has_an_item_of_its_own(monkeypatch):
    monkeypatch.setattr(match, "MOST_WEIGHED", 99)
    tasks = [MatchSide(f"建成第{number:03}个社区服务中心", number=number) for number in range(20)]
    rows = [MatchSide(f"建成第{number:03}个社区服务站点", number=number) for number in range(20)]
    assert {row: task for row, (task, _) in match_rows_to_tasks(rows, tasks).items()} == {at: at for at in range(20)}
