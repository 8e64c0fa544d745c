"""调整记录: what was changed in a plan, and the way back."""

import pytest
from django.urls import reverse

from tasks.models import PlanChange
from tests.acts import submit
from tests.cast import PlanFactory
from tests.pages import found, rows, said
from tests.tasks.adjusting.changing import add, amend, let_lead, say, undo

LIST = reverse("plan_changes")


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def test_the_changes_of_a_plan_stand_with_basis_and_person_the_latest_first(cast, office):
    assert "还没有调整" in found(office.get(LIST), "p.empty")[0]
    amend(cast, let_lead(cast.other_unit))
    undo(cast, add(cast))
    assert [[cell for cell in row if cell] for row in rows(office.get(LIST))] == [
        [
            "重点工作任务第3项 新建社区食堂5个",
            "新增事项 自2024年一季度起 已撤销",
            "序号 3 任务内容 新建社区食堂5个 责任区领导 王明 牵头单位 区城市管理局 配合单位 区财政局",
            "区政府第12次常务会议 分工有误",
            "陈红 4月2日",
        ],
        [
            "重点工作任务第1项 建成小学两所，投用中学一所",
            "更正事项 自2024年一季度起",
            "牵头单位 区教委 、 区城市管理局 配合单位 区财政局",
            "区政府第12次常务会议 分工有误",
            "陈红 4月2日",
        ],
    ]


def test_every_year_has_its_own_record(cast, office):
    amend(cast, say("建成小学三所"))
    PlanFactory(government=cast.government, year=2023)
    answer = office.get(f"{LIST}?year=2023")
    assert (found(answer, "h1"), found(answer, "nav.tabs")) == (["2023年方案调整记录"], ["2024年 2023年"])
    assert rows(answer) == []


def test_a_change_that_cannot_be_undone_says_why(cast, office):
    change = amend(cast, say("建成小学三所"))
    page = reverse("plan_change", args=[change.pk])
    submit(cast.key_entry, cast.clerk)
    why = "2024年一季度已按调整后的内容报送，不能撤销；请再作一次更正。"
    answer = office.get(page)
    assert (found(answer, "p.is-none"), "撤销这次调整" in found(answer, "button")) == ([why], False)
    assert said(office.post(reverse("plan_change_undo", args=[change.pk]), follow=True)) == [why]
    assert not PlanChange.objects.get().is_undone


def test_the_list_asks_as_much_for_three_changes_as_for_one(cast, office, reads_in):
    texts = iter(("三所", "四所", "五所"))
    reads_in(6, office, LIST, lambda: amend(cast, say(f"建成小学{next(texts)}")))
