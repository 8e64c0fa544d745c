"""Formats the result of an import as JSON (docs/commands.md) and as text."""

from dataclasses import asdict

from tasks.importing.changes import Changes, Difference, NearEqualPair, RowChange
from tasks.importing.document import ImportedDocument, ImportedRow, ImportedTable
from tasks.importing.list_facts import choose_list_facts
from tasks.periods import QUARTERS, Rhythm
from tasks.terms import terms


def build_import_json(changes: Changes) -> dict:
    """Returns plain values with the documented keys."""
    document = changes.document
    by_row = {id(change.row): change for change in changes.rows}
    return {
        **_build_heading(document),
        "government": changes.government.name if changes.government else document.government or "",
        **_build_treatment(changes),
        "tables": [_build_table(table, by_row, document.rhythm) for table in document.tables],
        "blocked": [asdict(one) for one in document.blocked],
        "unknown_units": changes.book.unknown,
        "warnings": [*document.warnings, *changes.warnings],
        "errors": changes.errors,
        "nothing_new": changes.nothing_new,
        "committed": changes.committed,
    }


def _build_treatment(changes: Changes) -> dict:
    """What the document is for the year, what it would change of a plan that has begun, and its near-equal items."""
    facts = choose_list_facts(changes) if changes.is_list else None
    return {
        "treatment": changes.treatment.value,
        "since": changes.settled_plan.rhythm.get_code(changes.since) if changes.since else None,
        "list": facts and {**asdict(facts), "issued_on": facts.issued_on.isoformat() if facts.issued_on else None},
        "differences": [
            {
                "key": one.key,
                "at": at,
                "field": one.field,
                "label": one.label,
                "before": one.before,
                "after": one.after,
                "stands_by": one.stands_by,
                "taken": changes.is_taken(one),
            }
            for at, one in _list_placed_differences(changes)
        ],
        "missing": [
            {"kind": task.kind.value, "number": task.number, "text": edition.text} for task, edition in changes.missing
        ],
        "near_equal": [_build_pair(pair, changes) for pair in changes.pairs],
    }


def _list_placed_differences(changes: Changes) -> list[tuple[str | None, Difference]]:
    """Returns the differences of a correction, each with the place of its row; None for the order of a kind."""
    if not changes.is_correction:
        return []
    rows = [(change.row.at, one) for change in changes.rows for one in change.differences]
    return [*rows, *((None, one) for one in changes.reorderings)]


def _build_pair(pair: NearEqualPair, changes: Changes) -> dict:
    return {
        "key": pair.key,
        "at": pair.change.row.at,
        "task": pair.edition.text,
        "similarity": pair.similarity,
        "stricter": [overlap.holding.measure + overlap.holding.label for overlap in pair.overlaps],
        "linked": changes.is_linked(pair),
    }


def _build_heading(document: ImportedDocument) -> dict:
    return {
        "file": document.filename,
        "title": document.title,
        "document_number": document.document_number,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "government": document.government or "",
        "year": document.year,
        "period": document.rhythm.get_code(document.period) if document.period else None,
        "kind": "plan" if document.is_plan else "progress",
    }


def build_unreadable_json(filename: str, message: str) -> dict:
    """Returns the JSON values for a file that could not be opened."""
    return {
        **_build_heading(ImportedDocument(filename)),
        "kind": None,
        "treatment": None,
        "since": None,
        "list": None,
        "differences": [],
        "missing": [],
        "near_equal": [],
        "tables": [],
        "blocked": [],
        "unknown_units": [],
        "warnings": [],
        "errors": [message],
        "nothing_new": False,
        "committed": False,
    }


def _build_table(table: ImportedTable, by_row: dict[int, RowChange], rhythm: Rhythm) -> dict:
    rows = [_build_row(by_row[id(row)], rhythm) for row in table.rows]
    return {"name": table.name, "title": table.title, "columns": table.columns, "rows": rows}


def _list_quarter_targets(row: ImportedRow, rhythm: Rhythm) -> list[str] | None:
    """Lists the printed targets of the four quarters of the year, "" for one without; None where the table has others or none."""
    by_passed = {rhythm.count_passed(month): cell for month, cell in row.period_targets.items()}
    return (
        [by_passed.get(months, "") for months in QUARTERS]
        if by_passed and by_passed.keys() <= QUARTERS.keys()
        else None
    )


