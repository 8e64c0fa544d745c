"""Decides what a plan document means for a year that has a plan: the same, a correction, or another list of items."""

from tasks.enums import ImportTreatment, PeriodState
from tasks.importing.changes import NEW, ORDER, Changes, Difference, Stored
from tasks.importing.near_equal import find_near_equal_pairs
from tasks.importing.present_wording import mark_later_wordings
from tasks.importing.stored import Matches, assign_matches, group_by_list, list_stored_tasks, match_rows
from tasks.importing.wording import find_differences
from tasks.models import Plan, PlanDocument, ProgressEntry
from tasks.models.changes import build_field_state
from tasks.models.item_kind import read_kind_key
from tasks.organisation.item_kinds import find_kind_name

#: the share of the rows that are found in a list from which a document is that list, not another one
SAME_LIST = 0.6
#: how many items or places a message names
NAMED_ITEMS, NAMED_PLACES = 30, 10


def compare_plan(changes: Changes) -> None:
    """Decides what the document is, and finds its differences from the list that it is or corrects."""
    plan = changes.settled_plan
    has_begun = _has_begun(plan)
    changes.since = _choose_since(changes, ImportTreatment.CORRECTION) if has_begun else 0
    lists = group_by_list(list_stored_tasks(plan, changes.since))
    chosen, matches = _find_list(changes, lists)
    share = len(matches) / max(len(changes.rows), 1)
    asked = changes.choices.treatment
    is_known = (share >= SAME_LIST or not lists) if asked is None else asked != ImportTreatment.LIST
    if not is_known:
        _treat_as_list(changes, [pair for pairs in lists.values() for pair in pairs])
        return
    changes.plan_document = PlanDocument.objects.filter(pk=chosen).first() if chosen else None
    assign_matches(changes.rows, matches)
    found = {change.settled_task.pk for change in changes.rows if change.task}
    changes.missing = [pair for pair in lists.get(chosen, []) if pair[0].pk not in found]
    _find_row_differences(changes)
    if (has_begun or chosen) and _is_different(changes):
        _treat_as_correction(changes, [pair for key, pairs in lists.items() if key != chosen for pair in pairs])
    else:
        _treat_as_adjustment(changes)
    _report_missing(changes)


def list_possible_periods(plan: Plan, treatment: ImportTreatment) -> list[int]:
    """Lists the numbers of the periods from which a list or a correction can hold, the first one first.

    A correction can hold from every period that is not issued. Items of another list are filed from the start, so its
    first period is not closed either.
    """
    gone = [PeriodState.ISSUED] + [PeriodState.CLOSED] * (treatment == ImportTreatment.LIST)
    taken = set(plan.periods.filter(state__in=gone).values_list("number", flat=True))
    return [number for number in plan.rhythm.numbers if number not in taken]


def _has_begun(plan: Plan) -> bool:
    begun = plan.periods.exclude(state=PeriodState.PLANNED)
    return begun.exists() or ProgressEntry.objects.filter(period__plan=plan).exists()


def _choose_since(changes: Changes, treatment: ImportTreatment) -> int:
    """Returns the period that the person chose, else the first possible one; the last one where there is none."""
    rhythm, asked = changes.settled_plan.rhythm, changes.choices.since
    if asked is not None and asked in rhythm.numbers:
        return asked
    return (list_possible_periods(changes.settled_plan, treatment) or [rhythm.last])[0]


def _find_list(changes: Changes, lists: dict[int | None, list[Stored]]) -> tuple[int | None, Matches]:
    """Finds the list in which most rows are found, and the items found there; of equal ones that with the same 文号."""
    numbers: dict[int | None, str] = dict(changes.settled_plan.documents.values_list("pk", "document_number"))
    own = changes.document.document_number
    matched = {key: match_rows(changes.rows, stored) for key, stored in lists.items()}
    if not matched:
        return None, {}
    return max(matched.items(), key=lambda pair: (len(pair[1]), bool(own) and numbers.get(pair[0]) == own))


def _treat_as_list(changes: Changes, stored: list[Stored]) -> None:
    changes.treatment = ImportTreatment.LIST
    changes.since = _choose_since(changes, ImportTreatment.LIST)
    changes.facts = {}
    for change in changes.rows:
        change.change = "new"
    changes.pairs = find_near_equal_pairs(changes, stored)
    _check_possible(changes, "增加清单")


