"""What a document would change: rows found again among the plan's tasks, and what of each is new. Writes nothing."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from tasks import periods
from tasks.enums import EntryState, PeriodState, TaskKind
from tasks.importing.document import Document, Row
from tasks.importing.match import Side, match
from tasks.importing.names import UnitBook, book_of
from tasks.importing.order import merged
from tasks.importing.wording import FIELDS, Wording, differences, wording_of_edition, wording_of_row
from tasks.models import (
    Edition,
    Government,
    Judgement,
    Leadership,
    Period,
    Plan,
    ProgressEntry,
    Responsibility,
    Task,
)

#: the share of a second plan's rows that must be found again to read it as an adjustment of the first
SAME_PLAN = 0.6
#: the longest that the tables take, in characters
LIMITS = {"section": 200, "name": 300, "due": 200}
LABEL_LIMIT, LEADER_LIMIT, UNIT_LIMIT = 200, 50, 100


@dataclass
class RowChange:
    """One row and what it does.

    Attributes:
        number: its place in this document's merged order, from 1 within its kind.
        task, similarity: the task it was found again as; None for a new one.
        change: new, same, changed; unmatched while there is nothing to compare with.
        differs: Chinese names of what the wording changes.
    """

    row: Row
    number: int
    change: str = "unmatched"
    task: Task | None = None
    former: Edition | None = None
    similarity: float = 0.0
    wording: Wording | None = None
    differs: list[str] = field(default_factory=list)


@dataclass
class Changes:
    """The answer of a dry run, and the order of an import."""

    document: Document
    government: Government | None
    book: UnitBook
    rows: list[RowChange]
    plan: Plan | None = None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    nothing_new: bool = False
    committed: bool = False

    @property
    def period_number(self) -> int:
        return 0 if self.document.is_plan else self.document.period or 0

    def count(self, change: str) -> int:
        return sum(row.change == change for row in self.rows)


def plan_changes(
    document: Document, *, government_name: str | None = None, create_units: bool = False
) -> Changes:
    """Compares a document with what is stored.

    Args:
        government_name: as the person gave it; None to take the document's own.
        create_units: whether units, and a government, that do not exist may be made.
    """
    government = government_of(document)
    changes = Changes(document, government, book_of(document, government), in_order(document))
    changes.errors += document.errors
    changes.warnings += changes.book.warnings()
    _check_government(changes, given=government_name is not None, create=create_units)
    _check_lengths(changes)
    if not document.errors and government:
        changes.plan = Plan.objects.filter(government=government, year=document.year).first()
    if changes.plan:
        _compare(changes)
    elif not document.errors:
        for change in changes.rows:
            change.change, change.wording = "new", wording_of_row(change.row)
    return changes


def government_of(document: Document) -> Government | None:
    """The government a document names; the only one of the installation where it names none."""
    if document.government:
        return Government.objects.filter(name=document.government).first()
    known = list(Government.objects.all()[:2])
    return known[0] if len(known) == 1 else None


def in_order(document: Document) -> list[RowChange]:
    """The rows with their places, counted over all tables of a kind."""
    sections = {id(row): row.section for row in document.rows}
    rows = {id(row): row for row in document.rows}
    changes = []
    for kind in TaskKind:
        tables = [[id(row) for row in table.rows if row.kind == kind] for table in document.tables]
        order = merged([table for table in tables if table], sections.get)
        changes += [RowChange(rows[key], number) for number, key in enumerate(order, start=1)]
    return changes


def _check_government(changes: Changes, *, given: bool, create: bool) -> None:
    document = changes.document
    if document.government is None and changes.government:
        changes.warnings.append(f"文件没有写明辖区政府，按“{changes.government.name}”导入。")
    elif document.government is None:
        changes.errors.append("文件没有写明辖区政府，请指定（--government）。")
    elif changes.government is None and not create:
        message = f"辖区政府“{document.government}”尚未建立；加 --create-units 可一并新建。"
        (changes.errors if given else changes.warnings).append(message)


def _check_lengths(changes: Changes) -> None:
    for change in changes.rows:
        row = change.row
        for name, limit in LIMITS.items():
            if len(getattr(row, name) or "") > limit:
                changes.errors.append(f"{row.at}“{FIELDS[name]}”超过 {limit} 字，疑为列错位，请检查表头。")
        if any(
            len(part.label) > LABEL_LIMIT or len(changes.book.key(part)) > UNIT_LIMIT for part in row.parts
        ):
            changes.errors.append(
                f"{row.at}责任单位中有一个名称超过 {UNIT_LIMIT} 字，疑为列错位或缺分隔，请检查。"
            )
        if any(len(leader) > LEADER_LIMIT for leader in row.leaders or []):
            changes.errors.append(f"{row.at}领导姓名超过 {LEADER_LIMIT} 字，疑为列错位，请检查表头。")


def tasks_of(plan: Plan, period_number: int) -> list[tuple[Task, Edition]]:
    """The plan's tasks with the wording that holds in a period (0 for the plan itself), in order."""
    editions = (
        Edition.objects.order_by("since")
        .select_related("section")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.all()),
            Prefetch("leaderships", Leadership.objects.select_related("official")),
        )
    )
    found = []
    for task in (
        Task.objects.filter(plan=plan)
        .order_by("kind", "number", "pk")
        .prefetch_related(Prefetch("editions", editions))
    ):
        history = list(task.editions.all())
        holding = [edition for edition in history if edition.since <= period_number]
        if history:
            found.append((task, (holding or history[:1])[-1]))
    return found


