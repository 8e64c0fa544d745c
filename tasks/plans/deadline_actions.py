"""完成时限: reads the days of a plan's deadlines, and saves what a person decides about them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from tasks import clock
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Plan, Task, User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can
from tasks.plans.deadlines import SettledDeadlines, ShownDeadline, compute_deadline_fingerprint, describe_due_refusal
from tasks.plans.edition_actions import read_due_days, write_due_days
from tasks.terms import terms


@transaction.atomic
def propose_deadlines(*, plan: Plan, by: User) -> int:
    """Reads the deadlines that nobody has read yet, asks the lagging rules again, and returns how many it found.

    A second run finds none.

    Raises:
        Refused: the user lacks the permission.
    """
    _require_permission(by, plan)
    found, entries = read_due_days(plan)
    refresh_standings(entries, on=clock.today())
    if found:
        record(
            EventKind.DEADLINES_PROPOSED,
            plan,
            by=by,
            government_id=plan.government_id,
            after={"识别时限": found},
        )
    return found


@transaction.atomic
def settle_deadlines(*, plan: Plan, days: Mapping[int, date | None], by: User) -> int:
    """Confirms the deadlines of items of the plan and asks the lagging rules again.

    Args:
        days: item key → the day, as a person confirms or corrects it; None says that the item has none.

    Returns:
        How many items had another day before, or one that was not confirmed.

    Raises:
        Refused: the user lacks the permission, or a day lies outside of the years around the plan.
    """
    _require_permission(by, plan)
    stored = dict(Task.objects.filter(pk__in=days, plan=plan).values_list("pk", "current__due_on"))
    for task, day in days.items():
        if day != stored.get(task) and (refusal := describe_due_refusal(day, plan.year)):
            raise Refused(refusal)
    before = _list_states(plan, days)
    entries = write_due_days(plan, days)
    refresh_standings(entries, on=clock.today())
    changed = {task: state for task, state in _list_states(plan, days).items() if before[task] != state}
    if changed:
        record(
            EventKind.DEADLINES_DECIDED,
            plan,
            by=by,
            government_id=plan.government_id,
            before={task: before[task] for task in changed},
            after=changed,
        )
    return len(changed)


@transaction.atomic
def settle_shown_deadlines(*, plan: Plan, shown: Mapping[int, ShownDeadline], by: User) -> SettledDeadlines:
    """Confirms the deadlines of a page that a person went through.

    What he left as it was confirmed is not written, and what somebody else changed meanwhile is not overwritten.

    Args:
        shown: item key → the deadline as the page showed it, with the day that the person leaves there.

    Raises:
        Refused: as ``settle_deadlines``.
    """
    _require_permission(by, plan)
    decided = {pk: deadline for pk, deadline in shown.items() if deadline.is_decided}
    tasks = Task.objects.filter(plan=plan, pk__in=decided).select_related("current", "item_kind")
    stored = {task.pk: compute_deadline_fingerprint(task.edition) for task in tasks}
    days = {pk: decided[pk].on for pk, mark in stored.items() if mark == decided[pk].seen}
    overtaken = tuple(pk for pk, mark in stored.items() if mark not in (decided[pk].seen, decided[pk].settled))
    return SettledDeadlines(settle_deadlines(plan=plan, days=days, by=by) if days else 0, overtaken)


def _require_permission(by: User, plan: Plan) -> None:
    # every action that changes an edition locks the government first
    lock_government(by.home)
    if not can(by, Permission.MANAGE_INDICATORS) or plan.government_id != by.government_id:
        raise Refused(f"完成时限由{terms.office}核定。")


def _list_states(plan: Plan, days: Mapping[int, date | None]) -> dict[str, str]:
    tasks = (
        Task.objects.filter(plan=plan, pk__in=days)
        .select_related("current", "item_kind")
        .order_by("item_kind_id", "number")
    )
    return {
        str(
            task
        ): f"{task.edition.due_on or '无'}（{task.edition.due_state.label if task.edition.due_state else '未读'}）"
        for task in tasks
    }
