"""Describes a granted request in the report.

The former text of a task is not repeated, because its figures would seem still valid.
"""

from collections.abc import Mapping

from tasks.enums import RequestKind
from tasks.terms import DEFAULT

State = Mapping[str, str | list[str]]


def describe_granted_request(kind: RequestKind, before: State, after: State) -> str:
    """Describes the request in one sentence; empty for a later day of filing, which concerns only the office."""
    if kind == RequestKind.EXTEND_FILING:
        return ""
    if kind == RequestKind.ADJUST_TEXT:
        return "任务内容经批准作了调整。"
    labels = ["完成时限"] if kind == RequestKind.EXTEND_DUE else [DEFAULT.lead_unit, DEFAULT.cooperating_unit]
    changed = [
        f"{label}经批准{_describe_change(_format_value(before.get(label, '')), _format_value(after[label]))}。"
        for label in labels
        if before.get(label) != after[label]
    ]
    # a former lead unit that stays as cooperating unit is not mentioned
    return changed[0] if kind == RequestKind.HAND_OVER else "".join(changed)


def _describe_change(before: str, after: str) -> str:
    if not before:
        return f"定为{after}"
    return f"由{before}调整为{after}" if after else f"取消（原为{before}）"


def _format_value(value: str | list[str]) -> str:
    return "、".join(value) if isinstance(value, list) else value.rstrip("。")
