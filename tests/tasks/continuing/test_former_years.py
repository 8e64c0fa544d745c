"""往年同期: what a person who files reads of the items with which his goes on."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.continuing.continuation_actions import confirm_continuation, reject_continuations
from tasks.continuing.former_years import list_former_years
from tasks.enums import ContinuationKind, EntryState, Outcome, PeriodState
from tasks.models import ProgressEntry, Task
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, TaskFactory, judge

ACCEPTED = {"state": EntryState.ACCEPTED}


def file_year(task: Task, **texts: str) -> dict[int, ProgressEntry]:
    """Lays down accepted entries: ``q1="…"`` of the first period."""
    entries = {}
    for name, text in texts.items():
        number = int(name[1:])
        days = {"opens_on": date(2023, 3 * number, 2), "due_on": date(2023, 3 * number, 20)}
        period = PeriodFactory(plan=task.plan, number=number, state=PeriodState.ISSUED, **days)
        entries[number] = EntryFactory(task=task, period=period, text=text, **ACCEPTED)
    return entries


@pytest.fixture
def former(cast) -> Task:
    plan = PlanFactory(government=cast.government, year=2023)
    return TaskFactory(plan=plan, number=7, edition__lead=[cast.lead_unit])


def confirm(former: Task, cast, seen: str = "") -> None:
    kind = ContinuationKind.CONTINUED
    confirm_continuation(earlier=former, later=cast.key, kind=kind, seen=seen, by=cast.office)


def test_the_same_period_and_the_end_of_the_year_are_told(cast, former):
    entries = file_year(former, q1="开工1所。", q2="封顶1所。", q4="建成1所。")
    judge(entries[4], Outcome.NOT_REACHED, "应建成2所。")
    confirm(former, cast)
    (year,) = list_former_years(cast.key_entry, cast.clerk)
    assert (year.task, year.same, year.end) == (former, entries[1], entries[4])


def test_at_the_end_of_the_year_there_is_one_entry_to_compare_with(cast, former):
    entries = file_year(former, q1="开工1所。", q4="建成1所。")
    confirm(former, cast)
    period = PeriodFactory(plan=cast.plan, number=4)
    (year,) = list_former_years(EntryFactory(task=cast.key, period=period), cast.clerk)
    assert year.entries == [entries[4]]


def test_nothing_is_told_of_what_is_not_confirmed_or_not_filed_then(cast, former):
    file_year(former, q2="封顶1所。")
    assert list_former_years(cast.key_entry, cast.clerk) == []
    reject_continuations(earlier=[former], later=cast.key, by=cast.office)
    assert list_former_years(cast.key_entry, cast.clerk) == []
    confirm(former, cast, seen="rejected")
    assert list_former_years(cast.key_entry, cast.clerk) == []


def test_a_draft_of_that_time_is_nobodys_to_read(cast, former):
    file_year(former, q1="写到一半。")
    ProgressEntry.objects.filter(task=former).update(state=EntryState.DRAFT)
    confirm(former, cast)
    assert list_former_years(cast.key_entry, cast.clerk) == []


def test_a_unit_reads_nothing_of_an_item_that_is_not_its_own(cast, former):
    former.current.responsibilities.update(unit=cast.other_unit)
    file_year(former, q1="开工1所。")
    confirm(former, cast)
    assert (list_former_years(cast.key_entry, cast.clerk), len(list_former_years(cast.key_entry, cast.office))) == (
        [],
        1,
    )


def test_an_item_without_any_costs_one_query_and_one_with_them_two(cast, former, django_assert_num_queries):
    entry = ProgressEntry.objects.select_related("period__plan", "task").get(pk=cast.key_entry.pk)
    file_year(former, q1="开工1所。", q4="建成1所。")
    with django_assert_num_queries(1):
        list_former_years(entry, cast.office)
    confirm(former, cast)
    with django_assert_num_queries(2):
        list_former_years(entry, cast.office)


def test_the_form_shows_them_beside_the_last_period(cast, sign_in, former):
    entries = file_year(former, q1="开工1所。", q4="建成1所。")
    judge(entries[4], Outcome.NOT_REACHED, "应建成2所。")
    confirm(former, cast)
    page = sign_in(cast.clerk).get(reverse("entry_page", args=[cast.key_entry.pk])).content.decode()
    for told in ("往年同期 · 2023年一季度", "开工1所。", "往年全年 · 2023年全年", "建成1所。", "未完成"):
        assert told in page
