"""填报节奏: the page on which the periods of a plan are chosen, and what a plan of months and a school year look like."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome
from tasks.filing.period_actions import create_periods, open_period
from tasks.importing.headings import read_heading
from tasks.judging.offered_words import list_offered_words
from tasks.models import Plan
from tasks.pages.frame.strips import map_tasks_to_marks
from tasks.periods import CALENDAR_YEAR, QUARTERLY, Rhythm
from tasks.plans.deadlines import describe_milestone_day_refusal
from tasks.plans.edition_content import find_printed_deadline
from tasks.plans.rhythm_actions import set_rhythm
from tests.cast import PlanFactory, TaskFactory

pytestmark = pytest.mark.database
SCHOOL = {"first_month": 9, "end_months": (12, 3, 6, 8)}


@pytest.fixture
def plan(cast) -> Plan:
    return PlanFactory(government=cast.government, year=2025)


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def send(plan: Plan, **values) -> dict:
    return {"shape": "monthly", "first_month": "1", "labels": "", "seen": "", **values}


def test_a_preview_shows_the_periods_and_stores_nothing(plan, office):
    answer = office.post(reverse("plan_rhythm", args=[plan.pk]), send(plan, do="preview"))
    assert [each.label for each in answer.context["page"].periods] == list(Rhythm(1, CALENDAR_YEAR).labels[1:])
    assert "2025年改为 12 期" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.rhythm == QUARTERLY


def test_what_is_saved_is_what_was_chosen(plan, office):
    page = office.get(reverse("plan_rhythm", args=[plan.pk]))
    seen = page.context["page"].seen
    own = send(plan, shape="own", first_month="9", months=["6", "12"], labels="第一学期\n第二学期", seen=seen)
    answer = office.post(reverse("plan_rhythm", args=[plan.pk]), {**own, "do": "save"}, follow=True)
    plan.refresh_from_db()
    assert [str(each) for each in answer.context["messages"]] == ["2025年的填报期已按新的节奏设置。"]
    assert plan.rhythm == Rhythm(9, (12, 6), ("第一学期", "第二学期"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"shape": "own"}, "请勾选截止月份，至少一个。"),
        ({"shape": "half_yearly", "labels": "上\n上"}, "各期名称不能相同。"),
        ({"shape": "half_yearly", "labels": "一\n二\n三"}, "各期名称应有 2 个，现有 3 个。"),
    ],
)
def test_a_choice_that_cannot_be_says_why(plan, office, values, said):
    answer = office.post(reverse("plan_rhythm", args=[plan.pk]), send(plan, **values))
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_the_refusal_of_a_begun_period_stands_on_the_page(cast, office):
    url = reverse("plan_rhythm", args=[cast.plan.pk])
    seen = office.get(url).context["page"].seen
    answer = office.post(url, send(cast.plan, shape="half_yearly", seen=seen, do="save"))
    assert answer.status_code == 422
    assert "2024年一季度已开启填报" in answer.content.decode()


def test_the_year_of_a_plan_of_months_has_twelve_columns_and_each_item_twelve_marks(cast, plan, office):
    task = TaskFactory(plan=plan)
    set_rhythm(plan=plan, first_month=1, end_months=CALENDAR_YEAR, by=cast.office)
    plan.refresh_from_db()
    create_periods(plan=plan, by=None)
    open_period(period=plan.periods.get(number=11), by=None)
    marks = map_tasks_to_marks([task], cast.office)[task.pk]
    assert [mark.period for mark in marks] == list(plan.rhythm.labels[1:])
    answer = office.get(reverse("year_page"), {"year": 2025})
    page = answer.context["page"]
    assert ([column.label for column in page.columns], page.is_crowded) == (list(plan.rhythm.labels[1:]), True)


def test_a_school_year_is_opened_filed_and_judged_by_its_own_year(cast, plan):
    set_rhythm(plan=plan, **SCHOOL, by=cast.office)
    plan.refresh_from_db()
    create_periods(plan=plan, by=None)
    TaskFactory(plan=plan)
    march, last = plan.periods.get(number=2), plan.periods.get(number=4)
    open_period(period=march, by=cast.office)
    entry = march.entries.get()
    assert (str(entry.period), entry.state, march.due_on) == ("2025学年9月—次年3月", EntryState.BLANK, date(2026, 4, 7))
    assert list_offered_words(entry)[0].meaning == Outcome.ON_TRACK
    entry.period = last
    assert [word.meaning for word in list_offered_words(entry)] == [Outcome.REACHED, Outcome.NOT_REACHED, Outcome.AHEAD]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("6月底前完成", date(2026, 6, 30)),
        ("10月底前完成", date(2025, 10, 31)),
        ("2026年3月底前完成", date(2026, 3, 31)),
        ("全年完成", date(2026, 8, 31)),
    ],
)
def test_a_deadline_without_a_year_lies_in_the_school_year(words, day):
    assert find_printed_deadline(words, "", 2025, 9).on == day


def test_a_milestone_lies_within_the_year_of_its_plan(cast, plan):
    set_rhythm(plan=plan, **SCHOOL, by=cast.office)
    plan.refresh_from_db()
    assert describe_milestone_day_refusal(date(2026, 5, 1), plan, None, "日期") == ""
    assert describe_milestone_day_refusal(date(2025, 3, 1), plan, None, "日期") == (
        "日期应在2025年9月1日至2026年8月31日之间。"
    )


@pytest.mark.parametrize(
    ("title", "rhythm", "year", "number"),
    [
        ("2025年1—11月重点工作推进情况", Rhythm(1, CALENDAR_YEAR), 2025, 11),
        ("2025年10月份重点工作推进情况", Rhythm(1, CALENDAR_YEAR), 2025, 10),
        ("重点工作推进情况（截至2025年10月31日）", Rhythm(1, CALENDAR_YEAR), 2025, 10),
        ("2025年上半年重点工作推进情况", Rhythm(1, CALENDAR_YEAR), 2025, 6),
        ("2025年10月份重点工作推进情况", QUARTERLY, 2025, None),
        ("2026年3月份重点工作推进情况", Rhythm(9, (12, 3, 6, 8)), 2025, 2),
        ("2025—2026学年重点工作全学年推进情况", Rhythm(9, (12, 3, 6, 8)), 2025, 4),
    ],
)
def test_a_paper_is_of_the_period_of_the_month_that_it_names(title, rhythm, year, number):
    document = read_heading([], [title], "表.docx", [title], lambda _: rhythm)
    assert (document.year, document.period) == (year, number)
