"""The settings of the automatic reminders; a government stores those that differ from the defaults as JSON."""

from dataclasses import dataclass, fields, replace
from typing import Any

from tasks.enums import ReminderKind
from tasks.terms import say

#: the kinds that the system sends; people cause the others
AUTOMATIC = (
    ReminderKind.OPENED,
    ReminderKind.COMING_DUE,
    ReminderKind.DUE,
    ReminderKind.OVERDUE,
    ReminderKind.RETURNED,
    ReminderKind.LAGGING_TWICE,
    ReminderKind.ESCALATED,
    ReminderKind.ITEM_DUE,
    ReminderKind.ITEM_OVERDUE,
)
#: the most reminders before the deadline
MOST_STEPS = 5


class ReminderRulesError(ValueError):
    """A setting that cannot be used; the text says which and why, in Chinese."""


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """Which reminders are sent, and when; all days are working days."""

    kinds: tuple[str, ...] = AUTOMATIC  # 启用的提醒
    days_before: tuple[int, ...] = (7, 3, 1)  # 截止前第几个工作日提醒
    overdue_after: int = 1  # 逾期第几个工作日催报
    overdue_every: int = 0  # 此后每隔几个工作日再催；0 为不再催
    returned_after: int = 1  # 退回后第几个工作日仍未重报的，提醒
    again_after: int = 3  # 人工催办后几个工作日内再催，须确认
    lagging_periods: int = 2  # 连续几期研判滞后，告知单位审核人
    escalate_after: int = 5  # 告知后第几个工作日，提请责任区领导关注
    item_due_before: int = 10  # 事项自己的时限前第几个工作日提醒；0 为不提醒

    @classmethod
    def from_dict(cls, settings: dict[str, Any]) -> "ReminderRules":
        """Builds the rules from the defaults and ``settings``; numbers may be given as text.

        Raises:
            ReminderRulesError: an unknown name, or a value of the wrong kind or size.
        """
        if not isinstance(settings, dict):
            raise ReminderRulesError("催办规则应为“名称：值”的对照表。")
        unknown = sorted(str(name) for name in settings if name not in NAMES)
        if unknown:
            raise ReminderRulesError(f"没有名为“{'、'.join(unknown)}”的催办规则。")
        read: dict[str, Any] = {name: _parse_setting(name, value) for name, value in settings.items()}
        return replace(cls(), **read)

    def as_dict(self) -> dict[str, Any]:
        """Returns the settings that differ from the defaults, JSON-ready; ``from_dict`` reads them back."""
        default = ReminderRules()
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in given.items()
            if value != getattr(default, name)
        }


#: the label of each setting on the settings page
NAMES: dict[str, str] = {
    "kinds": "启用的提醒",
    "days_before": "截止前提醒（工作日）",
    "overdue_after": "逾期催报（工作日）",
    "overdue_every": "再次催报间隔（工作日）",
    "returned_after": "退回未重报提醒（工作日）",
    "again_after": "重复催办须确认（工作日内）",
    "lagging_periods": "连续滞后期数",
    "escalate_after": "提请{terms.leader}关注（工作日）",
    "item_due_before": "事项时限前提醒（工作日）",
}

_LIMITS: dict[str, tuple[int, int]] = {
    "days_before": (1, 30),
    "overdue_after": (1, 30),
    "overdue_every": (0, 30),
    "returned_after": (1, 30),
    "again_after": (1, 30),
    "lagging_periods": (2, 4),
    "escalate_after": (1, 60),
    "item_due_before": (0, 60),
}


def _parse_setting(name: str, value: object) -> int | tuple[int, ...] | tuple[str, ...]:
    if name == "kinds":
        return _parse_kinds(value)
    if name == "days_before":
        return _parse_steps(value)
    return _parse_whole(name, value)


def _parse_whole(name: str, value: object) -> int:
    low, high = _LIMITS[name]
    try:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError
        number = int(value)
    except (TypeError, ValueError):
        raise ReminderRulesError(f"“{say(NAMES[name])}”应为整数，现为“{value}”。") from None
    if not low <= number <= high:
        raise ReminderRulesError(f"“{say(NAMES[name])}”应在 {low} 至 {high} 之间，现为“{value}”。")
    return number


def _parse_steps(value: object) -> tuple[int, ...]:
    label = NAMES["days_before"]
    if not isinstance(value, list | tuple):
        raise ReminderRulesError(f"“{label}”应为若干个天数，如 7、3、1。")
    steps = {_parse_whole("days_before", each) for each in value}
    if len(steps) > MOST_STEPS:
        raise ReminderRulesError(f"“{label}”最多 {MOST_STEPS} 次，现为 {len(steps)} 次。")
    return tuple(sorted(steps, reverse=True))


def _parse_kinds(value: object) -> tuple[str, ...]:
    label = NAMES["kinds"]
    if not isinstance(value, list | tuple):
        raise ReminderRulesError(f"“{label}”应为列表。")
    unknown = [str(each) for each in value if each not in AUTOMATIC]
    if unknown:
        raise ReminderRulesError(f"“{label}”中没有“{'、'.join(unknown)}”。")
    return tuple(kind for kind in AUTOMATIC if kind in value)
