"""完成时限: finds the words that say that a task has no end."""

import re

from tasks.assessing.quantities import Span

_LASTING = (
    r"(?:长期|持续|常态化?|长效|常年|不断)+(?:性|化)?"
    r"(?:坚持|推进|开展|实施|保持|落实|运行|抓好|进行|巩固|深化|整改|管理|管护|执行|任务|工作|有效|推动)*"
)
_CLAUSE = re.compile(
    rf"(?:^|(?<=[,。;:!?()\r\n|]))(?:并|且|需|要|此后|之后)?(?P<words>{_LASTING}(?:、{_LASTING})*)(?=$|[,。;!?()\r\n|])"
)
_APPENDED = re.compile(
    r"(?:并|且)(?P<words>(?:长期|持续|常态化|长效)(?:坚持|推进|保持|开展|落实|巩固|整改|管护))(?=$|[,。;!?()\r\n|])"
)


def find_open_ended(folded: str) -> list[Span]:
    """Lists the spans of clauses such as 长期坚持, and of 并长期坚持 at the end of a clause."""
    found = [*_CLAUSE.finditer(folded), *_APPENDED.finditer(folded)]
    return sorted({Span(*each.span("words")) for each in found})
