"""研判: reads the outcome that a document states, in a table's title for all its rows or in a column for one.

It also reads the kind of items that a table or a section contains.
"""

import re

from tasks.enums import Outcome, TaskKind
from tasks.terms import terms

_BEHIND = re.compile(
    r"滞后|较慢|缓慢|偏慢|迟缓|慢于|落后|未达|不达|未完成|未实现|未能完成|不符合|未按|不及|欠进度|^欠$|黄灯|红灯|黄牌|红牌|^[红黄](?:色)?$"
)
_UNFINISHED = re.compile(r"未完成|未实现|未能完成|未达|不达")
#: what is simply not finished yet; before the end of the year that says nothing
_STILL_OPEN = re.compile(r"未完成|未实现|未能完成|未办结|未销号")
_PAST_YEAR = re.compile(r"结转|顺延|转入\d{4}年|转至\d{4}年")
#: states in which an item is not judged: 跨年, 终止, 合并
_APART = re.compile(r"跨年|终止|取消|中止|停办|合并|并入|调出")
_TICKED, _UNTICKED = "☑✓√■●★☒", "□☐○"
_OPTIONS = re.compile(rf"([{_TICKED}{_UNTICKED}])\s*([^\s{_TICKED}{_UNTICKED}、，,；;]+)")
_FINISHED = re.compile(
    r"(?<![未不能可本])(?:已完成|全面完成|超额完成|完成既定|达成|已达|已实现|按期完成|如期完成|办结|完成目标)"
)
_EXPECTED = re.compile(r"预计(?:能够|能|可|可以)?(?:按[期时])?(?:完成|达到|实现)|有望|预期可")
_AHEAD = re.compile(r"超进度|超序时|快于|超前|提前|超时序|^超$")
_ON_TRACK = re.compile(
    r"正常|有序|顺利|符合|达到序时|达序时|按序时|按计划|按时序|序时推进|持续推进|稳步|绿灯|绿牌|正在(?:推进|办理|实施|落实)|(?:推进|进行|实施|办理)中|达进度|^达$|达到时间进度|达时间进度|^绿(?:色)?$"
)
_YES, _NO = re.compile(r"是|√|✓|☑|Y(?:ES)?|1"), re.compile(r"否|×|✗|☒|N(?:O)?|0")
_WORD_LIMIT = 16


def read_title_outcome(title: str, period: int | None) -> Outcome | None:
    """Returns the outcome that a title states for all rows of its table, None for a general title.

    Args:
        title: e.g. 推进滞后6项重点工作任务进展情况表.
        period: 1 to 4; an unfinished item is not reached in 4 (全年), and before it has no outcome yet.
    """
    if _BEHIND.search(_STILL_OPEN.sub("", title)) or (period == 4 and _BEHIND.search(title)):
        return Outcome.NOT_REACHED if period == 4 and _UNFINISHED.search(title) else Outcome.LAGGING
    if _BEHIND.search(title):
        return None
    if _AHEAD.search(title):
        return Outcome.AHEAD
    if _EXPECTED.search(title):
        return Outcome.EXPECTED
    if _FINISHED.search(title):
        return Outcome.REACHED
    return Outcome.ON_TRACK if re.search(r"正常|有序推进|按序时|符合.{0,4}进度|顺利推进|达到?序时", title) else None


def read_word_outcome(word: str, label: str, period: int | None) -> tuple[Outcome | None, str]:
    """Returns the outcome that a cell of a judgement column states, and a warning or "".

    Args:
        word: the cell, e.g. 符合, 预计能够完成, 是, 未完成.
        label: the column's header, which gives 是 and 否 their meaning.
        period: 1 to 4; before 4 an unfinished item has no outcome yet.
    """
    plain = re.sub(r"\s", "", _choose_ticked(word)).upper().strip("。，,;；")
    if not plain:
        return None, ""
    if apart := _describe_apart(word, plain):
        return None, apart
    if _PAST_YEAR.search(plain):
        return (
            (Outcome.NOT_REACHED, "") if period == 4 else (None, f"年中填“{word}”，不等于滞后，未作{terms.judging}。")
        )
    if _YES.fullmatch(plain) or _NO.fullmatch(plain):
        return _read_yes_no(bool(_YES.fullmatch(plain)), label, period)
    if _UNFINISHED.search(plain) and period != 4 and "未达" not in plain and "不达" not in plain:
        return None, f"年中填“{word}”，不等于滞后，未作{terms.judging}。"
    if outcome := _find_outcome(plain, period):
        several = (
            re.search(r"[①-⑳]|[；;]", plain)
            and outcome.is_behind
            and (_ON_TRACK.search(plain) or _FINISHED.search(plain))
        )
        return outcome, f"“{word}”里有几种结论，按其中落后的{terms.judging}，请核对。" if several else ""
    if plain in ("完成", "已落实", "达标", "达到"):
        return (Outcome.REACHED if period == 4 else Outcome.ON_TRACK), ""
    return None, f"看不出“{word}”是什么结论，未作{terms.judging}。"


