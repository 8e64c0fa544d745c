"""事项表述: creates items and editions from a document; a changed edition holds from the document's period on."""

from dataclasses import replace
from functools import partial

from django.db.models import Max

from tasks import clock
from tasks.assessing.refitting_actions import refit_indicators
from tasks.assessing.standing_actions import refresh_standings
from tasks.importing.changes import Changes, RowChange
from tasks.importing.document import ImportedRow
from tasks.importing.imported_name_actions import ImportedNames
from tasks.importing.wording import drop_repeated
from tasks.models import Edition, Plan, ProgressEntry, Section, Task
from tasks.models.item_kind import build_kind_code
from tasks.plans.edition_actions import Change, lock_plan_periods, reword_editions, write_editions
from tasks.plans.edition_content import EditionContent, PrintedUnit, read_content, renew_due_day


def write_wordings(changes: Changes, names: ImportedNames) -> dict[str, str]:
    """Creates items and editions inside the import's transaction.

    Sets ``task`` of every change and, in ``former``, the edition that holds for it.

    Returns:
        For the audit log: item → its text before, if a corrected plan changed an edition in place.
    """
    since = changes.since
    # the first document defines the whole year; an item that a later one adds holds from that period on
    since_new = since if changes.settled_plan.tasks.exists() else 0
    sections = _create_sections(changes)
    _create_tasks(changes)
    before: dict[str, str] = {}
    reworded = [change.settled_task.pk for change in changes.rows if change.former and change.change == "changed"]
    present = Task.objects.filter(pk__in=reworded, current__isnull=False)
    former = dict(present.values_list("pk", "current__text"))
    written: list[tuple[Edition, EditionContent]] = []
    for change in changes.rows:
        if change.change == "same" or (changes.is_correction and change.former):
            continue
        content = _build_content(change, names, sections, changes.settled_plan)
        if change.former is None:
            change.former = Edition(task=change.task, since=since_new)
        elif change.former.since == since:
            before[str(change.task)] = change.former.text
        else:
            change.former = Edition(task=change.task, since=since)
        written.append((change.former, content))
    write_editions(written, plan=changes.settled_plan)
    for task in present.select_related("current", "item_kind"):
        if task.edition.text != former[task.pk]:
            refit_indicators(task, former[task.pk], [])
    return before


def correct_wordings(changes: Changes, names: ImportedNames) -> None:
    """Changes the wording of the corrected items from the correction's period on; issued periods keep theirs."""
    sections = _create_sections(changes)
    for change in changes.rows:
        if change.former and change.change == "changed":
            _correct_wording(change, partial(_print_over, row=change.row, names=names, sections=sections), changes)


def _correct_wording(change: RowChange, reword: Change, changes: Changes) -> None:
    task = change.settled_task
    former = Task.objects.select_related("current", "item_kind").get(pk=task.pk).edition.text
    _, entries = reword_editions(changes.settled_plan, [task.pk], since=changes.since, change=reword)
    task = Task.objects.select_related("current", "item_kind").get(pk=task.pk)
    if task.edition.text != former:
        refit_indicators(task, former, entries)
    refresh_standings(entries, on=clock.today())


def number_as_printed(changes: Changes) -> int:
    """Numbers the items of each kind in the order of the document; issued periods keep the order that they printed.

    The items of the list exchange the numbers that they have, so no item of another list changes its place.

    Returns:
        How many items have another number.
    """
    issued = lock_plan_periods(changes.settled_plan.pk)
    moved: dict[int, Task] = {}
    for kind in {change.row.kind for change in changes.rows}:
        tasks = [change.settled_task for change in changes.rows if change.row.kind == kind]
        for task, number in zip(tasks, sorted(task.number for task in tasks), strict=True):
            if task.number != number:
                task.number = number
                moved[task.pk] = task
    Task.objects.bulk_update(moved.values(), ["number"], batch_size=200)
    held = ProgressEntry.every.select_for_update(of=("self",)).filter(task__in=moved)
    entries = list(held.exclude(period__number__in=issued))
    for entry in entries:
        entry.number = moved[entry.task_id].number
    ProgressEntry.every.bulk_update(entries, ["number"], batch_size=200)
    return len(moved)


def _create_sections(changes: Changes) -> dict[str, int]:
    """Creates missing sections; returns name → primary key of every section of the plan."""
    plan = changes.settled_plan
    known = dict(Section.objects.filter(plan=plan).values_list("name", "pk"))
    wanted = dict.fromkeys(change.row.section for change in changes.rows if change.row.section)
    fresh = [Section(plan=plan, name=name) for name in wanted if name not in known]
    return known | {section.name: section.pk for section in Section.objects.bulk_create(fresh)}


def _create_tasks(changes: Changes) -> None:
    """Creates the new items, numbered after those of the plan, in the order of this document."""
    last = dict(Task.objects.filter(plan=changes.settled_plan).values_list("item_kind_id").annotate(Max("number")))
    new = [change for change in changes.rows if change.task is None]
    tasks = []
    for change in new:
        kind = change.row.item_kind or build_kind_code(change.row.kind, changes.settled_plan.government_id)
        last[kind] = last.get(kind, 0) + 1
        document = changes.plan_document
        tasks.append(Task(plan=changes.settled_plan, item_kind_id=kind, number=last[kind], document=document))
    for change, task in zip(new, Task.objects.bulk_create(tasks), strict=True):
        change.task = task


def _build_content(change: RowChange, names: ImportedNames, sections: dict[str, int], plan: Plan) -> EditionContent:
    """Builds the content of the row; keeps the earlier values of fields for which its table has no column."""
    content = read_content(change.former) if change.former else EditionContent("")
    return renew_due_day(content, _print_over(content, change.row, names, sections), plan)


def _print_over(
    content: EditionContent, row: ImportedRow, names: ImportedNames, sections: dict[str, int]
) -> EditionContent:
    """Puts what the row prints in the place of what stands there."""
    return replace(
        content,
        text=row.text,
        section_id=content.section_id if row.section is None else sections.get(row.section),
        name=content.name if row.name is None else row.name,
        due=content.due if row.due is None else row.due,
        leaders=content.leaders if row.leaders is None else _look_up_leaders(row.leaders, names),
        lead=content.lead if row.lead is None else _look_up_units(row.lead, names),
        cooperating=content.cooperating if row.cooperating is None else _look_up_units(row.cooperating, names),
    )


def _look_up_leaders(leaders: list[str], names: ImportedNames) -> tuple[int, ...]:
    return tuple(names.officials[name].pk for name in leaders)


def _look_up_units(units: list[PrintedUnit], names: ImportedNames) -> tuple[PrintedUnit, ...]:
    return tuple(replace(unit, unit=names.get_unit(unit).pk) for unit in drop_repeated(units))
