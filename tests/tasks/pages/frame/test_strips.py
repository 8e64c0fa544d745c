"""The four periods of an item side by side."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome, PeriodState, Standing
from tasks.models import ProgressEntry
from tasks.pages.frame.strips import map_tasks_to_marks, pair_entries_with_marks
from tasks.queries import select_visible_entries
from tests.acts import accept, give_back, save, submit
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, TaskFactory, judge
from tests.pages import found

#: the addresses of the lists and pages that show it, and the people who open them
SHOWN_ON = {
    "task_list": ("office", "clerk", "leader"),
    "my_tasks": ("clerk", "unit_head"),
    "review_queue": ("office",),
    "task_page": ("office", "clerk", "cooperating_clerk", "leader"),
    "search_page": ("office", "clerk", "cooperating_clerk", "leader"),
}


def words(cast, task, who: str = "office") -> list[str]:
    return [mark.title for mark in map_tasks_to_marks([task], cast.person(who))[task.pk]]


def first(cast, who: str = "office", entry: str = "key_entry"):
    return map_tasks_to_marks([getattr(cast, entry).task], cast.person(who))[getattr(cast, entry).task_id][0]


def test_a_year_has_four_marks_whatever_has_begun(cast):
    PeriodFactory(plan=cast.plan, number=2)
    PeriodFactory(plan=cast.plan, number=3, state=PeriodState.PLANNED)
    judge(cast.key_entry, Outcome.LAGGING, "仅完成一成")
    assert words(cast, cast.key) == [
        "一季度：推进滞后",
        "上半年：未列入",
        "前三季度：未开启",
        "全年：未开启",
    ]


@pytest.mark.parametrize(
    ("state", "word", "token"),
    [
        (EntryState.BLANK, "未报送", "none"),
        (EntryState.DRAFT, "未报送", "none"),
        (EntryState.CONFIRMING, "未报送", "none"),
        (EntryState.SUBMITTED, "待审核", "turn"),
        (EntryState.RETURNED, "已退回", "back"),
        (EntryState.ACCEPTED, "已通过", "ok"),
    ],
)
def test_before_the_judgement_it_says_how_far_the_filing_is(cast, state, word, token):
    cast.key_entry.state, cast.key_entry.return_reason = state, "请写明面积。"
    cast.key_entry.save()
    mark = first(cast)
    assert (mark.word, mark.token, mark.is_judged) == (word, token, False)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_judgement_has_the_last_word(cast, outcome):
    ProgressEntry.objects.update(standing=Standing.LAGGING, state=EntryState.SUBMITTED)
    judge(cast.key_entry, outcome, "理由")
    mark = first(cast)
    assert (mark.word, mark.token, mark.is_judged) == (outcome.label, outcome.token, True)


@pytest.mark.parametrize(
    ("standing", "word"),
    [(Standing.LAGGING, "预警滞后"), (Standing.WATCH, "关注"), (Standing.NORMAL, "待审核"), ("", "待审核")],
)
def test_the_office_reads_a_warning_where_nobody_has_judged(cast, standing, word):
    ProgressEntry.objects.update(standing=standing, state=EntryState.SUBMITTED)
    assert first(cast).word == word


@pytest.mark.parametrize("who", ["clerk", "unit_head", "cooperating_clerk"])
def test_no_unit_reads_the_warning(cast, who):
    ProgressEntry.objects.update(standing=Standing.LAGGING, state=EntryState.SUBMITTED)
    assert first(cast, who).word == "待审核"


@pytest.mark.parametrize(("address", "who"), [(name, who) for name in SHOWN_ON for who in SHOWN_ON[name]])
def test_the_warning_stands_on_no_page_of_a_unit(cast, sign_in, address, who):
    ProgressEntry.objects.update(standing=Standing.LAGGING, state=EntryState.SUBMITTED)
    page = reverse(address, args=[cast.key.pk] if address == "task_page" else [])
    asked = {"q": "学"} if address == "search_page" else {}
    strips = found(sign_in(cast.person(who)).get(page, asked), "ol.strip")
    word = "预警滞后" if who in ("office", "leader") else "待审核"
    assert set(strips) == {f"一季度：{word} 上半年：未开启 前三季度：未开启 全年：未开启"}


def test_a_period_of_another_year_or_another_item_does_not_slip_in(cast):
    earlier = PlanFactory(government=cast.government, year=2023)
    task = TaskFactory(plan=earlier, number=1)
    judge(EntryFactory(task=task, period=PeriodFactory(plan=earlier, number=2)), Outcome.REACHED)
    judge(cast.other_entry, Outcome.LAGGING, "慢")
    assert words(cast, task) == ["一季度：未开启", "上半年：已完成", "前三季度：未开启", "全年：未开启"]
    assert words(cast, cast.key) == ["一季度：未报送", "上半年：未开启", "前三季度：未开启", "全年：未开启"]


def test_it_follows_what_units_and_office_do(cast):
    told = []
    for act in (
        lambda: save(cast.key_entry, cast.clerk, "打地基。"),
        lambda: submit(cast.key_entry, cast.clerk, "建成一所。"),
        lambda: give_back(cast.key_entry, cast.office),
        lambda: submit(cast.key_entry, cast.clerk, "建成两所。"),
        lambda: accept(cast.key_entry, cast.office),
    ):
        act()
        cast.key_entry.refresh_from_db()
        told.append(first(cast, "clerk").word)
    assert told == ["未报送", "待审核", "已退回", "待审核", "已通过"]


@pytest.mark.parametrize("rows", [1, 4])
def test_all_strips_of_a_page_are_one_query(cast, count_queries, rows):
    entries = list(select_visible_entries(cast.office).select_related("task")[:rows])
    with count_queries(1):
        strips = [strip for _, strip in pair_entries_with_marks(entries, cast.office)]
    assert [len(strip) for strip in strips] == [4] * rows


def test_a_page_without_rows_asks_for_little(cast, count_queries):
    with count_queries(0):
        assert map_tasks_to_marks([], cast.office) == {}


def test_what_lags_shows_its_year_in_the_summary_of_judging(cast, sign_in):
    judge(cast.key_entry, Outcome.LAGGING, "仅完成一成")
    answer = sign_in(cast.office).get(reverse("judging_queue"), {"summary": "1", "show": "behind"})
    assert found(answer, "ol.strip") == ["一季度：推进滞后 上半年：未开启 前三季度：未开启 全年：未开启"]
