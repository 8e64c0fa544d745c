"""Finds a name whose interpunct is written in several ways: 某某·某某, 某某•某某, 某某某某."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_DOTS = "·•・‧∙"
_DOTTED = re.compile(rf"([{HAN}]{{2}})([{_DOTS}])([{HAN}]{{2}})")


def check_interpuncts(document: CheckedDocument) -> Iterator[Finding]:
    whole = "\n".join([text for item in document.items for text in (item.text, item.words)] + list(document.paragraphs))
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for found in _DOTTED.finditer(whole):
        seen[found[1], found[3]][found[2]] += 1
    for (left, right), dots in seen.items():
        missing = whole.count(left + right)
        ways = [f"{left}{dot}{right}" for dot in dots] + ([left + right] if missing else [])
        if len(ways) > 1:
            item, text = _find_first_text(document, ways[-1])
            message = f"同一名称有 {len(ways)} 种写法：{'、'.join(ways)}。"
            where = Field.PROGRESS if item and ways[-1] in item.words else Field.TASK if item else Field.NARRATIVE
            yield Finding(Code.DOT_TWO_WAYS, message, item, where, (ways[-1],), text)


def _find_first_text(document: CheckedDocument, words: str) -> tuple[CheckedItem | None, str]:
    for item in document.items:
        for text in (item.words, item.text):
            if words in text:
                return item, text
    return None, next((text for text in document.paragraphs if words in text), "")
