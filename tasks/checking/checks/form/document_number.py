"""发文字号 after GB/T 9704-2012 7.2.5: the year in 〔〕, no 第, no leading zero."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_NUMBER = re.compile(
    r"(?:发|办|函|文|字|委|局|府|令)\s*(?P<left>[〔\[（(【［])\s*(?P<year>(?:19|20)\d\d)年?(?P<right>[〕\]）)】］]?)\s*(?P<order>第?\s*\d{1,5})\s*号"
)


def check_document_number(document: CheckedDocument) -> Iterator[Finding]:
    """Document numbers in texts and the document's own."""
    for text, item, where in iterate_all_texts(document):
        yield from _check_number(text, item, where)
    yield from _check_number(document.document_number, None, Field.DOCUMENT)


def _check_number(text: str, item: CheckedItem | None, where: Field) -> Iterator[Finding]:
    for found in _NUMBER.finditer(text):
        wrong = _describe_fault(found)
        if wrong:
            message = f"发文字号{wrong}，规范写法如“〔{found['year']}〕1号”。"
            yield Finding(Code.DOCUMENT_NUMBER, message, item, where, (found[0],), text)


def _describe_fault(found: re.Match[str]) -> str:
    if not found["right"]:
        return "缺右括号"
    if found["left"] + found["right"] != "〔〕":
        return "未用六角括号"
    if found["order"].startswith("第"):
        return "不加“第”"
    return "不编虚位" if found["order"].startswith("0") else ""
