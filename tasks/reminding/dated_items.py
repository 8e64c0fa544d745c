"""催办: reads the items whose own confirmed day comes near or has just passed, with the people who file them."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from tasks.enums import DeadlineState, Outcome, Role
from tasks.models import Government, ProgressEntry, Reminder, Responsibility, Task
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import OF_ITEMS, DatedItem

#: wider than any setting reaches: sixty working days before a day, and forty after it
FARTHEST, LONGEST_PAST = timedelta(days=150), timedelta(days=90)


def select_dated_tasks(government: Government, on: date) -> QuerySet[Task]:
    """Selects the items of a government that go on, with a confirmed day around ``on``, edition, units, internal mark."""
    units = Prefetch("current__responsibilities", Responsibility.objects.select_related("unit"))
    near = Task.objects.filter(
        plan__government=government,
        ending__isnull=True,
        current__due_state=DeadlineState.CONFIRMED,
        current__due_on__range=(on - LONGEST_PAST, on + FARTHEST),
    )
    return (
        near.select_related("current", "item_kind", "internal")
        .prefetch_related(units)
        .order_by("plan_id", "item_kind_id", "number")
    )


def map_tasks_to_newest_entry(tasks: Collection[Task]) -> dict[int, ProgressEntry]:
    """Maps each item to its newest entry, without text."""
    entries = ProgressEntry.objects.filter(task__in=tasks).order_by("period__number")
    return {entry.task_id: entry for entry in entries.only("task_id", "period_id")}


def find_reached_tasks(tasks: Collection[Task]) -> set[int]:
    """Finds the items whose newest judgement says that they are done."""
    judged = ProgressEntry.objects.filter(task__in=tasks, judgement__isnull=False).order_by("period__number")
    newest = dict(judged.values_list("task_id", "judgement__outcome"))
    return {task for task, outcome in newest.items() if outcome == Outcome.REACHED}


def list_told_items(people: RecipientDirectory) -> set[tuple[int, str]]:
    """Lists person and key of what was told of the days of items."""
    told = Reminder.objects.filter(kind__in=OF_ITEMS, recipient__in=people.by_key)
    return set(told.values_list("recipient", "key"))


def build_dated_item(
    task: Task, title: str, entry: ProgressEntry | None, people: RecipientDirectory
) -> DatedItem | None:
    """Builds the rules' record of an item; None where its edition names no day."""
    edition = task.edition
    if edition.due_on is None:
        return None
    files = [unit] if (unit := edition.filing_unit) else []
    return DatedItem(
        task=task.pk,
        title=title,
        due_on=edition.due_on,
        filers=people.get_unit_accounts(Role.CLERK, files),
        heads=people.get_unit_accounts(Role.UNIT_HEAD, files),
        entry=entry.pk if entry else None,
    )
