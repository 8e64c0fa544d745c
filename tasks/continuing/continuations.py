"""接续: what is decided and what is suggested of the items of a plan, and the chain of one item over the years."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from django.db.models import Prefetch, Q

from tasks.continuing.matching import KEPT, Partner, YearItem, rank_partners
from tasks.enums import ContinuationKind, ContinuationState, ResponsibilityRole
from tasks.models import Edition, Plan, ProgressEntry, Responsibility, Task, TaskContinuation, User
from tasks.queries import select_visible_entries, select_visible_tasks

#: an item's wording is searched for no more than so many words, and shows no more than so many items
MOST_FOUND = 20
#: so many pairs of items are ranked in some seconds, once in a process; of more nothing is suggested
MOST_PAIRS = 1_000_000
#: so many take less than a second, for which any page may wait
QUICK_PAIRS = 250_000


@dataclass(frozen=True)
class ContinuationCandidate:
    """An item of the other year beside one with which it may be joined.

    Attributes:
        partner: why it is suggested; None where a person searched for it.
        decided: what a person said of the pair; None while nobody has.
    """

    task: Task
    partner: Partner | None = None
    decided: TaskContinuation | None = None

    @property
    def state(self) -> str:
        """The state of the pair as the page shows it, which a decision is held against; "" while nobody has decided."""
        return self.decided.state.value if self.decided else ""

    @property
    def is_confirmed(self) -> bool:
        return bool(self.decided and self.decided.state == ContinuationState.CONFIRMED)


class PlanContinuations:
    """The items of a plan with what they may go on with in the plan before it.

    An item is undecided while something is suggested for it that nobody has decided, and nothing is confirmed.
    """

    def __init__(self, plan: Plan):
        self.plan = plan

    @cached_property
    def earlier(self) -> Plan | None:
        """The newest plan of an earlier year; None for the first."""
        return find_earlier_plan(self.plan)

    @property
    def skipped_years(self) -> range:
        """The years between the two plans, of which there is none."""
        return range(self.earlier.year + 1, self.plan.year) if self.earlier else range(0)

    @cached_property
    def tasks(self) -> dict[int, Task]:
        return _index_tasks(self.plan)

    @cached_property
    def earlier_tasks(self) -> dict[int, Task]:
        return _index_tasks(self.earlier) if self.earlier else {}

    @property
    def pair_count(self) -> int:
        """How many pairs of items would be compared."""
        return len(self.tasks) * len(self.earlier_tasks) if self.earlier else 0

    @property
    def is_too_large(self) -> bool:
        """Whether the two years have too many items for anything to be suggested."""
        return self.pair_count > MOST_PAIRS

    def count_undecided_at_once(self) -> int:
        """Counts the undecided items of two years that are ranked within a second; 0 of larger ones."""
        return len(self.undecided) if self.pair_count <= QUICK_PAIRS else 0

    @cached_property
    def _ranked(self) -> dict[int, tuple[Partner, ...]]:
        if self.is_too_large:
            return {}
        return rank_partners(_build_year_items(self.earlier_tasks), _build_year_items(self.tasks))

    @cached_property
    def _decided(self) -> dict[int, dict[int, TaskContinuation]]:
        """later item → earlier item → what was decided."""
        found: dict[int, dict[int, TaskContinuation]] = defaultdict(dict)
        for row in TaskContinuation.objects.filter(later__plan=self.plan).select_related("decided_by"):
            found[row.later_id][row.earlier_id] = row
        return found

    def list_confirmed(self, task: int) -> list[TaskContinuation]:
        return [row for row in self._decided.get(task, {}).values() if row.state == ContinuationState.CONFIRMED]

    def list_suggested(self, task: int) -> list[Partner]:
        """Lists the partners that are suggested and not decided yet; a rejected one never comes back."""
        decided = self._decided.get(task, {})
        return [one for one in self._ranked.get(task, ()) if one.is_suggested and one.key not in decided]

    def is_undecided(self, task: int) -> bool:
        return not self.list_confirmed(task) and bool(self.list_suggested(task))

    @cached_property
    def undecided(self) -> list[Task]:
        if not self.earlier:
            return []
        return [task for key, task in self.tasks.items() if self.is_undecided(key)]

    @cached_property
    def confirmed_count(self) -> int:
        """The number of items that go on with one of the earlier year."""
        return sum(bool(self.list_confirmed(key)) for key in self.tasks)

    def list_candidates(self, task: int) -> list[ContinuationCandidate]:
        """Lists the confirmed partners, then the ranked ones of which nobody has decided, then the rejected ones."""
        decided, ranked = self._decided.get(task, {}), {one.key: one for one in self._ranked.get(task, ())}
        rows = [
            ContinuationCandidate(self.earlier_tasks[key], ranked.get(key), decided.get(key))
            for key in {**ranked, **decided}
            # a plan of a year between may have come in since
            if key in self.earlier_tasks
        ]
        return sorted(rows, key=lambda row: (not row.is_confirmed, bool(row.state)))

    def list_successors(self, earlier: int) -> list[ContinuationCandidate]:
        """Lists the items of the plan in which one of the earlier year goes on, then the likeliest ones of which nobody has
        decided, then the rejected ones."""
        decided = {key: rows[earlier] for key, rows in self._decided.items() if earlier in rows}
        ranked = {key: one for key, partners in self._ranked.items() for one in partners if one.key == earlier}
        likely = nlargest(KEPT, ranked.keys() - decided.keys(), key=lambda key: (ranked[key].score, -key))
        rows = [
            ContinuationCandidate(self.tasks[key], ranked.get(key), decided.get(key)) for key in [*likely, *decided]
        ]
        return sorted(rows, key=lambda row: (not row.is_confirmed, bool(row.state)))

    def search(self, task: int, query: str) -> list[ContinuationCandidate]:
        """Lists the items of the earlier year whose number or wording has every word of the query."""
        decided = self._decided.get(task, {})
        return [
            ContinuationCandidate(one, decided=decided.get(one.pk)) for one in _find_items(self.earlier_tasks, query)
        ]

    def search_successors(self, earlier: int, query: str) -> list[ContinuationCandidate]:
        """Lists the items of the plan whose number or wording has every word of the query."""
        return [
            ContinuationCandidate(one, decided=self._decided.get(one.pk, {}).get(earlier))
            for one in _find_items(self.tasks, query)
        ]

    def suggest_kind(self, task: int, earlier: int) -> ContinuationKind:
        """Suggests how one goes on in the other: 并入 beside another confirmed partner, 拆分 where the earlier one
        already goes on in another item, else 延续."""
        if any(row.earlier_id != earlier for row in self.list_confirmed(task)):
            return ContinuationKind.MERGED
        others = (row for key in self._decided if key != task for row in self.list_confirmed(key))
        return (
            ContinuationKind.SPLIT if any(row.earlier_id == earlier for row in others) else ContinuationKind.CONTINUED
        )


def find_earlier_plan(plan: Plan) -> Plan | None:
    """Returns the newest plan of the government before a plan's year; None for the first."""
    earlier = Plan.objects.filter(government=plan.government_id, year__lt=plan.year)
    return earlier.order_by("-year").first()


