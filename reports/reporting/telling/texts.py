"""Splits filed texts into clauses."""

CLAUSE_ENDS = "，,；;。"


def list_clause_spans(text: str) -> list[tuple[int, int]]:
    """Lists the half-open spans of the clauses; a clause includes the mark at its end."""
    ends = [at + 1 for at, character in enumerate(text) if character in CLAUSE_ENDS and is_clause_mark(text, at)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def is_clause_mark(text: str, at: int) -> bool:
    """Whether a comma separates words, unlike the comma in 1,500."""
    return not (text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())
