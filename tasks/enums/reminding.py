"""Enums of reminders and deliveries."""

from tasks.enums.choice import Choice


class ReminderKind(Choice):
    """The occasion of a reminder or notice; ``tasks.reminding.rules`` decides on the automatic ones."""

    OPENED = "opened", "填报开启", "none"
    COMING_DUE = "coming_due", "临近截止", "watch"
    DUE = "due", "今日截止", "watch"
    OVERDUE = "overdue", "逾期未报", "late"
    RETURNED = "returned", "退回未重报", "late"
    LAGGING_TWICE = "lagging_twice", "连续滞后", "late"
    MANUAL = "manual", "{terms.office}催办", "watch"
    ESCALATED = "escalated", "提请关注", "late"
    REQUEST = "request", "申请办理", "none"
    COORDINATION = "coordination", "协调事项", "watch"
    COOPERATION = "cooperation", "配合填报", "watch"
    COMMENT = "comment", "留言", "none"
    PLAN_CHANGED = "plan_changed", "方案调整", "none"
    ENDED = "ended", "办结停办", "none"
    RECEIPT = "receipt", "任务签收", "none"
    SIGN_OFF = "sign_off", "印发审核", "watch"
    GIVEN_BACK = "given_back", "退回", "watch"
    JUDGED = "judged", "{terms.judging}结论", "watch"
    OBJECTION = "objection", "复核", "none"
    ISSUED = "issued", "印发", "none"
    JOB = "job", "后台任务", "none"
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