def _build_row(change: RowChange, rhythm: Rhythm) -> dict:
    row = change.row
    former = change.former if change.similarity else None
    match = {"task": former.text, "similarity": change.similarity} if former else None
    return {
        "number": row.number,
        "kind": row.kind.value,
        "section": row.section or None,
        "name": row.name or None,
        "text": row.text,
        "leaders": row.leaders or [],
        "lead_units": [part.text for part in row.lead or []],
        "cooperating_units": [part.text for part in row.cooperating or []],
        "due": row.due or None,
        "progress": row.progress or None,
        "problem": row.problem or None,
        "next_step": row.next_step or None,
        "judgement": row.judgement or None,
        "quarter_targets": _list_quarter_targets(row, rhythm),
        "period_targets": {str(month): cell for month, cell in row.period_targets.items()} or None,
        "target": row.target or None,
        "coordination": row.coordination or None,
        "figures": [asdict(figure) for figure in row.figures],
        "at": row.at,
        "match": match,
        "change": change.change,
        "differs": change.differs,
        "outcome": row.outcome,
        "warnings": row.warnings,
    }


def describe_import(changes: Changes) -> list[str]:
    """Returns lines in Chinese: what was read, what changes, what was not understood."""
    document = changes.document
    kind = "年度方案" if document.is_plan else "进展报告"
    year = document.rhythm.format_year(document.year) if document.year else "（年度未知）年"
    lines = [
        f"文件：{document.filename}",
        f"标题：{document.title or '（未读到）'}",
        f"文号：{document.document_number or '（无）'}　成文日期：{document.issued_on or '（未读到）'}",
        f"{changes.government or document.government or f'（{terms.government}未知）'}　{year}{document.period_label}　{kind}",
    ]
    lines += [f"{table.name or '表'}　{table.title or '（无标题）'}：{len(table.rows)} 项" for table in document.tables]
    lines.append(
        f"共 {len(changes.rows)} 项：新增 {changes.count('new')}，表述有变化 {changes.count('changed')}，"
        f"与已有一致 {changes.count('same')}，未比对 {changes.count('unmatched')}。"
    )
    lines += describe_treatment(changes)
    lines += [f"尚未登记的单位（{len(changes.book.unknown)} 个）：{'、'.join(changes.book.unknown)}"] * bool(
        changes.book.unknown
    )
    lines += [f"注意：{warning}" for warning in (*document.warnings, *changes.warnings)]
    lines += [f"注意：{row.at}　{warning}" for row in document.rows for warning in row.warnings]
    for one in document.blocked:
        lines.append(f"待认定 [{one.key}] {one.at}　{one.message}")
        lines += [f"　　--decide {one.key}={remedy}　{label}" for remedy, label in one.remedies.items()]
    lines += [f"错误：{error}" for error in changes.errors]
    return [*lines, describe_import_result(changes)]


def describe_treatment(changes: Changes) -> list[str]:
    """Returns lines in Chinese: what the document is for the year, from when it holds, and what would be taken of it."""
    if not (changes.is_list or changes.is_correction):
        return []
    lines = [
        f"按“{changes.treatment.label}”处理，自{changes.settled_plan}{changes.settled_plan.rhythm.get_label(changes.since)}起。"
    ]
    if changes.is_list:
        facts = choose_list_facts(changes)
        lines.append(f"清单：{facts.title}　{facts.document_number or '（无文号）'}　{facts.level.label}")
    for at, one in _list_placed_differences(changes):
        mark = "取用" if changes.is_taken(one) else "不取用"
        lines.append(f"{mark} [{one.key}] {at or ''} {one.label}：{one.before or '（空）'} → {one.after or '（空）'}")
        lines += [f"　　{one.stands_by}"] * bool(one.stands_by)
    for pair in changes.pairs:
        mark = "关联" if changes.is_linked(pair) else "不关联"
        lines.append(f"{mark} [{pair.key}] {pair.change.row.at} 与 {pair.task}“{pair.edition.text[:40]}”相近")
    return lines


def describe_import_result(changes: Changes) -> str:
    """Returns one sentence in Chinese: what happened or would happen."""
    if changes.errors or (changes.document.blocked and not changes.nothing_new):
        return "未导入，未写入任何内容。"
    if changes.nothing_new:
        return "与已导入的内容完全一致，没有变化。"
    if changes.committed:
        return "已导入。"
    return "以上为预览，未写入任何内容；加 --commit 导入。"
