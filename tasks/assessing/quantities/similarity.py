"""量化指标: compares the names of measures by the characters that they share."""

import re
from functools import lru_cache

from tasks.assessing.quantities.wording import ACTIONS, LIGHT

# General abbreviations and synonyms of government language, the longer form on the left.
_SAME = (
    ("停车泊位", "停车位"), ("泊位", "车位"), ("违法建筑物", "违建"), ("违法建筑", "违建"), ("违法建设", "违建"), ("高新技术企业", "高企"),
    ("厕所改造", "改厕"), ("户厕", "厕"), ("规模以上", "规上"), ("人行过街设施", "人行天桥"), ("入库", ""), ("市场经营主体", "市场主体"), ("经营主体", "市场主体"), ("注册企业", "市场主体"),
    ("保障房", "保障性住房"),
)  # fmt: skip
_PUNCTUATION = re.compile(
    r"[\s“”\"'()（）《》、，,·•.\-—:：]|项目|工程(?!师)|工作|任务|各类|数量|同步|全[区市县]|我[区市县]|区级|累计|等"
)
_EDGE = re.compile(rf"^(?:{ACTIONS}|{LIGHT}|正式)+(?![率额量数值面厂站])|(?:{ACTIONS}|{LIGHT})+$")
_RATE_NAME = re.compile(r"[率额量比值]$|比例$|比重$")
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
def extract_name_core(name: str) -> str:
    """Extracts a name without actions and light words at its edges, punctuation and general words; "" if nothing is left."""
    for longer, shorter in _SAME:
        name = name.replace(longer, shorter)
    plain = _PUNCTUATION.sub("", name)
    return plain if _RATE_NAME.search(plain) else _EDGE.sub("", plain)


@lru_cache(maxsize=4096)
def _build_pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) | frozenset(text)


def compute_name_likeness(one: str, other: str) -> float:
    """Computes the likeness of two names, 0 to 1, from the characters and pairs of characters that they share.

    The shorter name weighs more, and equal last characters add to the likeness. Names that share only single
    characters get 0.2 at most. Names of general words only (引进项目) are compared whole.
    """
    left, right = extract_name_core(one), extract_name_core(other)
    if len(left) < 2 or len(right) < 2:
        left, right = one, other
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    shared = _build_pairs(left) & _build_pairs(right)
    if not shared:
        return 0.0
    contained = len(shared) / min(len(_build_pairs(left)), len(_build_pairs(right)))
    common = 2 * len(shared) / (len(_build_pairs(left)) + len(_build_pairs(right)))
    tail = 0.15 if left[-2:] == right[-2:] else 0.0
    most = 0.98 if any(len(piece) == 2 for piece in shared) else 0.2
    return min(most, 0.5 * contained + 0.4 * common + tail)


def compute_mention_share(name: str, text: str) -> float:
    """Computes the share of a name's characters and pairs that a text contains, 0 to 1."""
    wanted = _build_pairs(extract_name_core(name) or name)
    return len(wanted & _build_pairs(extract_name_core(text))) / len(wanted) if wanted else 0.0


def compare_actions(one: str, other: str) -> bool | None:
    """Tells whether two names contain actions of the same sort; None if one of them has no action."""
    left, right = _find_action(one), _find_action(other)
    if not left or not right:
        return None
    return left == right or _GROUP_OF.get(left, left) == _GROUP_OF.get(right, right)


def is_action_only(name: str) -> bool:
    """Tells whether a name is only an action (改建)."""
    return not extract_name_core(name) and bool(_LEADING.match(name)) and len(name) < 5


@lru_cache(maxsize=4096)
def _find_action(name: str) -> str:
    found = _LEADING.search(name)
    return found[0] if found else ""
