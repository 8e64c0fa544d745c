"""The enums of the product; each member has a value, a Chinese label and a colour token.

The database stores the values and the commands print them; the pages show the labels. Standard library only, so
that the pure rooms may import it.
"""

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A string enum whose members carry a Chinese label and a colour token.

    Declare a member as ``NAME = "value", "中文"`` or ``NAME = "value", "中文", "token"``. The token is one of
    ``ok watch late done none``; the stylesheet gives each a shape and a colour.
    """

    _value_: str
    label: str
    token: str

    # the label has a default only for the type checker, which reads EntryState("draft") as a call of __new__
    def __new__(cls, value: str, label: str = "", token: str = "none") -> Self:  # noqa: S107  a colour
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.token = token
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Lists pairs of value and label for model and form fields."""
        return [(member.value, member.label) for member in cls]


class Role(Choice):
    """The role of a user; ``tasks.permissions`` says what each may do."""

    CLERK = "clerk", "填报员"
    UNIT_HEAD = "unit_head", "单位审核人"
    OFFICE = "office", "督查办"
    LEADER = "leader", "区领导"
    ADMINISTRATOR = "administrator", "系统管理员"
    AUDITOR = "auditor", "审计员"
    HEAD = "head", "政府主要领导"
    OFFICE_HEAD = "office_head", "督查办负责人"
    VIEWER = "viewer", "查阅"


#: the roles that do the work of 督查办
OF_THE_OFFICE = (Role.OFFICE, Role.OFFICE_HEAD)
#: the roles that answer 协调事项 where the account names an official
OF_OFFICIALS = (Role.LEADER, Role.HEAD)


class ViewerScope(Choice):
    """What the role 查阅 may read in a government."""

    ISSUED = "issued", "只看已印发的报告"
    ALL = "all", "可看全部（同政府主要领导）"


class TaskKind(Choice):
    """The kind of an item, in printed order."""

    TARGET = "target", "预期目标"
    LIVELIHOOD = "livelihood", "民生实事"
    KEY = "key", "重点工作任务"


class DocumentLevel(Choice):
    """Whose list an item stands on. The plan's own notice is the district's."""

    NATIONAL = "national", "国家级"
    MUNICIPAL = "municipal", "市级"
    DISTRICT = "district", "区级"
    UNIT = "unit", "单位自定"


class ImportTreatment(Choice):
    """What a document is for the year: its plan, a further list of items, a correction of one, or a report."""

    PLAN = "plan", "年度方案"
    ADJUSTMENT = "adjustment", "开启填报前的调整"
    LIST = "list", "另一份清单"
    CORRECTION = "correction", "更正文件"
    REPORT = "report", "推进情况报告"


class ResponsibilityRole(Choice):
    """The part of a unit in an item."""

    LEAD = "lead", "牵头"
    COOPERATE = "cooperate", "配合"


class PeriodState(Choice):
    """The state of a period."""

    PLANNED = "planned", "未开启", "none"
    OPEN = "open", "填报中", "watch"
    CLOSED = "closed", "已截止", "done"
    ISSUED = "issued", "已印发", "ok"

    def takes_filings(self, *, with_later_day: bool) -> bool:
        """Returns whether units may file an entry; in a closed period only an entry with its own later day."""
        return self is PeriodState.OPEN or (self is PeriodState.CLOSED and with_later_day)


