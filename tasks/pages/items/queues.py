"""事项: the queue from which a person came to an item, with the items before and behind it.

The address carries it: ``in`` names the page, the other parameters are its filter. So it goes on after every act.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from tasks.filing.cooperation import map_entry_to_owed_note
from tasks.filing.entries import TABS, group_own_entries, list_period_entries
from tasks.judging.queue import SHOWS, QueueFilter, build_visible_queue
from tasks.judging.review_queue import get_filer_name, list_review_queue
from tasks.models import Period, ProgressEntry
from tasks.pages.filing.views.mine import WORK_LISTS
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.items.filters import EntryFilter
from tasks.permissions import Permission, can
from tasks.queries import select_visible_entries
from tasks.terms import terms

#: parameter that names the queue
IN = "in"
#: how many neighbours are shown before and behind
BESIDE = 3
#: the columns of an entry that a neighbour shows
SHOWN = (
    *("number", "task_id", "standing", "state"),
    *("judgement", "judgement__outcome", "judgement__word", "judgement__token"),
    *("edition", "edition__name", "edition__text"),
)


@dataclass(frozen=True)
class ItemQueue:
    """A queue, and where in it the item stands.

    Attributes:
        name: the page: ``list``, ``judge``, ``review`` or ``mine``.
        label: what the queue shows, in few words.
        query: the whole query string that carries it from item to item.
        kept: the filter alone, as the page of the queue takes it.
        entries: in their order.
        place: of the item, from 0.
    """

    name: str
    label: str
    query: str
    kept: str
    entries: Sequence[ProgressEntry]
    place: int

    @property
    def address(self) -> str:
        """The page of the queue."""
        page = reverse(QUEUES[self.name][1])
        return f"{page}?{self.kept}" if self.kept else page

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def previous(self) -> ProgressEntry | None:
        return self.entries[self.place - 1] if self.place else None

    @property
    def following(self) -> ProgressEntry | None:
        return self.entries[self.place + 1] if self.number < len(self.entries) else None

    @property
    def beside(self) -> Sequence[ProgressEntry]:
        """The item with its neighbours."""
        first = max(0, min(self.place - BESIDE, len(self.entries) - 2 * BESIDE - 1))
        return self.entries[first : first + 2 * BESIDE + 1]


def find_item_queue(request: AuthenticatedRequest, task: int) -> ItemQueue | None:
    """Finds the queue that the address names; None where it names none, or the item is not in it any more."""
    name = request.GET.get(IN, "")
    period = find_current_period(request)
    if name not in QUEUES or period is None or not can(request.user, QUEUES[name][2]):
        return None
    query = request.GET.copy()
    query.pop(IN)
    listed, label = QUEUES[name][0](request, period, query)
    place = next((place for place, entry in enumerate(listed) if entry.task_id == task), None)
    if place is None:
        return None
    return ItemQueue(name, label, request.GET.urlencode(), query.urlencode(), listed, place)


def _list_judging(request: AuthenticatedRequest, period: Period, query: QueryDict) -> tuple[list[ProgressEntry], str]:
    asked = QueueFilter.from_query(query)
    items = build_visible_queue(request.user, period)
    return [item.entry for item in items if asked.matches(item)], f"{terms.judging} · {SHOWS[asked.show][0]}"


def _list_reviews(request: AuthenticatedRequest, period: Period, query: QueryDict) -> tuple[list[ProgressEntry], str]:
    unit, tab = query.get("unit", ""), query.get("tab", "")
    label, states = TABS.get(tab, ("全部", None))
    entries = list_review_queue(request.user, period)
    shown = [one for one in entries if unit in ("", get_filer_name(one)) and (states is None or one.state in states)]
    return shown, f"填报审核 · {label}"


def _list_own(request: AuthenticatedRequest, period: Period, query: QueryDict) -> tuple[list[ProgressEntry], str]:
    entries = list_period_entries(request.user, period)
    work = group_own_entries(request.user, entries, map_entry_to_owed_note(request.user, entries))
    named = query.get("pile")
    piles = [pile for pile in WORK_LISTS if named in (None, "", pile.name)]
    listed = {entry.pk: entry for pile in piles for entry in getattr(work, pile.name)}
    return list(listed.values()), f"我的任务{f' · {piles[0].label}' if len(piles) == 1 else ''}"


def _list_items(request: AuthenticatedRequest, period: Period, query: QueryDict) -> tuple[list[ProgressEntry], str]:
    known = QueryDict(mutable=True)
    known.update({name: str(value) for name, value in query.items() if name in EntryFilter.base_filters})
    chosen = EntryFilter(known, select_visible_entries(request.user).filter(period=period), request)
    rows = chosen.qs.select_related("edition", "judgement").only(*SHOWN)
    return list(rows), f"事项列表{' · 已筛选' if chosen.is_narrowed else ''}"


Listing = Callable[[AuthenticatedRequest, Period, QueryDict], tuple[list[ProgressEntry], str]]
#: name → how its entries are listed, the address of its page, and the permission for it
QUEUES: dict[str, tuple[Listing, str, Permission]] = {
    "list": (_list_items, "task_list", Permission.SEE_TASKS),
    "judge": (_list_judging, "judging_queue", Permission.JUDGE_ENTRY),
    "review": (_list_reviews, "review_queue", Permission.REVIEW_ENTRY),
    "mine": (_list_own, "my_tasks", Permission.EDIT_ENTRY),
}
