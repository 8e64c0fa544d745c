"""办结与停办: from which period on an item would be asked no more, and what a person may read of an item's ending."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tasks import clock
from tasks.enums import EndingKind, EntryState, PeriodState
from tasks.models import ChangeRequest, Ending, Evidence, Period, Plan, ProgressEntry, Task, User
from tasks.models.ending import STOPS, find_ending
from tasks.periods import WHOLE_YEAR, format_chinese_date, format_month_day, get_period_label
from tasks.permissions import Permission, can
from tasks.queries import KINDS_IN_ORDER, select_visible_tasks

#: longest texts that a form and an action take
BASIS_LENGTH, REASON_LENGTH, WORDS_LENGTH = 200, 1000, 1000
#: from the last period on nothing is left to be asked
NO_PERIOD_LEFT = WHOLE_YEAR + 1


@dataclass(frozen=True)
class EndingWish:
    """What a person wants to do to an item.

    Attributes:
        on: the day on which it was done, or the decision was made.
        words: what later reports print of a done item; "" for the usual words.
        merged_into: the item that takes it in; None for every other kind.
        basis: the document or meeting behind it.
    """

    kind: EndingKind
    on: date
    basis: str
    words: str = ""
    merged_into: Task | None = None
    reason: str = ""

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
        since: the number of the first period in which nothing is asked; 5 for none of the year.
        held_up: why it does not begin with the period that is open now; "" where it does, or none is open.
    """

    since: int
    held_up: str = ""

    @property
    def label(self) -> str:
        return describe_start(self.since)


def build_usual_words(on: date) -> str:
    """Builds what reports print of a done item unless somebody words it: 已于5月20日完成。"""
    return f"已于{format_month_day(on)}完成。"


def describe_start(since: int) -> str:
    """Describes from when on nothing is asked: 自前三季度起不再填报."""
    return f"自{get_period_label(since)}起不再填报" if since <= WHOLE_YEAR else "本年度各期都已填报，今后不再列入"


def describe_ending(end: Ending) -> str:
    """Describes an ending in one sentence: 已完成（销号），2024年5月20日，依据：区政府第30次常务会议，自前三季度起不再填报。"""
    into = f"“{end.merged_into}”" if end.merged_into else ""
    return f"{end.kind.label}{into}，{format_chinese_date(end.on)}，依据：{end.basis}，{describe_start(end.since)}。"


def list_items_to_merge_into(plan: Plan, user: User) -> QuerySet[Task]:
    """Selects the plan's items that take others in: those that go on."""
    tasks = select_visible_tasks(user).filter(plan=plan, ending=None, current__isnull=False)
    return tasks.select_related("current").order_by(KINDS_IN_ORDER, "number")


def select_stopped_tasks(user: User, period: Period) -> QuerySet[Task]:
    """Selects the items that a user may see and that have no entry in the period because they were stopped."""
    stopped = Q(ending__kind__in=STOPS, ending__since__lte=period.number)
    tasks = select_visible_tasks(user).filter(stopped, plan=period.plan_id).exclude(entries__period=period)
    return tasks.select_related("ending", "current").order_by(KINDS_IN_ORDER, "number")


def describe_plan_refusal(plan: Plan) -> str:
    """Returns why no item of a plan can be ended any more: its last report is issued; "" if items can."""
    is_over = plan.periods.filter(number=WHOLE_YEAR, state=PeriodState.ISSUED).exists()
    return f"{plan}全年报告已印发，不再办结或停办。" if is_over else ""


def describe_ending_refusal(user: User, task: Task, wish: EndingWish) -> str:
    """Returns why an item cannot be ended so; "" if it can. The period from which it holds is another question.

    Args:
        task: with plan, ending and the one who made it.
    """
    if not can(user, Permission.END_ITEMS) or task.plan.government_id != user.government_id:
        return "只有督查办可以办结或停办事项。"
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
        return f"列为“{wish.kind.label}”的，请写明原因，责任单位将看到。"
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


