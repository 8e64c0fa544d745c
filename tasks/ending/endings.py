"""办结与停办: from which period on an item would be asked no more, and what a person may read of an item's ending."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tasks import clock
from tasks.enums import AT_THE_OFFICE, EndingKind, EntryState, PeriodState
from tasks.models import Ending, Period, Plan, ProgressEntry, Task, User
from tasks.models.ending import STOPS, find_ending
from tasks.periods import Rhythm, format_chinese_date, format_month_day
from tasks.permissions import Permission, can
from tasks.queries import KINDS_IN_ORDER, select_visible_tasks
from tasks.terms import terms

#: longest texts that a form and an action take
BASIS_LENGTH, REASON_LENGTH, WORDS_LENGTH = 200, 1000, 1000


@dataclass(frozen=True)
class EndingWish:
    """What a person wants to do to an item.

    Attributes:
        on: the day on which it was done, or the decision was made.
        words: what later reports print of a done item; "" for the usual words.
        merged_into: the item that takes it in; None for every other kind.
        basis: the document or meeting behind it.
        at_once: whether it also holds from an open period in which something was filed or judged, which is kept as the
            last word on the item; otherwise it holds from the next one.
    """

    kind: EndingKind
    on: date
    basis: str
    words: str = ""
    merged_into: Task | None = None
    reason: str = ""
    at_once: bool = False

    @property
    def report_words(self) -> str:
        """The words for the report: those given, or the usual ones of a done item; "" for a stopped one."""
        if self.kind.is_stop:
            return ""
        return self.words.strip() or build_usual_words(self.on)


@dataclass(frozen=True)
class EndingStart:
    """From when on an item would be asked no more.

    Attributes:
        rhythm: of the item's plan.
        since: the number of the first period in which nothing is asked; one more than the last for none of the year.
        held_up: why it does not begin with the period that is open now; "" where it does, or none is open.
        is_choice: whether the office may let it begin there all the same (``EndingWish.at_once``).
    """

    rhythm: Rhythm
    since: int
    held_up: str = ""
    is_choice: bool = False

    @property
    def label(self) -> str:
        return describe_start(self.rhythm, self.since)


def build_usual_words(on: date) -> str:
    """Builds what reports print of a done item unless somebody words it: 已于5月20日完成。"""
    return f"已于{format_month_day(on)}完成。"


def describe_start(rhythm: Rhythm, since: int) -> str:
    """Describes from when on nothing is asked: 自前三季度起不再填报."""
    return f"自{rhythm.get_label(since)}起不再填报" if since in rhythm.numbers else "本年度各期都已填报，今后不再列入"


def describe_ending(end: Ending) -> str:
    """Describes an ending in one sentence: 已完成（销号），2024年5月20日，依据：区政府第30次常务会议，自前三季度起不再填报。"""
    into = f"“{end.merged_into}”" if end.merged_into else ""
    return f"{end.kind.label}{into}，{format_chinese_date(end.on)}，依据：{end.basis}，{describe_start(end.task.plan.rhythm, end.since)}。"


def list_items_to_merge_into(plan: Plan, user: User) -> QuerySet[Task]:
    """Selects the plan's items that take others in: those that go on."""
    tasks = select_visible_tasks(user).filter(plan=plan, ending=None, current__isnull=False)
    return tasks.select_related("current", "item_kind").order_by(KINDS_IN_ORDER, "number")


def select_stopped_tasks(user: User, period: Period) -> QuerySet[Task]:
    """Selects the items that a user may see and that do not count in the period because they were stopped."""
    stopped = Q(ending__kind__in=STOPS, ending__since__lte=period.number)
    tasks = select_visible_tasks(user).filter(stopped, plan=period.plan_id)
    return tasks.select_related("ending", "item_kind", "current").order_by(KINDS_IN_ORDER, "number")


def is_year_over(plan: Plan, issued: Collection[int]) -> bool:
    """Returns whether no item can be ended any more, out of the numbers of the periods that are issued."""
    return plan.rhythm.last in issued


def describe_plan_refusal(plan: Plan) -> str:
    """Returns why no item of a plan can be ended any more: its last report is issued; "" if items can."""
    issued = set(plan.periods.filter(state=PeriodState.ISSUED).values_list("number", flat=True))
    return (
        f"{plan}{plan.rhythm.get_label(plan.rhythm.last)}报告已印发，不再办结或停办。"
        if is_year_over(plan, issued)
        else ""
    )


def describe_ending_refusal(user: User, task: Task, wish: EndingWish) -> str:
    """Returns why an item cannot be ended so; "" if it can. The period from which it holds is another question.

    Args:
        task: with plan, ending and the one who made it.
    """
    if not can(user, Permission.END_ITEMS) or task.plan.government_id != user.government_id:
        return f"只有{terms.office}可以办结或停办事项。"
    if end := find_ending(task):
        return f"{task}已由{end.made_by}列为“{end.kind.label}”，没有再办理；要更改的，请先恢复办理。"
    return (
        _describe_day_refusal(wish, task.plan.year) or _describe_wording_refusal(wish) or _describe_merger(wish, task)
    )


