"""Checks that no place of the document is left open: ×× and blanks that a draft keeps, and values without data.

GB/T 9704-2012 knows no such place in an issued document.
"""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field, FindingSeverity
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument

# one × between figures is a measure (3×5米), and one before the name of a place hides the place on purpose
_OPEN = re.compile(r"[×✕╳]{2,}|(?<!\d)×(?=[届次年月日号])|＿+|_{2,}|(?<![A-Za-z0-9])[XＸ]{2,}(?![A-Za-z0-9-])")


def check_places(document: CheckedDocument) -> Iterator[Finding]:
    own_number = CheckedText(document.document_number, None, Field.DOCUMENT)
    for source in (*iterate_all_texts(document), own_number):
        for found in _OPEN.finditer(source.text):
            message = f"还有没填的“{found[0]}”，请填写或改写这一句。"
            yield source.build_finding_at(Code.OPEN_PLACE, message, found.span())
    for place in document.unfilled:
        yield _build_unfilled(place.name, place.paragraph)


def _build_unfilled(name: str, paragraph: str) -> Finding:
    if not paragraph:
        message = f"没有填写{name}，文中不写这一内容。"
        return Finding(Code.UNFILLED, message, None, Field.DOCUMENT, weight=FindingSeverity.LOOK, place=name)
    message = f"模板用到的“{name}”没有数据，文中空缺，请补充数据、改写这一段或修改模板。"
    return Finding(Code.UNFILLED, message, None, Field.NARRATIVE, (paragraph[:60],), paragraph, place=name)
