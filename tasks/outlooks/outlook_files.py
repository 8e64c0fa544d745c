"""计划报告: recognises the file of a plan report, reads it, and formats what an import of it would do."""

import re
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from tasks.importing.headings import expand_government_name, find_document_number, find_government_name
from tasks.importing.raw import RawDocument
from tasks.models import Government
from tasks.outlooks.reading import Outlook, find_outlook_title, read_outlook
from tasks.outlooks.report_actions import OutlookChanges
from tasks.terms import terms

#: the value of ``kind`` under which a person says that a file is a plan report
OUTLOOK = "outlook"
_SUBJECT = re.compile("国民经济|社会发展")


def is_outlook(raw: RawDocument, kind: str | None) -> bool:
    """Returns whether a file is a plan report: as given, else by its title."""
    if kind is not None:
        return kind == OUTLOOK
    return bool(_SUBJECT.search(find_outlook_title([line.text for line in raw.lines])))


def read_outlook_file(raw: RawDocument, year: int | None = None) -> tuple[Outlook, list[str]]:
    """Reads a plan report.

    Args:
        year: the year that is planned, where a person has said it.

    Returns:
        The report, and what the Word reader has noted; foot notes are part of a report.
    """
    return read_outlook(raw.lines, year), [one for one in raw.warnings if "未作为正文读入" not in one]


def find_outlook_government(outlook: Outlook, raw: RawDocument) -> str | None:
    """Finds the government that a plan report names, in its title before anywhere else; None where it names none."""
    named = find_government_name(outlook.title, [line.text for line in raw.lines[:20]])
    return expand_government_name(named) if named else None


def find_stored_government(name: str | None) -> Government | None:
    """Finds the government of a name, or the only one there is where a file names none."""
    if name:
        return Government.objects.filter(name=name).first()
    known = list(Government.objects.all()[:2])
    return known[0] if len(known) == 1 else None


def build_outlook_json(changes: OutlookChanges, raw: RawDocument) -> dict[str, Any]:
    """Returns plain values with the documented keys."""
    outlook = changes.outlook
    return {
        "file": changes.filename,
        "title": outlook.title or None,
        "document_number": find_document_number([line.text for line in raw.lines[:20]])[0],
        "issued_on": None,
        "government": changes.government.name if changes.government else find_outlook_government(outlook, raw) or "",
        "year": outlook.year,
        "period": None,
        "kind": OUTLOOK,
        "tables": [],
        "outlook": {
            "sections": [{"level": one.level, "title": one.title, "text": one.text} for one in outlook.sections],
            "boxes": [
                {
                    "title": box.title,
                    "groups": [asdict(group) | {"projects": list(group.projects)} for group in box.groups],
                }
                for box in outlook.boxes
            ],
            "notes": [asdict(note) for note in outlook.notes],
            "outcomes": [
                {
                    "measure": one.measure,
                    "value": _plain(one.value),
                    "unit": one.unit,
                    "quote": one.quote,
                    "state": one.state.value,
                    "rank": one.rank or None,
                }
                for one in outlook.outcomes
            ],
            "targets": [
                {
                    "section": one.section,
                    "measure": one.measure,
                    "comparison": one.comparison.value,
                    "value": _plain(one.value),
                    "unit": one.unit,
                    "quote": one.quote,
                }
                for one in outlook.aims
            ],
        },
        "blocked": [],
        "unknown_units": [],
        "warnings": changes.warnings,
        "errors": changes.errors,
        "nothing_new": changes.nothing_new,
        "committed": changes.committed,
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def describe_outlook(changes: OutlookChanges) -> list[str]:
    """Returns lines in Chinese: what was read, what was not understood, what happened."""
    outlook = changes.outlook
    projects = sum(len(group.projects) for box in outlook.boxes for group in box.groups)
    return [
        f"文件：{changes.filename}",
        f"标题：{outlook.title or '（未读到）'}",
        f"{changes.government or f'（{terms.government}未知）'}　{outlook.year or '（年度未知）'}年　计划报告",
        f"标题 {len(outlook.sections)} 个，专栏 {len(outlook.boxes)} 个，项目 {projects} 个，名词解释 {len(outlook.notes)} 条，"
        f"上年完成数 {len(outlook.outcomes)} 个，目标 {len(outlook.aims)} 个。",
        *[f"注意：{one}" for one in changes.warnings],
        *[f"错误：{one}" for one in changes.errors],
        describe_outlook_result(changes),
    ]


def describe_outlook_result(changes: OutlookChanges) -> str:
    """Returns one sentence in Chinese: what happened or would happen."""
    if changes.errors:
        return "未导入，未写入任何内容。"
    if changes.nothing_new:
        return "与已导入的内容完全一致，没有变化。"
    return "已导入。" if changes.committed else "以上为预览，未写入任何内容；加 --commit 导入。"
