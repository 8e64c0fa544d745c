"""What a report tells of a granted request: that it was granted, and what came of it.

The former text of a task is not repeated: its figures would stand in the report as if they still held.
"""

from collections.abc import Mapping

from tasks.enums import RequestKind

State = Mapping[str, str | list[str]]


def describe_granted_request(kind: RequestKind, before: State, after: State) -> str:
    """One sentence; empty for a later day of filing, which is nobody's business but the office's."""
    if kind == RequestKind.EXTEND_FILING:
        return ""
    if kind == RequestKind.ADJUST_TEXT:
        return "任务内容经批准作了调整。"
    labels = ["完成时限"] if kind == RequestKind.EXTEND_DUE else ["牵头单位", "配合单位"]
    changed = [
        f"{label}经批准{_describe_change(_format_value(before.get(label, '')), _format_value(after[label]))}。"
        for label in labels
        if before.get(label) != after[label]
    ]
    # whoever hands over and stays is told by the lead alone
    return changed[0] if kind == RequestKind.HAND_OVER else "".join(changed)


def _describe_change(before: str, after: str) -> str:
    if not before:
        return f"定为{after}"
    return f"由{before}调整为{after}" if after else f"取消（原为{before}）"


def _format_value(value: str | list[str]) -> str:
    return "、".join(value) if isinstance(value, list) else value.rstrip("。")
