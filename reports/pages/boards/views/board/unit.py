"""首页 of a unit: what is due, returned, filed and judged, how 上期 was judged, and where the unit cooperates."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from reports.figures import count_outcomes, list_entries_led_by
from reports.pages.boards.views.board.links import Figure, Links
from tasks import clock
from tasks.enums import Outcome, ResponsibilityRole
from tasks.filing.cooperation import map_entry_to_owed_note
from tasks.filing.coordination import CoordinationRequest, find_coordination_request, prefetch_replies
from tasks.filing.entries import OwnWork, group_own_entries, list_period_entries
from tasks.models import Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.strips import YearMarks, pair_entries_with_marks
from tasks.plans.due_items import is_unfinished

#: so many rows of a group stand on the board; the others are reached through their number
SHOWN = 8


class UnitBoardPage:
    """The board of a unit's clerk or head: the entries of a period that the person may see."""

    def __init__(self, request: AuthenticatedRequest, period: Period):
        self.request = request
        self.period = period
        self.user: User = request.user
        self.links = Links(request)
        entries = prefetch_replies(list_period_entries(self.user, period))
        self.work: OwnWork = group_own_entries(self.user, entries, map_entry_to_owed_note(self.user, entries))

    @cached_property
    def figures(self) -> list[Figure]:
        """One number for each group with entries. 已退回, 待填报, 已报送 and 已研判 are shown even when they are 0; then
        逾期未完成, if any."""
        work = self.work
        groups = [
            ("to_confirm", "待我审核", "watch", work.to_confirm, False),
            ("returned", "已退回", "late", work.returned, True),
            ("to_file", "待填报", "", work.to_file, True),
            ("asked", "配合填报", "watch", work.asked, False),
            ("confirming", "待单位审核", "", work.confirming, False),
            ("filed", "已报送", "", work.filed, True),
            ("judged", "已研判", "", work.judged, True),
            ("joint", "共同牵头", "", work.joint, False),
            ("cooperating", "配合", "", work.cooperating, False),
        ]
        shown = [
            Figure(len(entries), label, self.links.build_url("my_tasks", pile=name), token)
            for name, label, token, entries, is_always_shown in groups
            if entries or is_always_shown
        ]
        return [*shown, self.unfinished] if self.unfinished.count else shown

    @cached_property
    def unfinished(self) -> Figure:
        """The items that the unit leads whose confirmed day has passed and that are not done."""
        led = [*self.work.to_report, *self.work.joint]
        count = sum(is_unfinished(self.user, entry) for entry in led)
        url = self.links.build_task_list_url(part=ResponsibilityRole.LEAD.value, unfinished="yes")
        return Figure(count, "逾期未完成", url, "late")

    @cached_property
    def urgent(self) -> list[tuple[ProgressEntry, YearMarks]]:
        """What the person has to act on, each entry with the four periods of its item."""
        return pair_entries_with_marks(self._all_urgent[:SHOWN], self.user)

    @property
    def hidden_count(self) -> int:
        """How many urgent entries do not stand on the board; 0 or less for none."""
        return len(self._all_urgent) - SHOWN

    @property
    def due_count(self) -> int:
        return len(self.work.fileable)

    @property
    def missed_count(self) -> int:
        """How many entries were not filed and can be filed no more."""
        return len(self.work.pending) - len(self.work.fileable)

    @cached_property
    def due_on(self) -> date:
        """The first deadline among the entries that the unit can still file."""
        return min((entry.deadline for entry in self.work.fileable), default=self.period.due_on)

    @property
    def is_past_due(self) -> bool:
        return clock.today() > self.due_on

    @property
    def days_left(self) -> int:
        """Working days up to the deadline."""
        return self.period.plan.government.workdays.between(clock.today(), self.due_on)

    @property
    def days_late(self) -> int:
        """Working days since the deadline."""
        return self.period.plan.government.workdays.between(self.due_on, clock.today())

    @cached_property
    def behind(self) -> list[ProgressEntry]:
        """The unit's own entries that are judged behind."""
        return [entry for entry in self.work.to_report if entry.is_behind]

    @cached_property
    def last_period(self) -> Period | None:
        """The period begun before this one; None for the first.

        It can be of the year before; 上期 (``tasks.assessing.earlier``) is always of the same year.
        """
        begun = list_begun_periods(self.request)
        return next(iter(begun[begun.index(self.period) + 1 :]), None)

    @cached_property
    def last_led(self) -> list[ProgressEntry]:
        """The entries of ``last_period`` that the unit leads."""
        return list_entries_led_by(self.user, self.last_period) if self.last_period else []

    @property
    def last_behind(self) -> list[ProgressEntry]:
        return [entry for entry in self.last_led if entry.is_behind]

    @property
    def last_figures(self) -> Iterator[Figure]:
        """One number for each judgement that occurs in ``last_led``."""
        lead, outcomes = ResponsibilityRole.LEAD.value, count_outcomes(self.last_led)
        for outcome in (*Outcome, None):
            if count := outcomes[outcome]:
                value = outcome.value if outcome else "none"
                url = self.links.build_task_list_url(self.last_period, part=lead, outcome=value)
                label, token = (outcome.label, outcome.token) if outcome else ("未研判", "none")
                yield Figure(count, label, url, token)

    @property
    def cooperating(self) -> list[ProgressEntry]:
        return self.work.cooperating[:SHOWN]

    @property
    def cooperating_figure(self) -> Figure:
        return Figure(len(self.work.cooperating), "", self.links.build_url("my_tasks", pile="cooperating"))

    @cached_property
    def requests(self) -> list[CoordinationRequest]:
        """The unit's requests for coordination, with the replies of leaders."""
        entries = [*self.work.to_report, *self.work.joint]
        return [found for entry in entries if (found := find_coordination_request(entry, self.user))]

    @property
    def _all_urgent(self) -> list[ProgressEntry]:
        return [*self.work.to_confirm, *self.work.pending]
