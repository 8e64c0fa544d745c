"""The board of the supervision office: where the period stands, who is late, what waits, how the year runs."""

from typing import Any

from reports.figures import (
    PendingWork,
    PeriodKindCount,
    Stage,
    UnitFilingRow,
    build_progress_chart,
    build_year_chart,
    compute_pending_work,
    list_period_kind_counts,
    list_units_by_lateness,
)
from reports.pages.boards.views.board.links import Figure, Links
from tasks import clock
from tasks.enums import CoordinationState
from tasks.filing.coordination import prefetch_replies
from tasks.filing.entries import list_period_entries
from tasks.judging.queue import QueueItem, build_judging_queue
from tasks.models import Government, Period, User
from tasks.pages.filing.forms.coordination import list_coordination_requests
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.strips import YearMarks, pair_entries_with_marks

#: so many stand on the board; the rest is behind their number, or folded away
SHOWN = 8
UNITS_SHOWN = 14


def build_office_context(request: AuthenticatedRequest, period: Period) -> dict:
    links = Links(request)
    entries = prefetch_replies(list_period_entries(request.user, period))
    waiting = compute_pending_work(period, entries, build_judging_queue(entries, period))
    progress = build_progress_chart(period, entries)
    year = list_period_kind_counts(
        period.plan, [one for one in list_begun_periods(request) if one.plan_id == period.plan_id]
    )
    rows = [
        build_matrix_row(row, links, period.plan.government)
        for row in list_units_by_lateness(entries, clock.today())
    ]
    asked = list_coordination_requests(entries, request.user)
    return {
        "total": Figure(len(entries), "事项", links.build_task_list_url()),
        "waits": list(iterate_waiting_figures(waiting, links)),
        "progress": progress,
        "stages": [
            (stage, Figure(count, stage.label, links.build_stage_url(stage)))
            for stage, count in zip(Stage, progress.bars[0].counts, strict=True)
        ],
        "Stage": list(Stage),
        "worst": rows[:UNITS_SHOWN],
        "others": rows[UNITS_SHOWN:],
        "new": waiting.new[:SHOWN],
        "new_figure": Figure(
            len(waiting.new), "", links.build_task_list_url(since=waiting.since.isoformat())
        ),
        "since": waiting.since,
        "again": pair_items_with_marks(waiting.again[:SHOWN], request.user),
        "again_figure": Figure(len(waiting.again), "两期以上滞后", links.build_judging_url("again")),
        "asked": [one for one in asked if one.state == CoordinationState.WAITING][:SHOWN],
        "asked_figure": Figure(waiting.coordination, "", links.build_task_list_url(coordination="waiting")),
        "answered": [one for one in asked if one.state == CoordinationState.ANSWERED],
        "year": build_year_chart(period.plan, year),
        "stretches": [build_period_kind_row(one, links) for one in year],
    }


def pair_items_with_marks(items: list[QueueItem], user: User) -> list[tuple[QueueItem, YearMarks]]:
    """The items, each beside its four periods."""
    strips = pair_entries_with_marks((item.entry for item in items), user)
    return [(item, strip) for item, (_, strip) in zip(items, strips, strict=True)]


def iterate_waiting_figures(waiting: PendingWork, links: Links):
    """What waits, each number with its rows."""
    yield Figure(waiting.to_review, "待审核", links.build_url("review_queue", tab="waiting"), "watch")
    yield Figure(waiting.overdue, "逾期未报", links.build_task_list_url(overdue="yes"), "late")
    yield Figure(waiting.warned, "预警待研判", links.build_judging_url("warned"), "watch")
    yield Figure(len(waiting.again), "两期以上滞后", links.build_judging_url("again"), "late")
    yield Figure(waiting.must, "校核必须改正", links.build_url("check_list", severity="must"), "late")
    yield Figure(waiting.requests, "申请待办理", links.build_url("request_list"), "watch")
    yield Figure(waiting.objections, "复核待决定", links.build_url("objection_list"), "watch")
    yield Figure(
        waiting.coordination, "协调待答复", links.build_task_list_url(coordination="waiting"), "watch"
    )
    since = waiting.since.isoformat()
    yield Figure(
        len(waiting.new),
        f"{waiting.since.month}月{waiting.since.day}日以来新报送",
        links.build_task_list_url(since=since),
    )


def build_matrix_row(row: UnitFilingRow, links: Links, government: Government) -> dict:
    """A unit's numbers, each with its rows; items without a lead unit have no list of their own."""
    filer = {"filer": row.unit.pk} if row.unit else None

    def figure(count: int, url: str) -> Figure:
        return Figure(count, "", url if filer else "")

    asked: dict[str, Any] = filer or {}
    return {
        "name": row.unit.name if row.unit else "未列牵头单位",
        "total": figure(row.total, links.build_task_list_url(**asked)),
        "overdue": figure(row.overdue, links.build_task_list_url(**asked, overdue="yes")),
        "days": government.workdays.between(row.due, clock.today()) if row.due else 0,
        "stages": [
            (stage, figure(row.stages[stage], links.build_stage_url(stage, **asked))) for stage in Stage
        ],
    }


def build_period_kind_row(one: PeriodKindCount, links: Links) -> dict:
    """The numbers of a kind in a period, each with its rows."""

    def figure(count: int, **query) -> Figure:
        url = links.build_task_list_url(one.period, kind=one.kind.value, **query) if one.period else ""
        return Figure(count, "", url)

    return {
        "label": one.label,
        "period": one.period,
        "total": figure(one.count.total),
        "parts": [
            figure(one.count.behind, outcome="behind"),
            figure(one.count.going, outcome="going"),
            figure(one.count.unjudged, outcome="none"),
        ],
    }
