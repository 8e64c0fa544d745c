"""The words of official documents: a reason composed of what was filed, and the machine's own words left out of one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tasks.assessing.lagging.codes import SignalCode
from tasks.text_tables import write_out_tables

#: a signal as an entry keeps it
StoredSignal = Mapping[str, Any]

ENUMERATION = re.compile(r"^\s*(?:[①-⑳]|[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s*")
#: what a unit writes where it has nothing to say
NOTHING = re.compile(r"^(?:暂?无|没有|不涉及|暂无问题|无问题)?[。.]?$")
#: figures told of one item, so that a reason stays a sentence
MOST_FIGURES = 2

#: signal → why an item lags, as documents say it
OFFICIAL_REASONS = {
    SignalCode.OVERDUE: "已超过完成时限，尚未完成",
    SignalCode.NO_ENTRY: "未按时报送进展",
    SignalCode.WITHDRAWN: "项目已退出或终止",
    SignalCode.NO_PROGRESS: "尚无实质进展",
    SignalCode.BELOW_TARGET: "与全年目标有较大差距",
    SignalCode.ABOVE_CEILING: "超出全年控制目标",
    SignalCode.BEHIND_COURSE: "与全年目标有较大差距",
    SignalCode.PACE: "与全年目标有较大差距",
    SignalCode.NOT_STARTED: "尚有工作未启动，进度较为滞后",
    SignalCode.PREPARING: "仍处于前期阶段，进度较为滞后",
    SignalCode.NOT_REACHED: "未达到全年目标",
}

_NAME = re.compile(r"^“([^”]+)”")
_SHARE = re.compile(r"÷ [\d.]+ = ([\d.]+) %")
_AGAINST = re.compile(r"^(\S+?)，(?:目标|控制值) (\S+?)，")
_PASSED = re.compile(r"^时限 (\S+) 已过，没有(开始|完成)的报告")
_OWN_SHARE = re.compile(r"^完成 ([\d.]+) %，时间进度")

#: something in brackets, which may hold brackets itself
_BRACKETED = r"（(?:[^（）]|（[^（）]*）)*）"
#: what names the indicator before a message
_MEASURE = r"(?:(?:“[^”]*”、?)+|该指标|量化任务)?"
_NUMBER = r"[\d.,]+"
#: how periods are called; of names that an office has made up only what no sentence begins with
_PERIOD = r"(?:一季度|上半年|前三季度|全年|全学年|(?:\d{1,2}月?[-—])?(?:次年)?\d{1,2}月|第[一二三四五六七八九十\d]{1,2}(?:学?期|阶段))"
_MESSAGES = (
    rf"{_MEASURE}落后(?:时间进度|(?:季度|月度|半年|分期)目标) {_NUMBER} 个百分点",
    rf"{_MEASURE}要如期完成，后续速度须为此前的 {_NUMBER} 倍",
    rf"{_MEASURE}全年完成 {_NUMBER} %，未达到目标",
    rf"{_MEASURE}低于(?:目标|对照指标) {_NUMBER}(?: 个百分点|[^，。；（]*)",
    rf"{_MEASURE}高于控制值 {_NUMBER}[^，。；（]*",
    rf"{_MEASURE}只有计划数 {_NUMBER}[^，。；（]*，没有完成数",
    rf"{_MEASURE}的 {_NUMBER}[^，。；（]* 是预计数，不能计作完成",
    rf"{_MEASURE}累计数比上期减少",
    rf"{_MEASURE}没有报出可对照的数",
    r"时限 [^，。]*已过，没有(?:开始|完成)的报告",
    r"临近时限 [^，。]*，按目前进度难以(?:开始|完成)",
    rf"{_PERIOD}已过，(?:任务(?:尚未启动|中仍有部分尚未启动|中仍有部分停留在前期工作)|通篇只有前期工作，没有实质推进"
    r"|任务要求建成，工程仍在施工初期|所述只是前期工作或申报)",
    rf"{_PERIOD}没有填报进展",
    r"计划时间晚于任务时限 \d{4}年\d{1,2}月",
    r"节点应于 [^，。]*完成，没有完成的报告(?:，另有 \d+ 个节点过期)?",
    r"连续 ?\d+ ?期落后",
    r"自述完成年度任务 [\d.]+ %，落后时间进度 [\d.]+ 个百分点",
    r"在建工程中有 \d+ 处形象进度落后时间进度，最低 [\d.]+ %",
    r"单位自述(?:没有进展|存在差距或难以完成)",
    r"进展文字与上期几乎相同",
    r"进展中没有提到(?:“[^”]*”、?)+",
    r"有项目退出、终止或未获批准，请核实是否影响任务完成",
    r"推进受外部因素制约，可考虑协调帮助",
)
#: a message with the bracket behind it, which held its quote and its arithmetic
_MESSAGE = re.compile(rf"(?:{'|'.join(_MESSAGES)})(?:{_BRACKETED})?")
#: a calculation that stands in other words: （1 ÷ 10 = 10 %，时间进度 25 %）, ；1 ÷ 10 = 10 %
_CALCULATION = re.compile(r"[；，]?(?:（[^（）]*）)?[^；，（）。]*÷[^；。）]*")
_LEFT_OVER = re.compile(r"（[；，\s]*）")
_DOUBLE_MARK = re.compile(r"[，；、]+(?=[。；，])|^[，；、。\s]+|(?<=[。；])[，；、。]+")


def find_machine_words(text: str) -> list[str]:
    """Finds the words in a reason that the rules of 预警 have printed: their messages and calculations."""
    found = [match[0] for match in _MESSAGE.finditer(text)]
    return found + [match[0].strip("；，") for match in _CALCULATION.finditer(_MESSAGE.sub("", text))]


def leave_out_machine_words(text: str) -> str:
    """Leaves the messages and calculations of the rules out of a reason: they are for the office's page, no sentence of a
    document. A text without any stays as it is."""
    if not find_machine_words(text):
        return text
    rest = _LEFT_OVER.sub("", _CALCULATION.sub("", _MESSAGE.sub("", text)))
    return _DOUBLE_MARK.sub("", _DOUBLE_MARK.sub("", rest)).strip()


def compose_reason(signals: Sequence[StoredSignal], problem: str, next_step: str) -> str:
    """Composes the reason for which an item lags: how far it is, why, and what comes next, each a sentence.

    Args:
        signals: of the entry, the gravest first.
        problem, next_step: as filed.
    """
    why, following = (_read_answer(text) for text in (problem, next_step))
    said = [
        describe_gap(signals),
        why if not why or re.match(r"(?:主要|由于|因|受|一是)", why) else f"主要是{why}",
        following if not following or following.startswith("下一步") else f"下一步，{following}",
    ]
    return "".join(add_full_stop(one) for one in said if one)


def describe_gap(signals: Sequence[StoredSignal]) -> str:
    """Describes how far an item is behind, without any calculation; "" where no signal says so.

    Two figures at most are told, or what the gravest signal means.
    """
    told = [one for one in signals if one["code"] != SignalCode.PACE]
    missed = next((said for one in told if (said := _describe_missed_day(one))), "")
    figures = list(dict.fromkeys(said for one in told if (said := _describe_figure(one, is_late=bool(missed)))))
    if missed or figures:
        return "；".join([*([missed] if missed else []), *figures[:MOST_FIGURES]])
    return next((OFFICIAL_REASONS[one["code"]] for one in told if one["code"] in OFFICIAL_REASONS), "")


def _describe_missed_day(signal: StoredSignal) -> str:
    """Describes a deadline that has passed: 时限2024年6月30日已过，尚未完成; "" for another signal."""
    passed = _PASSED.match(signal["message"]) if signal["code"] == SignalCode.OVERDUE else None
    return f"时限{passed[1]}已过，尚未{passed[2]}" if passed else ""


def _describe_figure(signal: StoredSignal, *, is_late: bool) -> str:
    """Describes a figure that misses its target: 落地海外项目完成全年目标的20%，低于序时进度.

    Args:
        is_late: whether the item's own day has passed. Its figure is then told without the course: 60% is more than half
            of the year.
    """
    arithmetic, code = signal["arithmetic"] or "", signal["code"]
    named = _NAME.match(signal["message"])
    name = named[1] if named else "有关指标"
    if code == SignalCode.BEHIND_COURSE and (own := _OWN_SHARE.match(arithmetic)):
        return f"完成年度任务的{own[1]}%" if is_late else f"完成年度任务的{own[1]}%，低于序时进度"
    if code in (SignalCode.BEHIND_COURSE, SignalCode.NOT_REACHED) and (share := _SHARE.search(arithmetic)):
        if is_late:
            return f"{name}完成目标的{share[1]}%"
        course = "低于序时进度" if code == SignalCode.BEHIND_COURSE else "未达到全年目标"
        return f"{name}完成全年目标的{share[1]}%，{course}"
    if against := _AGAINST.match(arithmetic):
        missed = f"超出{against[2]}的控制目标" if code == SignalCode.ABOVE_CEILING else f"低于{against[2]}的目标"
        return f"{name}为{against[1]}，{missed}"
    return ""


def _read_answer(text: str) -> str:
    """Returns an answer as one paragraph; "" where the unit says that there is nothing."""
    return "" if NOTHING.match(text.strip()) else join_as_paragraph(text)


def leave_out_sentences(text: str, said: Iterable[str]) -> str:
    """Leaves out the sentences that stand word for word in one of ``said``; short ones stay, and all where none would."""
    known = ["".join(each.split()) for each in said]
    sentences = re.findall(r"[^。！？]+[。！？]?", text)
    kept = [one for one in sentences if len(one) < SHORTEST or not any(_strip(one) in each for each in known)]
    return "".join(kept)


#: a shorter sentence says nothing of its own
SHORTEST = 8


def _strip(sentence: str) -> str:
    return "".join(sentence.split()).rstrip("。！？；;")


def join_as_paragraph(text: str) -> str:
    """Joins several lines into one paragraph, without their ①②③ and with a full stop after each."""
    lines = [ENUMERATION.sub("", line).strip() for line in write_out_tables(text).split("\n")]
    return "".join(add_full_stop(line) for line in lines if line)


def add_full_stop(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in "。！？" else text.rstrip("，,；;、：: ") + "。"