class EntryState(Choice):
    """The state of an entry between the unit and the office."""

    BLANK = "blank", "未填报", "none"
    DRAFT = "draft", "草稿", "none"
    CONFIRMING = "confirming", "待单位审核", "watch"
    SUBMITTED = "submitted", "待审核", "watch"
    RETURNED = "returned", "已退回", "late"
    ACCEPTED = "accepted", "已通过", "ok"

    @property
    def is_handed_over(self) -> bool:
        """Whether the entry is filed with the office, or was returned by it; before that it is the unit's draft."""
        return self not in UNFILED

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit has to act next: the entry is not filed, or the office has returned it."""
        return self in WITH_UNIT


#: drafts of the unit; one that waits for the unit's head has not reached the office either
UNFILED = (EntryState.BLANK, EntryState.DRAFT, EntryState.CONFIRMING)
#: states in which the unit has to file, or to file again
WITH_UNIT = (*UNFILED, EntryState.RETURNED)
#: states of a filed entry that the office has not returned
AT_THE_OFFICE = (EntryState.SUBMITTED, EntryState.ACCEPTED)


class Outcome(Choice):
    """The outcome of a judgement. The word that a table prints depends on kind and layout."""

    ON_TRACK = "on_track", "正常推进", "ok"
    EXPECTED = "expected", "预计能够完成", "ok"
    AHEAD = "ahead", "超进度", "ok"
    LAGGING = "lagging", "推进滞后", "late"
    REACHED = "reached", "已完成", "done"
    NOT_REACHED = "not_reached", "未完成", "late"

    @property
    def is_behind(self) -> bool:
        """Whether the item counts as behind."""
        return self in BEHIND


#: the outcomes with which an item counts as behind
BEHIND = (Outcome.LAGGING, Outcome.NOT_REACHED)


class LagChange(Choice):
    """How an item's judgement changed since the previous period."""

    NEWLY = "newly", "新增滞后", "late"
    AGAIN = "again", "连续滞后", "late"
    RECOVERED = "recovered", "已经赶上", "ok"
    UNDECIDED = "undecided", "上期滞后，本期未研判", "watch"


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

    PROPOSED = "proposed", "待确认", "watch"
    CONFIRMED = "confirmed", "已确认", "ok"
    REJECTED = "rejected", "不采用", "none"


class DeadlineState(Choice):
    """Whether a person has confirmed the deadline of an item or of a milestone that was read from a text, or given it."""

    PROPOSED = "proposed", "待确认", "watch"
    CONFIRMED = "confirmed", "已确认", "ok"


class Course(Choice):
    """The expected growth of a cumulative figure from zero to its target."""

    LINEAR = "linear", "按时间均匀"
    QUARTERLY = "quarterly", "按季度目标"
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


class SelfRating(Choice):
    """自评: how a unit itself rates an item, beside its text; asked where the government wants it."""

    NORMAL = "normal", "正常", "ok"
    DIFFICULT = "difficult", "有困难", "watch"
    LAGGING = "lagging", "滞后", "late"


class MilestoneSource(Choice):
    """Where a milestone comes from."""

    DOCUMENT = "document", "方案"
    OFFICE = "office", "督查办"
    UNIT = "unit", "牵头单位"


class Severity(Choice):
    """The weight of a signal."""

    HIGH = "high", "重", "late"
    MEDIUM = "medium", "中", "watch"
    LOW = "low", "轻", "none"


class Audience(Choice):
    """The readers of a file of an issued report."""

    INTERNAL = "internal", "内部版", "none"
    PUBLIC = "public", "公开版", "ok"


class OfflineState(Choice):
    """The state of a row of a 离线填报表: before it is saved, and what came of it."""

    SAME = "same", "未改动", "none"
    WRITES = "writes", "将存草稿", "ok"
    CONFLICT = "conflict", "冲突", "watch"
    LOCKED = "locked", "不可填报", "none"
    FAULTY = "faulty", "出错", "late"
    SAVED = "saved", "已存草稿", "ok"
    FILED = "filed", "已报送", "done"
    KEPT = "kept", "保留现有", "none"
    REFUSED = "refused", "未写入", "late"


class ObjectionState(Choice):
    """The state of an objection. 政府督查工作条例 第十七条: its decision is final."""

    OPEN = "open", "待复核", "watch"
    UPHELD = "upheld", "维持原结论", "done"
    CHANGED = "changed", "改变结论", "ok"


class ReminderKind(Choice):
    """The occasion of a reminder or notice; ``tasks.reminding.rules`` decides on the automatic ones."""

    OPENED = "opened", "填报开启", "none"
    COMING_DUE = "coming_due", "临近截止", "watch"
    DUE = "due", "今日截止", "watch"
    OVERDUE = "overdue", "逾期未报", "late"
    RETURNED = "returned", "退回未重报", "late"
    LAGGING_TWICE = "lagging_twice", "连续滞后", "late"
    MANUAL = "manual", "督查办催办", "watch"
    ESCALATED = "escalated", "提请关注", "late"
    REQUEST = "request", "申请办理", "none"
    COORDINATION = "coordination", "协调事项", "watch"
    PLAN_CHANGED = "plan_changed", "方案调整", "none"
    ENDED = "ended", "办结停办", "none"
    SIGN_OFF = "sign_off", "印发审核", "watch"
    ITEM_DUE = "item_due", "临近完成时限", "watch"
    ITEM_OVERDUE = "item_overdue", "超过完成时限", "late"