def _compare(changes: Changes) -> None:
    stored = tasks_of(changes.plan, changes.period_number)
    for kind in TaskKind:
        _match(
            [change for change in changes.rows if change.row.kind == kind],
            [(task, edition) for task, edition in stored if task.kind == kind],
        )
    for change in changes.rows:
        former = wording_of_edition(change.former) if change.former else None
        change.wording = wording_of_row(change.row, former)
        change.differs = differences(former, change.wording) if former else []
        change.change = "new" if change.task is None else "changed" if change.differs else "same"
    if changes.document.is_plan:
        _compare_plan(changes, stored)
    else:
        _compare_progress(changes, stored)


def _match(changes: list[RowChange], stored: list[tuple[Task, Edition]]) -> None:
    rows = [_side_of_row(change) for change in changes]
    tasks = [_side_of_edition(task, edition) for task, edition in stored]
    for row, (task, similarity) in match(rows, tasks).items():
        changes[row].task, changes[row].former = stored[task]
        changes[row].similarity = similarity


def _side_of_row(change: RowChange) -> Side:
    row = change.row
    units = frozenset(part.name for part in row.parts)
    return Side(row.text, row.name or "", row.section or "", units, change.number)


def _side_of_edition(task: Task, edition: Edition) -> Side:
    wording = wording_of_edition(edition)
    units = frozenset(part.name for part in (*wording.lead, *wording.cooperating))
    return Side(wording.text, wording.name, wording.section, units, task.number)


def _compare_plan(changes: Changes, stored: list[tuple[Task, Edition]]) -> None:
    """A second plan for a year is the same one, an adjustment before the first period opens, or refused."""
    found = [change for change in changes.rows if change.task]
    missing = _missing(changes, stored)
    same = not missing and all(
        change.change == "same" and change.number == change.task.number for change in changes.rows
    )
    if same:
        changes.nothing_new = True
        return
    year = changes.plan.year
    summary = _summary(changes, missing)
    if len(found) < SAME_PLAN * max(len(changes.rows), len(stored)):
        changes.errors.append(
            f"{year}年已有方案，本文件只有 {len(found)} 项与之对应，是另一份方案，未导入。{summary}"
        )
    elif ProgressEntry.objects.filter(period__plan=changes.plan).exists() or _has_begun(changes.plan):
        changes.errors.append(f"{year}年已有方案且已开启填报或已有进展，不能再导入方案。{summary}")
    else:
        changes.warnings.append(f"{year}年已有方案，本文件按调整处理：{summary}")
        if missing:
            changes.warnings.append(
                f"原方案中有 {len(missing)} 项本文件没有列出，予以保留：{_listed(missing)}"
            )


def _has_begun(plan: Plan) -> bool:
    return Period.objects.filter(plan=plan).exclude(state=PeriodState.PLANNED).exists()


