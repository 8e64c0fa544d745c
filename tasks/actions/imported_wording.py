"""Tasks and their wordings out of a document: a wording that changed holds from the document's period on."""

from dataclasses import dataclass, field

from django.db.models import Max

from tasks.actions.editions import put_editions
from tasks.actions.imported_names import Names
from tasks.enums import ResponsibilityRole
from tasks.importing.changes import Changes, RowChange
from tasks.importing.wording import Wording
from tasks.models import Edition, Leadership, Plan, Responsibility, Section, Task


@dataclass
class Written:
    """What was changed; ``before`` keeps, for the trail, wordings that a corrected plan replaced."""

    changed: list[Edition] = field(default_factory=list)
    before: dict = field(default_factory=dict)


def write_wordings(changes: Changes, names: Names) -> Written:
    """Makes tasks and editions; afterwards every change knows its ``task`` and, in ``former``, the edition that
    holds for it. Called inside the import's transaction."""
    written = Written()
    since = changes.period_number
    # a report that makes the plan speaks for the whole year; a task that turns up later holds from then on
    since_new = since if changes.settled_plan.tasks.exists() else 0
    sections = _sections(changes)
    _make_tasks(changes)
    fresh: list[tuple[RowChange, Edition]] = []
    for change in changes.rows:
        if change.change == "same":
            continue
        if change.change == "changed" and change.former and change.former.since == since:
            written.before[str(change.task)] = change.former.text
            edition = change.former
        else:
            edition = Edition(task=change.task, since=since if change.former else since_new)
        _fill(edition, change.settled_wording, sections)
        fresh.append((change, edition))
        if change.change == "changed":
            written.changed.append(edition)
    _store(fresh, names)
    return written


def _sections(changes: Changes) -> dict[str, Section]:
    plan: Plan = changes.settled_plan
    known = {section.name: section for section in Section.objects.filter(plan=plan)}
    wanted = dict.fromkeys(
        change.settled_wording.section for change in changes.rows if change.settled_wording.section
    )
    fresh = [Section(plan=plan, name=name) for name in wanted if name not in known]
    return known | {section.name: section for section in Section.objects.bulk_create(fresh)}


def _make_tasks(changes: Changes) -> None:
    """New tasks are numbered behind the plan's own, in this document's order."""
    last = dict(Task.objects.filter(plan=changes.settled_plan).values_list("kind").annotate(Max("number")))
    new = [change for change in changes.rows if change.task is None]
    tasks = []
    for change in new:
        kind = change.row.kind
        last[kind] = last.get(kind, 0) + 1
        tasks.append(Task(plan=changes.settled_plan, kind=kind, number=last[kind]))
    for change, task in zip(new, Task.objects.bulk_create(tasks), strict=True):
        change.task = task


def _fill(edition: Edition, wording: Wording, sections: dict[str, Section]) -> None:
    edition.section = sections.get(wording.section)
    edition.name, edition.text, edition.due = wording.name, wording.text, wording.due


def _store(fresh: list[tuple[RowChange, Edition]], names: Names) -> None:
    carried = {id(edition): _units_before(change) for change, edition in fresh}
    put_editions([edition for _, edition in fresh])
    for change, edition in fresh:
        change.former = edition
        change.settled_task.current = edition
    Task.objects.bulk_update([change.settled_task for change, _ in fresh], ["current"], batch_size=200)
    Leadership.objects.bulk_create(
        [one for change, edition in fresh for one in _leaderships(change, edition, names)]
    )
    Responsibility.objects.bulk_create(
        [
            one
            for change, edition in fresh
            for one in _responsibilities(change, edition, names, carried[id(edition)])
        ]
    )


def _units_before(change: RowChange) -> dict[str, int]:
    """The units by printed label, as the former wording had them: what is carried over means what it meant."""
    if change.former is None:
        return {}
    return {one.label: one.unit_id for one in change.former.responsibilities.all()}


def _leaderships(change: RowChange, edition: Edition, names: Names) -> list[Leadership]:
    return [
        Leadership(edition=edition, official=names.officials[name], position=position)
        for position, name in enumerate(change.settled_wording.leaders, start=1)
    ]


def _responsibilities(
    change: RowChange, edition: Edition, names: Names, carried: dict
) -> list[Responsibility]:
    row = change.row
    roles = (
        (ResponsibilityRole.LEAD, change.settled_wording.lead, row.lead is None),
        (ResponsibilityRole.COOPERATE, change.settled_wording.cooperating, row.cooperating is None),
    )
    return [
        Responsibility(
            edition=edition,
            unit_id=carried[part.label] if is_carried else names.unit_of(part).pk,
            role=role,
            position=position,
            label=part.label,
            before=part.before,
        )
        for role, parts, is_carried in roles
        for position, part in enumerate(parts, start=1)
    ]
