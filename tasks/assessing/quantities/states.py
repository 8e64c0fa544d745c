"""量化指标: reads from a sentence whether its figure is achieved, under way, planned or estimated."""

import re

from tasks.assessing.quantities import wording
from tasks.enums import FigureState

_DONE_AFTER = re.compile(
    r"(?:已|均|都|全部|也)*(?:完工|竣工|建成|投用|投入|交付|开通|完成(?!主体|基础)|通车|通水|验收|达标|落地|签约|开业|开园|销号|办结|拆除|整改到位|获批|入库|命名|认定)"
)
_STRONG = (
    (FigureState.ESTIMATED, wording.ESTIMATED),
    (FigureState.PLANNED, wording.PLANNED),
    (FigureState.UNDERWAY, wording.PROGRESSIVE),
)
_DONE_ITSELF = re.compile(rf"已(?:{wording.ACTIONS}|完成)$")
_LISTED = re.compile(r"、.*等")
_BRACKETED = re.compile(r"\([^()]{0,40}\)")
_SETTLED = re.compile(r"已|完成|完毕|建成|完工|竣工|投用")
_QUOTED = re.compile(r"[“《][^”》]{0,40}[”》]")


def read_figure_state(before: str, after: str, *, is_rate: bool = False) -> FigureState:
    """Reads the state of a figure.

    The words behind the number in its clause decide first (30公里在建), then the last cue before it in its clause; a
    plain verb does not cancel a plan (预计新增, 正在建设). A clause without a cue has the state of the clause before it.
    A figure without any cue is achieved.

    Args:
        before: the sentence up to the number.
        after: the clause behind the unit, up to the next number.
        is_rate: whether it is a rate or share in digits, which is achieved even while work is under way (开工率77%).
    """
    earlier, own = _split_last_clause(_QUOTED.sub("", before))
    state = _read_state_after(after, own) or _read_clause_state(_LISTED.sub("等", own), _read_earlier_state(earlier))
    return FigureState.ACHIEVED if is_rate and state is FigureState.UNDERWAY else state


def is_hoped(before: str) -> bool:
    """Tells whether the words before a figure make it what something unfinished may bring: 在建的4个共可新增, 今后可望形成."""
    earlier, own = _split_last_clause(_QUOTED.sub("", before))
    last = _split_last_clause(earlier.rstrip(",，:："))[1] if earlier else ""
    for words in (own, last):
        if hopes := list(wording.HOPED.finditer(words)):
            return not _SETTLED.search(words[hopes[-1].end() :]) and (words is own or not _SETTLED.search(own))
    return False


def is_paper_count(before: str, noun: str, after: str) -> bool:
    """Tells whether a figure counts plans, surveys or papers rather than the work: 完成方案设计110万平方米."""
    own = _split_last_clause(_QUOTED.sub("", before))[1]
    if _DONE_ITSELF.search(own) and noun not in own + after:  # the noun stands in another clause
        noun = ""
    return bool(wording.PRELIMINARY.search(own[-40:] + noun + after[:14]))


def _split_last_clause(before: str) -> tuple[str, str]:
    at = max(before.rfind(","), before.rfind("，"), before.rfind(":"), before.rfind("："))
    return before[: at + 1], before[at + 1 :]


def _read_state_after(after: str, own: str) -> FigureState | None:
    text = _BRACKETED.sub("", _QUOTED.sub("", after)).partition("(")[0]
    if wording.ESTIMATED.search(text):
        return FigureState.ESTIMATED
    if wording.PLANNED.search(text):
        return FigureState.PLANNED
    if wording.GOING_ON.search(text) or (wording.AT_WORK.search(text) and not _SETTLED.search(own + text)):
        return FigureState.UNDERWAY
    return FigureState.ACHIEVED if _DONE_AFTER.search(text) else None


def _read_clause_state(own: str, earlier: FigureState | None) -> FigureState:
    strong, at = _find_last_strong(own)
    firm = max((found.end() for found in re.finditer(r"已(?!开工|启动|进场)", own)), default=-1)
    if strong:
        return FigureState.ACHIEVED if firm > at else strong
    if firm >= 0 or wording.FIRM.search(own):
        return _keep_intended_state(FigureState.ACHIEVED, earlier if firm < 0 else None)
    if wording.DOING.search(own):
        return _keep_intended_state(FigureState.ACHIEVED, earlier)
    return earlier or FigureState.ACHIEVED


def _keep_intended_state(state: FigureState, earlier: FigureState | None) -> FigureState:
    """Keeps a planned or estimated state of the clause before: 预计新开工3个，建成2个."""
    return earlier if earlier in (FigureState.PLANNED, FigureState.ESTIMATED) else state


def _find_last_strong(text: str) -> tuple[FigureState | None, int]:
    state, at = None, -1
    for candidate, pattern in _STRONG:
        for found in pattern.finditer(text):
            if found.end() > at:
                state, at = candidate, found.end()
    return state, at


def _read_earlier_state(earlier: str) -> FigureState | None:
    """Reads the state of the last of the clauses before that has a cue; None if none has."""
    if not earlier.strip(",，:： "):
        return None
    before, last = _split_last_clause(earlier.rstrip(",，:："))
    strong, at = _find_last_strong(last)
    if strong and not re.search(r"已", last[at:]):
        return strong
    if "已" in last:
        return FigureState.ACHIEVED
    if wording.FIRM.search(last) or wording.DOING.search(last):
        return _keep_intended_state(FigureState.ACHIEVED, _read_earlier_state(before))
    return _read_earlier_state(before) if before else None