def _describe_day_refusal(wish: EndingWish, year: int) -> str:
    if wish.on > clock.today():
        return "日期不能晚于今天；还没有完成或决定的，到时再办理。"
    return "" if wish.on.year >= year - 1 else f"日期应不早于{year - 1}年1月1日。"


def _describe_wording_refusal(wish: EndingWish) -> str:
    if not wish.basis.strip():
        return "请写明依据，如文号或会议。"
    if wish.kind.is_stop and not wish.reason.strip():
        return f"列为“{wish.kind.label}”的，请写明原因，{terms.responsible_unit}将看到。"
    limits = {
        "依据": (wish.basis, BASIS_LENGTH),
        "说明": (wish.reason, REASON_LENGTH),
        "报告用语": (wish.words, WORDS_LENGTH),
    }
    return next((f"{name}至多 {most} 字。" for name, (text, most) in limits.items() if len(text.strip()) > most), "")


def _describe_merger(wish: EndingWish, task: Task) -> str:
    into = wish.merged_into
    if wish.kind != EndingKind.MERGED:
        return "" if into is None else "只有“并入”才写明并入的事项。"
    if into is None:
        return "请选择并入的事项。"
    if into.pk == task.pk:
        return "事项不能并入自己，请选择另一项。"
    if into.plan_id != task.plan_id:
        return "只能并入同一年度方案的事项。"
    end = find_ending(into)
    return f"“{into}”已{end.kind.label}，不能再并入它，请选择仍在办理的事项。" if end else ""


def map_tasks_to_starts(
    tasks: Collection[Task], kind: EndingKind, on: date, *, at_once: bool = False
) -> dict[int, EndingStart]:
    """Maps each item of one plan to the period from which an ending would hold, in a fixed number of queries.

    It holds from the open period on, whatever was drafted, returned or reminded in it. What was filed there and is with
    the office, or was judged, puts it off to the next period unless ``at_once`` says otherwise. What was closed or
    issued stays as it is.
    """
    if not tasks:
        return {}
    plan = next(iter(tasks)).plan
    periods = {period.number: period for period in Period.objects.filter(plan=plan)}
    opened = [period for period in periods.values() if period.state == PeriodState.OPEN]
    known = {(entry.task_id, entry.period_id): entry for entry in _select_open_entries(tasks, opened)}
    hindrances = {
        (task, period.number): _find_hindrance(known.get((task, period.pk)), period, kind, on, at_once=at_once)
        for task in (each.pk for each in tasks)
        for period in opened
    }
    return {task.pk: _find_start(task.pk, plan.rhythm, periods, hindrances) for task in tasks}


def _select_open_entries(tasks: Iterable[Task], opened: Iterable[Period]) -> QuerySet[ProgressEntry]:
    return ProgressEntry.objects.filter(task__in=tasks, period__in=opened).only(
        "task_id", "period_id", "state", "judgement_id"
    )


#: why an ending cannot begin with an open period, and whether the office may decide that it does
Hindrance = tuple[str, bool]
NO_HINDRANCE: Hindrance = ("", False)


def _find_start(
    task: int, rhythm: Rhythm, periods: Mapping[int, Period], hindrances: Mapping[tuple[int, int], Hindrance]
) -> EndingStart:
    """Goes back from the end of the year as far as nothing has been asked yet, or nothing was filed."""
    since = rhythm.last + 1
    for number in reversed(rhythm.numbers):
        period = periods.get(number)
        if period is not None and period.state in (PeriodState.CLOSED, PeriodState.ISSUED):
            break
        why, is_choice = hindrances.get((task, number), NO_HINDRANCE)
        if why:
            return EndingStart(rhythm, since, f"{rhythm.get_label(number)}{why}", is_choice)
        since = number
    return EndingStart(rhythm, since)


def _find_hindrance(
    entry: ProgressEntry | None, period: Period, kind: EndingKind, on: date, *, at_once: bool
) -> Hindrance:
    """Finds why an ending cannot begin with an open period."""
    if kind == EndingKind.DONE and on > max(period.due_on, period.quarter.ends_on):
        return "结束时尚未完成，仍须填报", False
    if entry is None or at_once:
        return NO_HINDRANCE
    if entry.state in AT_THE_OFFICE:
        return f"{'已审核通过' if entry.state == EntryState.ACCEPTED else '已报送待审核'}，仍按填报内容办理", True
    return (f"已经{terms.judging}，仍按{terms.judging}办理", True) if entry.judgement_id else NO_HINDRANCE
