"""首页 of the head of government: where the year stands, what turned worse, who lags, what is due and what waits."""

from collections.abc import Iterator
from functools import cached_property

from reports.charts import StackedChart
from reports.figures import (
    StandingPart,
    build_standing_chart,
    count_open_objections,
    count_open_requests,
    count_waiting_elsewhere,
)
from reports.pages.boards.next_step import NextStep
from reports.pages.boards.other_period import OtherPeriod, find_other_period
from reports.pages.boards.views.board.links import PART_FILTERS, Figure, Links
from reports.pages.boards.views.board.pictures import BoardPictures
from tasks import clock
from tasks.assessing.earlier import index_previous_entries
from tasks.assessing.streaks import has_turned_worse
from tasks.decimals import compute_percent
from tasks.enums import CoordinationState
from tasks.filing.coordination import compute_coordination_state, prefetch_replies
from tasks.filing.entries import list_period_entries
from tasks.issuing.sign_offs import select_open_sign_offs
from tasks.models import Period, ProgressEntry, SignOff, User
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.items.narrowing import YES
from tasks.permissions import is_responsible_leader
from tasks.plans.due_items import is_due_soon, is_unfinished

#: so many rows of a list stand on the board; the others are reached through its number
SHOWN = 5


class HeadBoardPage:
    """The board of the head of government: every item of a period, to be read in two minutes on a phone."""

    def __init__(self, request: AuthenticatedRequest, period: Period):
        self.request = request
        self.period = period
        self.user: User = request.user
        self.links = Links(request)
        self.entries: list[ProgressEntry] = prefetch_replies(list_period_entries(self.user, period))

    @property
    def total(self) -> Figure:
        return Figure(len(self.entries), "事项", self.links.build_task_list_url())

    @property
    def other_period(self) -> OtherPeriod | None:
        return find_other_period(self.request, self.period)

    @property
    def next(self) -> NextStep:
        """Where to look first: what turned worse, else what is behind."""
        behind, worse = self.behind, self.worse_figure
        if not behind.count:
            return NextStep("没有滞后的事项")
        why = f"比上期变差 {worse.count} 项，逾期未完成 {len(self._unfinished)} 项。"
        return NextStep(f"{behind.count} 项滞后", why, f"看 {behind.count} 项滞后", behind.url)

    @property
    def three(self) -> list[Figure]:
        return [self.behind, self.worse_figure, self.unfinished_figure]

    @cached_property
    def also(self) -> list[Figure]:
        return [self.soon_figure] if self.soon_figure.count else []

    @cached_property
    def chart(self) -> StackedChart:
        return build_standing_chart(self.period, self.entries)

    @cached_property
    def parts(self) -> list[tuple[Figure, int]]:
        """A number for each part, with its share of all items in percent."""
        counts = self.chart.bars[0].counts
        return [
            (
                Figure(count, part.label, self.links.build_task_list_url(**PART_FILTERS[part]), part.token),
                compute_percent(count, len(self.entries)),
            )
            for part, count in zip(StandingPart, counts, strict=True)
        ]

    @cached_property
    def behind(self) -> Figure:
        """The items that stand behind, as judged or else as 预警 suggests."""
        return self.links.build_behind_figure(self.entries)

    @cached_property
    def previous_entries(self) -> dict[int, ProgressEntry]:
        """Task id → the entry of 上期."""
        return index_previous_entries(self.period)

    @cached_property
    def _worse(self) -> list[ProgressEntry]:
        return [entry for entry in self.entries if has_turned_worse(self.previous_entries.get(entry.task_id), entry)]

    @property
    def worst(self) -> list[tuple[ProgressEntry, bool]]:
        """The items behind that stand on the board, each with whether it turned worse; those first."""
        worse = {entry.pk for entry in self._worse}
        behind = sorted(filter(lambda entry: entry.stood_behind, self.entries), key=lambda entry: entry.pk not in worse)
        return [(entry, entry.pk in worse) for entry in behind[:SHOWN]]

    @property
    def worse_figure(self) -> Figure:
        return Figure(len(self._worse), "比上期变差", self.links.build_task_list_url(worse=YES), "late")

    @cached_property
    def pictures(self) -> BoardPictures:
        return BoardPictures(self.user, self.period, self.entries, self.links, self.previous_entries)

    @cached_property
    def _unfinished(self) -> list[ProgressEntry]:
        late = [entry for entry in self.entries if is_unfinished(self.user, entry)]
        return sorted(late, key=lambda entry: (entry.edition.due_on is None, entry.edition.due_on or clock.today()))

    @property
    def unfinished(self) -> list[ProgressEntry]:
        """The items past their day and not done, the longest past first."""
        return self._unfinished[:SHOWN]

    @property
    def unfinished_figure(self) -> Figure:
        return Figure(len(self._unfinished), "逾期未完成", self.links.build_task_list_url(unfinished=YES), "late")

    @cached_property
    def _soon(self) -> list[ProgressEntry]:
        today = clock.today()
        near = [entry for entry in self.entries if is_due_soon(self.user, entry, today)]
        return sorted(near, key=lambda entry: entry.edition.due_on or today)

    @property
    def soon(self) -> list[ProgressEntry]:
        """The items due within thirty days, the first first."""
        return self._soon[:SHOWN]

    @property
    def soon_figure(self) -> Figure:
        return Figure(len(self._soon), "30天内到期", self.links.build_task_list_url(soon=YES), "watch")

    @cached_property
    def waiting(self) -> list[Figure]:
        """What waits for a decision, in whatever period; coordination is counted for each period, as its list shows it."""
        links, elsewhere = self.links, count_waiting_elsewhere(self.user, self.period)
        asked = sum(compute_coordination_state(entry) == CoordinationState.WAITING for entry in self.entries)
        home = self.user.home
        return [
            Figure(asked, "协调待答复", links.build_task_list_url(coordination="waiting"), "watch"),
            *links.build_waiting_figures(elsewhere, list_begun_periods(self.request)),
            Figure(count_open_requests(home), "申请待办理", links.build_url("request_list"), "watch"),
            Figure(count_open_objections(home), "复核待决定", links.build_url("objection_list"), "watch"),
            *self._own,
        ]

    @cached_property
    def open_sign_offs(self) -> list[SignOff]:
        """The reports and notices that wait for the head of 督查办; told, since nobody else decides on them."""
        return list(select_open_sign_offs(self.user))

    @property
    def _own(self) -> Iterator[Figure]:
        """The items for which the head himself answers, where the account names an official."""
        own = sum(is_responsible_leader(self.user, entry) for entry in self.entries)
        if own:
            yield Figure(own, "由您负责", self.links.build_task_list_url(mine=YES))
