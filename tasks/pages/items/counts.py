"""事项: the numbers of the list, in one query: of what is shown, of each section and of each tab."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from tasks.assessing.lagging import SignalCode
from tasks.enums import BEHIND, WARNED, EntryState, Outcome, TaskKind
from tasks.models import EntryQuerySet, ProgressEntry, User
from tasks.models.entry_queries import build_signal_condition
from tasks.permissions import Permission, can
from tasks.plans.due_items import build_readable_condition

#: a section of the documents: the kind of its items, and its id where the kind has sections
SectionKey = tuple[TaskKind, int | None]


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
        tabs: key → number of the rows of a tab, narrowed or not.
        everything: the number of rows before the filter.
    """

    outcome: Counter[Outcome | None] = field(default_factory=Counter)
    state: Counter[EntryState] = field(default_factory=Counter)
    sections: dict[SectionKey, SectionCount] = field(default_factory=dict)
    assessed: int = 0
    unfinished: int = 0
    tabs: Counter[str] = field(default_factory=Counter)
    everything: int = 0

    @property
    def all(self) -> int:
        return self.state.total()


def count_entries(
    entries: EntryQuerySet,
    user: User,
    *,
    shown: QuerySet[ProgressEntry],
    tabs: Mapping[str, QuerySet[ProgressEntry]],
) -> EntryCounts:
    """Counts the entries in one query.

    Args:
        entries: all that the person may see of the period.
        shown: those that the filter lets through.
        tabs: key → the entries of a tab.
    """
    counts, suggests = EntryCounts(), can(user, Permission.SEE_SUGGESTIONS)
    is_shown = _build_membership(shown)
    overdue = Q(build_signal_condition(SignalCode.OVERDUE)) & build_readable_condition(user)
    behind = _build_membership(entries.standing_behind()) if suggests else Q(judgement__outcome__in=BEHIND)
    warned = Q(judgement=None, standing__in=WARNED) if suggests else Q(pk__in=())
    grouped = entries.order_by().values_list(
        "judgement__outcome", "state", "standing", "task__kind", "edition__section"
    )
    counted = grouped.annotate(
        everything=Count("pk"),
        shown=Count("pk", filter=is_shown),
        missed=Count("pk", filter=is_shown & overdue),
        late=Count("pk", filter=is_shown & behind),
        watch=Count("pk", filter=is_shown & warned & ~behind),
        **{key: Count("pk", filter=_build_membership(each)) for key, each in tabs.items()},
    )
    for outcome, state, standing, kind, section, everything, *numbers in counted:
        number, missed, late, watch, *of_tabs = numbers
        counts.everything += everything
        counts.tabs.update(dict(zip(tabs, of_tabs, strict=True)))
        if number:
            counts.outcome[outcome] += number
            counts.state[state] += number
            counts.assessed += number if standing else 0
            counts.unfinished += missed
            counts.sections.setdefault((TaskKind(kind), section), SectionCount()).add(number, late, watch)
    return counts


def _build_membership(entries: QuerySet[ProgressEntry]) -> Q:
    return Q(pk__in=entries.order_by().values("pk"))
