"""The settings of the formula; a government stores those that differ from the defaults as JSON."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from tasks.decimals import format_decimal
from tasks.terms import say

#: the sum of the two earned parts
FULL = Decimal(100)


class ScoringRulesError(ValueError):
    """A setting that cannot be used; the text says which and why, in Chinese."""


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """The points that can be earned and lost.

    Earned: ``completion`` and ``on_time``, together 100. Lost: at most ``lagging``, ``returned``, ``hollow``
    and ``notes``.
    """

    completion: Decimal = Decimal(70)  # 完成情况（分）
    on_time: Decimal = Decimal(30)  # 按时报送（分）
    lagging: Decimal = Decimal(20)  # 过程滞后最多扣（分）
    returned: Decimal = Decimal(10)  # 退回最多扣（分）
    hollow: Decimal = Decimal(10)  # 未报、照抄最多扣（分）
    notes: Decimal = Decimal(0)  # 配合填报未按时最多扣（分）
    again: Decimal = Decimal(1)  # 连续滞后每次加计（次）
    free_returns: Decimal = Decimal(1)  # 每项每期不扣分的退回（次）
    lead: Decimal = Decimal(1)  # 牵头系数
    cooperate: Decimal = Decimal("0.3")  # 配合系数
    floor: Decimal = Decimal(0)  # 最低分
    ceiling: Decimal = Decimal(100)  # 最高分
    few: Decimal = Decimal(3)  # 不排名的项数：研判事项少于

    @classmethod
    def from_dict(cls, settings: dict[str, Any]) -> "ScoringRules":
        """Builds the rules from the defaults and ``settings``; numbers may be given as text.

        Raises:
            ScoringRulesError: an unknown name, a value of the wrong kind, or settings that contradict each
                other.
        """
        if not isinstance(settings, dict):
            raise ScoringRulesError("考核规则应为“名称：值”的对照表。")
        unknown = sorted(str(name) for name in settings if name not in NAMES)
        if unknown:
            raise ScoringRulesError(f"没有名为“{'、'.join(unknown)}”的考核规则。")
        rules = replace(cls(), **{name: _parse_number(name, value) for name, value in settings.items()})
        _require_consistent(rules)
        return rules

    def as_dict(self) -> dict[str, str]:
        """Returns the settings that differ from the defaults, JSON-ready; ``from_dict`` reads them back."""
        default = ScoringRules()
        return {
            field.name: format_decimal(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }


#: the label of each setting, for the settings page and the audit log
NAMES: dict[str, str] = {
    "completion": "完成情况（分）",
    "on_time": "按时报送（分）",
    "lagging": "过程滞后最多扣（分）",
    "returned": "退回最多扣（分）",
    "hollow": "未报、照抄最多扣（分）",
    "notes": "配合填报未按时最多扣（分）",
    "again": "连续滞后每次加计（次）",
    "free_returns": "每项每期不扣分的退回（次）",
    "lead": "牵头系数",
    "cooperate": "配合系数",
    "floor": "最低分",
    "ceiling": "最高分",
    "few": "{terms.judging}事项少于几项的单位不排名",
}

_HIGHEST = {"again": 10, "free_returns": 10, "lead": 1, "cooperate": 1, "few": 20}
_WHOLE = ("free_returns", "few")


def _parse_number(name: str, value: object) -> Decimal:
    label, highest = say(NAMES[name]), _HIGHEST.get(name, 100)
    try:
        # True is an int in Python, but not a valid number here
        number = Decimal("无" if isinstance(value, bool) else str(value).strip())
    except InvalidOperation:
        raise ScoringRulesError(f"“{label}”应为数字，现为“{value}”。") from None
    if not number.is_finite() or not 0 <= number <= highest:
        raise ScoringRulesError(f"“{label}”应在 0 至 {highest} 之间，现为“{value}”。")
    if name in _WHOLE and number != int(number):
        raise ScoringRulesError(f"“{label}”应为整数，现为“{value}”。")
    return number


def _require_consistent(rules: ScoringRules) -> None:
    earned = rules.completion + rules.on_time
    if earned != FULL:
        raise ScoringRulesError(
            f"完成情况（{rules.completion}）和按时报送（{rules.on_time}）合计应为 100 分，现为 {earned} 分。"
        )
    if rules.completion <= rules.on_time:
        raise ScoringRulesError("完成情况应占一半以上：考核看事情办成没有，不看材料报得多勤。")
    if not rules.lead:
        raise ScoringRulesError("牵头系数应大于 0。")
    if rules.cooperate > rules.lead:
        raise ScoringRulesError(f"配合系数（{rules.cooperate}）不应大于牵头系数（{rules.lead}）。")
    if rules.floor >= rules.ceiling:
        raise ScoringRulesError(f"最低分（{rules.floor}）应小于最高分（{rules.ceiling}）。")
