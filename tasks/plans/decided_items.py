"""方案在某日的内容: which items a plan has, in which wording and order, as decided by a day.

The first issue of a notice prints the plan without what was decided after its date; a revision prints what stands, the
items added during the year after all others, so that no number shifts.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tasks import clock
from tasks.enums import PlanChangeKind, RequestState
from tasks.models import ChangeRequest, Edition, Leadership, Plan, PlanChange, Responsibility, Task
from tasks.periods import Quarter

#: key of an item, and the period from which a wording holds → the last day on which something of it was decided
Decided = dict[tuple[int, int], date]


@dataclass(frozen=True)
class DecidedItem:
    """An item of a plan as decided by a day.

    Attributes:
        number: its 序号 among the items of its kind that were chosen, from 1.
        is_added: whether it came during the year, and so stands after those that the plan began with.
        is_corrected: whether it says something else than at first.
    """

    task: Task
    edition: Edition
    number: int
    is_added: bool
    is_corrected: bool


def find_notice_day(plan: Plan) -> date | None:
    """Returns the day as of which the next issue of the plan's notice is printed: for a revision today, for the first
    issue the day of the plan; None where that is not known, so that nothing decided during the year counts."""
    return clock.today() if plan.publications.exists() else plan.issued_on


def list_decided_items(plan: Plan, tasks: QuerySet[Task], on: date | None) -> list[DecidedItem]:
    """Lists items of a plan as decided by a day, kind by kind in printed order, in a fixed number of queries.

    Items of another list than the plan's own come with their own document, and so count as there from the start.

    Args:
        on: None for the plan as it was before anything of it was changed.
    """
    changes = list(PlanChange.objects.filter(plan=plan, undone_at=None, task__isnull=False).order_by("made_at", "pk"))
    decided = _read_decided_days(plan, changes)
    later = [one for one in changes if on is None or one.decided_on > on]
    places = _find_places(plan, later)
    found: dict[tuple[int, str], list[tuple[bool, int, Task, Edition]]] = defaultdict(list)
    for task in tasks.select_related("item_kind", "internal").prefetch_related(
        Prefetch("editions", _select_editions())
    ):
        editions = list(task.editions.all())
        is_added = bool(editions) and editions[0].since > 0 and task.document_id is None
        if editions and (edition := _find_edition(task, editions, decided, on, is_added=is_added)):
            found[task.item_kind.place, task.item_kind_id].append((is_added, places[task.pk], task, edition))
    return [
        DecidedItem(task, edition, number, is_added, edition != task.editions.all()[0])
        for kind in sorted(found)
        for number, (is_added, _, task, edition) in enumerate(sorted(found[kind], key=lambda row: row[:2]), start=1)
    ]


def _select_editions() -> QuerySet[Edition]:
    parts = (
        Prefetch("responsibilities", Responsibility.objects.select_related("unit")),
        Prefetch("leaderships", Leadership.objects.select_related("official")),
    )
    return Edition.objects.order_by("since").select_related("section").prefetch_related(*parts)


def _read_decided_days(plan: Plan, changes: Sequence[PlanChange]) -> Decided:
    """Reads when each wording of the year was decided: corrections and additions, imported ones, granted requests."""
    found: Decided = {}
    decisions = [((one.task_id or 0, one.since), one.decided_on) for one in changes]
    for source in plan.sources.filter(period=None, since__isnull=False):
        day = source.basis_on or source.issued_on or source.imported_at.date()
        decisions += [((task, source.since or 0), day) for table in source.tables for task, _ in table["rows"]]
    granted = ChangeRequest.objects.filter(task__plan=plan, state=RequestState.GRANTED, decided_at__isnull=False)
    rows = [(one.task_id, one.period.number, one.decided_at) for one in granted.select_related("period")]
    decisions += [((task, number), moment.date()) for task, number, moment in rows if moment]
    for key, day in decisions:
        found[key] = max(day, found.get(key, day))
    return found


def _find_edition(
    task: Task, editions: Sequence[Edition], decided: Decided, on: date | None, *, is_added: bool
) -> Edition | None:
    """Returns the wording that was decided by the day; None for an item that was added later."""
    held = None if is_added else editions[0]
    for edition in editions if is_added else editions[1:]:
        # what nothing tells of, such as who follows a leader, counts from the time when its period is filed
        usual = Quarter(task.plan.year, edition.since, task.plan.rhythm).compute_default_opening()
        if on is None or decided.get((task.pk, edition.since), usual) > on:
            break
        held = edition
    return held


def _find_places(plan: Plan, later: Sequence[PlanChange]) -> dict[int, int]:
    """Returns item → its place among those of its kind, before the later changes moved or added some."""
    places: dict[int, int] = {}
    rows = list(plan.tasks.order_by("number", "pk").values_list("pk", "item_kind_id"))
    for kind in {own for _, own in rows}:
        keys = [pk for pk, own in rows if own == kind]
        for change in reversed(later):
            numbers = change.kept.get("numbers")
            if change.task_id in keys and change.kind == PlanChangeKind.CORRECT and numbers:
                keys.remove(change.task_id)
                keys.insert(numbers[0] - 1, change.task_id)
        places |= {pk: place for place, pk in enumerate(keys)}
    return places
