"""完成时限: which items are past their own day and not done, and which are due soon, as a person may read it.

Who reads 预警 also reads days that nobody has confirmed. Units read confirmed days alone: an unconfirmed one is a
suggestion of the machine.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from tasks.assessing.lagging import SignalCode
from tasks.enums import DeadlineState, Outcome
from tasks.models import EntryQuerySet, Period, ProgressEntry, Task, User
from tasks.models.ending import find_ending
from tasks.periods import count_days_left, describe_days_left, format_chinese_date
from tasks.permissions import Permission, can
from tasks.plans.deadlines import read_item_deadline
from tasks.queries import select_visible_entries
from tasks.terms import terms

#: so many days ahead an item counts as due soon
SOON = 30
#: the colour token of what is late
LATE = "late"


def filter_unfinished(user: User, entries: EntryQuerySet) -> EntryQuerySet:
    """Selects the entries for which ``is_unfinished`` holds."""
    return entries.signalled(SignalCode.OVERDUE).filter(build_readable_condition(user))


def is_unfinished(user: User, entry: ProgressEntry) -> bool:
    """Returns whether the item is 逾期未完成: its day has passed without a report of its completion, as 预警 finds."""
    return entry.has_signal(SignalCode.OVERDUE) and is_day_readable(user, entry)


def map_tasks_to_due_entries(user: User, period: Period) -> dict[int, ProgressEntry]:
    """Maps each item to its entry of the period, in which 预警 has found whether the item is 逾期未完成."""
    entries = select_visible_entries(user).filter(period=period).order_by()
    return {entry.task_id: entry for entry in entries.select_related("judgement", "edition")}


def filter_due_soon(user: User, entries: EntryQuerySet, today: date) -> EntryQuerySet:
    """Selects the entries for which ``is_due_soon`` holds."""
    dated = Q(task__ending=None, edition__due_on__gte=today, edition__due_on__lte=today + timedelta(days=SOON))
    not_done = Q(judgement=None) | ~Q(judgement__outcome=Outcome.REACHED)
    return entries.filter(dated, not_done, build_readable_condition(user))


def is_due_soon(user: User, entry: ProgressEntry, today: date) -> bool:
    """Returns whether the item's day is today or within ``SOON`` days, it has not ended, and nobody has judged it done."""
    day = read_item_deadline(user, entry.edition).on
    is_done = entry.judgement is not None and entry.judgement.outcome == Outcome.REACHED
    is_over = is_done or find_ending(entry.task) is not None
    return day is not None and not is_over and today <= day <= today + timedelta(days=SOON)


def build_readable_condition(user: User) -> Q:
    """Builds ``is_day_readable`` for entries in the database."""
    return Q() if can(user, Permission.SEE_SUGGESTIONS) else Q(edition__due_state=DeadlineState.CONFIRMED)


def is_day_readable(user: User, entry: ProgressEntry) -> bool:
    """Returns whether the person may read the day of the entry's item."""
    return can(user, Permission.SEE_SUGGESTIONS) or entry.edition.due_state == DeadlineState.CONFIRMED


@dataclass(frozen=True)
class DueMark:
    """What became of an item's day, as pages say it.

    Attributes:
        words: 逾期未完成，已过 8 天; 按期完成; 还有 12 天; "" without a day.
        token: the colour token; "" where the words need none.
    """

    words: str
    token: str = ""

    @property
    def is_late(self) -> bool:
        """Whether the day has passed and nothing says that the item is done."""
        return self.token == LATE


def mark_due_day(task: Task, on: date | None, today: date, latest: ProgressEntry | None) -> DueMark:
    """Marks the day of an item as a person may read it: passed and not done, done in time or late, or how far it is.

    Args:
        task: with its ending fetched.
        on: the day; None where there is none.
        latest: the item's entry of the latest period, with its judgement; None without one.
    """
    if on is None:
        return DueMark("")
    if end := find_ending(task):
        return DueMark("已停办，不再计时限") if end.kind.is_stop else mark_done_day(on, end.on)
    if latest is not None and latest.is_judged_done:
        return DueMark("已完成", "ok")
    words = describe_days_left(on, today)
    if on >= today:
        return DueMark(words)
    if latest is None or latest.assessed_on is None or on >= min(latest.assessed_on, latest.deadline):
        # 预警 looks at a day only as far as its period goes
        return DueMark(words, LATE)
    if latest.has_signal(SignalCode.OVERDUE):
        return DueMark(f"逾期未完成，{words}", LATE)
    return DueMark(f"时限{words}，单位报告已完成，待{terms.judging}", "watch")


def mark_done_day(due: date, done: date | None) -> DueMark:
    """Marks a day that was met, or missed: 按期完成, or 逾期完成 with the calendar days that it took longer."""
    if done is None:
        return DueMark("已完成", "ok")
    late = -count_days_left(due, done)
    if late <= 0:
        return DueMark(f"按期完成（{format_chinese_date(done)}）", "ok")
    return DueMark(f"逾期 {late} 天完成（{format_chinese_date(done)}）", "watch")
