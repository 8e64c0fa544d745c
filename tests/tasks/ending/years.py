"""A year in which items end: 示范区 on 21 May 2024, its first quarter closed, the other three not open yet."""

from datetime import date
from typing import Any

from tasks.ending.ending_actions import end_item, resume_item
from tasks.ending.endings import EndingWish
from tasks.enums import EndingKind, EntryState, Outcome, PeriodState
from tasks.filing.period_actions import close_period, create_periods, open_period
from tasks.models import Period, ProgressEntry, Task
from tests.acts import accept, submit

MAY = date(2024, 5, 21)
DONE_ON = date(2024, 5, 20)
BASIS = "区政府第30次常务会议"
WORDS = "已于5月20日完成验收。"


def make_may(cast, settings) -> None:
    """The key item was filed and accepted in the first quarter, the others were not filed."""
    accept(submit(cast.key_entry, cast.clerk, "建成小学一所。"), cast.office)
    close_period(period=cast.period, by=cast.office)
    create_periods(plan=cast.plan, by=cast.office)
    settings.DUBAN_TODAY = MAY


def wish(kind: EndingKind = EndingKind.DONE, **given) -> EndingWish:
    usual: dict[str, Any] = {"on": DONE_ON, "basis": BASIS}
    usual |= {"reason": "用地未获批复。"} if kind.is_stop else {"words": WORDS}
    return EndingWish(kind=kind, **usual | given)


def end(cast, kind: EndingKind = EndingKind.DONE, *, task: Task | None = None, by=None, seen=None, **given):
    return end_item(task=task or cast.key, wish=wish(kind, **given), by=by or cast.office, seen=seen)


def resume(cast, reason: str = "验收未通过。", *, task: Task | None = None, by=None, seen=None):
    return resume_item(task=task or cast.key, reason=reason, by=by or cast.office, seen=seen)


def open_number(cast, number: int) -> Period:
    """Opens a period and returns it as stored."""
    return open_period(period=Period.objects.get(plan=cast.plan, number=number), by=cast.office)


def entry_of(task: Task, number: int) -> ProgressEntry | None:
    """The item's entry in a period, read again; None without one."""
    entries = ProgressEntry.objects.select_related("judgement", "period", "task__ending")
    return entries.filter(task=task, period__number=number).first()


def is_issued(period: Period) -> None:
    """Puts a period into the state that an issue leaves."""
    Period.objects.filter(pk=period.pk).update(state=PeriodState.ISSUED)


def told_of(entry: ProgressEntry) -> tuple:
    judgement = entry.judgement
    return entry.state, entry.published_text, entry.text, judgement and (judgement.outcome, judgement.reason)


AUTOMATIC = (
    EntryState.ACCEPTED,
    WORDS,
    "",
    (Outcome.REACHED, f"已于2024年5月20日完成（销号）。依据：{BASIS}"),
)
