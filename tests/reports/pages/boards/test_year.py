"""全年: the heat map as each person sees it."""

import re

import pytest
from django.urls import reverse
from lxml import html

from tasks.enums import EntryState, Outcome, PeriodState, Role, Standing
from tasks.models import ProgressEntry
from tests.cast import (
    EntryFactory,
    GovernmentFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UserFactory,
    judge,
)
from tests.pages import found, rows, words

PAGE = reverse("year_page")
CLOSED = ["未开启", "未开启", "未开启"]


@pytest.fixture
def lively(cast):
    """一季度: the education commission lags with one of three and owes one, the other unit's item waits."""
    judge(cast.key_entry, Outcome.LAGGING, "仅完成一成")
    judge(cast.target_entry, Outcome.ON_TRACK)
    cast.other_entry.state = EntryState.SUBMITTED
    cast.other_entry.save()
    return cast


def links(answer) -> dict[str, str]:
    """Row and column → the address behind the cell."""
    page = html.fromstring(answer.content.decode())
    return {
        f"{words(row.xpath('./th')[0])} {cell.get('data-label')}": cell.xpath("./small/a/@href")[0]
        for row in page.xpath("//main//table[1]/tbody/tr")
        for cell in row.xpath("./td[small/a]")
    }


def numbers(answer) -> list[tuple[int, str]]:
    """Every number of the page that leads to items, with its address."""
    page = html.fromstring(answer.content.decode())
    found_ones = page.xpath("//main//td//a")
    return [(int(re.search(r"\d+", words(link))[0]), link.get("href")) for link in found_ones]


def listed(client, address: str) -> int:
    return client.get(address).context["page"].table.paginator.count


def test_the_office_sees_every_lead_unit_in_every_period(lively, sign_in):
    answer = sign_in(lively.office).get(PAGE)
    assert found(answer, "h1") == ["2024年各牵头单位各期情况"]
    assert found(answer, "th")[:6] == [
        "牵头单位",
        "一季度 填报中",
        "上半年 未开启",
        "前三季度 未开启",
        "全年 未开启",
        "滞后合计",
    ]
    assert rows(answer) == [
        ["合计", "滞后 1 ÷ 4 = 25% 4 项 · 已研判 2 · 已报送 1 · 未报送、退回 3", *CLOSED, "1 次"],
        ["区教委", "滞后 1 ÷ 3 = 33% 3 项 · 已研判 2 · 已报送 0 · 未报送、退回 3", *CLOSED, "1 次"],
        ["区城市管理局", "待研判 1 项 · 已研判 0 · 已报送 1 · 未报送、退回 0", *CLOSED, "0 次"],
        ["王明（副区长）", "1 ÷ 3", *CLOSED, "1 次"],
    ]


@pytest.mark.parametrize(
    ("who", "units", "whose"),
    [
        ("clerk", ["合计", "区教委"], "本单位牵头的事项 · 滞后次数多的在前"),
        ("other_clerk", ["合计", "区城市管理局"], "本单位牵头的事项 · 滞后次数多的在前"),
        ("leader", ["合计", "区教委"], "您负责的事项 · 滞后次数多的在前"),
    ],
)
def test_everybody_else_sees_his_own(lively, sign_in, who, units, whose):
    answer = sign_in(lively.person(who)).get(PAGE)
    assert ([row[0] for row in rows(answer)], found(answer, "p.sub")) == (units, [whose])


@pytest.mark.parametrize(("who", "how_many"), [("office", 12), ("clerk", 8), ("leader", 8)])
def test_each_number_leads_to_exactly_the_items_that_it_counts(lively, sign_in, who, how_many):
    client = sign_in(lively.person(who))
    PeriodFactory(plan=lively.plan, number=2)
    given = numbers(client.get(PAGE))
    assert [number for number, _ in given] == [listed(client, address) for _, address in given]
    assert len(given) == how_many


def test_what_counts_as_not_filed_is_said(lively, sign_in):
    client = sign_in(lively.office)
    assert "未报送：未填报、草稿和待单位审核的。" in " ".join(found(client.get(PAGE), "p.help"))
    page = client.get(f"{reverse('task_list')}?filed=no")
    assert "只列 报送情况：未报送、退回（未填报、草稿、待单位审核、已退回）。 全部事项" in found(page, "p.help")


