"""量化指标: names what a quantity measures from the words around it, without light verbs and adverbs."""

import re
from dataclasses import dataclass

from tasks.assessing.quantities.clauses import ClauseSpan
from tasks.assessing.quantities.records import Quantity
from tasks.assessing.quantities.wording import ACTIONS, DROP, GROWTH, LIGHT, SHARE_NOUN

REACH = 60
"""The number of characters looked at on either side; clauses are rarely longer, and the time stays linear."""
LONGEST_NAME = 18

_COMPARING = (
    "不低于 不少于 不小于 至少 超过 超 突破 高于 大于 逾 不超过 不高于 不大于 控制在 控制到 限制在 低于 小于 大约 将近 接近 为 达 达到 至 到 在 于 仅 仅为 有 了 的 占"
    " 提高至 提高到 提升至 提升到 下降至 下降到 降至 降到 压缩至 压缩到 压减至 压减到 缩短至 缩短到 减至 增至 增加到 保持在 稳定在 维持在 实现 完成 共 由 从 每人每年 每人每月 每人每天 共计 合计 累计 总计 分别 已 均"
)
_ABOUT = r"(?<!其)中|(?<![签合预违节履公协集])约为?|(?<![最临就])近"
_TAIL = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, _COMPARING.split()), key=len, reverse=True)) + rf"|{_ABOUT}|[\s:、(-])+$"
)
_GROWTH_TAIL = re.compile(
    rf"(?:{GROWTH}|{'|'.join(map(re.escape, _COMPARING.split()))}|预计|同口径|可比口径|按可比价(?:格)?(?:计算)?|同比|环比|(?<![近前连续])[两三四五]年内?|{_ABOUT}|[\s:、(-])+$"
)
_HEAD = re.compile(
    rf"^(?:{LIGHT}|[、\s]|约|近|共(?![同享建治])|在全[省市区县国]|率先|比[上去]年|将(?!军)|把(?!关)|年均|拟(?!定)于?|[一二三四五六]是|\d+[-~—至]\d+月份?|截至[^,，]{{1,10}}?[日底末]|20\d\d年(?:度|[底末]前?)?|[到至]20\d\d年(?:[底末]前?|前)?(?=[建新完实累培引])|(?:用|未来|今后)?[两二三四五六七八]年(?:之?内|的?时间|(?=新增|翻|累计|引进|培育|改造|培养|建设))|在20\d\d年基础上|较[上去]年)+"
)
_ACTION = re.compile(ACTIONS)
_LIGHT_INSIDE = re.compile(r"(?<=.)(?:实现|完成)(?=.)")
_AFTER_TAIL = re.compile(r"^(?:及?以上|左右|以内|以下|之内|内|的|\s)+")
_BRACKETS = re.compile(r"\([^()]{0,60}\)?")
_SAYS_STATE = re.compile(
    r"已|均|正在|正(?=[按办积推])|尚未|尚|未(?!来|成年|贯通)|将(?!军)|拟|待|在建|完工|竣工|建成|投用|投入使用|完成|进场|启动|开工|收尾|通水|主体|用于|覆盖|并|任务|纳入|占|达标|共计|累计|合计|新增|分别"
)
_STATE_ONLY = re.compile(
    r"(?:已|正在|正|均|目前|预计|年底前|全年|上半年|下半年|完工|在建|建设|实施|推进|培育|开工|建成|完成|待建|投用|竣工|启动)+"
)
_NO_NOUN = re.compile(r"^(?:大关|目标|规模$|关口|台阶|进行|开展|得到|给予|予以|实现|达|的$|[,，、)])")
_RESULT = re.compile(r"受益|惠及|带动|覆盖|总|投资|面积|其中|涉及")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text around a quantity that may name it.

    Attributes:
        left: the text from the start of the clause, or the quantity before, to the number.
        right: the text from the unit to the end of the clause or the next quantity.
        starts_clause: whether no other quantity precedes it in its clause.
    """

    left: str
    right: str
    starts_clause: bool


@dataclass(frozen=True, slots=True)
class MeasureName:
    """The name of a measure and the action in it (拆除 in 拆除违法建筑); each is "" if there is none."""

    text: str
    action: str = ""


def get_surroundings(
    folded: str, clause: ClauseSpan, before: Quantity | None, this: Quantity, after: Quantity | None
) -> Surroundings:
    """Returns the text around a quantity, within its clause and its neighbours, at most ``REACH`` characters each way."""
    starts = before is None or before.span.end <= clause.start
    begin = clause.start if starts or before is None else before.span.end
    end = clause.end if after is None or after.span.start >= clause.end else after.span.start
    left = folded[max(begin, this.span.start - REACH) : this.span.start]
    right = folded[this.span.end : min(end, this.span.end + REACH)]
    if end != clause.end:
        right = _cut_before_next(right)
    return Surroundings(left, right, starts)


def _cut_before_next(right: str) -> str:
    """Cuts the text before the next number: of "研发机构、某某等" only the first noun belongs to this number."""
    return right.rpartition("、")[0] if right.count("、") == 1 else right.partition("、")[0]


def build_amount_name(around: Surroundings, inherited: str, *, is_report: bool) -> MeasureName:
    """Builds the name of an amount from an action and a noun, which is right of the unit or else left of the number.

    Args:
        around: the text around the quantity.
        inherited: the action of the quantity before, for the items of a list.
        is_report: whether it is a progress text, in which predicates (已完工, 正在装修) follow the noun.
    """
    own = _get_own_part(around.left) if around.starts_clause else _get_last_item(around.left)
    left = _LIGHT_INSIDE.sub("", _read_left_noun(own))
    right = _read_right_noun(around.right, is_report=is_report)
    if is_report and _STATE_ONLY.fullmatch(left):
        left = ""
    if right and "、" in left:
        left = _find_leading_action(left)
    if len(left) + len(right) > LONGEST_NAME:
        left = _cut_from_last_action(left, keep_noun=not right)
    action = _find_action(left)
    begins_bare = remove_light_words(own) == own and not _RESULT.match(own or right)
    begins_bare = begins_bare and not (around.starts_clause and own and right)
    if inherited and not action and begins_bare:
        action, left = inherited, inherited + left
    return MeasureName((left + right).strip("、,， "), action)


def _read_left_noun(own: str) -> str:
    if own.rstrip().endswith("等"):
        return _find_leading_action(own)
    left = remove_light_words(_TAIL.sub("", own))
    return _remove_list_items(left) if "等" in left else left


def _get_last_item(left: str) -> str:
    """Returns what follows the last 、 before a number: 人行天桥 in "5个公厕、人行天桥6个"."""
    return _get_own_part(left).rpartition("、")[2]


def build_rate_name(around: Surroundings) -> MeasureName:
    """Builds the name of a rate or share from the words before it, without 增长, 达到 and the like."""
    left = (
        _GROWTH_TAIL.sub("", _get_own_part(around.left))
        if not SHARE_NOUN.search(around.left)
        else _TAIL.sub("", _get_own_part(around.left))
    )
    left = _LIGHT_INSIDE.sub("", remove_light_words(_remove_growth_word(left)))
    left = "" if _ONLY_CHANGE.fullmatch(left) else left
    if len(left) > LONGEST_NAME + 6:
        left = _cut_from_last_action(left, keep_noun=True)
    if SHARE_NOUN.search(left) or (len(left) >= 2 and not around.right.strip()):
        return MeasureName(left.strip("、 "))
    right = _read_right_noun(around.right, is_report=False)
    is_title = left.endswith("”")
    return MeasureName((left if is_title else left + right).strip("、 ")[: 2 * LONGEST_NAME])


_GROWTH_END = re.compile(
    rf"(?:同口径|可比口径|按可比价(?:格)?(?:计算)?|同比|环比|名义|实际(?!利用|使用))?(?:{GROWTH})+$"
)


_ONLY_CHANGE = re.compile(rf"(?:同比|环比|较(?:上年|去年)(?:同期)?|名义|[,，\s])*(?:{DROP})")


def _remove_growth_word(left: str) -> str:
    return _GROWTH_END.sub("", left)


def _get_own_part(left: str) -> str:
    """Removes brackets and the rest of the quantity before (以上, 、)."""
    return _AFTER_TAIL.sub("", _BRACKETS.sub("", left).lstrip("、 ").removeprefix(")"))


def remove_light_words(left: str) -> str:
    """Removes light verbs and adverbs from the front."""
    return _HEAD.sub("", left)


def _remove_list_items(left: str) -> str:
    """Removes the listed items: of "引进甲、乙等物流项目" the action and what follows 等 remain."""
    before, _, after = left.rpartition("等")
    return _find_leading_action(before) + after if after else left


def _find_leading_action(left: str) -> str:
    found = _ACTION.match(remove_light_words(_get_own_part(left)))
    return found[0] if found else ""


def _find_action(left: str) -> str:
    found = _ACTION.search(left)
    return found[0] if found else ""


def _cut_from_last_action(left: str, *, keep_noun: bool) -> str:
    found = list(_ACTION.finditer(left))
    if not found:
        return left[-LONGEST_NAME - 8 :]
    last = found[-1]
    if keep_noun and last.end() == len(left):
        return left[max(0, last.start() - LONGEST_NAME) :]
    return left[last.start() :] if len(left) - last.start() <= LONGEST_NAME or keep_noun else last[0]


def _read_right_noun(right: str, *, is_report: bool) -> str:
    text = _BRACKETS.sub("", _AFTER_TAIL.sub("", right)).strip()
    if _NO_NOUN.match(text) or right.startswith("("):
        return ""
    if is_report and (stop := _SAYS_STATE.search(text)):
        text = text[: stop.start()]
    if len(text) > LONGEST_NAME and (verb := _ACTION.search(text, 2)):
        text = text[: verb.start()]
    return text.rstrip("等。、 ").removesuffix("以上")[: 2 * LONGEST_NAME]