def _summary(changes: Changes, missing: list[tuple[Task, Edition]]) -> str:
    changed = [
        f"{change.row.at}（{'、'.join(change.differs)}）"
        for change in changes.rows
        if change.change == "changed"
    ]
    new = [change.row.at for change in changes.rows if change.change == "new"]
    parts = [f"表述不同 {len(changed)} 项", f"新增 {len(new)} 项", f"未列出 {len(missing)} 项"]
    details = "；".join([*changed[:10], *(f"{at}（新增）" for at in new[:10])])
    return "，".join(parts) + "。" + (f"其中：{details}。" if details else "")


def _missing(changes: Changes, stored: list[tuple[Task, Edition]]) -> list[tuple[Task, Edition]]:
    found = {change.task.pk for change in changes.rows if change.task}
    return [(task, edition) for task, edition in stored if task.pk not in found]


def _listed(tasks: list[tuple[Task, Edition]]) -> str:
    shown = [
        f"{TaskKind(task.kind).label}第{task.number}项“{edition.text[:24]}”" for task, edition in tasks[:30]
    ]
    return "；".join(shown) + ("……" if len(tasks) > 30 else "。")


def _compare_progress(changes: Changes, stored: list[tuple[Task, Edition]]) -> None:
    """A period is imported once; the same file again changes nothing, another one is refused."""
    label = periods.label_of(changes.period_number)
    entries = list(
        ProgressEntry.objects.filter(
            period__plan=changes.plan, period__number=changes.period_number
        ).select_related("judgement")
    )
    if entries or _is_open(changes):
        _compare_entries(changes, entries, label)
        return
    later = ProgressEntry.objects.filter(period__plan=changes.plan, period__number__gt=changes.period_number)
    if later.exists():
        changes.errors.append(
            f"{changes.plan.year}年已有晚于{label}的进展，请按先后顺序导入，{label}未导入。"
        )
    _report_missing(changes, stored, label)
    if ProgressEntry.objects.filter(period__plan=changes.plan).exists() or changes.plan.title:
        for change in changes.rows:
            if change.change == "new":
                change.row.warnings.append(
                    f"{changes.plan.year}年方案和以往各期没有这一项，按新增事项处理，请核对。"
                )


def _is_open(changes: Changes) -> bool:
    number = changes.period_number
    return Period.objects.filter(plan=changes.plan, number=number).exclude(state=PeriodState.PLANNED).exists()


def _compare_entries(changes: Changes, entries: list[ProgressEntry], label: str) -> None:
    by_task = {entry.task_id: entry for entry in entries}
    different = [
        change
        for change in changes.rows
        if not (change.task and _is_stored(change, by_task.pop(change.task.pk, None)))
    ]
    if not different and not by_task:
        changes.nothing_new = True
        return
    at = "、".join(change.row.at for change in different[:10])
    how = (
        f"，其中 {len(different)} 项与本文件不一致（{at}{'等' if len(different) > 10 else ''}）"
        if different
        else ""
    )
    changes.errors.append(
        f"{changes.plan.year}年{label}已开启填报或已有进展 {len(entries)} 项{how}。已有的进展不会被文件覆盖，本文件未导入。"
    )


def _is_stored(change: RowChange, entry: ProgressEntry | None) -> bool:
    """Whether the entry says all that the row says."""
    row = change.row
    if entry is None or entry.state != EntryState.ACCEPTED or change.differs or entry.number != change.number:
        return False
    judgement: Judgement | None = entry.judgement
    said = (row.progress or "", row.problem or "", row.next_step or "", row.outcome)
    return said == (entry.text, entry.problem, entry.next_step, judgement.outcome if judgement else None)


def _report_missing(changes: Changes, stored: list[tuple[Task, Edition]], label: str) -> None:
    listed = {change.row.kind for change in changes.rows}
    missing = _missing(changes, stored)
    for kind in TaskKind:
        of_kind = [(task, edition) for task, edition in missing if task.kind == kind]
        if of_kind and kind not in listed:
            changes.warnings.append(f"本文件没有{kind.label}的表，该类 {len(of_kind)} 项{label}没有进展。")
        elif of_kind:
            changes.warnings.append(
                f"{kind.label}有 {len(of_kind)} 项本文件没有列出，{label}没有进展：{_listed(of_kind)}"
            )
