"""Enums of plans and their items."""

from tasks.enums.choice import Choice


class TaskKind(Choice):
    """The nature of an item, in printed order: what rules, layouts and the importer do with it.

    A government names its own kinds (``ItemKind``), each of one nature; the label is that of the first of a nature.
    """

    TARGET = "target", "预期目标"
    LIVELIHOOD = "livelihood", "民生实事"
    KEY = "key", "重点工作任务"


class DocumentLevel(Choice):
    """Whose list an item stands on. The plan's own notice is the district's."""

    NATIONAL = "national", "国家级"
    MUNICIPAL = "municipal", "市级"
    DISTRICT = "district", "{terms.own_level}"
    UNIT = "unit", "单位自定"


class ImportTreatment(Choice):
    """What a document is for the year: its plan, a further list of items, a correction of one, or a report."""

    PLAN = "plan", "年度方案"
    ADJUSTMENT = "adjustment", "开启填报前的调整"
    LIST = "list", "另一份清单"
    CORRECTION = "correction", "更正文件"
    REPORT = "report", "{terms.report}"


class ResponsibilityRole(Choice):
    """The part of a unit in an item."""

    LEAD = "lead", "牵头"
    COOPERATE = "cooperate", "配合"


class PlanChangeKind(Choice):
    """What the office has changed in the plan."""

    CORRECT = "correct", "更正事项"
    ADD = "add", "新增事项"


class ContinuationKind(Choice):
    """How an item of one year goes on in a later one."""

    CONTINUED = "continued", "延续"
    UNFINISHED = "unfinished", "结转未完"
    SPLIT = "split", "拆分"
    MERGED = "merged", "并入"

    @property
    def meaning(self) -> str:
        """What the kind says, for who chooses it."""
        return {
            ContinuationKind.CONTINUED: "同一项工作继续办",
            ContinuationKind.UNFINISHED: "原来没有完成，接着办",
            ContinuationKind.SPLIT: "原来一项分为几项",
            ContinuationKind.MERGED: "原来几项并为一项",
        }[self]


class ContinuationState(Choice):
    """What a person said of a pair of items; a pair of which nobody has said anything is not stored."""

    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "不是接续"


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


class DeadlineState(Choice):
    """Whether a person has confirmed the deadline of an item or of a milestone that was read from a text, or given it."""

    PROPOSED = "proposed", "待确认", "turn"
    CONFIRMED = "confirmed", "已确认", "ok"


class MilestoneSource(Choice):
    """Where a milestone comes from."""

    DOCUMENT = "document", "方案"
    OFFICE = "office", "{terms.office}"
    UNIT = "unit", "{terms.lead_unit}"


class RequestKind(Choice):
    """What a unit may ask the office to change."""

    EXTEND_FILING = "extend_filing", "延期报送"
    EXTEND_DUE = "extend_due", "延长完成时限"
    ADJUST_TEXT = "adjust_text", "调整任务表述"
    ADJUST_DUTIES = "adjust_duties", "调整责任分工"
    HAND_OVER = "hand_over", "移交牵头"


class RequestState(Choice):
    """The state of a request."""

    OPEN = "open", "待办理", "turn"
    GRANTED = "granted", "同意", "ok"
    REFUSED = "refused", "不同意", "back"
    WITHDRAWN = "withdrawn", "已撤回", "none"


class ReceiptState(Choice):
    """What a lead unit said of an item when it was to sign for it, and what the office decided."""

    RECEIVED = "received", "已签收", "ok"
    DISPUTED = "disputed", "退回待定", "back"
    KEPT = "kept", "维持分工", "late"
    MOVED = "moved", "同意调整", "none"


class BlockKind(Choice):
    """What a piece of a plan report is."""

    OPENING = "opening", "题头"
    HEADING = "heading", "标题"
    PARAGRAPH = "paragraph", "段落"
    BOX = "box", "专栏"
    BOX_LINE = "box_line", "专栏内容"
    TABLE_ROW = "table_row", "表格"
    NOTES_HEADING = "notes_heading", "注释标题"
    NOTE = "note", "注释"


class OutcomeState(Choice):
    """How final a figure of the year past is."""

    PRELIMINARY = "achieved", "快报"
    ESTIMATED = "estimated", "预计"
    FINAL = "final", "核定"


class MeasureLinkState(Choice):
    """What a person said of an indicator or a reported figure and a measure of the years."""

    CONFIRMED = "confirmed", "已归入"
    REJECTED = "rejected", "不归入"
