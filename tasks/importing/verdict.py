"""Decides what a document means for an existing plan: no change, an adjustment, a further period, or an error."""

from tasks import periods
from tasks.enums import EntryState, PeriodState, TaskKind
from tasks.importing.changes import Changes, RowChange, Stored
from tasks.models import Judgement, Period, Plan, ProgressEntry
from tasks.models.changes import build_field_state
from tasks.visible_words import read_filed

#: the share of matching rows from which a second plan counts as an adjustment of the first
SAME_PLAN = 0.6


def compare_plan(changes: Changes, stored: list[Stored]) -> None:
    """Decides whether a second plan for a year is the same one, perhaps with facts that are not known yet, an adjustment before the first period opens, or an
    error."""
    found = [change for change in changes.rows if change.task]
    missing = _list_missing(changes, stored)
    same = not missing and all(
        change.change == "same" and change.number == change.settled_task.number for change in changes.rows
    )
    if same and changes.facts:
        labels = "、".join(build_field_state(changes.settled_plan, changes.facts))
        changes.warnings.append(f"各事项与已导入的方案一致，只更新方案信息：{labels}。")
        return
    if same:
        changes.nothing_new = True
        return
    year = changes.settled_plan.year
    summary = _describe_changes(changes, missing)
    if len(found) < SAME_PLAN * max(len(changes.rows), len(stored)):
        changes.errors.append(f"{year}年已有方案，本文件只有 {len(found)} 项与之对应，是另一份方案，未导入。{summary}")
    elif ProgressEntry.objects.filter(period__plan=changes.settled_plan).exists() or _has_begun(changes.settled_plan):
        changes.errors.append(f"{year}年已有方案且已开启填报或已有进展，不能再导入方案。{summary}")
    else:
        changes.warnings.append(f"{year}年已有方案，本文件按调整处理：{summary}")
        if missing:
            changes.warnings.append(f"原方案中有 {len(missing)} 项本文件没有列出，予以保留：{_format_tasks(missing)}")


def _has_begun(plan: Plan) -> bool:
    return Period.objects.filter(plan=plan).exclude(state=PeriodState.PLANNED).exists()


def _describe_changes(changes: Changes, missing: list[Stored]) -> str:
    changed = [
        f"{change.row.at}（{'、'.join(change.differs)}）" for change in changes.rows if change.change == "changed"
    ]
    new = [change.row.at for change in changes.rows if change.change == "new"]
    parts = [f"表述不同 {len(changed)} 项", f"新增 {len(new)} 项", f"未列出 {len(missing)} 项"]
    details = "；".join([*changed[:10], *(f"{at}（新增）" for at in new[:10])])
    return "，".join(parts) + "。" + (f"其中：{details}。" if details else "")


def _list_missing(changes: Changes, stored: list[Stored]) -> list[Stored]:
    found = {change.settled_task.pk for change in changes.rows if change.task}
    return [(task, edition) for task, edition in stored if task.pk not in found]


def _format_tasks(tasks: list[Stored]) -> str:
    shown = [f"{task.kind.label}第{task.number}项“{edition.text[:24]}”" for task, edition in tasks[:30]]
    return "；".join(shown) + ("……" if len(tasks) > 30 else "。")


def compare_progress(changes: Changes, stored: list[Stored]) -> None:
    """Decides whether a report adds a period; a period is imported once, the same file changes nothing, another is an
    error."""
    label = periods.get_period_label(changes.period_number)
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
        changes.errors.append(f"{changes.settled_plan.year}年已有晚于{label}的进展，请按先后顺序导入，{label}未导入。")
    _report_missing(changes, stored, label)
    if ProgressEntry.objects.filter(period__plan=changes.settled_plan).exists() or changes.settled_plan.title:
        for change in changes.rows:
            if change.change == "new":
                change.row.warnings.append(
                    f"{changes.settled_plan.year}年方案和以往各期没有这一项，按新增事项处理，请核对。"
                )


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
        f"{changes.settled_plan.year}年{label}已开启填报或已有进展 {len(entries)} 项{how}。已有的进展不会被文件覆盖，本文件未导入。"
    )


def _is_stored(change: RowChange, entry: ProgressEntry | None) -> bool:
    """Returns whether the entry equals the row."""
    row = change.row
    if entry is None or entry.state != EntryState.ACCEPTED or change.differs or entry.number != change.number:
        return False
    judgement: Judgement | None = entry.judgement
    filed = read_filed(entry)
    said = (row.progress or "", row.problem or "", row.next_step or "", row.outcome)
    return said == (filed.text, filed.problem, filed.next_step, judgement.outcome if judgement else None)


def _report_missing(changes: Changes, stored: list[Stored], label: str) -> None:
    listed = {change.row.kind for change in changes.rows}
    missing = _list_missing(changes, stored)
    for kind in TaskKind:
        of_kind = [(task, edition) for task, edition in missing if task.kind == kind]
        if of_kind and kind not in listed:
            changes.warnings.append(f"本文件没有{kind.label}的表，该类 {len(of_kind)} 项{label}没有进展。")
        elif of_kind:
            changes.warnings.append(
                f"{kind.label}有 {len(of_kind)} 项本文件没有列出，{label}没有进展：{_format_tasks(of_kind)}"
            )
