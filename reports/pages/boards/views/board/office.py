"""首页 of the office: how far the period is, which units are late, what waits, and how the year runs."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from reports.figures import (
    PendingWork,
    Stage,
    UnitFilingRow,
    compute_pending_work,
    count_waiting_elsewhere,
    list_units_by_lateness,
)
from reports.pages.boards.office_step import OfficeSteps, get_filing_day
from reports.pages.boards.other_period import OtherPeriod, find_other_period
from reports.pages.boards.views.board.links import Figure, Links
from reports.pages.boards.views.board.pictures import BoardPictures
from tasks import clock
from tasks.assessing.earlier import EarlierEntries, choose_previous_entries, list_earlier_entries
from tasks.assessing.streaks import AGAIN
from tasks.checking.checks import count_findings
from tasks.continuing.carry_overs import count_undecided
from tasks.continuing.continuations import find_earlier_plan
from tasks.decimals import compute_percent
from tasks.enums import CoordinationState, PeriodState, Standing
from tasks.filing.coordination import CoordinationRequest, list_coordination_requests, prefetch_replies
from tasks.filing.entries import list_period_entries
from tasks.judging.queue import QueueItem, build_judging_queue
from tasks.models import Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.strips import YearMarks, pair_entries_with_marks
from tasks.periods import format_month_day
from tasks.terms import terms

#: so many rows stand on the board; the others are reached through their number, or folded away
SHOWN = 8
UNITS_SHOWN = 14


@dataclass(frozen=True)
class UnitBoardRow:
    """The numbers of one unit, or of the items without a lead unit, which no list shows.

    Attributes:
        late_days: working days since the oldest overdue item was due.
    """

    name: str
    overdue: Figure
    late_days: int
    stages: list[Figure]
    total: Figure


class OfficeBoardPage:
    """The board of the office: every item of a period."""

    def __init__(self, request: AuthenticatedRequest, period: Period):
        self.request = request
        self.user: User = request.user
        self.period = period
        self.links = Links(request)
        self.entries: list[ProgressEntry] = prefetch_replies(list_period_entries(request.user, period))

    @property
    def total(self) -> Figure:
        return Figure(len(self.entries), "事项", self.links.build_task_list_url())

    @cached_property
    def pending(self) -> PendingWork:
        queue = build_judging_queue(self.entries, self.period, self._earlier)
        return compute_pending_work(self.period, self.entries, queue, self._earlier)

    @cached_property
    def _earlier(self) -> "EarlierEntries":
        """The entries of the earlier periods: for the streaks, the check and the comparison with 上期."""
        return list_earlier_entries(self.period)

    @cached_property
    def steps(self) -> OfficeSteps:
        pending = self.pending
        return OfficeSteps(self.user, self.period, self.links, self.entries, pending.work, pending.findings)

    @property
    def other_period(self) -> OtherPeriod | None:
        return find_other_period(self.request, self.period)

    @property
    def three(self) -> list[Figure]:
        """The three numbers that matter in the period as it stands."""
        if self.period.state == PeriodState.ISSUED:
            return self._list_issued_figures()
        work, links = self.pending.work, self.links
        total = len(self.entries)
        overdue, owed = len(work.overdue), len(work.owed)
        standings = Counter(entry.standing for entry in work.warned)
        warned = f"■\u00a0滞后\u00a0{standings[Standing.LAGGING]}　▲\u00a0关注\u00a0{standings[Standing.WATCH]}"
        share = f"占 {total} 项的 {compute_percent(overdue or owed, total)}%"
        filing = (
            Figure(overdue, "逾期未报", links.build_task_list_url(overdue="yes"), "late", share)
            if overdue or self.period.state == PeriodState.CLOSED
            else Figure(owed, "待报送", links.build_url("remind_page"), "", share)
        )
        return [
            filing,
            Figure(
                len(work.to_review), "待审核", links.build_url("review_queue", tab="waiting"), "", self._oldest_told
            ),
            Figure(len(work.warned), f"预警待{terms.judging}", links.build_judging_url("warned"), "", warned),
        ]

    def _list_issued_figures(self) -> list[Figure]:
        """What was issued: nothing in it can be acted on any more."""
        build_url = self.links.build_task_list_url
        behind = sum(entry.is_behind for entry in self.entries)
        again = sum(item.streak >= AGAIN and item.is_behind for item in self.pending.again)
        judged = sum(entry.judgement_id is not None for entry in self.entries)
        return [
            Figure(behind, "滞后", build_url(outcome="behind"), "late", f"其中两期以上 {again} 项"),
            Figure(judged - behind, "正常", build_url(outcome="going"), "", "含已完成"),
            Figure(len(self.entries) - judged, f"未{terms.judging}", build_url(outcome="none"), "", "不列入附件"),
        ]

    @property
    def _oldest_told(self) -> str:
        days = [get_filing_day(entry) for entry in self.pending.work.to_review]
        waited = self.period.plan.government.workdays.between(min(days), clock.today()) if days else 0
        return f"最早一项已等 {waited} 个工作日" if waited > 0 else ""

    @cached_property
    def also(self) -> list[Figure]:
        """What else waits, without what is 0; nothing of an issued period but what belongs to none."""
        pending, links, since = self.pending, self.links, self.since
        elsewhere = count_waiting_elsewhere(self.user, self.period)
        of_period = [
            Figure(pending.unfinished, "逾期未完成", links.build_task_list_url(unfinished="yes"), "late"),
            Figure(len(pending.again), "两期以上滞后", links.build_judging_url("again"), "late"),
            Figure(
                count_findings(pending.must), "校核必须改正", links.build_url("check_list", severity="must"), "late"
            ),
            Figure(len(pending.new), f"{format_month_day(since)}以来新报送", self.new_figure.url),
        ]
        others = [
            Figure(pending.coordination, "协调待答复", self.waiting_figure.url, "watch"),
            *links.build_waiting_figures(elsewhere, list_begun_periods(self.request)),
            Figure(pending.requests, "申请待办理", links.build_url("request_list"), "watch"),
            Figure(pending.objections, "复核待决定", links.build_url("objection_list"), "watch"),
            Figure(
                pending.receipts,
                "签收退回待办",
                links.build_url("receipt_overview", year=self.period.plan.year, show="returned"),
                "watch",
            ),
            *self._list_unfinished_figures(),
        ]
        shown = others if self.period.state == PeriodState.ISSUED else [*of_period, *others]
        return [one for one in shown if one.count]

    def _list_unfinished_figures(self) -> list[Figure]:
        """How many items the earlier plan left unfinished and of which nobody has decided what becomes (结转)."""
        plan = self.period.plan
        # a year without a begun period has judged nothing
        has_past = any(one.plan.year < plan.year for one in list_begun_periods(self.request))
        earlier = find_earlier_plan(plan) if has_past else None
        if earlier is None:
            return []
        url = self.links.build_url("carry_over_list", year=plan.year)
        return [Figure(count_undecided(earlier), f"{earlier}未完成去向待定", url, "watch")]

    @cached_property
    def pictures(self) -> BoardPictures:
        previous = choose_previous_entries(self.period, self._earlier)
        return BoardPictures(self.user, self.period, self.entries, self.links, previous)

    @property
    def stages(self) -> list[Stage]:
        """What the columns of the units count."""
        return list(Stage)

    @property
    def since(self) -> date:
        """The day from which an item filed counts as new."""
        return self.pending.since

    @property
    def new_entries(self) -> list[ProgressEntry]:
        return self.pending.new[:SHOWN]

    @property
    def new_figure(self) -> Figure:
        url = self.links.build_task_list_url(since=self.since.isoformat())
        return Figure(len(self.pending.new), "", url)

    @property
    def worst_units(self) -> list[UnitBoardRow]:
        return self._unit_rows[:UNITS_SHOWN]

    @property
    def other_units(self) -> list[UnitBoardRow]:
        return self._unit_rows[UNITS_SHOWN:]

    @cached_property
    def again(self) -> list[tuple[QueueItem, YearMarks]]:
        """The items behind in two periods running or more, each with its four periods."""
        items = self.pending.again[:SHOWN]
        strips = pair_entries_with_marks((item.entry for item in items), self.request.user)
        return [(item, strip) for item, (_, strip) in zip(items, strips, strict=True)]

    @property
    def again_figure(self) -> Figure:
        return Figure(len(self.pending.again), "", self.links.build_judging_url("again"))

    @cached_property
    def waiting(self) -> list[CoordinationRequest]:
        """The requests for coordination that have no answer."""
        return [each for each in self._requests if each.state == CoordinationState.WAITING][:SHOWN]

    @property
    def waiting_figure(self) -> Figure:
        url = self.links.build_task_list_url(coordination="waiting")
        return Figure(self.pending.coordination, "", url)

    @cached_property
    def answered(self) -> list[CoordinationRequest]:
        return [each for each in self._requests if each.state == CoordinationState.ANSWERED]

    @cached_property
    def _unit_rows(self) -> list[UnitBoardRow]:
        return [self._build_unit_row(row) for row in list_units_by_lateness(self.entries, clock.today())]

    @cached_property
    def _requests(self) -> list[CoordinationRequest]:
        return list_coordination_requests(self.entries, self.request.user)

    def _build_unit_row(self, row: UnitFilingRow) -> UnitBoardRow:
        unit, links = row.unit, self.links
        filer: dict[str, Any] = {"filer": unit.pk} if unit else {}
        workdays = self.period.plan.government.workdays

        def build_figure(count: int, label: str, url: str) -> Figure:
            return Figure(count, label, url if unit else "")

        return UnitBoardRow(
            name=unit.name if unit else f"未列{terms.lead_unit}",
            overdue=build_figure(row.overdue, "", links.build_task_list_url(**filer, overdue="yes")),
            late_days=-workdays.count_left(row.due, clock.today()) if row.due else 0,
            stages=[
                build_figure(row.stages[stage], stage.label, links.build_stage_url(stage, **filer)) for stage in Stage
            ],
            total=build_figure(row.total, "", links.build_task_list_url(**filer)),
        )
