"""Enums of indicators and 预警."""

from tasks.enums.choice import Choice


class Comparison(Choice):
    """How a figure is compared with its target."""

    AT_LEAST = ">=", "不低于"
    AT_MOST = "<=", "不高于"
    EQUAL = "=", "达到"
    ABOUT = "~", "左右"


class IndicatorKind(Choice):
    """How a figure develops over the year, which decides how it is compared with the time elapsed."""

    CUMULATIVE = "cumulative", "累计量"
    GROWTH = "growth", "增长率"
    LEVEL = "level", "水平或占比"
    LOWER = "lower", "越低越好"
    RELATIVE = "relative", "相对指标"
    EVENT = "event", "事件"


class UpperLevel(Choice):
    """Who has handed down an upper target, as texts call it; PROVINCE is also 自治区, ABOVE is not said more exactly."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    ABOVE = "above", "上级"


class IndicatorState(Choice):
    """Whether a person has confirmed an indicator that was recognized in an item's text."""

    PROPOSED = "proposed", "待确认", "turn"
    CONFIRMED = "confirmed", "已确认", "ok"
    REJECTED = "rejected", "不采用", "none"


class Course(Choice):
    """The expected growth of a cumulative figure from zero to its target."""

    LINEAR = "linear", "按时间均匀"
    BY_PERIOD = "by_period", "按分期目标"
    YEAR_END = "year_end", "年底一次完成"


class FigureState(Choice):
    """Whether a sentence reports its figure as done, under way, planned or estimated."""

    ACHIEVED = "achieved", "已完成"
    UNDERWAY = "underway", "在推进"
    PLANNED = "planned", "计划"
    ESTIMATED = "estimated", "预计"


class Standing(Choice):
    """预警: what the rules suggest for an item in a period; never a judgement."""

    NORMAL = "normal", "正常", "ok"
    WATCH = "watch", "关注", "watch"
    LAGGING = "lagging", "预警滞后", "late"
    UNKNOWN = "unknown", "无法判断", "none"


#: the standings that count as a warning
WARNED = (Standing.LAGGING, Standing.WATCH)


class Severity(Choice):
    """The weight of a signal."""

    HIGH = "high", "重", "late"
    MEDIUM = "medium", "中", "watch"
    LOW = "low", "轻", "none"
