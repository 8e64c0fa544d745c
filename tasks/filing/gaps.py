"""复制上期: takes a text over into the next period and leaves its figures blank; a blank is filled in before filing."""

import re
from collections.abc import Mapping

#: stands for a figure that is still to be written
GAP = "＿＿"
#: characters quoted on either side of a gap
_AROUND = 8

_DIGIT = "0-9０-９"
#: numbers that are no figures: of a list, of a year, of a document, an ordinal, a name such as G93, 5G or 2号线
_KEPT = re.compile(
    rf"^[ \t\u3000]*(?:[{_DIGIT}]{{1,3}}[.、．)）](?![{_DIGIT}])|[(（][{_DIGIT}]{{1,3}}[)）])"
    rf"|[12][{_DIGIT}]{{3}}(?=年)"
    rf"|[〔\[【][{_DIGIT}]{{4}}[〕\]】]第?[{_DIGIT}]+"
    rf"|第[{_DIGIT}]+"
    rf"|[A-Za-z][A-Za-z-]*[{_DIGIT}]+(?:\.[{_DIGIT}]+)?"
    rf"|[{_DIGIT}]+(?=[号#]|[GDA](?![A-Za-z]))",
    re.MULTILINE,
)
#: months and days with their range, and every other number
_FIGURE = re.compile(
    rf"[{_DIGIT}]{{1,2}}[—\-–－~～至到]{{1,2}}[{_DIGIT}]{{1,2}}(?=[月日])"
    rf"|[{_DIGIT}]{{1,3}}(?:[,，][{_DIGIT}]{{3}})+(?![{_DIGIT}])(?:[.．][{_DIGIT}]+)?"
    rf"|[{_DIGIT}]+(?:[.．][{_DIGIT}]+)?"
)
_TOKEN = re.compile(rf"(?P<kept>{_KEPT.pattern})|(?P<figure>{_FIGURE.pattern})", re.MULTILINE)


def leave_gaps(text: str) -> str:
    """Returns the text with a gap in the place of each figure.

    What is no figure stays: list numbers, years, numbers of documents, ordinals and names.
    """
    return _TOKEN.sub(lambda found: found["kept"] or GAP, text)


def describe_gaps(text: str) -> str:
    """Says where a text still has gaps, in one Chinese sentence; "" without any."""
    found = text.count(GAP)
    if not found:
        return ""
    at = text.index(GAP)
    line = text[max(text.rfind("\n", 0, at) + 1, at - _AROUND) : at + len(GAP) + _AROUND].split("\n")[0]
    return f"还有 {found} 处“{GAP}”没有填，第一处在“{line}”：请填写数字，或删去不用的字句"


def describe_gaps_of_fields(fields: Mapping[str, object], labels: Mapping[str, str]) -> str:
    """Says which fields still have gaps.

    Args:
        labels: name → label of the fields that hold a text, in the order of the form.
    """
    told = [f"{label}{said}" for name, label in labels.items() if (said := describe_gaps(f"{fields[name] or ''}"))]
    return "；".join(told)
