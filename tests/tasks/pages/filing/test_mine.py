"""我的任务."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import Outcome, PeriodState
from tests.acts import give_back, judge, submit
from tests.cast import EntryFactory, TaskFactory
from tests.pages import found, tally


def test_everything_of_the_unit_stands_in_its_pile(cast, sign_in):
    submit(cast.target_entry, cast.clerk)
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office, "请写明建成面积。")
    response = sign_in(cast.clerk).get(reverse("my_tasks"))
    assert [(pile.label, pile.act, [row.entry for row in rows]) for pile, rows in response.context["page"].piles] == [
        ("已退回，待修改", "修改", [cast.key_entry]),
        ("待填报", "填报", [cast.livelihood_entry]),
        ("已报送", "查看", [cast.target_entry]),
    ]
    assert "请写明建成面积。" in response.content.decode()
    assert found(response, "p.sub")[0] == "区教委 · 2024年一季度 · 4月5日截止，还剩 1 个工作日"


def test_nobody_is_pressed_once_all_is_handed_over(cast, sign_in, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    for entry in (cast.target_entry, cast.key_entry):
        submit(entry, cast.clerk)
    clerk = sign_in(cast.clerk)
    assert found(clerk.get(reverse("my_tasks")), "p.sub")[0].endswith("已过截止日 1 个工作日，请尽快报送")
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    sent = {"base_revision": 0, "text": "建成一所。"}
    last = clerk.post(reverse("entry_submit", args=[cast.livelihood_entry.pk]), sent, follow=True)
    told = [str(message) for message in last.context["messages"]]
    assert told[-1] == "2024年一季度本单位应报的 3 项都已填好，1 项待单位审核人审核。"
    assert found(last, "p.sub")[0].endswith("4月5日截止，已过截止日 1 个工作日")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_runs_as_many_queries_for_three_rows_as_for_one(cast, sign_in, count_queries, rows):
    for number in range(rows):
        EntryFactory(
            task=TaskFactory(plan=cast.plan, number=50 + number, edition__lead=[cast.lead_unit]),
            period=cast.period,
        )
    client = sign_in(cast.clerk)
    with count_queries(8):
        client.get(reverse("my_tasks"))


def test_a_closed_period_is_only_read(cast, sign_in):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    assert "已截止，只能查看" in sign_in(cast.clerk).get(reverse("my_tasks")).content.decode()


def test_without_a_period_the_page_says_who_makes_one(cast, sign_in):
    cast.period.entries.all().delete()
    cast.period.delete()
    page = sign_in(cast.clerk).get(reverse("my_tasks")).content.decode()
    assert "还没有填报期。督查办导入年度方案、开启填报后，本单位的事项会列在这里。" in page


@pytest.mark.parametrize(
    ("pile", "headed"),
    [
        ("returned", ["已退回，待修改"]),
        ("to_file", ["待填报"]),
        ("filed", ["已报送"]),
        ("judged", ["其中已研判"]),
        ("confirming", []),
        ("nonsense", ["已退回，待修改", "待填报", "已报送"]),
    ],
)
def test_a_number_leads_to_its_pile_alone(cast, sign_in, pile, headed):
    submit(cast.target_entry, cast.clerk)
    judge(cast.target_entry, cast.office, Outcome.ON_TRACK)
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office, "请写明建成面积。")
    response = sign_in(cast.clerk).get(reverse("my_tasks"), {"pile": pile})
    assert [pile.label for pile, _ in response.context["page"].piles] == headed


def test_an_empty_pile_says_so_and_leads_back(cast, sign_in):
    page = sign_in(cast.clerk).get(reverse("my_tasks"), {"pile": "returned"})
    assert found(page, "p.help") == ["只列“已退回，待修改”，现在没有。 全部"]


def test_what_waits_for_the_units_head_is_not_counted_as_filed(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    page = sign_in(cast.clerk).get(reverse("my_tasks"))
    assert tally(page) == ["0 已退回", "2 待填报", "1 待单位审核", "0 已报送", "0 其中已研判", "0 配合"]
