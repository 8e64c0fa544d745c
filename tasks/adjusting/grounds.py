"""依据: what a change of the plan rests on."""

from dataclasses import dataclass
from datetime import date

#: a decision may be of the year before the plan's, when the plan was drafted
YEARS_BEFORE = 1
BASIS_LENGTH, REASON_LENGTH = 200, 2000


@dataclass(frozen=True)
class Grounds:
    """The basis of a change.

    Attributes:
        basis: number of the document, or the meeting.
        decided_on: the day of the document or the meeting.
    """

    basis: str
    decided_on: date
    reason: str


def describe_grounds_refusal(grounds: Grounds, year: int, today: date) -> str:
    """Returns in one Chinese sentence what the basis lacks; "" when it is whole.

    Args:
        year: of the plan.
    """
    if not grounds.basis.strip():
        return "请写明依据的文号或会议。"
    if len(grounds.basis) > BASIS_LENGTH:
        return f"依据至多 {BASIS_LENGTH} 字。"
    if not grounds.reason.strip():
        return "请写明调整理由。"
    if len(grounds.reason) > REASON_LENGTH:
        return f"理由至多 {REASON_LENGTH} 字。"
    if grounds.decided_on > today:
        return "决定日期不能晚于今天；到时再办理。"
    if grounds.decided_on.year < year - YEARS_BEFORE:
        return f"决定日期应在{year - YEARS_BEFORE}年以后。"
    return ""
