"""继任和机构调整: lists the periods they may start from, the items they change, and those done so far."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from tasks.enums import PeriodState, ResponsibilityRole
from tasks.models import Edition, Government, Official, Period, Plan, Task, Unit, UnitSuccession

FIRST = 1


@dataclass(frozen=True)
class AffectedItem:
    """An item that a succession changes, with the role of the former unit; None for a leader."""

    task: Task
    edition: Edition
    role: ResponsibilityRole | None = None


def list_unissued_periods(government: Government) -> list[Period]:
    """Lists the periods from which a succession may hold, the newest year first."""
    periods = Period.objects.filter(plan__government=government).exclude(state=PeriodState.ISSUED)
    return list(periods.select_related("plan").order_by("-plan__year", "number"))


def find_usual_period(periods: Collection[Period]) -> Period | None:
    """Returns of ``list_unissued_periods`` the open period of the newest year, or else its first; None without any."""
    newest = [period for period in periods if period.plan_id == next(iter(periods)).plan_id]
    return next((period for period in newest if period.is_open), next(iter(newest), None))


def list_plans_from(since: Period | None, government: Government) -> list[tuple[Plan, int]]:
    """Lists the plans that a succession changes, each with the number of its first changed period: ``since`` in its
    own year, the first unissued period in later years. Earlier years stay.

    Args:
        since: None where every period is issued; then only plans without periods are changed.
    """
    plans = Plan.objects.filter(government=government).prefetch_related("periods").order_by("year")
    if since is None:
        return [(plan, FIRST) for plan in plans if not plan.periods.all()]
    later = [plan for plan in plans if plan.year > since.plan.year]
    return [(since.plan, since.number), *((plan, _get_first_unissued(plan)) for plan in later)]


def _get_first_unissued(plan: Plan) -> int:
    numbers = [period.number for period in plan.periods.all() if period.state != PeriodState.ISSUED]
    return min(numbers, default=FIRST)


def select_editions_from(plan: Plan, number: int) -> QuerySet[Edition]:
    """Selects the editions that hold in some period from ``number`` on."""
    taken_over = Edition.objects.filter(task=OuterRef("task"), since__gt=OuterRef("since"), since__lte=number)
    held = Q(since__gte=number) | ~Exists(taken_over)
    return Edition.objects.filter(held, task__plan=plan).order_by("task__item_kind_id", "task__number", "since")


def list_official_items(official: Official, since: Period | None) -> list[AffectedItem]:
    """Lists the items that move to the official's successor."""
    found: dict[int, AffectedItem] = {}
    for plan, number in list_plans_from(since, official.government):
        editions = select_editions_from(plan, number).filter(leaderships__official=official)
        for edition in editions.select_related("task__plan", "task__item_kind"):
            found.setdefault(edition.task_id, AffectedItem(edition.task, edition))
    return list(found.values())


def list_unit_items(units: Collection[Unit], since: Period | None, government: Government) -> list[AffectedItem]:
    """Lists the items that move to the units' successors; the role is LEAD where a unit leads and cooperates."""
    keys = {unit.pk for unit in units}
    found: dict[int, AffectedItem] = {}
    for plan, number in list_plans_from(since, government):
        editions = select_editions_from(plan, number).filter(responsibilities__unit__in=keys).distinct()
        for edition in editions.select_related("task__plan", "task__item_kind").prefetch_related("responsibilities"):
            leads = any(duty.unit_id in keys for duty in edition.leading)
            role = ResponsibilityRole.LEAD if leads else ResponsibilityRole.COOPERATE
            found.setdefault(edition.task_id, AffectedItem(edition.task, edition, role))
    return list(found.values())


def select_reorganisations(government: Government) -> QuerySet[UnitSuccession]:
    """Selects the 机构调整 so far, the latest first."""
    found = UnitSuccession.objects.filter(former__government=government)
    return found.select_related("former", "successor").order_by("-since", "-pk")


def select_succeeded_officials(government: Government) -> QuerySet[Official]:
    """Selects the officials who have a successor, the latest first."""
    left = Official.objects.filter(government=government, successor__isnull=False)
    return left.select_related("successor").order_by("-left_on", "-pk")
