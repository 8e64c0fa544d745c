"""How much two names of a measure speak of the same thing, by the characters they share."""

import re
from functools import lru_cache

from tasks.quantities.wording import ACTIONS, LIGHT

# General abbreviations of government language, the longer form on the left.
_SAME = (
    ("停车泊位", "停车位"), ("泊位", "车位"), ("违法建筑物", "违建"), ("违法建筑", "违建"), ("违法建设", "违建"), ("高新技术企业", "高企"),
    ("平方米", ""), ("人行过街设施", "人行天桥"), ("入库", ""), ("市场经营主体", "市场主体"), ("经营主体", "市场主体"), ("保障房", "保障性住房"),
)  # fmt: skip
_NOISE = re.compile(
    rf"^(?:{ACTIONS}|{LIGHT})+|[\s“”\"'()（）《》、，,·•.\-—:：]|项目|工程|工作|任务|各类|数量|同步|全区|全市|全县|我区|区级|等"
)
_BUILD, _BRING, _RAISE, _REMOVE, _OPEN = "建", "引", "育", "拆", "开"
_GROUPS = {
    _BUILD: "新改建 新建 改建 扩建 改扩建 建成 建设 修建 建成投用 新增 增设 打造 改造 完工 竣工 投用",
    _BRING: "引进 引入 招引 引育 签约 落地 落户 吸引 招聘",
    _RAISE: "培育 新培育 孵化 认定 培养 创建",
    _REMOVE: "拆除 整治 治理 清理 治理修复 修复 化解 处置",
    _OPEN: "开行 开通 举办 开展",
}
_GROUP_OF = {action: group for group, actions in _GROUPS.items() for action in actions.split()}
_LEADING = re.compile(ACTIONS)


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """A name without actions, light words, punctuation and words every project bears."""
    for longer, shorter in _SAME:
        name = name.replace(longer, shorter)
    return _NOISE.sub("", name)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else frozenset(text)


def likeness(one: str, other: str) -> float:
    """0 to 1: shared pairs of characters, weighed towards the shorter name, with a bonus for the same last word."""
    left, right = core(one), core(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    shared = len(_pairs(left) & _pairs(right))
    if not shared:
        return 0.0
    contained = shared / min(len(_pairs(left)), len(_pairs(right)))
    common = 2 * shared / (len(_pairs(left)) + len(_pairs(right)))
    tail = 0.15 if left[-2:] == right[-2:] else 0.0
    return min(0.98, 0.5 * contained + 0.4 * common + tail)


def echo(name: str, text: str) -> float:
    """0 to 1: how much of a name comes back in a clause."""
    wanted = _pairs(core(name))
    return len(wanted & _pairs(core(text))) / len(wanted) if wanted else 0.0


def actions_agree(one: str, other: str) -> bool | None:
    """Whether two names begin with actions of one sort; None when one of them has none."""
    left, right = _action(one), _action(other)
    if not left or not right:
        return None
    return left == right or _GROUP_OF.get(left, left) == _GROUP_OF.get(right, right)


@lru_cache(maxsize=4096)
def _action(name: str) -> str:
    found = _LEADING.search(name)
    return found[0] if found else ""
