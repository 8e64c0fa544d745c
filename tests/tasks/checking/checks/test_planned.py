"""Tests what is checked of a plan before it is issued."""

from dataclasses import replace
from datetime import date

from tasks.checking.checks import CheckedItem, EarlierItem, ItemAskedAbove, check_notice
from tests.tasks.checking.checks.papers import document, item


def planned(text: str, **more) -> CheckedItem:
    return item(text, "", outcome=None, **more)


def said(
    *items: CheckedItem,
    earlier: tuple[EarlierItem, ...] = (),
    as_of: date | None = None,
    asked_above: tuple[ItemAskedAbove, ...] = (),
) -> list[tuple[str, str]]:
    paper = replace(document(*items, number=4), earlier=earlier, as_of=as_of, asked_above=asked_above)
    return [(one.code.value, one.message) for one in check_notice(paper)]


def test_an_item_without_a_leader_is_told_where_the_others_have_one():
    led = [planned(f"建成{name}水厂", leaders=1) for name in "甲乙丙"]
    assert said(*led, planned("建成丁水厂", leaders=0)) == [("no_leader", "没有责任区领导。")]
    assert said(planned("建成甲水厂", leaders=0), planned("建成乙水厂", leaders=0)) == []


def test_a_deadline_before_the_day_of_the_plan_is_told():
    one = planned("建成竹林水厂", due_on=date(2023, 1, 31))
    assert said(one, as_of=date(2023, 2, 20)) == [("day_passed", "完成时限2023年1月31日在方案日期2023年2月20日以前。")]
    assert said(one, as_of=date(2023, 1, 20)) == []
    assert said(one) == []


def test_one_promise_in_two_items_is_told():
    found = said(planned("新增养老床位1200张", number=1), planned("新增1200张养老床位，培训护理员300人", number=2))
    assert found == [("promised_twice", "第 1 项也有这一任务。")]


def test_a_level_below_that_of_the_year_before_is_told():
    earlier = (EarlierItem(2022, "污水收集率达到78%", "污水收集率达到81%。"),)
    assert said(planned("污水收集率达到75%"), earlier=earlier) == [
        ("weaker", "“污水收集率”75%，低于2022年已达到的 81%。")
    ]
    former = (EarlierItem(2022, "污水收集率达到78%", ""),)
    assert said(planned("污水收集率达到75%"), earlier=former) == [("weaker", "“污水收集率”75%，低于2022年的目标 78%。")]
    assert said(planned("污水收集率达到80%"), earlier=earlier) == [
        ("weaker", "“污水收集率”80%，低于2022年已达到的 81%。")
    ]
    assert said(planned("污水收集率达到82%"), earlier=earlier) == []


def test_fewer_new_works_than_in_the_year_before_are_only_noted():
    earlier = (EarlierItem(2022, "新增养老床位1500张", "新增养老床位1700张。"),)
    paper = replace(document(planned("新增养老床位1200张"), number=4), earlier=earlier)
    (found,) = check_notice(paper)
    assert (found.code, found.severity, found.quotes) == ("weaker", "note", ("新增养老床位1200张",))
    assert found.other is not None
    assert (found.other.place, found.other.words) == ("2022年 任务内容", "新增养老床位1500张")


def test_what_the_upper_level_asks_for_and_no_item_takes_up_is_told():
    plan = (
        planned("新建养老服务站12个，培训护理员300人", same_as=1),
        planned("改造农村危桥40座", same_as=2),
        planned("推进河湖清漂", same_as=3),
    )
    wordings = ("新建养老服务站10个", "实施危桥改造", "新建中小学幼儿园6所")
    asked = tuple(ItemAskedAbove("市政府任务分解", at, text, 10 + at) for at, text in enumerate(wordings, start=1))
    told = [("asked_above", "市政府任务分解第3项在方案中没有对应的事项。")]
    assert said(*plan, asked_above=asked) == told
    # a person has linked it with an item of other words
    assert said(*plan, asked_above=(*asked[:2], replace(asked[2], same_as=3))) == []


def test_a_list_of_which_the_plan_takes_up_little_is_told_once():
    asked = tuple(
        ItemAskedAbove("市政府任务分解", at, f"建成{name}大桥", at)
        for at, name in enumerate("子丑寅卯辰巳午未申酉戌亥金木水火土日月星辰", 1)
    )
    assert said(planned("推进河湖清漂"), asked_above=asked) == [
        ("asked_above", "市政府任务分解有 21 项在方案中没有对应的事项。")
    ]
