"""The board of the supervision office: where the period stands, who is late, what waits, how the year runs."""

from typing import Any

from reports.figures import (
    Stage,
    Stretch,
    UnitRow,
    Waiting,
    chart_of,
    progress_of,
    units_by_lateness,
    waiting_of,
    year_of,
)
from reports.pages.boards.views.board.links import Figure, Links
from tasks import clock
from tasks.enums import CoordinationState
from tasks.filing.coordination import with_replies
from tasks.filing.entries import entries_in
from tasks.judging.queue import QueueItem, queue_of
from tasks.models import Government, Period, User
from tasks.pages.filing.forms.coordination import asked_in
from tasks.pages.frame.context import AuthenticatedRequest, periods_for
from tasks.pages.frame.strips import Strip, with_strips

#: so many stand on the board; the rest is behind their number, or folded away
SHOWN = 8
UNITS_SHOWN = 14


def context_of(request: AuthenticatedRequest, period: Period) -> dict:
    links = Links(request)
    entries = with_replies(entries_in(request.user, period))
    waiting = waiting_of(period, entries, queue_of(entries, period))
    progress = progress_of(period, entries)
    year = year_of(period.plan, [one for one in periods_for(request) if one.plan_id == period.plan_id])
    rows = [
        matrix_row(row, links, period.plan.government) for row in units_by_lateness(entries, clock.today())
    ]
    asked = asked_in(entries, request.user)
    return {
        "total": Figure(len(entries), "事项", links.tasks()),
        "waits": list(waits(waiting, links)),
        "progress": progress,
        "stages": [
            (stage, Figure(count, stage.label, links.stage(stage)))
            for stage, count in zip(Stage, progress.bars[0].counts, strict=True)
        ],
        "Stage": list(Stage),
        "worst": rows[:UNITS_SHOWN],
        "others": rows[UNITS_SHOWN:],
        "new": waiting.new[:SHOWN],
        "new_figure": Figure(len(waiting.new), "", links.tasks(since=waiting.since.isoformat())),
        "since": waiting.since,
        "again": with_strips_of(waiting.again[:SHOWN], request.user),
        "again_figure": Figure(len(waiting.again), "两期以上滞后", links.judging("again")),
        "asked": [one for one in asked if one.state == CoordinationState.WAITING][:SHOWN],
        "asked_figure": Figure(waiting.coordination, "", links.tasks(coordination="waiting")),
        "answered": [one for one in asked if one.state == CoordinationState.ANSWERED],
        "year": chart_of(period.plan, year),
        "stretches": [shown_stretch(one, links) for one in year],
    }


def with_strips_of(items: list[QueueItem], user: User) -> list[tuple[QueueItem, Strip]]:
    """The items, each beside its four periods."""
    strips = with_strips((item.entry for item in items), user)
    return [(item, strip) for item, (_, strip) in zip(items, strips, strict=True)]


def waits(waiting: Waiting, links: Links):
    """What waits, each number with its rows."""
    yield Figure(waiting.to_review, "待审核", links.to("review_queue", tab="waiting"), "watch")
    yield Figure(waiting.overdue, "逾期未报", links.tasks(overdue="yes"), "late")
    yield Figure(waiting.warned, "预警待研判", links.judging("warned"), "watch")
    yield Figure(len(waiting.again), "两期以上滞后", links.judging("again"), "late")
    yield Figure(waiting.must, "校核必须改正", links.to("check_list", severity="must"), "late")
    yield Figure(waiting.requests, "申请待办理", links.to("request_list"), "watch")
    yield Figure(waiting.objections, "复核待决定", links.to("objection_list"), "watch")
    yield Figure(waiting.coordination, "协调待答复", links.tasks(coordination="waiting"), "watch")
    since = waiting.since.isoformat()
    yield Figure(
        len(waiting.new), f"{waiting.since.month}月{waiting.since.day}日以来新报送", links.tasks(since=since)
    )


def matrix_row(row: UnitRow, links: Links, government: Government) -> dict:
    """A unit's numbers, each with its rows; items without a lead unit have no list of their own."""
    filer = {"filer": row.unit.pk} if row.unit else None

    def figure(count: int, url: str) -> Figure:
        return Figure(count, "", url if filer else "")

    asked: dict[str, Any] = filer or {}
    return {
        "name": row.unit.name if row.unit else "未列牵头单位",
        "total": figure(row.total, links.tasks(**asked)),
        "overdue": figure(row.overdue, links.tasks(**asked, overdue="yes")),
        "days": government.workdays.between(row.due, clock.today()) if row.due else 0,
        "stages": [(stage, figure(row.stages[stage], links.stage(stage, **asked))) for stage in Stage],
    }


def shown_stretch(one: Stretch, links: Links) -> dict:
    """The numbers of a kind in a period, each with its rows."""

    def figure(count: int, **query) -> Figure:
        url = links.tasks(one.period, kind=one.kind.value, **query) if one.period else ""
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