def _treat_as_adjustment(changes: Changes) -> None:
    """Takes the document as a whole: before the first period opens, or where all items are the same."""
    changes.treatment, changes.since = ImportTreatment.ADJUSTMENT, 0
    if changes.plan_document:
        changes.facts = {}
    year = changes.settled_plan.year
    if not _is_different(changes) and changes.facts and not changes.missing:
        labels = "、".join(build_field_state(changes.settled_plan, changes.facts))
        changes.warnings.append(f"各事项与已导入的方案一致，只更新方案信息：{labels}。")
    elif not _is_different(changes) and not changes.facts:
        changes.nothing_new = True
    else:
        changes.warnings.append(f"{year}年已有方案，本文件按调整处理：{_describe_changes(changes)}")


def _treat_as_correction(changes: Changes, others: list[Stored]) -> None:
    changes.treatment = ImportTreatment.CORRECTION
    if not changes.since:
        changes.since = _choose_since(changes, ImportTreatment.CORRECTION)
    plan = changes.settled_plan
    # a correcting document has a number and a meeting of its own
    is_notice = changes.plan_document is None
    changes.facts = {name: value for name, value in changes.facts.items() if is_notice and not getattr(plan, name)}
    places = changes.map_row_to_place()
    for change in changes.rows:
        if change.task is None:
            key = f"{places[id(change.row)]}-{NEW}"
            change.differences = [Difference(key, NEW, "新增事项", "", change.row.text)]
    mark_later_wordings(changes)
    changes.pairs = find_near_equal_pairs(changes, others)
    _check_possible(changes, "更正")


def _check_possible(changes: Changes, act: str) -> None:
    plan = changes.settled_plan
    if not list_possible_periods(plan, changes.treatment):
        changes.errors.append(f"{plan.year}年各期填报都已截止或印发，不能再{act}，未导入。")


def _find_row_differences(changes: Changes) -> None:
    places = changes.map_row_to_place()
    for change in changes.rows:
        if change.former:
            change.differences = find_differences(change.row, change.former, places[id(change.row)])
        change.change = "new" if change.task is None else "changed" if change.differences else "same"
    changes.reorderings = [
        one
        for code in dict.fromkeys(change.row.kind_code for change in changes.rows)
        if (one := _find_reordering(changes, code))
    ]


def _find_reordering(changes: Changes, code: str) -> Difference | None:
    """Returns the difference of the order of a kind; a new item stands after those that are there."""
    rows = [change for change in changes.rows if change.row.kind_code == code]
    numbers = [(change.task is None, change.task.number if change.task else change.number) for change in rows]
    if numbers == sorted(numbers):
        return None
    ranks = {pair: place for place, pair in enumerate(sorted(numbers), start=1)}
    moved = [
        (rows[place - 1], ranks[pair], place) for place, pair in enumerate(numbers, start=1) if ranks[pair] != place
    ]
    told = "；".join(
        f"“{_cut(change.row.name or change.row.text, 16)}”由第{before}位到第{after}位"
        for change, before, after in moved[:5]
    )
    after = f"按文件次序，{len(moved)} 项位置变动：{told}{'等' if len(moved) > 5 else ''}"
    return Difference(
        f"{ORDER}-{read_kind_key(code)}", ORDER, f"{find_kind_name(changes.government, code)}顺序", "按现有次序", after
    )


def _is_different(changes: Changes) -> bool:
    return next(changes.differences, None) is not None or changes.count("new") > 0


def _describe_changes(changes: Changes) -> str:
    changed = [f"{change.row.at}（{'、'.join(change.differs)}）" for change in changes.rows if change.differs]
    new = [f"{change.row.at}（新增）" for change in changes.rows if change.change == "new"]
    parts = [f"表述不同 {len(changed)} 项", f"新增 {len(new)} 项", f"未列出 {len(changes.missing)} 项"]
    parts += ["顺序不同"] * bool(changes.reorderings)
    details = "；".join([*changed[:NAMED_PLACES], *new[:NAMED_PLACES]])
    return "，".join(parts) + "。" + (f"其中：{details}。" if details else "")


def _report_missing(changes: Changes) -> None:
    if changes.missing:
        named = format_stored_tasks(changes.missing)
        changes.warnings.append(f"原方案中有 {len(changes.missing)} 项本文件没有列出，予以保留：{named}")


def _cut(text: str, length: int) -> str:
    """Cuts a text to a length, and shows that it goes on."""
    return text if len(text) <= length else f"{text[:length]}…"


def format_stored_tasks(tasks: list[Stored]) -> str:
    """Names items with the beginning of their text."""
    shown = [
        f"{task.item_kind.label}第{task.number}项“{_cut(edition.text, 24)}”" for task, edition in tasks[:NAMED_ITEMS]
    ]
    return "；".join(shown) + ("……" if len(tasks) > NAMED_ITEMS else "。")
