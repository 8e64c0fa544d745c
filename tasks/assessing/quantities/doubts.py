"""Says what is doubtful about a figure that somebody types; a person may still mean it."""

import re
from decimal import Decimal

from tasks.assessing.quantities.units import parse_unit
from tasks.decimals import format_decimal
from tasks.enums import IndicatorKind

#: so many times the target of the year nobody reaches: of 81 figures of published reports that were read right, one came
#: to 12 times its target, which was three, and the others to less than three times
FAR = 20
#: what may be below zero though it is an amount or a share
_MAY_BE_NEGATIVE = re.compile(r"利润|盈|损|净|差|增长|增速|增幅|增减|变化|变动|下降|降低|降幅|减")
#: what is counted piece by piece
_COUNTED = re.compile(r"[个处家户人名所座栋幢台辆盏项件宗起场次期株棵头只条块张册套间]|人次|家次|户次")


def describe_doubt(
    value: Decimal | None, *, kind: IndicatorKind, measure: str, unit: str, target: Decimal, former: Decimal | None
) -> str:
    """Describes in one Chinese sentence why a figure of the year to date can hardly be meant; "" if nothing is odd.

    Args:
        target: of the year.
        former: what was filed for the period before; None without one.
    """
    if value is None:
        return ""
    if amiss := describe_impossible(value, kind=kind, measure=measure, unit=unit):
        return amiss
    if kind is not IndicatorKind.CUMULATIVE:
        return ""
    if former is not None and value < former:
        return f"低于上期的 {format_decimal(former)}{unit}；这里填年初至今的累计数，请核对"
    if target > 0 and value > target * FAR:
        return f"超过全年目标 {format_decimal(target)}{unit} 的 {FAR} 倍，请核对数值和单位"
    return ""


def describe_impossible(value: Decimal, *, kind: IndicatorKind, measure: str, unit: str) -> str:
    """Describes why a figure cannot be right whatever was filed before; "" if it can."""
    is_amount = kind in (IndicatorKind.CUMULATIVE, IndicatorKind.LEVEL)
    if value < 0 and is_amount and not _MAY_BE_NEGATIVE.search(measure):
        return "是负数，请核对"
    if kind is IndicatorKind.CUMULATIVE and value != value.to_integral_value() and is_counted(unit):
        return f"按“{unit}”计数，不应有小数，请核对"
    return ""


def is_counted(unit: str) -> bool:
    """Tells whether a unit counts whole things: 处, 家次, but not 万人."""
    return bool(_COUNTED.fullmatch(unit)) and parse_unit(unit).base == unit
