"""单独开放: grants some units a later day in an open or closed period, and takes it back."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from tasks import clock
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record_on_period
from tasks.enums import WITH_UNIT, EventKind, PeriodState
from tasks.filing.openings import select_unit_entries
from tasks.filing.period_actions import lock_period, require_plan_day, require_reason
from tasks.models import Period, ProgressEntry, Unit, User
from tasks.periods import format_chinese_date
from tasks.permissions import Refused

TAKEN_BACK = "收回"


@transaction.atomic
def grant_later_day(*, period: Period, units: Collection[Unit], due_on: date, reason: str, by: User | None) -> int:
    """Sets a later day for the unfiled and returned entries of some units.

    Filed entries keep their day, so that a late filing does not turn into one on time.

    Returns:
        The number of entries.

    Raises:
        Refused: the period is neither open nor closed, the day is not later than the period's or is past, nothing is
            left to file, no reason is given, or the user lacks the permission.
    """
    period = lock_period(period, by)
    _refuse_unless_unissued(period)
    if due_on <= period.due_on:
        raise Refused(f"单独的截止日期应晚于{period}的截止日期{format_chinese_date(period.due_on)}。")
    if due_on < clock.today():
        raise Refused("单独的截止日期不能早于今天。")
    require_plan_day(period, due_on)
    require_reason(reason)
    entries = _lock_unfiled_entries(period, units)
    if not entries:
        raise Refused("所选单位没有未报送的事项，无需单独开放。")
    _set_due_on(entries, due_on)
    _record(period, units, len(entries), f"{due_on}", by=by, reason=reason)
    return len(entries)


@transaction.atomic
def take_back_later_day(*, period: Period, units: Collection[Unit], by: User | None) -> int:
    """Takes the later day of the unfiled and returned entries of some units back.

    Returns:
        The number of entries.

    Raises:
        Refused: the period is neither open nor closed, no such entry has a later day, or the user lacks the
            permission.
    """
    period = lock_period(period, by)
    _refuse_unless_unissued(period)
    entries = [entry for entry in _lock_unfiled_entries(period, units) if entry.due_on is not None]
    if not entries:
        raise Refused("所选单位没有可收回的单独开放；已按单独日期报送的不受影响。")
    _set_due_on(entries, None)
    _record(period, units, len(entries), TAKEN_BACK, by=by)
    return len(entries)


def _refuse_unless_unissued(period: Period) -> None:
    if period.state not in (PeriodState.OPEN, PeriodState.CLOSED):
        raise Refused(f"{period}现为“{period.state.label}”，不能单独开放。")


def _lock_unfiled_entries(period: Period, units: Collection[Unit]) -> list[ProgressEntry]:
    """Locks the entries that the units still have to file, and reads them after the lock."""
    wanted = list(select_unit_entries(period, units).values_list("pk", flat=True))
    held = ProgressEntry.objects.select_for_update(of=("self",)).filter(pk__in=wanted, state__in=WITH_UNIT)
    whole = ProgressEntry.objects.filter(pk__in=list(held.values_list("pk", flat=True)))
    return list(whole.select_related("period__plan__government", "task__item_kind", "edition"))


def _set_due_on(entries: list[ProgressEntry], due_on: date | None) -> None:
    for entry in entries:
        entry.due_on = due_on
    ProgressEntry.objects.bulk_update(entries, ["due_on"])
    # 预警 of an entry without a filing depends on its deadline
    refresh_standings(entries, on=clock.today())


def _record(period: Period, units: Collection[Unit], count: int, day: str, *, by, reason: str = "") -> None:
    after = {"单位": [unit.name for unit in units], "事项": count, "单独的截止日期": day}
    record_on_period(EventKind.ENTRIES_OPENED, period, by=by, before={}, after=after, reason=reason)
