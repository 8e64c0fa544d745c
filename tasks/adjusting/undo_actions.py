"""撤销方案调整: puts an item back to what it said before a change, or takes an added item out again."""

from functools import partial

from django.db import transaction
from django.db.models import ProtectedError

from tasks import clock
from tasks.adjusting.adjustment_actions import lock_plan_to_adjust
from tasks.adjusting.numbering_actions import close_gap, move_item
from tasks.adjusting.plan_changes import describe_undo_refusal, find_changed_task
from tasks.adjusting.snapshots import read_contents, unpack_contents
from tasks.adjusting.telling_actions import UNDONE, find_concerned, record_undoing, tell_concerned
from tasks.assessing.refitting_actions import refit_indicators, restore_indicators
from tasks.assessing.standing_actions import refresh_standings
from tasks.enums import PlanChangeKind
from tasks.models import PlanChange, ProgressEntry, Reminder, Task, User
from tasks.permissions import Refused
from tasks.plans.edition_actions import reword_editions
from tasks.plans.edition_content import EditionContent


@transaction.atomic
def undo_change(*, change: PlanChange, by: User) -> PlanChange:
    """Undoes a change of the plan, as long as nobody has filed on it and no later change builds on it.

    Raises:
        Refused: the user lacks the permission, or ``describe_undo_refusal`` says why.
    """
    _, issued = lock_plan_to_adjust(change.plan_id, by)
    change = PlanChange.objects.select_related("plan", "task__current", "task__item_kind", "undone_by").get(
        pk=change.pk
    )
    if change.task_id:
        # entries are locked before what was written on them is asked
        list(ProgressEntry.objects.select_for_update(of=("self",)).filter(task=change.task_id).values_list("pk"))
    if refusal := describe_undo_refusal(by, change):
        raise Refused(refusal)
    task = find_changed_task(change)
    if task is None:
        raise Refused("该事项已不在方案中。")
    after = read_contents(task)
    concerned = find_concerned(after.values())
    entries: list[ProgressEntry] = []
    if change.kind == PlanChangeKind.ADD:
        record_undoing(change, by=by)
        _remove_item(task, change.since, issued)
        change.task = None
    else:
        before = unpack_contents(change.kept["before"])
        concerned = find_concerned([*after.values(), *before.values()])
        entries = _restore_wording(task, change)
        if task.number != change.kept["numbers"][0]:
            move_item(task, change.kept["numbers"][0], since=change.since, issued=issued)
        record_undoing(change, by=by)
    change.undone_at, change.undone_by = clock.now(), by
    change.save(update_fields=["task", "undone_at", "undone_by"])
    tell_concerned(change, concerned, entries[0] if entries else None, UNDONE, by=by)
    return change


def _restore_wording(task: Task, change: PlanChange) -> list[ProgressEntry]:
    """Writes what the item said before, period by period, with the indicators of that text; returns its entries."""
    former, before = task.edition.text, unpack_contents(change.kept["before"])
    found: dict[int, ProgressEntry] = {}
    last = None
    for number, content in before.items():
        if number < change.since or content == last:
            continue
        _, entries = reword_editions(task.plan, [task.pk], since=number, change=partial(_put_back, content))
        found |= {entry.pk: entry for entry in entries}
        last = content
    task = Task.objects.select_related("current", "item_kind", "plan").get(pk=task.pk)
    entries = list(found.values())
    if task.edition.text != former:
        refit_indicators(task, former, entries)
        restore_indicators(task, change.kept["indicators"], entries)
    refresh_standings(entries, on=clock.today())
    return sorted(entries, key=lambda entry: entry.period.number)


def _put_back(former: EditionContent, _: EditionContent) -> EditionContent:
    return former


def _remove_item(task: Task, since: int, issued: set[int]) -> None:
    """Deletes an item on which nobody has written, with its blank entries; what people were told of it stays."""
    entries = ProgressEntry.objects.filter(task=task)
    Reminder.objects.filter(entry__in=entries).update(entry=None)
    try:
        entries.delete()
        Task.objects.filter(pk=task.pk).update(current=None)
        task.delete()
    except ProtectedError as used:
        raise Refused("该事项已有其他记录，不能撤销新增；请再作一次更正。") from used
    close_gap(task, since=since, issued=issued)