def find_later_plan(plan: Plan) -> Plan | None:
    """Returns the oldest plan of the government after a plan's year; None for the last."""
    later = Plan.objects.filter(government=plan.government_id, year__gt=plan.year)
    return later.order_by("year").first()


def _index_tasks(plan: Plan) -> dict[int, Task]:
    leads = Responsibility.objects.filter(role=ResponsibilityRole.LEAD).select_related("unit")
    tasks = Task.objects.filter(plan=plan, current__isnull=False).select_related(
        "item_kind", "plan", "current__section"
    )
    ordered = tasks.prefetch_related(Prefetch("current__responsibilities", leads)).order_by("item_kind_id", "number")
    return {task.pk: task for task in ordered}


def _find_items(tasks: dict[int, Task], query: str) -> list[Task]:
    words = query.split()[: KEPT * 2]
    found = [
        one
        for one in tasks.values()
        if words and all(word == str(one.number) or word in f"{one.edition.name}{one.edition.text}" for word in words)
    ]
    return found[:MOST_FOUND]


def _build_year_items(tasks: dict[int, Task]) -> tuple[YearItem, ...]:
    return tuple(
        YearItem(key, join_wording(task.edition), frozenset(one.unit_id for one in task.edition.leading))
        for key, task in tasks.items()
    )


def join_wording(edition: Edition) -> str:
    """Returns an item's text, after its name if it has one."""
    return f"{edition.name}：{edition.text}" if edition.name else edition.text


@dataclass(frozen=True)
class ChainLink:
    """An item of another year in the chain of one.

    Attributes:
        kind: how it goes on towards the item of which the chain is; None of that item itself.
        entry: the last entry of its year that was judged; None without one.
    """

    task: Task
    kind: ContinuationKind | None
    entry: ProgressEntry | None


def list_chain(task: Task, user: User) -> list[ChainLink]:
    """Lists the items of other years with which an item is confirmed to go on, through all years, by year; only those
    that the user sees. One query for an item without any."""
    confirmed = TaskContinuation.objects.filter(state=ContinuationState.CONFIRMED)
    beside = list(confirmed.filter(Q(later=task) | Q(earlier=task)))
    kinds: dict[int, ContinuationKind] = {}
    before, after = (
        [row for row in beside if row.later_id == task.pk],
        [row for row in beside if row.earlier_id == task.pk],
    )
    # each step goes to another year, so there are no more steps than years
    while before:
        kinds |= {row.earlier_id: ContinuationKind(row.kind) for row in before}
        before = list(confirmed.filter(later__in=[row.earlier_id for row in before]))
    while after:
        kinds |= {row.later_id: ContinuationKind(row.kind) for row in after}
        after = list(confirmed.filter(earlier__in=[row.later_id for row in after]))
    if not kinds:
        return []
    seen = select_visible_tasks(user).filter(pk__in=kinds).select_related("plan", "item_kind", "current")
    entries = index_last_judged_entries(kinds, user)
    links = [ChainLink(one, kinds[one.pk], entries.get(one.pk)) for one in seen]
    return sorted(links, key=lambda link: (link.task.plan.year, link.task.item_kind_id, link.task.number))


def index_last_judged_entries(tasks: Collection[int], user: User) -> dict[int, ProgressEntry]:
    """Maps each item to the last entry of its year that was judged, as far as the user sees it; one query."""
    judged = select_visible_entries(user).filter(task__in=tasks, judgement__isnull=False)
    ordered = judged.select_related("judgement", "period__plan").order_by("period__number")
    return {entry.task_id: entry for entry in ordered}
