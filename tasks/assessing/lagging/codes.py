"""预警: the codes of the signals and the sources of their rules."""

from tasks.enums import Choice


class SignalCode(Choice):
    """What a rule found. Signals of the same severity are shown in this order."""

    OVERDUE = "overdue", "逾期未完成", "late"
    NOT_REACHED = "not_reached", "全年未完成", "late"
    WITHDRAWN = "withdrawn", "退出或终止", "late"
    NO_ENTRY = "no_entry", "未填报", "late"
    NO_PROGRESS = "no_progress", "自述无进展", "late"
    BEHIND_COURSE = "behind_course", "落后于时间进度", "late"
    PACE = "pace", "剩余任务过重", "late"
    BELOW_TARGET = "below_target", "低于目标", "late"
    ABOVE_CEILING = "above_ceiling", "突破控制值", "late"
    FIGURE_FELL = "figure_fell", "累计数下降", "late"
    NOT_STARTED = "not_started", "尚未启动", "late"
    WORK_BEHIND = "work_behind", "形象进度落后", "watch"
    MILESTONE_MISSED = "milestone_missed", "节点未完成", "late"
    LATE_DATE = "late_date", "计划时间超期", "late"
    DUE_SOON = "due_soon", "临近时限", "watch"
    ADMITTED = "admitted", "自述差距", "watch"
    REPEATED = "repeated", "连续滞后", "watch"
    UPGRADED = "upgraded", "状态拔高", "watch"
    PREPARING = "preparing", "仍在前期", "watch"
    UNCHANGED = "unchanged", "与上期雷同", "watch"
    NO_FIGURE = "no_figure", "量化指标未报数", "watch"
    UNMENTIONED = "unmentioned", "部分任务未提及", "watch"
    BLOCKED = "blocked", "受外部制约", "none"


SOURCES: dict[SignalCode, str] = {
    SignalCode.OVERDUE: "时限已过未完成即为滞后（对账销号通行做法：逾期一票定滞后）",
    SignalCode.NOT_REACHED: "全年按完成与否认定（年终完成情况报告的通行分类：达成预期、未达预期）",
    SignalCode.WITHDRAWN: "项目退出、终止、停工须当期报告（《政府督查工作条例》第十六条：事实清楚）",
    SignalCode.NO_ENTRY: "逾期未报单列通报（各地督查通报惯例）",
    SignalCode.NO_PROGRESS: "进展须有事实（《政府督查工作条例》第十六条：事实清楚、证据充分）",
    SignalCode.BEHIND_COURSE: "时间过半、任务过半；完成比例低于月份占比为未达序时（宣城2020、张家界2018）",
    SignalCode.PACE: "剩余任务与已有进度对照（序时进度管理惯例）",
    SignalCode.BELOW_TARGET: "增速、占比类指标当期值低于目标为未达序时（宣城2020、张家界2018）",
    SignalCode.ABOVE_CEILING: "控制类指标当期值高于控制值",
    SignalCode.FIGURE_FELL: "累计数不应减少",
    SignalCode.NOT_STARTED: "未启动：当月黄灯，三个月后红灯（银川2025）",
    SignalCode.WORK_BEHIND: "形象进度与时间进度对照（月度调度惯例）",
    SignalCode.MILESTONE_MISSED: "节点到期未完成即为落后，最后一个节点未完成即为滞后（挂图作战、对账销号通行做法）",
    SignalCode.LATE_DATE: "计划完成时间晚于任务时限",
    SignalCode.DUE_SOON: "临近时限提前提醒（督查催办通行做法）",
    SignalCode.ADMITTED: "以单位自述为据（督查报告通行做法）",
    SignalCode.REPEATED: "连续两期滞后升级（三亚2022）",
    SignalCode.UPGRADED: "已申报不等于已获批，预计不等于完成（《政府督查工作条例》第二十五条：不得弄虚作假）",
    SignalCode.PREPARING: "年中仍在前期手续，年内建成存疑（银川2025对未启动的时限）",
    SignalCode.UNCHANGED: "进展文字逐期更新（督查填报要求）",
    SignalCode.NO_FIGURE: "量化任务报数（督查填报要求：能量化的必须量化）",
    SignalCode.UNMENTIONED: "逐项对应任务报告进展（督查填报要求）",
    SignalCode.BLOCKED: "需上级或外部解决的事项提请协调（督查报告通行做法）",
}
