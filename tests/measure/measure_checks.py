"""What the checker finds on the published progress reports as they stand: every finding, then figures by rule.

``python -m tests.measure.measure_checks`` prints; precision is judged by a reader and kept in docs/checks.md.
"""

import re
import time
from collections import Counter
from dataclasses import replace

import openpyxl
from docx import Document as Word

from tasks.assessing import quantities
from tasks.assessing.lagging import IndicatorFacts
from tasks.assessing.likeness import remove_marks
from tasks.checking import checks
from tasks.checking.checks import Attachment, CheckedDocument, CheckedItem, CheckedUnit
from tasks.enums import Outcome, ResponsibilityRole, TaskKind
from tests.measure.documents import DOCUMENTS, REPORTS

LABELS = {
    "lead": r"责任单位|牵头单位",
    "cooperate": r"配合单位|协同单位",
    "text": r"预期目标|任务$|具体任务|工作任务",
    "name": r"项目名称",
    "progress": r"进展|完成情况",
    "judgement": r"是否符合",
}


def document_of(source: str, before: dict[str, str] | None = None) -> CheckedDocument:
    """A published report as the checks read it. ``before``: progress of an earlier period by commitment."""
    name, quarter = REPORTS[source]
    book = openpyxl.load_workbook(DOCUMENTS / name)
    attachments = tuple(attachment_of(sheet, quarter, before or {}) for sheet in book)
    word = Word(DOCUMENTS / name.replace(".xlsx", ".docx"))
    return CheckedDocument(quarter, attachments, tuple(narrative_of(word)))


def narrative_of(word) -> list[str]:
    """The paragraphs before the first attachment's own heading."""
    paragraphs = [paragraph.text.strip() for paragraph in word.paragraphs if paragraph.text.strip()]
    end = next(at for at, text in enumerate(paragraphs) if re.fullmatch(r"附件\s*1", text))
    return paragraphs[:end]


def attachment_of(sheet, quarter, before: dict[str, str]) -> Attachment:
    rows = [[("" if cell is None else str(cell)).strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = next(place for place, row in enumerate(rows) if row[0] == "序号")
    title = "".join(rows[1])
    head = columns_of(rows[at])
    items, section = [], ""
    for row in rows[at + 1 :]:
        section = row[1] or section
        if row[0].isdigit() and row[head["text"]]:
            items.append(item_of(row, head, sheet.title, title, quarter, before))
    return Attachment(sheet.title, title, tuple(items))


def columns_of(head: list[str]) -> dict[str, int]:
    found = {}
    for at, label in enumerate(head):
        for field, pattern in LABELS.items():
            if re.search(pattern, label) and field not in found:
                found[field] = at
                break
    if not head[found["text"] + 1]:
        found["text"] += 1
    return found


def item_of(row, head, attachment, title, quarter, before) -> CheckedItem:
    kind = (
        TaskKind.LIVELIHOOD
        if "民生" in title
        else TaskKind.TARGET
        if "预期目标" in title and "发展" in title
        else TaskKind.KEY
    )
    text, progress = row[head["text"]], row[head["progress"]]
    previous = before.get(remove_marks(text))
    return CheckedItem(
        kind=kind,
        number=int(row[0]),
        text=text,
        attachment=attachment,
        name=row[head["name"]] if "name" in head else "",
        units=units_of(row, head),
        progress=progress,
        previous=previous,
        outcome=outcome_of(row, head, kind, title, quarter),
        indicators=indicators_of(text, progress, previous),
    )


def units_of(row, head) -> tuple[CheckedUnit, ...]:
    named = []
    for field, role in (("lead", ResponsibilityRole.LEAD), ("cooperate", ResponsibilityRole.COOPERATE)):
        if field in head:
            for label in row[head[field]].split("\n"):
                if label.strip():
                    one = CheckedUnit(label.strip(), "", role)
                    named.append(replace(one, name=one.short))
    return tuple(named)


def outcome_of(row, head, kind, title, quarter) -> Outcome | None:
    if kind is not TaskKind.KEY:
        return Outcome.ON_TRACK if "judgement" in head and row[head["judgement"]] else None
    if re.search("滞后|未达|未完成", title):
        return Outcome.NOT_REACHED if quarter.number == 4 else Outcome.LAGGING
    return Outcome.REACHED if quarter.number == 4 else Outcome.ON_TRACK


def indicators_of(text: str, progress: str, previous: str | None) -> tuple[IndicatorFacts, ...]:
    promised = quantities.read_commitments(text)
    now = quantities.match_figures(promised, progress)
    was = quantities.match_figures(promised, previous) if previous else [None] * len(promised)
    return tuple(
        IndicatorFacts(
            measure=one.measure, kind=one.kind, comparison=one.comparison, target=one.value, unit=one.unit,
            value=found.value if found else None, state=found.state if found else None,
            quote=found.quote if found else "", confidence=found.confidence if found else 1.0,
            previous=former.value if former and former.confidence >= 0.75 else None,
        )
        for one, found, former in zip(promised, now, was, strict=True)
    )  # fmt: skip


def main() -> None:
    half = document_of("2022H1")
    before = {remove_marks(item.text): item.progress for item in half.items}
    documents = {
        "2021H1": document_of("2021H1"), "2022H1": half, "2022FY": document_of("2022FY", before)
    }  # fmt: skip
    for source, document in documents.items():
        began = time.perf_counter()
        found = checks.check_document(document)
        print(f"\n===== {source}: {len(found)} 条，{time.perf_counter() - began:.2f} 秒")
        for one in found:
            place = f"{one.attachment or ''} {one.item.number if one.item else ''}"
            print(
                f"{one.severity:5}{one.code:22}{place:8}{one.message} 〖{'〗〖'.join(one.quotes)}〗".replace("\n", "⏎")
            )
        for code, count in sorted(Counter(one.code for one in found).items()):
            print(f"   {code.family.label} {code} {count}")


if __name__ == "__main__":
    main()
