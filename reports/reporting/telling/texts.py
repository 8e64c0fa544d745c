"""Splits filed texts into clauses, and writes in one way what units write in several."""

import re

CLAUSE_ENDS = "，,；;。"
#: 1—6月 with any of the marks that stand between months
_MONTH_RANGE = re.compile(r"(?<!\d)(\d{1,2})\s?[—–－~～]{1,2}\s?(?=\d{1,2}月)")


def list_clause_spans(text: str) -> list[tuple[int, int]]:
    """Lists the half-open spans of the clauses; a clause includes the mark at its end."""
    ends = [at + 1 for at, character in enumerate(text) if character in CLAUSE_ENDS and is_clause_mark(text, at)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def is_clause_mark(text: str, at: int) -> bool:
    """Whether a comma separates words, unlike the comma in 1,500."""
    return not (text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())


def unify_month_ranges(text: str) -> str:
    """Writes ranges of months as the titles of the report do: 1—6月 → 1-6月."""
    return _MONTH_RANGE.sub(r"\1-", text)
