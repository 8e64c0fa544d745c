"""Enums of periods and entries."""

from tasks.enums.choice import Choice


class PeriodState(Choice):
    """The state of a period."""

    PLANNED = "planned", "未开启", "none"
    OPEN = "open", "填报中", "turn"
    CLOSED = "closed", "已截止", "done"
    ISSUED = "issued", "已印发", "ok"

    def takes_filings(self, *, with_later_day: bool) -> bool:
        """Returns whether units may file an entry; in a closed period only an entry with its own later day."""
        return self is PeriodState.OPEN or (self is PeriodState.CLOSED and with_later_day)


class EntryState(Choice):
    """The state of an entry between the unit and the office."""

    BLANK = "blank", "未填报", "none"
    DRAFT = "draft", "草稿", "none"
    CONFIRMING = "confirming", "待单位审核", "turn"
    SUBMITTED = "submitted", "待审核", "turn"
    RETURNED = "returned", "已退回", "back"
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


class SelfRating(Choice):
    """自评: how a unit itself rates an item, beside its text; asked where the government wants it."""

    NORMAL = "normal", "正常", "ok"
    DIFFICULT = "difficult", "有困难", "watch"
    LAGGING = "lagging", "滞后", "late"


class CoordinationState(Choice):
    """Whether a district leader has answered a unit's 协调事项."""

    WAITING = "waiting", "待答复", "turn"
    ANSWERED = "answered", "已答复", "ok"
