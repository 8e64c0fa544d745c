"""The board of a unit: what is due, returned, filed, judged; how it stood the time before; where it only helps."""

from reports.figures import count_outcomes, list_entries_led_by
from reports.pages.boards.views.board.links import Figure, Links
from tasks import clock
from tasks.enums import Outcome, ResponsibilityRole
from tasks.filing.coordination import prefetch_replies
from tasks.filing.entries import OwnWork, group_own_entries, list_period_entries
from tasks.models import Period, ProgressEntry, User
from tasks.pages.filing.forms.coordination import CoordinationRequest, find_coordination_request
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.strips import pair_entries_with_marks
from tasks.permissions import Permission, can

#: so many rows of a pile stand on the board; the rest is behind its number
SHOWN = 8
#: what the numbers at the top count: pile, label, colour
WORK_FIGURES = (
    ("to_confirm", "待我审核", "watch"),
    ("returned", "已退回", "late"),
    ("to_file", "待填报", ""),
    ("confirming", "待单位审核", ""),
    ("filed", "已报送", ""),
    ("judged", "已研判", ""),
    ("joint", "共同牵头", ""),
    ("cooperating", "配合", ""),
)
#: shown though there are none: that nothing is returned is good to know
ALWAYS = ("returned", "to_file", "filed", "judged")


def build_unit_context(request: AuthenticatedRequest, period: Period) -> dict:
    user, links = request.user, Links(request)
    entries = prefetch_replies(list_period_entries(user, period))
    work = group_own_entries(user, entries, confirms=can(user, Permission.CONFIRM_ENTRY))
    urgent = [*work.to_confirm, *work.pending]
    last = find_previous_begun_period(request, period)
    return {
        "work": work,
        "piles": list(iterate_work_figures(work, links)),
        "urgent": pair_entries_with_marks(urgent[:SHOWN], user),
        "hidden": len(urgent) - SHOWN,
        "due": build_due_summary(work, period),
        "behind": [entry for entry in work.to_report if entry.is_behind],
        "last": last and build_record_figures(last, list_entries_led_by(user, last), links),
        "cooperating": work.cooperating[:SHOWN],
        "cooperating_url": links.build_url("my_tasks", pile="cooperating"),
        "asked": list_unit_requests(work, user),
    }


def iterate_work_figures(work: OwnWork, links: Links):
    """A number for each pile that has entries, and for those that everybody wants to know."""
    for name, label, token in WORK_FIGURES:
        if name == "confirming" and work.to_confirm:
            continue
        count = len(getattr(work, name))
        if count or name in ALWAYS:
            yield Figure(count, label, links.build_url("my_tasks", pile=name), token)


def build_due_summary(work: OwnWork, period: Period) -> dict:
    """What the unit can still file: how much, until which day, how many working days that leaves, and how much it
    can file no more."""
    takes = [entry for entry in work.pending if entry.takes_filings]
    due_on = min((entry.deadline for entry in takes), default=period.due_on)
    today, workdays = clock.today(), period.plan.government.workdays
    return {
        "count": len(takes),
        "missed": len(work.pending) - len(takes),
        "on": due_on,
        "left": workdays.between(today, due_on),
        "late": workdays.between(due_on, today),
        "is_over": today > due_on,
    }


def find_previous_begun_period(request: AuthenticatedRequest, period: Period) -> Period | None:
    """The period that began before this one, of the year before if need be: a unit's record goes on over the years, while
    上期 (``tasks.assessing.earlier``) is of the same year."""
    begun = list_begun_periods(request)
    return next(iter(begun[begun.index(period) + 1 :]), None)


def build_record_figures(period: Period, entries: list[ProgressEntry], links: Links) -> dict:
    """The unit's own items of a period by how they were judged, each number with its rows."""

    def figure(label: str, outcome: str, count: int, token: str) -> Figure:
        led = {"part": ResponsibilityRole.LEAD.value}
        return Figure(count, label, links.build_task_list_url(period, **led, outcome=outcome), token)

    outcomes = count_outcomes(entries)
    figures = [figure(one.label, one.value, outcomes[one], one.token) for one in Outcome if outcomes[one]]
    if outcomes[None]:
        figures.append(figure("未研判", "none", outcomes[None], "none"))
    return {"period": period, "figures": figures, "behind": [entry for entry in entries if entry.is_behind]}


def list_unit_requests(work: OwnWork, user: User) -> list[CoordinationRequest]:
    """The unit's requests for coordination, and what leaders answered."""
    entries: list[ProgressEntry] = [*work.to_report, *work.joint]
    return [asked for entry in entries if (asked := find_coordination_request(entry, user))]