def map_tasks_to_starts(tasks: Collection[Task], kind: EndingKind, on: date) -> dict[int, EndingStart]:
    """Maps each item of one plan to the period from which an ending would hold, in a fixed number of queries.

    It holds from the open period on where nobody has written in the item's entry, else from the next one. What was
    closed or issued stays as it is.
    """
    if not tasks:
        return {}
    plan = next(iter(tasks)).plan_id
    periods = {period.number: period for period in Period.objects.filter(plan=plan)}
    opened = [period for period in periods.values() if period.state == PeriodState.OPEN]
    known = {(entry.task_id, entry.period_id): entry for entry in _select_open_entries(tasks, opened)}
    # an entry of a done item stays, so only what its unit has put in counts
    referred = list_referred_entries(known.values()) if kind.is_stop else list_evidenced_entries(known.values())
    hindrances = {
        (task, period.number): _describe_open_entry(known.get((task, period.pk)), period, kind, on, referred)
        for task in (each.pk for each in tasks)
        for period in opened
    }
    return {task.pk: _find_start(task.pk, periods, hindrances) for task in tasks}


def _select_open_entries(tasks: Iterable[Task], opened: Iterable[Period]) -> QuerySet[ProgressEntry]:
    return ProgressEntry.objects.filter(task__in=tasks, period__in=opened).only(
        "task_id", "period_id", "state", "revision", "judgement_id"
    )


def _find_start(task: int, periods: Mapping[int, Period], hindrances: Mapping[tuple[int, int], str]) -> EndingStart:
    """Goes back from the end of the year as far as nothing has been asked yet, or nothing was written."""
    since = NO_PERIOD_LEFT
    for number in range(WHOLE_YEAR, 0, -1):
        period = periods.get(number)
        if period is not None and period.state in (PeriodState.CLOSED, PeriodState.ISSUED):
            break
        if why := hindrances.get((task, number)):
            return EndingStart(since, f"{get_period_label(number)}{why}")
        since = number
    return EndingStart(since)


def _describe_open_entry(
    entry: ProgressEntry | None, period: Period, kind: EndingKind, on: date, referred: Collection[int]
) -> str:
    """Returns why an ending cannot begin with an open period; "" if it can."""
    if kind == EndingKind.DONE and on > max(period.due_on, period.quarter.ends_on):
        return "结束时尚未完成，仍须填报"
    if entry is None:
        return ""
    if entry.state != EntryState.BLANK or entry.revision:
        return "已有填报内容，仍按填报内容办理"
    if entry.judgement_id:
        return "已经研判，仍按研判办理"
    if entry.pk not in referred:
        return ""
    return "已有催办、申请等记录，仍须填报" if kind.is_stop else "已有佐证材料，仍按填报内容办理"


def list_evidenced_entries(entries: Iterable[ProgressEntry]) -> frozenset[int]:
    """Lists the keys of the entries with evidence."""
    rows = Evidence.objects.filter(entry__in=[entry.pk for entry in entries]).order_by()
    return frozenset(rows.values_list("entry_id", flat=True))


def list_referred_entries(entries: Iterable[ProgressEntry]) -> frozenset[int]:
    """Lists the keys of the entries that other rows refer to, which therefore cannot be removed.

    One query for each kind of row; requests name an entry by item and period.
    """
    keys = {entry.pk: (entry.task_id, entry.period_id) for entry in entries}
    found: set[int] = set()
    for relation in ProgressEntry._meta.related_objects:
        rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": keys}).order_by()
        found.update(rows.values_list(f"{relation.field.name}_id", flat=True).distinct())
    asked = ChangeRequest.objects.filter(task__in={task for task, _ in keys.values()}).order_by()
    places = set(asked.values_list("task", "period").distinct())
    return frozenset(found | {key for key, place in keys.items() if place in places})