class Channel(Choice):
    """A channel for messages besides the inbox; each is off until its address is set."""

    EMAIL = "email", "电子邮件"
    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"
    JSON = "json", "通用接口"


class DeliveryState(Choice):
    """The state of a delivery."""

    WAITING = "waiting", "待发送", "none"
    SENT = "sent", "已发送", "ok"
    FAILED = "failed", "发送失败", "late"


class RequestKind(Choice):
    """What a unit may ask the office to change."""

    EXTEND_FILING = "extend_filing", "延期报送"
    EXTEND_DUE = "extend_due", "延长完成时限"
    ADJUST_TEXT = "adjust_text", "调整任务表述"
    ADJUST_DUTIES = "adjust_duties", "调整责任分工"
    HAND_OVER = "hand_over", "移交牵头"


class RequestState(Choice):
    """The state of a request."""

    OPEN = "open", "待办理", "watch"
    GRANTED = "granted", "同意", "ok"
    REFUSED = "refused", "不同意", "late"
    WITHDRAWN = "withdrawn", "已撤回", "none"


class PlanChangeKind(Choice):
    """What the office has changed in the plan."""

    CORRECT = "correct", "更正事项"
    ADD = "add", "新增事项"


class SignOffState(Choice):
    """How 印发审核 of a period stands, which a government may demand before the issue."""

    NOT_ASKED = "not_asked", "尚未提请", "none"
    WAITING = "waiting", "待审核", "watch"
    APPROVED = "approved", "审核通过", "ok"
    RETURNED = "returned", "已退回", "late"
    LAPSED = "lapsed", "内容已变，须重新提请", "late"


class CoordinationState(Choice):
    """Whether a district leader has answered a unit's 协调事项."""

    WAITING = "waiting", "待答复", "watch"
    ANSWERED = "answered", "已答复", "ok"


class EndingKind(Choice):
    """How an item ended before its year did."""

    DONE = "done", "已完成（销号）", "done"
    SUSPENDED = "suspended", "暂缓", "watch"
    CANCELLED = "cancelled", "取消", "none"
    MERGED = "merged", "并入", "none"

    @property
    def is_stop(self) -> bool:
        """Whether the item was stopped without being done, so that later periods have no entry of it."""
        return self is not EndingKind.DONE


class SuccessionKind(Choice):
    """机构调整: how a unit became another."""

    RENAMED = "renamed", "更名"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"


