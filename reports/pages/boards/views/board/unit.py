"""The board of a unit: what is due, returned, filed, judged; how it stood the time before; where it only helps."""

from reports.figures import Record, record_of
from reports.pages.boards.views.board.links import Figure, Links
from tasks import clock
from tasks.enums import Outcome, ResponsibilityRole
from tasks.filing.coordination import with_replies
from tasks.filing.entries import OwnWork, entries_in, own_work
from tasks.models import Period, ProgressEntry, User
from tasks.pages.filing.forms.coordination import Asked, asked_of
from tasks.pages.frame.context import AuthenticatedRequest, periods_for
from tasks.pages.frame.strips import with_strips
from tasks.permissions import Verb, can

#: so many rows of a pile stand on the board; the rest is behind its number
SHOWN = 8
#: what the numbers at the top count: pile, label, colour
PILES = (
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


def context_of(request: AuthenticatedRequest, period: Period) -> dict:
    user, links = request.user, Links(request)
    entries = with_replies(entries_in(user, period))
    work = own_work(user, entries, confirms=can(user, Verb.CONFIRM_ENTRY))
    urgent = [*work.to_confirm, *work.pending]
    last = last_begun_before(request, period)
    return {
        "work": work,
        "piles": list(piles_of(work, links)),
        "urgent": with_strips(urgent[:SHOWN], user),
        "hidden": len(urgent) - SHOWN,
        "due": due_now(work, period),
        "behind": [entry for entry in work.to_report if entry.is_behind],
        "last": last and shown_record(record_of(user, last), links),
        "cooperating": work.cooperating[:SHOWN],
        "cooperating_url": links.to("my_tasks", pile="cooperating"),
        "asked": asked_about(work, user),
    }


def piles_of(work: OwnWork, links: Links):
    """A number for each pile that has entries, and for those that everybody wants to know."""
    for name, label, token in PILES:
        if name == "confirming" and work.to_confirm:
            continue
        count = len(getattr(work, name))
        if count or name in ALWAYS:
            yield Figure(count, label, links.to("my_tasks", pile=name), token)


def due_now(work: OwnWork, period: Period) -> dict:
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


def last_begun_before(request: AuthenticatedRequest, period: Period) -> Period | None:
    """The period that began before this one, of the year before if need be: a unit's record goes on over the years, while
    上期 (``tasks.assessing.earlier``) is of the same year."""
    begun = periods_for(request)
    return next(iter(begun[begun.index(period) + 1 :]), None)


def shown_record(record: Record, links: Links) -> dict:
    """The unit's own items of a period by how they were judged, each number with its rows."""

    def figure(label: str, outcome: str, count: int, token: str) -> Figure:
        led = {"part": ResponsibilityRole.LEAD.value}
        return Figure(count, label, links.tasks(record.period, **led, outcome=outcome), token)

    figures = [
        figure(one.label, one.value, record.outcomes[one], one.token)
        for one in Outcome
        if record.outcomes[one]
    ]
    if record.outcomes[None]:
        figures.append(figure("未研判", "none", record.outcomes[None], "none"))
    return {"period": record.period, "figures": figures, "behind": record.behind}


def asked_about(work: OwnWork, user: User) -> list[Asked]:
    """The unit's requests for coordination, and what leaders answered."""
    entries: list[ProgressEntry] = [*work.to_report, *work.joint]
    return [asked for entry in entries if (asked := asked_of(entry, user))]
