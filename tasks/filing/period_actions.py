"""填报期: creates, opens, closes, extends and reopens periods. ``opening_actions`` does so for some units alone."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet

from tasks import clock
from tasks.audit import record, record_on_period
from tasks.enums import EventKind, Outcome, PeriodState, ReminderKind
from tasks.filing.automatic_entry_actions import add_entries_due_on
from tasks.filing.filing_days import find_late_day
from tasks.filing.openings import filter_tasks_by_units, select_unopened_tasks
from tasks.models import Event, Period, Plan, ProgressEntry, Reminder, Unit, User
from tasks.periods import Quarter, describe_plan_day_refusal, format_chinese_date
from tasks.permissions import Permission, Refused, can
from tasks.reminding.event_notice_actions import tell_of_opening, tell_of_undoing
from tasks.terms import terms


@transaction.atomic
def create_periods(*, plan: Plan, by: User | None) -> list[Period]:
    """Creates the missing periods of a plan, those of its rhythm, as planned and with the default dates.

    Args:
        by: None for the system itself.

    Raises:
        Refused: the user does not manage the periods of this government.
    """
    _require_permission(by, plan)
    present = set(plan.periods.values_list("number", flat=True))
    workdays = plan.government.workdays
    quarters = [Quarter(plan.year, number, plan.rhythm) for number in plan.rhythm.numbers if number not in present]
    added = Period.objects.bulk_create(
        Period(
            plan=plan,
            number=quarter.number,
            opens_on=quarter.compute_default_opening(),
            due_on=workdays.on_or_after(quarter.compute_default_due()),
        )
        for quarter in quarters
    )
    if added:
        names = "、".join(period.label for period in added)
        record(EventKind.PERIODS_SET, plan, by=by, government_id=plan.government_id, after={"填报期": names})
    return added


@transaction.atomic
def open_period(
    *, period: Period, by: User | None, due_on: date | None = None, units: Collection[Unit] | None = None
) -> Period:
    """Opens a period for filing and adds a blank entry for every item that exists in it, in the edition that holds.

    An item that is done gets an accepted entry, judged 已完成, and one that was stopped none (``Ending``).

    On an open period it adds the missing entries: of items that came later, and of units it was not open for.

    Args:
        due_on: replaces the period's deadline; None keeps it.
        units: only the items that these units file; None for all.

    Raises:
        Refused: the period is closed or issued, the deadline is before the opening, the units have nothing to file,
            or the user lacks the permission.
    """
    period = lock_period(period, by)
    if period.state not in (PeriodState.PLANNED, PeriodState.OPEN):
        raise Refused(f"{period}现为“{period.state.label}”，请用“重新开启”并说明理由。")
    return _open(period, due_on or period.due_on, by=by, units=units)


@transaction.atomic
def close_period(*, period: Period, by: User | None) -> Period:
    """Closes a period. Drafts stay; only entries with a later day can be filed until the period is reopened.

    Raises:
        Refused: it is not open, or the user lacks the permission.
    """
    period = lock_period(period, by)
    if not period.is_open:
        raise Refused(f"{period}现为“{period.state.label}”，不能截止。")
    period.state = PeriodState.CLOSED
    period.save(update_fields=["state"])
    _record(EventKind.PERIOD_CLOSED, period, by=by, before=PeriodState.OPEN)
    return period


@transaction.atomic
def take_back_closing(*, period: Period, by: User) -> Period:
    """Takes a closing back: units can file again until the same day.

    Raises:
        Refused: the period is not closed any more, or the user lacks the permission.
    """
    period = lock_period(period, by)
    if period.state != PeriodState.CLOSED:
        raise Refused(f"{period}现为“{period.state.label}”，不能撤销截止。")
    period.state = PeriodState.OPEN
    period.save(update_fields=["state"])
    _record(EventKind.CLOSING_TAKEN_BACK, period, by=by, before=PeriodState.CLOSED)
    return period


@transaction.atomic
def take_back_opening(*, period: Period, opened: Event, by: User) -> Period:
    """Takes the first opening of a period back, as long as nobody has written anything in it: its entries are removed.

    Args:
        opened: the audit row of the opening, which tells the deadline that stood before.

    Raises:
        Refused: somebody has written, asked or judged, the period was open before, or the user lacks the permission.
    """
    period = lock_period(period, by)
    if not period.is_open or opened.before.get("状态") != PeriodState.PLANNED.label:
        raise Refused(f"{period}现为“{period.state.label}”，此前也已开启过，不能撤销开启；可以截止填报。")
    entries = ProgressEntry.every.filter(period=period)
    list(entries.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    by_hand = Q(task__ending=None) & (Q(judgements__isnull=False) | ~Q(published_text=""))
    written = entries.filter(Q(revision__gt=0) | Q(saved_at__isnull=False) | by_hand)
    if count := written.distinct().count():
        raise Refused(f"{period}已有 {count} 项填写或{terms.judging}，不能撤销开启；可以截止填报。")
    if done := list(
        entries.filter(judgements__isnull=False).select_related("period__plan", "task__item_kind").distinct()
    ):
        words = "、".join(dict.fromkeys(f"“{each.get_outcome_word(Outcome.REACHED).label}”" for each in done))
        raise Refused(
            f"{period}有 {len(done)} 项已销号的事项，开启时已按{words}{terms.judging}，不能撤销开启；可以截止填报。"
        )
    listed = entries.select_related("period__plan", "task__item_kind", "edition")
    tell_of_undoing(kind=ReminderKind.OPENED, entries=listed, said="填报开启已撤销", by=by)
    _remove_entries(entries)
    period.state, period.due_on = PeriodState.PLANNED, date.fromisoformat(opened.before["截止日期"])
    period.save(update_fields=["state", "due_on"])
    _record(EventKind.OPENING_TAKEN_BACK, period, by=by, before=PeriodState.OPEN)
    return period


def _remove_entries(entries: QuerySet[ProgressEntry]) -> None:
    """Deletes entries on which nobody has written; what people were told of them stays.

    Raises:
        Refused: something else names one of them.
    """
    Reminder.objects.filter(entry__in=entries).update(entry=None)
    entries.update(judgement=None)
    try:
        entries.delete()
    except ProtectedError as used:
        raise Refused("已有申请、配合进展或佐证材料，不能撤销开启；可以截止填报。") from used


@transaction.atomic
def extend_period(*, period: Period, due_on: date, reason: str, by: User | None) -> Period:
    """Moves the deadline of an open period to a later day.

    Raises:
        Refused: it is not open, the day is not later or beyond the next year, no reason is given, or the user lacks the
            permission.
    """
    period = lock_period(period, by)
    if not period.is_open:
        raise Refused(f"{period}现为“{period.state.label}”，不能延长；已截止的请重新开启。")
    if due_on <= period.due_on:
        raise Refused(f"新的截止日期应晚于现定的{format_chinese_date(period.due_on)}。")
    require_plan_day(period, due_on)
    require_reason(reason)
    before, period.due_on = period.due_on, due_on
    period.save(update_fields=["due_on"])
    _drop_earlier_days(period)
    record_on_period(
        EventKind.PERIOD_EXTENDED,
        period,
        by=by,
        before={"截止日期": f"{before}"},
        after={"截止日期": f"{due_on}"},
        reason=reason,
    )
    return period


@transaction.atomic
def reopen_period(*, period: Period, due_on: date, reason: str, by: User | None) -> Period:
    """Opens a closed period again for late filings.

    Raises:
        Refused: it is not closed, the deadline is before the opening, no reason is given, or the user lacks the
            permission.
    """
    period = lock_period(period, by)
    if period.state != PeriodState.CLOSED:
        raise Refused(f"{period}现为“{period.state.label}”，不能重新开启。")
    require_reason(reason)
    return _open(period, due_on, by=by, reason=reason)


def _open(
    period: Period,
    due_on: date,
    *,
    by: User | None,
    reason: str = "",
    units: Collection[Unit] | None = None,
) -> Period:
    if due_on < period.opens_on:
        raise Refused(f"截止日期不能早于开启日期{format_chinese_date(period.opens_on)}。")
    require_plan_day(period, due_on)
    before, former = period.state, period.due_on
    unchanged = period.is_open and former == due_on
    # what comes in with the opening is due with the period, what comes later has the days that it needs
    own_day = find_late_day(period, clock.today())
    period.state, period.due_on = PeriodState.OPEN, due_on
    period.save(update_fields=["state", "due_on"])
    added = add_entries_due_on(own_day, period, _select_tasks(period, units))
    if units is not None and not added:
        raise Refused("所选单位没有尚未开启的牵头事项。")
    _drop_earlier_days(period)
    if added or not unchanged:
        extra = {"截止日期": f"{due_on}", "新增填报事项": len(added)}
        if units is not None:
            extra["开启单位"] = [unit.name for unit in units]
        _record(
            EventKind.PERIOD_OPENED,
            period,
            by=by,
            before=before,
            former={"截止日期": f"{former}"},
            extra=extra,
            reason=reason,
        )
    tell_of_opening(period=period, entries=added, by=by)
    return period


def _select_tasks(period: Period, units: Collection[Unit] | None) -> QuerySet:
    """Selects the items without an entry, of the plan or of the units alone."""
    tasks = select_unopened_tasks(period)
    return tasks if units is None else filter_tasks_by_units(tasks, units)


def _drop_earlier_days(period: Period) -> None:
    """Clears the entries' own days that are not later than the period's deadline."""
    period.entries.filter(due_on__lte=period.due_on).update(due_on=None)


def lock_period(period: Period, by: User | None) -> Period:
    """Locks a period until the transaction ends and returns its present row.

    Raises:
        Refused: the user does not manage the periods of this government.
    """
    held = Period.objects.select_for_update(of=("self",)).select_related("plan").get(pk=period.pk)
    _require_permission(by, held.plan)
    return held


def _require_permission(by: User | None, plan: Plan) -> None:
    if by is None:
        return
    if not can(by, Permission.MANAGE_PERIODS) or by.government_id != plan.government_id:
        raise Refused("当前账号不能管理该填报期。")


def require_plan_day(period: Period, due_on: date) -> None:
    """
    Raises:
        Refused: nothing of the period's plan can be asked for until that day.
    """
    if refusal := describe_plan_day_refusal(due_on, period.plan.year, "截止日期"):
        raise Refused(refusal)


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。")


def _record(
    kind: EventKind, period: Period, *, by, before: PeriodState, former=None, extra=None, reason: str = ""
) -> None:
    record_on_period(
        kind,
        period,
        by=by,
        before={"状态": before.label, **(former or {})},
        after={"状态": period.state.label, **(extra or {})},
        reason=reason,
    )
