"""A new wording of items from a period on: what is issued keeps the old one, everything later follows.

Parts of other actions, which hold the government, ask for the permission and record.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from tasks.enums import PeriodState, ResponsibilityRole
from tasks.models import Edition, Leadership, Period, Plan, ProgressEntry, Responsibility, Task
from tasks.periods import WHOLE_YEAR
from tasks.plans.edition_content import PARTS, EditionContent, read_content
from tasks.visible_words import annotate_last_filed

Change = Callable[[EditionContent], EditionContent]
#: what an edition holds in its own row
COLUMNS = ("section_id", "name", "text", "due", "due_on")
#: a task's editions by the period from which each holds
History = dict[int, Edition]


@dataclass(frozen=True)
class RewordResult:
    """What says something else now.

    Attributes:
        tasks: their keys.
        entries: those that stand on another wording, with period, task and edition at hand.
    """

    tasks: list[int]
    entries: list[ProgressEntry]


def reword_editions(plan: Plan, tasks: Iterable[int], *, since: int, change: Change) -> RewordResult:
    """Changes what tasks say from period ``since`` on, in each period that is not issued.

    An edition that holds from that very period is changed in place; else there is a new one. An issued period
    behind it keeps its wording, and the one after that takes the new wording up again.

    Args:
        tasks: keys of tasks of the plan.
        change: what an edition is to say instead of what it says; applied to each wording from there on.
    """
    issued = lock_plan_periods(plan.pk)
    histories = _load_histories(plan, tasks)
    moved: dict[int, History] = {}
    made: list[tuple[Edition, EditionContent]] = []
    for task, history in histories.items():
        if written := list(_iterate_changes(task, history, since, issued, change)):
            made += written
            moved[task] = history | {edition.since: edition for edition, _ in written}
    write_editions(made)
    changed = {edition.pk for edition, _ in made}
    return RewordResult(list(moved), _point_entries(moved, since, changed, issued))


def write_editions(written: Sequence[tuple[Edition, EditionContent]]) -> None:
    """Stores what editions say, new ones and those changed in place. Nothing else stores an edition.

    Each task afterwards points to its newest edition.

    Args:
        written: an edition, which may be unsaved, with the content that it is to have.
    """
    for edition, content in written:
        for name in COLUMNS:
            setattr(edition, name, getattr(content, name))
    editions = [edition for edition, _ in written]
    kept = [edition for edition in editions if edition.pk is not None]
    Edition.objects.bulk_create([edition for edition in editions if edition.pk is None])
    Edition.objects.bulk_update(kept, COLUMNS, batch_size=200)
    Responsibility.objects.filter(edition__in=kept).delete()
    Leadership.objects.filter(edition__in=kept).delete()
    Responsibility.objects.bulk_create(one for each in written for one in _iterate_responsibilities(*each))
    Leadership.objects.bulk_create(one for each in written for one in _iterate_leaderships(*each))
    _point_tasks({edition.task_id for edition in editions})


def _iterate_responsibilities(edition: Edition, content: EditionContent) -> Iterator[Responsibility]:
    cells = {ResponsibilityRole.LEAD: content.lead, ResponsibilityRole.COOPERATE: content.cooperating}
    for role, units in cells.items():
        for position, printed in enumerate(units, start=1):
            yield Responsibility(
                edition=edition,
                unit_id=printed.settled_unit,
                role=role,
                position=position,
                label=printed.label,
                before=printed.before,
            )


def _iterate_leaderships(edition: Edition, content: EditionContent) -> Iterator[Leadership]:
    for position, official in enumerate(content.leaders, start=1):
        yield Leadership(edition=edition, official_id=official, position=position)


def _point_tasks(tasks: Collection[int]) -> None:
    newest = Edition.objects.filter(task=OuterRef("pk")).order_by("-since").values("pk")[:1]
    Task.objects.filter(pk__in=tasks).update(current=Subquery(newest))


def lock_plan_periods(plan: int) -> set[int]:
    """Numbers of the issued periods; until the transaction ends none is opened, closed or issued."""
    held = Period.objects.select_for_update(no_key=True).filter(plan=plan).order_by("number")
    return {period.number for period in held if period.state == PeriodState.ISSUED}


def _load_histories(plan: Plan, tasks: Iterable[int]) -> dict[int, History]:
    """The editions of the tasks, which are held; read after the lock, not with it."""
    rows = Task.objects.select_for_update(no_key=True).filter(plan=plan, pk__in=list(tasks))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    found: dict[int, History] = defaultdict(dict)
    for edition in Edition.objects.filter(task__in=keys).order_by("since").prefetch_related(*PARTS):
        found[edition.task_id][edition.since] = edition
    return found


def _get_edition_at(history: History, number: int) -> Edition:
    """The edition that holds in a period."""
    return history[max((since for since in history if since <= number), default=min(history))]


def _iterate_changes(
    task: int, history: History, since: int, issued: Collection[int], change: Change
) -> Iterator[tuple[Edition, EditionContent]]:
    """The editions to be made or changed, each with what it is to say."""
    first = max(since, min(history))
    before = read_content(_get_edition_at(history, first - 1)) if first > min(history) else None
    for number in range(first, WHOLE_YEAR + 1):
        held = _get_edition_at(history, number)
        now = read_content(held)
        wanted = now if number in issued else change(now)
        if held.since == number and wanted != now:
            yield held, wanted
        elif held.since != number and wanted != before:
            yield Edition(task_id=task, since=number), wanted
        before = wanted


def _point_entries(
    moved: dict[int, History], since: int, written: Collection[int], issued: Collection[int]
) -> list[ProgressEntry]:
    """Every entry from ``since`` on to the edition that holds for it.

    One of an issued period moves only away from an edition that was changed under it, to the copy of what it said.
    """
    # in the order in which the nightly assessment holds them
    held = ProgressEntry.objects.select_for_update(of=("self",)).filter(
        task__in=moved, period__number__gte=since
    )
    entries = []
    for entry in held.select_related("period"):
        if entry.period.number not in issued or entry.edition_id in written:
            entry.edition = _get_edition_at(moved[entry.task_id], entry.period.number)
            entries.append(entry)
    ProgressEntry.objects.bulk_update(entries, ["edition"], batch_size=200)
    keys = [entry.pk for entry in entries if entry.period.number not in issued]
    # read anew, with the units and leaders as they now are
    fresh = annotate_last_filed(ProgressEntry.objects.filter(pk__in=keys))
    return list(fresh.select_related("period__plan__government", "task", "edition"))
