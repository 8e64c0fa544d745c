"""预警: the settings of the lagging rules, read from the JSON that a government or a plan stores."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from tasks.assessing.lagging import vocabulary
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.likeness import HARDLY_CHANGED

LONGEST_CUE = 20
"""The longest cue word in characters; anything longer is a sentence of one document."""


class LaggingRulesError(ValueError):
    """An invalid setting; the message names it and gives the reason, in Chinese."""


@dataclass(frozen=True, slots=True)
class LaggingRules:
    """Thresholds, months and cue words. Points are percentage points, shares are 0 to 1.

    The thresholds and months follow 银川2025: yellow from 10 points behind, red above 30; not started is yellow at once
    and red after three months. In a cue word ``…`` stands for up to twelve characters of the clause.
    """

    tolerance: Decimal = Decimal(0)  # 容许落后（百分点）
    yellow: Decimal = Decimal(10)  # 黄灯：落后达到（百分点）
    red: Decimal = Decimal(30)  # 红灯：落后达到（百分点）
    level_tolerance: Decimal = Decimal("0.5")  # 增速、占比“左右”的容许差（百分点）
    red_pace: Decimal = Decimal(3)  # 剩余进度须达到此前的几倍视为难以完成
    small_count: Decimal = Decimal(5)  # 目标不多于此数的按个数看，只亮黄灯
    light_signals: int = 3  # 几个轻度信号合并为关注
    not_started_months: int = 3  # 未启动容许月数
    preparing_months: int = 6  # 只有前期工作容许月数
    red_after_months: int = 3  # 超过容许月数再过几个月转红灯
    due_soon_days: int = 30  # 距事项时限多少天起提醒
    milestone_days: int = 0  # 节点过期容许天数
    consecutive_periods: int = 2  # 连续几期滞后升级
    minor_share: Decimal = Decimal("0.25")  # 占比不高于此的子项视为个别
    similar: Decimal = HARDLY_CHANGED  # 与上期文字相似度达到此视为雷同
    echo: Decimal = Decimal("0.34")  # 任务词语在进展中出现的比例低于此视为未提及
    confidence: Decimal = Decimal("0.35")  # 采信自动识别数的最低把握
    sure: Decimal = Decimal("0.7")  # 自动识别数足以亮红灯的把握
    heavy_points: Decimal = Decimal(60)  # 研判排序：重度信号分值
    medium_points: Decimal = Decimal(30)  # 研判排序：中度信号分值
    light_points: Decimal = Decimal(5)  # 研判排序：轻度信号分值
    proven_times: Decimal = Decimal("1.5")  # 研判排序：有自述或目标为证的信号按几倍计
    unsaid_share: Decimal = Decimal("0.5")  # 研判排序：只是没有说到的信号按几成计
    whole_points: Decimal = Decimal(10)  # 研判排序：所引原文几乎是全文的加分
    lagging_points: Decimal = Decimal(52)  # 合计分达到多少提示为滞后
    desk_line: Decimal = Decimal(25)  # 研判排序：达到多少分列在线上
    disabled: tuple[str, ...] = ()  # 停用的信号
    not_started: tuple[str, ...] = vocabulary.NOT_STARTED
    preparing: tuple[str, ...] = vocabulary.PREPARING
    early_works: tuple[str, ...] = vocabulary.EARLY_WORKS
    building: tuple[str, ...] = vocabulary.BUILDING
    done: tuple[str, ...] = vocabulary.DONE
    withdrawn: tuple[str, ...] = vocabulary.WITHDRAWN
    no_progress: tuple[str, ...] = vocabulary.NO_PROGRESS
    admitted: tuple[str, ...] = vocabulary.ADMITTED
    blocked: tuple[str, ...] = vocabulary.BLOCKED

    @classmethod
    def from_dict(cls, settings: dict[str, Any], base: "LaggingRules | None" = None) -> "LaggingRules":
        """Reads the rules from ``settings``; anything not set is taken from ``base``.

        Args:
            settings: name → value. A number may also be given as text; cue words are a list.
            base: the government's rules for the settings of a plan; the defaults if None.

        Raises:
            LaggingRulesError: an unknown name, a value of the wrong type, or thresholds that contradict each other.
        """
        if not isinstance(settings, dict):
            raise LaggingRulesError("预警规则应为“名称：值”的对照表。")
        base = base or cls()
        unknown = sorted(str(name) for name in settings if name not in NAMES)
        if unknown:
            raise LaggingRulesError(f"没有名为“{'、'.join(unknown)}”的预警规则。")
        read: dict[str, Any] = {
            name: _read_setting(name, value, getattr(base, name)) for name, value in settings.items()
        }
        rules = replace(base, **read)
        _require_consistent(rules)
        return rules


NAMES: dict[str, str] = {
    "tolerance": "容许落后（百分点）",
    "yellow": "黄灯界限（百分点）",
    "red": "红灯界限（百分点）",
    "level_tolerance": "“左右”容许差（百分点）",
    "red_pace": "剩余进度倍数",
    "small_count": "小数目",
    "light_signals": "轻度信号个数",
    "not_started_months": "未启动容许月数",
    "preparing_months": "前期工作容许月数",
    "red_after_months": "转红灯月数",
    "due_soon_days": "临近时限天数",
    "milestone_days": "节点过期容许天数",
    "consecutive_periods": "连续期数",
    "minor_share": "个别子项占比",
    "similar": "雷同相似度",
    "echo": "提及比例",
    "confidence": "采信把握",
    "sure": "红灯把握",
    "heavy_points": "排序：重度分值",
    "medium_points": "排序：中度分值",
    "light_points": "排序：轻度分值",
    "proven_times": "排序：有据倍数",
    "unsaid_share": "排序：未说到比例",
    "whole_points": "排序：通篇加分",
    "lagging_points": "滞后分数线",
    "desk_line": "排序：分数线",
    "disabled": "停用的信号",
    "not_started": "未启动用语",
    "preparing": "前期用语",
    "early_works": "施工初期用语",
    "building": "在建用语",
    "done": "完成用语",
    "withdrawn": "退出终止用语",
    "no_progress": "无进展用语",
    "admitted": "自述差距用语",
    "blocked": "外部制约用语",
}
"""The label of each setting."""

_LIMITS: dict[str, tuple[int, int]] = {
    "tolerance": (0, 100),
    "yellow": (0, 100),
    "red": (0, 100),
    "level_tolerance": (0, 100),
    "red_pace": (1, 100),
    "small_count": (0, 100),
    "light_signals": (1, 20),
    "not_started_months": (0, 12),
    "preparing_months": (0, 12),
    "red_after_months": (0, 12),
    "due_soon_days": (0, 366),
    "milestone_days": (0, 366),
    "consecutive_periods": (1, 4),
    "minor_share": (0, 1),
    "similar": (0, 1),
    "echo": (0, 1),
    "confidence": (0, 1),
    "sure": (0, 1),
    "heavy_points": (0, 1000),
    "medium_points": (0, 1000),
    "light_points": (0, 1000),
    "proven_times": (1, 10),
    "unsaid_share": (0, 1),
    "whole_points": (0, 1000),
    "lagging_points": (0, 1000),
    "desk_line": (0, 1000),
}


def _read_setting(name: str, value: object, default: object) -> Decimal | int | tuple[str, ...]:
    if isinstance(default, tuple):
        return _read_words(name, value)
    if isinstance(default, int):
        return _read_whole(name, value)
    return _read_number(name, value)


def _read_number(name: str, value: object) -> Decimal:
    label = NAMES[name]
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise LaggingRulesError(f"“{label}”应为数字，现为“{value}”。")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise LaggingRulesError(f"“{label}”应为数字，现为“{value}”。") from None
    low, high = _LIMITS[name]
    if not number.is_finite() or not low <= number <= high:
        raise LaggingRulesError(f"“{label}”应在 {low} 至 {high} 之间，现为“{value}”。")
    return number


def _read_whole(name: str, value: object) -> int:
    number = _read_number(name, value)
    if number != int(number):
        raise LaggingRulesError(f"“{NAMES[name]}”应为整数，现为“{value}”。")
    return int(number)


def _read_words(name: str, value: object) -> tuple[str, ...]:
    label = NAMES[name]
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise LaggingRulesError(f"“{label}”应为词语列表。")
    words = tuple(dict.fromkeys(word.strip() for word in value))
    for word in words:
        if not word.strip("…") or len(word) > LONGEST_CUE:
            raise LaggingRulesError(f"“{label}”中的“{word}”应为 1 至 {LONGEST_CUE} 个字的词语。")
    return words


def _require_consistent(rules: LaggingRules) -> None:
    if rules.yellow >= rules.red:
        raise LaggingRulesError(f"黄灯界限（{rules.yellow}）应小于红灯界限（{rules.red}）。")
    if rules.confidence > rules.sure:
        raise LaggingRulesError(f"采信把握（{rules.confidence}）不应大于红灯把握（{rules.sure}）。")
    if not rules.light_points <= rules.medium_points <= rules.heavy_points:
        raise LaggingRulesError("排序的分值应为重度不低于中度、中度不低于轻度。")
    unknown = [code for code in rules.disabled if code not in set(SignalCode)]
    if unknown:
        raise LaggingRulesError(f"停用的信号中没有“{'、'.join(unknown)}”。")
