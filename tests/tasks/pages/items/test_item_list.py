"""事项: the list of a period, as each person sees it."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome, PeriodState, Standing
from tasks.models import Period, ProgressEntry
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, TaskFactory, judge
from tests.pages import errors, found, options, rows

LIST = reverse("task_list")
#: the last cell of an item: its four periods, where the first has begun and nothing is filed
ASK = "单位未报送， 催办"
STRIP = "一季度：未报送 上半年：未开启 前三季度：未开启 全年：未开启"


def fill(cast, count: int) -> None:
    """Leaves ``count`` items of the period, each filed, judged and named in full."""
    ProgressEntry.objects.filter(period=cast.period).exclude(pk=cast.key_entry.pk).delete()
    judge(cast.key_entry, Outcome.ON_TRACK)
    for number in range(2, count + 1):
        task = TaskFactory(
            plan=cast.plan,
            number=number,
            edition__section=cast.section,
            edition__lead=[cast.lead_unit, cast.other_unit],
            edition__cooperate=[cast.cooperating_unit],
            edition__leaders=[cast.official],
        )
        judge(EntryFactory(task=task, period=cast.period, text="按计划推进。"), Outcome.ON_TRACK)


def test_the_office_sees_every_item_under_the_headings_of_the_document(cast, sign_in):
    judge(cast.other_entry, Outcome.LAGGING, "仅完成一成")
    cast.other_entry.state, cast.other_entry.text = EntryState.ACCEPTED, "新增停车位700个。"
    cast.other_entry.save()
    assert rows(sign_in(cast.office).get(LIST)) == [
        ["预期目标 1 项"],
        ["1", "地区生产总值增长6%以上", "区教委 配合 1 家 改", "王明 改", ASK, "未填报", "", STRIP],
        ["民生实事 1 项"],
        ["1", "学位扩容 新增普惠性学位3000个", "区教委 配合 1 家 改", "王明 改", ASK, "未填报", "", STRIP],
        ["重点工作任务 · 推动教育强区建设 2 项 ■ 1"],
        ["1", "建成小学两所，投用中学一所", "区教委 配合 1 家 改", "王明 改", ASK, "未填报", "", STRIP],
        [
            "2",
            "新增公共停车位7000个",
            "区城市管理局 改",
            "改",
            "新增停车位700个。",
            "已通过",
            "推进滞后",
            STRIP.replace("未报送", "推进滞后"),
        ],
    ]


@pytest.mark.parametrize(
    ("who", "numbers"),
    [
        ("clerk", 3),
        ("unit_head", 3),
        ("other_clerk", 1),
        ("cooperating_clerk", 3),
        ("leader", 3),
        ("stranger", 1),
    ],
)
def test_everybody_else_sees_his_own_items(cast, sign_in, who, numbers):
    listed = [row for row in rows(sign_in(cast.person(who)).get(LIST)) if len(row) > 1]
    assert len(listed) == numbers


def test_without_headings_a_number_stands_behind_its_kind(cast, sign_in):
    listed = [row[0] for row in rows(sign_in(cast.clerk).get(LIST, {"sort": "lead"})) if len(row) > 1]
    assert listed == ["预期 1", "民生 1", "重点 1"]
    listed = [row[0] for row in rows(sign_in(cast.clerk).get(LIST)) if len(row) > 1]
    assert listed == ["1", "1", "1"]


def test_headings_stand_only_in_printed_order(cast, sign_in):
    answer = sign_in(cast.office).get(LIST, {"sort": "lead"})
    assert [row[1] for row in rows(answer)] == [
        "新增公共停车位7000个",
        "地区生产总值增长6%以上",
        "学位扩容 新增普惠性学位3000个",
        "建成小学两所，投用中学一所",
    ]


def test_the_tally_counts_what_is_shown_and_leads_to_it(cast, sign_in):
    judge(cast.key_entry, Outcome.LAGGING, "进度慢")
    client = sign_in(cast.office)
    assert found(client.get(LIST, {"kind": "key"}), "div.tally") == ["2 事项 1 推进滞后 1 尚未研判 2 未填报"]
    link = next(
        tally.query for tally in client.get(LIST, {"kind": "key"}).context["page"].tallies if tally.label == "推进滞后"
    )
    assert link == "?kind=key&outcome=lagging"
    assert rows(client.get(LIST + link))[1:] == [
        [
            "1",
            "建成小学两所，投用中学一所",
            "区教委 配合 1 家 改",
            "王明 改",
            ASK,
            "未填报",
            "推进滞后",
            STRIP.replace("未报送", "推进滞后"),
        ]
    ]


@pytest.mark.parametrize(("who", "is_shown"), [("office", True), ("leader", True), ("clerk", False)])
def test_units_do_not_read_the_suggestion(cast, sign_in, who, is_shown):
    ProgressEntry.objects.update(standing=Standing.LAGGING)
    answer = sign_in(cast.person(who)).get(LIST)
    assert ("系统预警" in found(answer, "th")) is is_shown
    assert ("预警滞后" in answer.content.decode()) is is_shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(cast, sign_in, count_queries, count):
    fill(cast, count)
    client = sign_in(cast.office)
    with count_queries(14):
        answer = client.get(LIST)
    assert len([row for row in rows(answer) if len(row) > 1]) == count


def test_a_mistyped_filter_is_refused_in_words(cast, sign_in):
    answer = sign_in(cast.office).get(LIST, {"colour": "red"})
    assert answer.status_code == 400
    assert found(answer, "p") == [
        "网址中有不认识的筛选条件：colour。请回到列表页，用页面上的筛选重新查找。",
        "回到首页",
    ]


def test_a_value_that_is_not_offered_is_an_error_beside_its_field(cast, sign_in):
    answer = sign_in(cast.office).get(LIST, {"kind": "dream"})
    assert errors(answer) == ["选择一个有效的选项。 dream 不在可用的选项中。"]
    assert found(answer, "p.empty") == ["没有符合筛选条件的事项。 清除筛选"]


def test_fifty_rows_make_a_page(cast, sign_in):
    fill(cast, 52)
    client = sign_in(cast.office)
    assert len([row for row in rows(client.get(LIST)) if len(row) > 1]) == 50
    assert [row[0] for row in rows(client.get(LIST, {"page": "2"}))] == [
        "重点工作任务 · 推动教育强区建设 52 项",
        "51",
        "52",
    ]
    assert found(client.get(LIST), "nav.pages") == ["共 52 条 1 2 下一页"]


def test_the_export_holds_the_same_rows(cast, sign_in):
    answer = sign_in(cast.office).get(LIST, {"kind": "key", "sort": "-number", "page": "1"})
    query = "?kind=key&amp;sort=-number"
    assert f'href="{reverse("export_list")}{query}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("office", "2025年一季度还没有事项。督查办开启填报，或导入本期进展情况报告后，事项会列在这里。 去开启填报"),
        ("clerk", "2025年一季度没有由区教委牵头或配合的事项。"),
        ("leader", "2025年一季度没有由您负责的事项。"),
    ],
)
def test_an_empty_list_says_what_will_stand_there(cast, sign_in, who, why):
    Period.objects.filter(pk=cast.period.pk).update(state=PeriodState.ISSUED)
    PeriodFactory(plan=PlanFactory(government=cast.government, year=2025), state=PeriodState.OPEN)
    # the lists of who reads results stay with the last period until the new one is due
    assert found(sign_in(cast.person(who)).get(LIST, {"of": "2025-Q1"}), "p.empty") == [why]


def test_without_any_plan_the_list_says_who_brings_one(cast, sign_in):
    ProgressEntry.objects.filter(period=cast.period).delete()
    cast.period.delete()
    assert found(sign_in(cast.office).get(LIST), "p.empty") == [
        "还没有年度方案。督查办在“导入”页导入年度目标任务分解表后，事项会列在这里。 去导入"
    ]


def test_choices_hold_only_what_the_person_may_see(cast, sign_in):
    assert options(sign_in(cast.other_clerk).get(LIST), "unit") == ["牵头或配合单位", "区城市管理局"]


@pytest.mark.parametrize("who", ["administrator", "auditor"])
def test_those_who_keep_the_system_do_not_read_items(cast, sign_in, who):
    client = sign_in(cast.person(who))
    answers = [client.get(LIST).status_code, client.get(reverse("task_page", args=[cast.key.pk])).status_code]
    assert answers == [403, 403]