def _find_outcome(plain: str, period: int | None) -> Outcome | None:
    if _BEHIND.search(plain):
        return Outcome.NOT_REACHED if period == 4 and _UNFINISHED.search(plain) else Outcome.LAGGING
    for pattern, outcome in (
        (_AHEAD, Outcome.AHEAD),
        (_EXPECTED, Outcome.EXPECTED),
        (_FINISHED, Outcome.REACHED),
        (_ON_TRACK, Outcome.ON_TRACK),
    ):
        if pattern.search(plain):
            return outcome
    return None


def _describe_apart(word: str, plain: str) -> str:
    """Describes why a state such as 跨年 or 终止 is no judgement; "" for any other word."""
    if not _APART.search(plain):
        return ""
    return f"“{word}”不是完成或滞后的结论，未作{terms.judging}，请核对该项是否办结或停办。"


def _choose_ticked(word: str) -> str:
    """Returns the option that is ticked where a cell offers several (☑达到 □未达到), else the cell."""
    options = _OPTIONS.findall(word)
    ticked = [name for sign, name in options if sign in _TICKED]
    return ticked[0] if len(options) > 1 and len(ticked) == 1 else word


def is_state_label(label: str) -> bool:
    """Returns whether the label of a column is itself a state: 已完成, 正常推进, 进度滞后, 红灯, 达标."""
    plain = re.sub(r"\s|情况|的?(?:项目|任务|事项|工作)$", "", label)
    return len(plain) <= _WORD_LIMIT // 2 and (
        is_judgement_word(plain)
        or bool(re.fullmatch(r"未完成|未启动|未开工|推进中|进行中|有风险|不达标|未达标", plain))
    )


def is_tick(word: str) -> bool:
    """Returns whether a cell contains only a sign that chooses its column."""
    return bool(re.fullmatch(rf"[{_TICKED}√]|[VvYy]|是", re.sub(r"\s", "", word)))


def _read_yes_no(yes: bool, label: str, period: int | None) -> tuple[Outcome | None, str]:
    if "滞后" in label:
        yes = not yes
    if re.search(r"完成|达成|办结|实现|销号|完结|落实", label):
        if yes:
            return Outcome.REACHED, ""
        if period == 4:
            return Outcome.NOT_REACHED, ""
        return None, f"“{label}”年中填“否”，不等于滞后，未作{terms.judging}。"
    return (Outcome.ON_TRACK if yes else Outcome.LAGGING), ""


def is_judgement_word(word: str) -> bool:
    """Returns whether a cell is a short judgement and no report, which distinguishes two 完成情况 columns."""
    plain = re.sub(r"\s", "", word)
    patterns = (_BEHIND, _AHEAD, _EXPECTED, _FINISHED, _ON_TRACK, re.compile(r"^(?:完成|达标|达到|是|否)$"))
    return 0 < len(plain) <= _WORD_LIMIT // 2 and any(pattern.search(plain) for pattern in patterns)


_JUDGING = re.compile(
    r"(?:未|已|能|不)?(?:达成|完成|达到|达|符合|不达)(?:既定|预期|年度|全年|阶段)*目标(?!任务)|未达预期|达到预期"
)
_LIVELIHOOD = re.compile(r"实事|民生项目|惠民项目|民生工程|惠民工程")
_KEY = re.compile(r"重点工作|重点任务|工作任务|重点事项|主要任务|工作要点")
_TARGET = re.compile(r"预期目标|发展目标|主要目标|预期指标|主要指标|经济指标|发展指标|指标")


def read_table_kind(title: str, header: list[str]) -> TaskKind:
    """Returns the kind of a table's items: by its title, else by its header, else key tasks.

    Args:
        title: the table's title, or "".
        header: labels of the columns that contain the work.
    """
    plain = _JUDGING.sub("", title)
    if _LIVELIHOOD.search(plain):
        return TaskKind.LIVELIHOOD
    if _KEY.search(plain):
        return TaskKind.KEY
    if _TARGET.search(plain):
        return TaskKind.TARGET
    joined = "|".join(header)
    if _LIVELIHOOD.search(joined):
        return TaskKind.LIVELIHOOD
    return TaskKind.TARGET if _TARGET.search(joined) and not _KEY.search(joined) else TaskKind.KEY


def read_section_kind(section: str) -> TaskKind | None:
    """Returns the kind that a section row across the table names, if one table contains several kinds."""
    if _LIVELIHOOD.search(section):
        return TaskKind.LIVELIHOOD
    if re.search(r"预期目标|发展目标|主要指标|预期指标", section):
        return TaskKind.TARGET
    return TaskKind.KEY if re.search(r"重点工作|重点任务", section) else None
