"""Builds the head of every page: the period with its meaning today, and the works of the person's role with their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

from tasks import clock
from tasks.enums import PeriodState
from tasks.jobs.works import may_have_jobs
from tasks.models import Period, User
from tasks.organisation.governments import has_demonstration
from tasks.organisation.watermarks import build_watermark
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, list_begun_periods
from tasks.permissions import Permission, can
from tracker.works import WORKS, PlaceInWork, Work

#: how many works stand in the bar at the bottom of a telephone; the others stand in the sheet behind 更多
AT_HAND = 4


@dataclass(frozen=True)
class Place:
    """A link to one page."""

    label: str
    url: str
    is_here: bool
    says: str = ""
    group: str = ""


@dataclass(frozen=True)
class PersonalWork:
    """A work as one person sees it.

    Attributes:
        when: 本期 or 全年 before the first work of that kind, else "".
        count: what waits in it in the period; None where nothing is counted.
        is_at_hand: whether it stands in the bar at the bottom of a telephone.
    """

    label: str
    url: str
    when: str
    count: int | None
    places: list[Place]
    is_at_hand: bool

    @property
    def is_here(self) -> bool:
        """Whether the page is one of the work."""
        return any(place.is_here for place in self.places)

    @property
    def tabs(self) -> list[Place]:
        """The places that stand beside the title of each of its pages; settings stand on a page of their own."""
        tabs = [place for place in self.places if not place.group]
        return [] if len(tabs) == 1 and tabs[0].is_here else tabs


def describe_period_today(period: Period) -> str:
    """Describes what the period means today: 还剩 3 个工作日, 已过截止日 2 个工作日, 已截止, 已印发."""
    if period.state != PeriodState.OPEN:
        return period.state.label
    today, days, last_day = clock.today(), period.plan.government.workdays, period.last_day
    if today > last_day:
        over = -days.count_left(period.due_on, today)
        return f"已过截止日 {over} 个工作日" if over else "已过截止日"
    return (
        "今日截止" if today in (period.due_on, last_day) else f"还剩 {days.count_left(period.due_on, today)} 个工作日"
    )


def chooses_period(user: User) -> bool:
    """Returns whether some page of the person speaks of one period; what was issued is listed whole."""
    return any(can(user, each) for each in (Permission.SEE_TASKS, Permission.MANAGE_PERIODS))


@cache
def find_url(name: str, prefix: str) -> str:
    """Returns the URL of a place, found once: thirty of them are on every page.

    Args:
        prefix: the folder on the server that the product answers from, which is part of the URL.
    """
    return reverse(name)


def iterate_allowed(user: User) -> Iterator[tuple[Work, list[PlaceInWork]]]:
    """Yields the person's works with the places that he may open; a place stands in the first work that has it."""
    taken: set[str] = set()
    for work in WORKS:
        if work.needs is not None and not can(user, work.needs):
            continue
        places = [each for each in work.places if each.name not in taken and can(user, each.permission)]
        taken.update(each.name for each in places)
        if places:
            yield work, places


def find_place_here(path: str, places: list[PlaceInWork], prefix: str) -> str:
    """Returns the URL name of the place with the longest address that ``path`` begins with; "" for none."""
    addresses = [(find_url(each.name, prefix), each.name) for each in places]
    addresses += [(prefix + each.beneath, each.name) for each in places if each.beneath]
    return max(((address, name) for address, name in addresses if path.startswith(address)), default=("", ""))[1]


def list_works(user: User, path: str, period: Period | None) -> list[PersonalWork]:
    """Lists the works of the person's role.

    Args:
        path: of the page.
        period: the person's, as ``list_begun_periods`` counts it; None for none.
    """
    prefix, allowed = get_script_prefix(), list(iterate_allowed(user))
    here = find_place_here(path, [each for _, places in allowed for each in places], prefix)
    works: list[PersonalWork] = []
    last_when = ""
    for work, places in allowed:
        shown = [
            Place(each.label, find_url(each.name, prefix), each.name == here, each.says, each.group) for each in places
        ]
        names = [each.name for each in places]
        first = shown[names.index(work.opens)] if work.opens in names else shown[0]
        count = getattr(period, work.counts, None) if work.counts else None
        label = shown[0].label if len(shown) == 1 else work.label
        when = work.when if work.when != last_when else ""
        works.append(PersonalWork(label, first.url, when, count, shown, len(works) < AT_HAND))
        last_when = work.when
    return works


def navigation(request: AuthenticatedRequest) -> dict:
    """Builds the context of ``templates/base.html``; anonymous people are told of a demonstration alone."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"nav": {"is_demonstration": has_demonstration}}
    period = find_current_period(request)
    works = list_works(request.user, request.path, period)
    return {
        "nav": {
            "period": period if chooses_period(request.user) else None,
            "periods": list_begun_periods(request),
            "meaning": describe_period_today(period) if period else "",
            "works": works,
            # an unknown address has none
            "page_name": getattr(request.resolver_match, "url_name", "") or "",
            "here": next((work for work in works if work.is_here), None),
            "has_jobs": may_have_jobs(request.user),
            "has_inbox": can(request.user, Permission.READ_NOTICES),
            "may_search": can(request.user, Permission.SEE_TASKS),
            "unread": getattr(request.user, "unread", 0),
            "pinned_on": settings.DUBAN_TODAY,
            "is_demonstration": getattr(request.user, "is_demonstration", False),
            "watermark": build_watermark(request.user),
            "may_start": can(request.user, Permission.MANAGE_PERIODS),
        }
    }