def test_the_leaders_are_counted_for_the_office_as_the_head_of_government_reads_them(lively, sign_in):
    lively.target_entry.state, lively.target_entry.judgement = EntryState.SUBMITTED, None
    lively.target_entry.standing = Standing.LAGGING
    lively.target_entry.save()
    assert rows(sign_in(lively.office).get(PAGE))[-1] == ["王明（副区长）", "2 ÷ 3", *CLOSED, "2 次"]
    assert ["王明（副区长）", "", "2"] in [row[:3] for row in rows(sign_in(lively.head).get(reverse("board")))]
    assert "区领导" not in found(sign_in(lively.clerk).get(PAGE), "h2")


def test_the_cell_of_another_period_does_not_move_the_person_there(lively, sign_in):
    half_year = PeriodFactory(plan=lively.plan, number=2)
    EntryFactory(task=lively.key, period=half_year)
    client = sign_in(lively.office)
    address = links(client.get(PAGE))["区教委 上半年"]
    assert address == f"{reverse('task_list')}?of=2024-H1&lead={lively.lead_unit.pk}"
    assert found(client.get(address), "h1") == ["2024年上半年事项"]
    assert client.session.get("period") is None


def test_a_past_year_is_a_press_away(lively, sign_in):
    earlier = PlanFactory(government=lively.government, year=2023)
    period = PeriodFactory(plan=earlier, number=4, state=PeriodState.ISSUED)
    task = TaskFactory(plan=earlier, number=1, edition__lead=[lively.other_unit])
    judge(EntryFactory(task=task, period=period, state=EntryState.ACCEPTED), Outcome.REACHED)
    client = sign_in(lively.office)
    assert found(client.get(PAGE), "nav.tabs") == ["2024年 2023年"]
    answer = client.get(PAGE, {"year": "2023"})
    assert rows(answer)[1] == [
        "区城市管理局",
        *CLOSED,
        "正常 1 项 · 已研判 1 · 已报送 1 · 未报送、退回 0",
        "0 次",
    ]
    assert links(answer)["区城市管理局 全年"].startswith("/tasks/?of=2023-FY&lead=")


@pytest.mark.parametrize("year", ["2019", "abc", "-1", "9" * 30])
def test_a_year_without_a_plan_is_not_there(lively, sign_in, year):
    assert sign_in(lively.office).get(PAGE, {"year": year}).status_code == 404


def test_the_machines_standing_is_in_no_figure_of_a_unit(lively, sign_in):
    before = rows(sign_in(lively.office).get(PAGE))[:3]
    ProgressEntry.objects.update(standing=Standing.LAGGING)
    assert rows(sign_in(lively.office).get(PAGE))[:3] == before


def test_what_several_units_lead_is_said_to_be_counted_once(lively, sign_in):
    task = TaskFactory(plan=lively.plan, number=9, edition__lead=[lively.lead_unit, lively.other_unit])
    EntryFactory(task=task, period=lively.period)
    [legend] = found(sign_in(lively.office).get(PAGE), "p.heat")
    assert legend.endswith("1 项由几个单位共同牵头，分别计入各单位，合计只计一次。")


def test_a_year_in_which_nothing_is_open_says_who_opens_it(cast, sign_in):
    ProgressEntry.objects.filter(period=cast.period).delete()
    assert found(sign_in(cast.office).get(PAGE), "p.empty") == [
        "2024年还没有事项。督查办开启填报，或导入进展情况报告后，各期情况会列在这里。"
    ]


def test_without_any_plan_the_page_says_who_brings_one(cast, sign_in):
    newcomer = UserFactory(role=Role.OFFICE, government=GovernmentFactory())
    assert found(sign_in(newcomer).get(PAGE), "p.empty") == [
        "还没有年度方案。督查办在“导入”页导入年度目标任务分解表后，各单位全年的情况会列在这里。"
    ]


def test_the_number_of_queries_does_not_grow_with_the_units(cast, sign_in, reads_in):
    numbers = iter(range(20, 30))

    def add_row():
        task = TaskFactory(plan=cast.plan, number=next(numbers), edition__lead=[cast.lead_unit, cast.other_unit])
        judge(EntryFactory(task=task, period=cast.period), Outcome.LAGGING, "慢")

    reads_in(9, sign_in(cast.office), PAGE, add_row)
