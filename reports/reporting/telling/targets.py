"""Formats the name and the figure of a target for the summary."""

import re

from tasks.text_tables import write_out_tables

PERIOD_WORDS = r"(?:\d{4}年)?(?:1[-—－~至]\d{1,2}月(?:份)?|一季度|上半年|前三季度|全年|年初以来|今年以来|截至目前)"
#: so many characters a statement has at most that a list of targets prints as it is
LISTED_STATEMENT = 40
LEADING_PERIOD = re.compile(rf"^(预计)?{PERIOD_WORDS}[，,：:]?")


def parse_target_name(text: str, measure: str = "") -> str:
    """Parses what a target measures: 地区生产总值增长6%以上 → 地区生产总值.

    Args:
        measure: of its indicator; empty if it has none.
    """
    head = re.split(r"增长|达到|下降|保持|控制在|不低于|不高于|完成(?:年度|全年)|[0-9]", text)[0]
    return measure or head.strip("，, ") or text


def format_target_figure(name: str, quote: str, is_estimate: bool) -> str:
    """Formats the figure of a target for the summary: 地区生产总值预计增长13%.

    Args:
        quote: the words that state it: 预计上半年增长16%左右, 地区生产总值增长4.4%(主城区第3名).
        is_estimate: whether 预计 stands before it, in the quote or outside.
    """
    said = re.split(r"[（(]", LEADING_PERIOD.sub(r"\1", quote))[0]
    said = re.sub(PERIOD_WORDS, "", said).strip("，, ")
    if name not in said:
        estimate = "预计" if is_estimate or said.startswith("预计") else ""
        return name + estimate + said.removeprefix("预计")
    return f"预计{said}" if is_estimate and "预计" not in said else said


def remove_period_words(text: str) -> str:
    """Removes the period at the start of a text, which the paragraph names anyway, and the final stop."""
    return LEADING_PERIOD.sub(r"\1", text.strip()).rstrip("。；; ")


def describe_target_without_figure(name: str, said: str) -> str:
    """Describes a target of whose measure the text states no figure, as one of a list: in the words of the text if they are
    one short statement, else by its name alone, since what was done for it is not what it reached.

    Args:
        said: what its unit or the office tells of it.
    """
    stated = remove_period_words("".join(write_out_tables(said).split("\n")))
    if not stated or len(stated) > LISTED_STATEMENT or re.search("[、：:；;。]", stated.replace(name, "")):
        return quote_listed_name(name)
    return stated if name in stated else name + stated


def quote_listed_name(name: str) -> str:
    """Puts a name that holds the mark between the members of a list into quotes, so that it stays one member."""
    return f"“{name}”" if "、" in name else name
