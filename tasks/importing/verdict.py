"""Decides what a report means for an existing plan: no change, a further period, or an error."""

from tasks.enums import EntryState, PeriodState
from tasks.importing.changes import Changes, RowChange, Stored
from tasks.importing.plan_verdict import format_stored_tasks
from tasks.models import Judgement, Period, ProgressEntry
from tasks.visible_words import read_filed


def compare_progress(changes: Changes, stored: list[Stored]) -> None:
    """Decides whether a report adds a period; a period is imported once, the same file changes nothing, another is an
    error."""
    label = changes.settled_plan.rhythm.get_label(changes.period_number)
    entries = list(
        ProgressEntry.objects.filter(
            period__plan=changes.settled_plan, period__number=changes.period_number
        ).select_related("judgement")
    )
    if entries or _is_open(changes):
        _compare_entries(changes, entries, label)
        return
    later = ProgressEntry.objects.filter(period__plan=changes.settled_plan, period__number__gt=changes.period_number)
    if later.exists():
        changes.errors.append(f"{changes.settled_plan}已有晚于{label}的进展，请按先后顺序导入，{label}未导入。")
    _report_missing(changes, stored, label)
    if ProgressEntry.objects.filter(period__plan=changes.settled_plan).exists() or changes.settled_plan.title:
        for change in changes.rows:
            if change.change == "new":
                change.row.warnings.append(f"{changes.settled_plan}方案和以往各期没有这一项，按新增事项处理，请核对。")


def _is_open(changes: Changes) -> bool:
    number = changes.period_number
    return Period.objects.filter(plan=changes.settled_plan, number=number).exclude(state=PeriodState.PLANNED).exists()


def _compare_entries(changes: Changes, entries: list[ProgressEntry], label: str) -> None:
    by_task = {entry.task_id: entry for entry in entries}
    different = [
        change
        for change in changes.rows
        if not (change.task and _is_stored(change, by_task.pop(change.settled_task.pk, None)))
    ]
    if not different and not by_task:
        changes.nothing_new = True
        return
    at = "、".join(change.row.at for change in different[:10])
    how = f"，其中 {len(different)} 项与本文件不一致（{at}{'等' if len(different) > 10 else ''}）" if different else ""
    changes.errors.append(
        f"{changes.settled_plan}{label}已开启填报或已有进展 {len(entries)} 项{how}。已有的进展不会被文件覆盖，本文件未导入。"
    )


def _is_stored(change: RowChange, entry: ProgressEntry | None) -> bool:
    """Returns whether the entry equals the row."""
    row = change.row
    if entry is None or entry.state != EntryState.ACCEPTED or change.differs or entry.number != change.number:
        return False
    judgement: Judgement | None = entry.judgement
    filed = read_filed(entry)
    said = (row.progress or "", row.problem or "", row.next_step or "", row.asked_coordination, row.outcome)
    stored = (filed.text, filed.problem, filed.next_step, filed.coordination)
    return said == (*stored, judgement.outcome if judgement else None)


def _report_missing(changes: Changes, stored: list[Stored], label: str) -> None:
    listed = {change.row.kind_code for change in changes.rows}
    found = {change.settled_task.pk for change in changes.rows if change.task}
    missing = [(task, edition) for task, edition in stored if task.pk not in found]
    for kind in changes.settled_plan.government.kinds:
        of_kind = [(task, edition) for task, edition in missing if task.item_kind_id == kind.code]
        if of_kind and kind.code not in listed:
            changes.warnings.append(f"本文件没有{kind.label}的表，该类 {len(of_kind)} 项{label}没有进展。")
        elif of_kind:
            changes.warnings.append(
                f"{kind.label}有 {len(of_kind)} 项本文件没有列出，{label}没有进展：{format_stored_tasks(of_kind)}"
            )
