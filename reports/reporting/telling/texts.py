"""Lines and clauses of filed texts, and putting them together as one paragraph."""

import re

ENUMERATION = re.compile(r"^\s*(?:[①-⑳]|[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s*")
CLAUSE_ENDS = "，,；;。"


def list_clause_spans(text: str) -> list[tuple[int, int]]:
    """From comma to comma, the comma with what it ends."""
    ends = [
        at + 1 for at, character in enumerate(text) if character in CLAUSE_ENDS and is_clause_mark(text, at)
    ]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def is_clause_mark(text: str, at: int) -> bool:
    """Whether a comma stands between words and not in a number such as 1,500."""
    return not (text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())


def join_as_paragraph(text: str) -> str:
    """Several lines as one paragraph, without their ①②③, every one ended."""
    lines = [ENUMERATION.sub("", line).strip() for line in text.split("\n")]
    return "".join(add_full_stop(line) for line in lines if line)


def add_full_stop(text: str) -> str:
    """With a full stop."""
    text = text.strip()
    return text if not text or text[-1] in "。！？" else text.rstrip("，,；;、：: ") + "。"