class EventKind(Choice):
    """The kind of an audit log row, one for each public action; the labels are the users' words."""

    DOCUMENT_IMPORTED = "document_imported", "导入文件"
    PLAN_DOCUMENT_SAVED = "plan_document_saved", "填写来源文件"
    TASK_LINKED = "task_linked", "关联同一事项"
    TASK_UNLINKED = "task_unlinked", "解除同一事项"
    PLAN_FACTS_SAVED = "plan_facts_saved", "填写方案信息"
    PERIODS_SET = "periods_set", "设置填报期"
    PERIOD_OPENED = "period_opened", "开启填报"
    PERIOD_CLOSED = "period_closed", "截止填报"
    PERIOD_EXTENDED = "period_extended", "延长填报"
    ENTRY_SAVED = "entry_saved", "存草稿"
    ENTRY_SUBMITTED = "entry_submitted", "报送"
    ENTRY_CONFIRMED = "entry_confirmed", "单位审核通过"
    ENTRY_SENT_BACK = "entry_sent_back", "单位审核退回"
    ENTRY_WITHDRAWN = "entry_withdrawn", "撤回"
    ENTRY_RETURNED = "entry_returned", "退回"
    ENTRY_ACCEPTED = "entry_accepted", "审核通过"
    ENTRY_REOPENED = "entry_reopened", "撤销审核通过"
    ENTRY_REWORDED = "entry_reworded", "修改报告用语"
    ENTRY_JUDGED = "entry_judged", "研判"
    ENTRY_OBJECTED = "entry_objected", "申请复核"
    ENTRY_OBJECTION_DECIDED = "entry_objection_decided", "复核决定"
    EVIDENCE_ADDED = "evidence_added", "上传佐证材料"
    EVIDENCE_REMOVED = "evidence_removed", "移除佐证材料"
    EVIDENCE_INFECTED = "evidence_infected", "拦截带病毒的文件"
    INDICATORS_PROPOSED = "indicators_proposed", "识别量化指标"
    INDICATOR_DECIDED = "indicator_decided", "核定量化指标"
    DEADLINES_PROPOSED = "deadlines_proposed", "识别完成时限"
    DEADLINES_DECIDED = "deadlines_decided", "核定完成时限"
    TASK_MILESTONES_SET = "task_milestones_set", "填写节点"
    SELF_RATING_SET = "self_rating_set", "设置单位自评"
    ITEM_MARKED_INTERNAL = "item_marked_internal", "标为内部事项"
    ITEM_UNMARKED_INTERNAL = "item_unmarked_internal", "取消内部事项"
    SIGN_OFF_ASKED = "sign_off_asked", "提请印发"
    SIGN_OFF_DECIDED = "sign_off_decided", "印发审核"
    REPORT_ISSUED = "report_issued", "印发"
    CORRECTION_BEGUN = "correction_begun", "印发后更正"
    CORRECTION_DROPPED = "correction_dropped", "取消更正"
    FINDING_SET_ASIDE = "finding_set_aside", "校核问题不处理"
    FINDING_TAKEN_BACK = "finding_taken_back", "恢复校核问题"
    ENTRIES_ASSESSED = "entries_assessed", "系统预警"
    RULES_CHANGED = "rules_changed", "修改预警规则"
    UNIT_SAVED = "unit_saved", "维护单位"
    ALIAS_SAVED = "alias_saved", "维护单位别名"
    ALIAS_REMOVED = "alias_removed", "移除单位别名"
    OFFICIAL_SAVED = "official_saved", "维护区领导"
    GOVERNMENT_SET = "government_set", "修改辖区设置"
    USER_SAVED = "user_saved", "维护用户"
    PASSWORD_RESET = "password_reset", "重置密码"
    PASSWORD_CHANGED = "password_changed", "修改密码"
    SIGNED_IN = "signed_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    SIGNED_OUT = "signed_out", "退出登录"
    PARAGRAPH_REWORDED = "paragraph_reworded", "修改报告段落"
    PARAGRAPH_RESTORED = "paragraph_restored", "恢复报告段落"
    TEMPLATE_SAVED = "template_saved", "修改报告模板"
    TEMPLATE_RESTORED = "template_restored", "恢复报告模板"
    EXPORTED = "exported", "导出"
    NOTICES_SENT = "notices_sent", "催办"
    REMINDER_RULES_CHANGED = "reminder_rules_changed", "修改催办规则"
    CALENDAR_CHANGED = "calendar_changed", "修改工作日历"
    ENTRIES_OPENED = "entries_opened", "单独开放填报"
    # no action writes it any more; rows of earlier releases carry it
    TASK_LEADERS_ASSIGNED = "task_leaders_assigned", "调整责任区领导"
    TASK_CORRECTED = "task_corrected", "更正事项"
    TASK_ADDED = "task_added", "新增事项"
    TASK_CHANGE_UNDONE = "task_change_undone", "撤销方案调整"
    TASK_REQUESTED = "task_requested", "提出申请"
    TASK_REQUEST_DECIDED = "task_request_decided", "办理申请"
    TASK_REQUEST_WITHDRAWN = "task_request_withdrawn", "撤回申请"
    ENTRY_COORDINATED = "entry_coordinated", "协调答复"
    TASK_ENDED = "task_ended", "办结停办"
    TASK_RESUMED = "task_resumed", "恢复办理"
    OFFICIAL_SUCCEEDED = "official_succeeded", "区领导接任"
    UNITS_REORGANISED = "units_reorganised", "机构调整"
    ENTRY_EXCLUDED = "entry_excluded", "不计入考核"
    ENTRY_INCLUDED = "entry_included", "恢复计入考核"
    SCORING_RULES_CHANGED = "scoring_rules_changed", "修改考核规则"
    SCORECARD_APPROVED = "scorecard_approved", "审定考核结果"
    SCORECARD_REOPENED = "scorecard_reopened", "撤销考核审定"
