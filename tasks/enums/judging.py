"""Enums of judgements and issues."""

from tasks.enums.choice import Choice


class Outcome(Choice):
    """What a judgement means. Its word comes from the vocabulary of the item's kind (``tasks.enums.outcome_words``); the label
    here is the word of the standard vocabulary. WATCH is between on track and lagging, CARRIED goes on next year.
    """

    ON_TRACK = "on_track", "正常推进", "ok"
    EXPECTED = "expected", "预计能够完成", "ok"
    AHEAD = "ahead", "超进度", "ok"
    LAGGING = "lagging", "推进滞后", "late"
    REACHED = "reached", "已完成", "done"
    NOT_REACHED = "not_reached", "未完成", "late"
    WATCH = "watch", "需关注", "watch"
    CARRIED = "carried", "跨年续办", "watch"

    @property
    def is_behind(self) -> bool:
        """Whether the item counts as behind."""
        return self in BEHIND


#: the outcomes with which an item counts as behind
BEHIND = (Outcome.LAGGING, Outcome.NOT_REACHED)


#: the outcomes of a year's last period with which an item has not been done in its year
UNFINISHED = (*BEHIND, Outcome.CARRIED)


class OutcomeStage(Choice):
    """When a word of a vocabulary is used: in the periods before the year ends, or in its last one."""

    YEAR = "year", "年中"
    END = "end", "年末"


class LagChange(Choice):
    """How an item's judgement changed since the previous period."""

    NEWLY = "newly", "新增滞后", "late"
    AGAIN = "again", "连续滞后", "late"
    RECOVERED = "recovered", "已经赶上", "ok"
    UNDECIDED = "undecided", "上期滞后，本期未{terms.judging}", "watch"


class Audience(Choice):
    """The readers of a file of an issued report."""

    INTERNAL = "internal", "内部版", "none"
    PUBLIC = "public", "公开版", "ok"


class IssueScope(Choice):
    """Who knows of an issue (知悉范围); but for the first, the issue is 内部 as a whole and its files bear the mark."""

    USUAL = "usual", "不另加限制", "none"
    HOUSE = "house", "内部：限本{terms.place}工作人员", "watch"
    LEADERS = "leaders", "内部：限{terms.office}和领导", "watch"

    @property
    def is_internal(self) -> bool:
        return self != IssueScope.USUAL


class ObjectionState(Choice):
    """The state of an objection. 政府督查工作条例 第十七条: its decision is final."""

    OPEN = "open", "待复核", "turn"
    UPHELD = "upheld", "维持原结论", "done"
    CHANGED = "changed", "改变结论", "ok"


class SignOffState(Choice):
    """How 印发审核 of a period stands, which a government may demand before the issue."""

    NOT_ASKED = "not_asked", "尚未提请", "none"
    WAITING = "waiting", "待审核", "turn"
    APPROVED = "approved", "审核通过", "ok"
    RETURNED = "returned", "已退回", "back"
    TAKEN_BACK = "taken_back", "已撤回", "none"
    LAPSED = "lapsed", "内容已变，须重新提请", "back"
