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
from tasks.plans.edition_actions import read_due_days, write_due_days

#: how many years before and after its plan a deadline may lie: some projects began earlier or end long after it
YEARS_BEFORE, YEARS_AFTER = 1, 10


@transaction.atomic
def propose_deadlines(*, plan: Plan, by: User) -> int:
    """Reads the deadlines that nobody has read yet and returns how many it found; a second run finds none.

    Raises:
        Refused: the user lacks the permission.
    """
    _require_permission(by, plan)
    found = read_due_days(plan)
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
    first, last = plan.year - YEARS_BEFORE, plan.year + YEARS_AFTER
    if any(day is not None and not first <= day.year <= last for day in days.values()):
        raise Refused(f"完成时限应在{first}年至{last}年之间。")
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


def _require_permission(by: User, plan: Plan) -> None:
    # every action that changes an edition locks the government first
    lock_government(by.home)
    if not can(by, Permission.MANAGE_INDICATORS) or plan.government_id != by.government_id:
        raise Refused("完成时限由督查办核定。")


def _list_states(plan: Plan, days: Mapping[int, date | None]) -> dict[str, str]:
    tasks = Task.objects.filter(plan=plan, pk__in=days).select_related("current").order_by("kind", "number")
    return {
        str(
            task
        ): f"{task.edition.due_on or '无'}（{task.edition.due_state.label if task.edition.due_state else '未读'}）"
        for task in tasks
    }
