"""Splits filed texts into lines and clauses, and joins them into one paragraph."""

import re

ENUMERATION = re.compile(r"^\s*(?:[①-⑳]|[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s*")
CLAUSE_ENDS = "，,；;。"
#: the machine's own calculation in a reason, with the mark before it: ；1 ÷ 10 = 10 %，时间进度 25 %
_ARITHMETIC = re.compile(r"[；，]?(?:（[^（）]*）)?[^；，（）。]*÷[^；。）]*")


def list_clause_spans(text: str) -> list[tuple[int, int]]:
    """Lists the half-open spans of the clauses; a clause includes the mark at its end."""
    ends = [at + 1 for at, character in enumerate(text) if character in CLAUSE_ENDS and is_clause_mark(text, at)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def is_clause_mark(text: str, at: int) -> bool:
    """Whether a comma separates words, unlike the comma in 1,500."""
    return not (text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())


def leave_out_arithmetic(text: str) -> str:
    """Leaves the machine's calculation out of a reason: it is for the office's page, no sentence of a document."""
    return _ARITHMETIC.sub("", text).replace("（）", "") if "÷" in text else text


def join_as_paragraph(text: str) -> str:
    """Joins several lines into one paragraph, without their ①②③ and with a full stop after each."""
    lines = [ENUMERATION.sub("", line).strip() for line in text.split("\n")]
    return "".join(add_full_stop(line) for line in lines if line)


def add_full_stop(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in "。！？" else text.rstrip("，,；;、：: ") + "。"
