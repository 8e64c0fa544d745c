"""Checks 发文字号 by GB/T 9704-2012 7.2.5: the year stands in 〔〕, without 第 and without leading zeros."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText, iterate_all_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument

_NUMBER = re.compile(
    r"(?:发|办|函|文|字|委|局|府|令)\s*(?P<left>[〔\[（(【［])\s*(?P<year>(?:19|20)\d\d)年?(?P<right>[〕\]）)】］]?)\s*(?P<order>第?\s*\d{1,5})\s*号"
)


def check_document_number(document: CheckedDocument) -> Iterator[Finding]:
    own_number = CheckedText(document.document_number, None, Field.DOCUMENT)
    for source in (*iterate_all_texts(document), own_number):
        for found in _NUMBER.finditer(source.text):
            fault = _describe_fault(found)
            if fault:
                message = f"发文字号{fault}，规范写法如“〔{found['year']}〕1号”。"
                yield source.build_finding(Code.DOCUMENT_NUMBER, message, found[0])


def _describe_fault(found: re.Match[str]) -> str:
    if not found["right"]:
        return "缺右括号"
    if found["left"] + found["right"] != "〔〕":
        return "未用六角括号"
    if found["order"].startswith("第"):
        return "不加“第”"
    return "不编虚位" if found["order"].startswith("0") else ""
