"""事项: the numbers of the list, of what is shown, of each section and of each tab."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import CharField, Count, Q, QuerySet, Value

from tasks.assessing.lagging import SignalCode
from tasks.enums import BEHIND, WARNED, EntryState, Outcome
from tasks.models import ProgressEntry, User
from tasks.models.entry_queries import STANDING_BEHIND, build_signal_condition
from tasks.permissions import Permission, can
from tasks.plans.due_items import build_readable_condition

#: a section of the documents: the code of the kind of its items, and its id where the kind has sections
SectionKey = tuple[str, int | None]


@dataclass
class SectionCount:
    """The rows of a section.

    Attributes:
        late: those that stand behind, of which units know the judged ones alone.
        watch: the others with a warning that nobody has judged.
    """

    all: int = 0
    late: int = 0
    watch: int = 0

    def add(self, number: int, late: int, watch: int) -> None:
        self.all += number
        self.late += late
        self.watch += watch


@dataclass
class EntryCounts:
    """The number of rows by outcome, None for those without a judgement, by state and by section.

    Attributes:
        assessed: how many have a suggestion.
        unfinished: how many are 逾期未完成, as the person may read it.
    """

    outcome: Counter[Outcome | None] = field(default_factory=Counter)
    state: Counter[EntryState] = field(default_factory=Counter)
    sections: dict[SectionKey, SectionCount] = field(default_factory=dict)
    assessed: int = 0
    unfinished: int = 0

    @property
    def all(self) -> int:
        return self.state.total()


def count_entries(shown: QuerySet[ProgressEntry], user: User) -> EntryCounts:
    """Counts the entries that the filter lets through, in one query."""
    counts, suggests = EntryCounts(), can(user, Permission.SEE_SUGGESTIONS)
    overdue = Q(build_signal_condition(SignalCode.OVERDUE)) & build_readable_condition(user)
    behind = STANDING_BEHIND if suggests else Q(judgement__outcome__in=BEHIND)
    warned = Q(judgement=None, standing__in=WARNED) if suggests else Q(pk__in=())
    grouped = shown.order_by().values_list(
        "judgement__outcome", "state", "standing", "task__item_kind_id", "edition__section"
    )
    counted = grouped.annotate(
        number=Count("pk"),
        missed=Count("pk", filter=overdue),
        late=Count("pk", filter=behind),
        watch=Count("pk", filter=warned & ~behind),
    )
    for outcome, state, standing, kind, section, number, missed, late, watch in counted:
        counts.outcome[outcome] += number
        counts.state[state] += number
        counts.assessed += number if standing else 0
        counts.unfinished += missed
        counts.sections.setdefault((kind, section), SectionCount()).add(number, late, watch)
    return counts


def count_tabs(tabs: Mapping[str, QuerySet[ProgressEntry]]) -> Counter[str]:
    """Counts the entries of each tab, in one query. They stand beside each other in it and not within: SQLite reads only so
    many brackets."""
    first, *others = (
        each.order_by().values(tab=Value(key, CharField())).annotate(number=Count("pk")).values_list("tab", "number")
        for key, each in tabs.items()
    )
    return Counter(dict(first.union(*others, all=True)))
