"""现行表述的依据: which fields of an item say what a later decision made them say, so that no document undoes it unseen."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise

from tasks.enums import PlanChangeKind, RequestState
from tasks.importing.changes import ORDER, Changes, Difference, RowChange
from tasks.importing.wording import format_printed_values
from tasks.models import ChangeRequest, PlanChange, Task
from tasks.models.item_kind import read_kind_key
from tasks.periods import Rhythm, format_chinese_date

#: how a change of the plan calls the place of an item
PLACE = "序号"
#: key of an item → label of a field → the sentence that says by which basis and from when it stands
Remarks = dict[int, dict[str, str]]


def mark_later_wordings(changes: Changes) -> None:
    """Says of each difference by which basis the present wording stands, where it was changed during the year."""
    later = _read_plan_changes(changes)
    deciding = _read_other_bases(changes)
    for change in changes.rows:
        if change.former and change.differences:
            told = _describe_rewordings(change, deciding, changes.settled_plan.rhythm) | later.get(
                change.settled_task.pk, {}
            )
            now = format_printed_values(list_editions(change.settled_task)[-1])
            change.differences = [
                one if one.after == now[one.field] else replace(one, stands_by=told.get(one.label, ""))
                for one in change.differences
            ]
    changes.reorderings = [_mark_order(one, changes, later) for one in changes.reorderings]


def list_editions(task: Task) -> list:
    """Lists what an item has said, the earliest first, from the prefetched rows."""
    return list(task.editions.all())


def describe_basis(label: str, basis: str, on: date | None) -> str:
    """Says from when and by which basis a wording stands.

    Args:
        label: of the first period in which it holds.
    """
    told = f"“{basis}”（{format_chinese_date(on)}）" if basis and on else f"“{basis}”" if basis else "年中调整"
    return f"现行表述自{label}起，依据{told}。"


def _read_plan_changes(changes: Changes) -> Remarks:
    """Reads what the office has corrected in the product, the latest of each field."""
    found: Remarks = defaultdict(dict)
    made = PlanChange.objects.filter(plan=changes.settled_plan, undone_at=None, kind=PlanChangeKind.CORRECT)
    for one in made.order_by("made_at", "pk"):
        if one.task_id:
            remark = describe_basis(changes.settled_plan.rhythm.get_label(one.since), one.basis, one.decided_on)
            found[one.task_id] |= dict.fromkeys(one.after, remark)
    return found


def _read_other_bases(changes: Changes) -> dict[tuple[int, int], str]:
    """Reads item and period → the remark on the granted request, or else the imported correction, of that period."""
    found: dict[tuple[int, int], str] = {}
    plan = changes.settled_plan
    for source in plan.sources.filter(period=None).exclude(basis="").order_by("imported_at"):
        remark = describe_basis(plan.rhythm.get_label(source.since or 0), source.basis, source.basis_on)
        found |= {(task, source.since or 0): remark for table in source.tables for task, _ in table["rows"]}
    granted = ChangeRequest.objects.filter(task__plan=plan, state=RequestState.GRANTED).select_related("period")
    for request in granted.order_by("decided_at"):
        basis = request.basis or f"{request.kind.label}申请"
        decided = request.decided_at.date() if request.decided_at else None
        number = request.period.number
        found[request.task_id, number] = describe_basis(plan.rhythm.get_label(number), basis, decided)
    return found


def _describe_rewordings(change: RowChange, deciding: dict[tuple[int, int], str], rhythm: Rhythm) -> dict[str, str]:
    """Returns label → remark of the fields that the editions of the year have changed."""
    task = change.settled_task
    told: dict[str, str] = {}
    editions = list_editions(task)
    for former, edition in pairwise(editions):
        before, after = format_printed_values(former), format_printed_values(edition)
        remark = deciding.get((task.pk, edition.since)) or describe_basis(rhythm.get_label(edition.since), "", None)
        told |= {one.label: remark for one in change.differences if before[one.field] != after[one.field]}
    return told


def _mark_order(one: Difference, changes: Changes, later: Remarks) -> Difference:
    """Says by which basis an item of the kind stands at its place."""
    keys = [
        row.settled_task.pk
        for row in changes.rows
        if row.former and one.key == f"{ORDER}-{read_kind_key(row.row.kind_code)}"
    ]
    remarks = [later[key][PLACE] for key in keys if PLACE in later.get(key, {})]
    return replace(one, stands_by=remarks[-1].replace("现行表述", "现行次序")) if remarks else one
