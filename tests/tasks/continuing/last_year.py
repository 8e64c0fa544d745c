"""Items of the year before the cast's, as their year ended."""

from datetime import date

from tasks.enums import Outcome, PeriodState
from tasks.models import Period, Plan, Task
from tests.cast import Cast, EntryFactory, PeriodFactory, PlanFactory, TaskFactory, judge

WORDING = "完成青木湖公园绿化30万平方米"


def last_period_of(plan: Plan) -> Period:
    """The period that closes the year of a plan, issued."""
    days = {"opens_on": date(plan.year + 1, 1, 2), "due_on": date(plan.year + 1, 1, 9)}
    return PeriodFactory(plan=plan, number=4, state=PeriodState.ISSUED, **days)


def end_year(period: Period, outcome: Outcome | None, text: str = WORDING, number: int = 1) -> Task:
    """An item of the period's plan that was judged so at the end of its year; None judges nothing."""
    task = TaskFactory(plan=period.plan, number=number, edition__text=text)
    entry = EntryFactory(task=task, period=period)
    if outcome:
        judge(entry, outcome, "只完成12万平方米。")
    return task


def unfinished_item_of(cast: Cast) -> Task:
    """An item of 2023 that was not reached, the same whenever it is asked for."""
    known = Task.objects.filter(plan__government=cast.government, plan__year=2023).first()
    return known or end_year(last_period_of(PlanFactory(government=cast.government, year=2023)), Outcome.NOT_REACHED)
