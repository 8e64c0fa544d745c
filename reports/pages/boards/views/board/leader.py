"""首页 of a district leader: which items lag and why, what changed, and what units ask of the leader."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.figures import (
    StandingPart,
    count_judged_words,
    count_unanswered_before,
    get_standing_part,
    group_by_lag_change,
    list_lagging_judgements,
)
from reports.pages.boards.next_step import NextStep
from reports.pages.boards.other_period import OtherPeriod, find_other_period
from reports.pages.boards.views.board.links import PART_FILTERS, Figure, Links
from reports.pages.boards.views.board.pictures import BoardPictures
from tasks.assessing.earlier import index_previous_entries
from tasks.assessing.lagging import SignalCode
from tasks.assessing.streaks import compare_with_previous_entry
from tasks.enums import CoordinationState, LagChange, Outcome
from tasks.filing.coordination import (
    CoordinationRequest,
    find_absent_official,
    list_coordination_requests,
    prefetch_replies,
)
from tasks.filing.entries import list_period_entries
from tasks.models import Judgement, Official, Period, ProgressEntry, User
from tasks.models.entry_fields import BY_NAME, OUTLOOK
from tasks.pages.filing.forms.coordination import CoordinationAnswerForm, build_answer_form
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.items.narrowing import YES
from tasks.permissions import is_responsible_leader, may_read_text
from tasks.plans.due_items import is_unfinished
from tasks.terms import terms
from tasks.visible_words import read_words

#: so much of the evidence of a warning stands with an item
MOST_WARNINGS = 2
#: the worst first; None stands for items without a judgement
WORST_FIRST = (
    Outcome.NOT_REACHED,
    Outcome.LAGGING,
    None,
    Outcome.WATCH,
    Outcome.CARRIED,
    Outcome.ON_TRACK,
    Outcome.EXPECTED,
    Outcome.AHEAD,
    Outcome.REACHED,
)


#: of the items behind so many are open
SHOWN = 2


@dataclass(frozen=True)
class LaggingItem:
    """An item that is judged behind, or that was in 上期 and has no judgement yet.

    Attributes:
        judgement: the one that says so.
        strip: the item's four periods.
        outlook: label and text of what the unit filed on how it goes on; optional fields only when filled in.
        absent: the official for whom the leader acts on the item; None for an item of his own.
    """

    entry: ProgressEntry
    change: LagChange | None
    judgement: Judgement
    strip: YearMarks
    outlook: list[tuple[str, str]]
    absent: Official | None

    @property
    def is_warned(self) -> bool:
        """Whether a warning of this period counts it, since nobody has judged it yet."""
        return self.entry.judgement_id is None and self.entry.stood_behind

    @property
    def warnings(self) -> list[str]:
        """The gravest evidence of a warning; how long it lasts says nothing of why, and stands only where nothing else does."""
        told = [signal["message"] for signal in self.entry.signals if signal["code"] != SignalCode.REPEATED]
        return (told or [signal["message"] for signal in self.entry.signals])[:MOST_WARNINGS]


class LeaderBoardPage:
    """The board of a leader: the items of a period for which the leader answers."""

    def __init__(self, request: AuthenticatedRequest, period: Period):
        self.request = request
        self.period = period
        self.user: User = request.user
        self.links = Links(request)
        self.entries: list[ProgressEntry] = prefetch_replies(
            [entry for entry in list_period_entries(self.user, period) if is_responsible_leader(self.user, entry)]
        )

    @property
    def total(self) -> Figure:
        return Figure(len(self.entries), "负责事项", self._build_url())

    @property
    def other_period(self) -> OtherPeriod | None:
        return find_other_period(self.request, self.period)

    @cached_property
    def behind(self) -> Figure:
        """The items that stand behind, as the board of the head of government counts them."""
        return self.links.build_behind_figure(self.entries, mine=YES)

    @cached_property
    def next(self) -> NextStep:
        """Answers that units wait for, else the items behind."""
        behind, asked = self.behind.count, len(self.waiting)
        judged = sum(entry.is_behind for entry in self.entries)
        parts = (
            (judged, f"{judged} 项{terms.judging}为滞后"),
            (behind - judged, f"{behind - judged} 项预警滞后、尚未{terms.judging}"),
            (asked, f"{asked} 项等您答复"),
        )
        title = "，".join(words for count, words in parts if count)
        if asked:
            units = {one.entry.edition.filing_unit for one, _ in self.waiting}
            return NextStep(title, f"{len(units)} 个单位提请协调。", f"答复 {asked} 项", "#asked")
        if behind:
            return NextStep(title, "没有单位等您答复。", f"看这 {behind} 项", "#behind")
        return NextStep("没有滞后，也没有等您答复的事项")

    @property
    def three(self) -> list[Figure]:
        return [self.behind, Figure(len(self.waiting), "待您答复", "#asked"), self.total]

    @cached_property
    def also(self) -> list[Figure]:
        return [*self.figures, *([self.unfinished] if self.unfinished.count else [])]

    @property
    def figures(self) -> Iterator[Figure]:
        """One number for each judgement that occurs, the worst first."""
        counted = {word.meaning: (word, count) for word, count in count_judged_words(self.entries)}
        for outcome in WORST_FIRST:
            if outcome is None:
                yield from self._open_figures
            elif outcome in counted:
                word, count = counted[outcome]
                yield Figure(count, word.label, self._build_url(outcome=word.value), word.token)

    @property
    def _open_figures(self) -> Iterator[Figure]:
        """Those neither judged nor warned of; those warned of are told below the items behind."""
        part = StandingPart.OPEN
        if count := sum(get_standing_part(entry) == part for entry in self.entries):
            yield Figure(count, part.label, self._build_url(**PART_FILTERS[part]), part.token)

    @property
    def absent_officials(self) -> tuple[Official, ...]:
        """The officials for whom the leader acts today."""
        return self.user.absent_officials

    @property
    def unfinished(self) -> Figure:
        count = sum(is_unfinished(self.user, entry) for entry in self.entries)
        return Figure(count, "逾期未完成", self._build_url(unfinished=YES), "late")

    @cached_property
    def previous_entries(self) -> dict[int, ProgressEntry]:
        """Task id → the entry of 上期."""
        return index_previous_entries(self.period)

    @cached_property
    def pictures(self) -> BoardPictures:
        return BoardPictures(self.user, self.period, self.entries, self.links, self.previous_entries)

    @property
    def has_previous(self) -> bool:
        return any(entry.task_id in self.previous_entries for entry in self.entries)

    @property
    def changes(self) -> list[tuple[Figure, list[tuple[ProgressEntry, Official | None]]]]:
        """What changed since 上期: a number for each change, with its entries and for whom the leader acts on each."""
        return [
            (
                Figure(len(found), change.label, self._build_url(turn=change.value), change.token),
                self._name_absent(found),
            )
            for change, found in group_by_lag_change(self.entries, self.previous_entries).items()
            if found or change != LagChange.UNDECIDED
        ]

    @cached_property
    def lagging_items(self) -> list[LaggingItem]:
        """The items behind, the gravest change first."""
        behind = list_lagging_judgements(self.entries, self.previous_entries)
        strips = map_tasks_to_marks((entry.task for entry, _, _ in behind), self.user)
        return [
            LaggingItem(
                entry,
                change,
                judgement,
                strips[entry.task_id],
                build_outlook(self.user, entry, judgement),
                find_absent_official(self.user, entry),
            )
            for entry, change, judgement in behind
        ]

    @property
    def counted_lags(self) -> list[LaggingItem]:
        """Those that the number of items behind counts."""
        return [lag for lag in self.lagging_items if lag.entry.stood_behind]

    @property
    def former_lags(self) -> list[LaggingItem]:
        """Those that stood behind in 上期 alone, which the number leaves out."""
        return [lag for lag in self.lagging_items if not lag.entry.stood_behind]

    @property
    def folded_count(self) -> int:
        """How many of the counted items stand in the fold behind the first ``SHOWN``, with all that are only warned of."""
        return max(0, len(self.counted_lags) - SHOWN) + len(self.warned)

    @cached_property
    def warned(self) -> list[tuple[ProgressEntry, Official | None]]:
        """The items that 预警 suggests to lag, without those that stand under 上期滞后，本期未研判; each with the official for
        whom the leader acts."""
        former = self.previous_entries
        warned = [entry for entry in self.entries if get_standing_part(entry) == StandingPart.WARNED]
        return self._name_absent(
            entry for entry in warned if not compare_with_previous_entry(former.get(entry.task_id), entry)
        )

    def _name_absent(self, entries: Iterable[ProgressEntry]) -> list[tuple[ProgressEntry, Official | None]]:
        return [(entry, find_absent_official(self.user, entry)) for entry in entries]

    @cached_property
    def waiting(self) -> list[tuple[CoordinationRequest, CoordinationAnswerForm | None]]:
        """The requests of this period that have no answer, each with the form for one."""
        return self._list_with_form(CoordinationState.WAITING)

    @cached_property
    def answered(self) -> list[tuple[CoordinationRequest, CoordinationAnswerForm | None]]:
        return self._list_with_form(CoordinationState.ANSWERED)

    @cached_property
    def waiting_before(self) -> list[Figure]:
        """How many requests of each earlier period have no answer; each number leads to that period's board."""
        waiting = count_unanswered_before(self.user, self.period)
        return [
            Figure(waiting[period.number], period.label, self.links.build_url("board", period))
            for period in list_begun_periods(self.request)
            if period.plan_id == self.period.plan_id and period.number in waiting
        ]

    @cached_property
    def _requests(self) -> Sequence[CoordinationRequest]:
        return list_coordination_requests(self.entries, self.user)

    def _list_with_form(
        self, state: CoordinationState
    ) -> list[tuple[CoordinationRequest, CoordinationAnswerForm | None]]:
        return [(each, build_answer_form(each)) for each in self._requests if each.state == state]

    def _build_url(self, **query) -> str:
        """Builds the address of the items for which the leader answers, narrowed further by ``query``."""
        return self.links.build_task_list_url(mine=YES, **query)


def build_outlook(user: User, entry: ProgressEntry, judgement: Judgement) -> list[tuple[str, str]]:
    """Builds the outlook of a ``LaggingItem``: its problem where no judgement of this period tells the reason, and what comes
    next unless the reason says it already. The first field is told even where it is blank."""
    first, *others = OUTLOOK
    if not may_read_text(user, entry):
        return [(first.label, "单位尚未报送本期进展。")]
    words = read_words(user, entry)
    problem = [] if entry.judgement_id else [(BY_NAME["problem"].label, words.problem)]
    written = [(field.label, field.describe_value(getattr(words, field.name))) for field in others]
    told = first.describe_value(getattr(words, first.name))
    is_repeated = bool(told) and entry.judgement_id is not None and told.strip("。；;") in judgement.reason
    next_step = [] if is_repeated else [(first.label, told or "（单位未写）")]
    return [*next_step, *((label, text) for label, text in [*problem, *written] if text)]
