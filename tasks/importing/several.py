"""Splits a cell in which progress, problems and plans stand together."""

import re

from tasks.importing.document import ImportedRow

#: words that open a part of a cell in which progress, problems and plans stand together
_PART = re.compile(
    r"(?:^|(?<=[\n。；;]))[ \t]*(?:[（(]?[一二三1-3①-③][）)、.．]?)?\s*(?:目前|当前|存在的?|主要|遇到的?|下一步|下步|工作)*"
    r"(进展|进度|完成|推进|问题|困难|下步|下一步|打算|计划|措施|安排)(?:情况|工作)?\s*[：:]\s*"
)
_PARTS = {"问题": "problem", "困难": "problem", "下步": "next_step", "下一步": "next_step", "打算": "next_step",
          "计划": "next_step", "措施": "next_step", "安排": "next_step"}  # fmt: skip
#: how problems and plans are headed in a cell whose label does not tell of them
_NAMED_PART = re.compile(
    r"(?:^|[\n。；;])\s*(?:[（(]?[一二三1-3①-③][）)、.．]?)?(?:存在的?(?:主要)?(?:问题|困难)|主要问题|下一?步(?:工作)?(?:打算|计划|措施|安排)?)[：:]"
)


def names_parts(text: str) -> bool:
    """Returns whether a text itself names where problems or plans begin: 存在问题：…, 下一步打算：…"""
    return bool(_NAMED_PART.search(text))


def split_told(row: ImportedRow) -> None:
    """Splits what stands together in one cell (进展：… 问题：… 下步：…) into progress, problem and next step."""
    text = row.progress or ""
    marks = list(_PART.finditer(text))
    if not marks:
        row.warnings += ["进展、问题和打算写在同一格，分不开，全部读作进展，请核对。"] * bool(text)
        return
    told: dict[str, list[str]] = {"progress": [text[: marks[0].start()].strip()]}
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=True):
        told.setdefault(_PARTS.get(mark[1], "progress"), []).append(text[mark.end() : end].strip())
    for field, pieces in told.items():
        said = "\n".join(filter(None, [getattr(row, field) if field != "progress" else "", *pieces]))
        setattr(row, field, said)
