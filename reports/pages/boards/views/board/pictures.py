"""The pictures of a board: the flow of the period, who is warned of beside 上期, and the main figures against their targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.charts import FlowChart
from reports.figures import (
    HolderRow,
    MainFigure,
    build_flow_chart,
    choose_headlines,
    list_by_official,
    list_by_unit,
    list_main_figures,
)
from reports.pages.boards.views.board.links import Figure, Links
from tasks import clock
from tasks.assessing.earlier import index_previous_entries
from tasks.judging.queue import QueueItem
from tasks.models import Official, Period, ProgressEntry, User
from tasks.pages.items.narrowing import BEHIND
from tasks.permissions import Permission, can
from tasks.terms import terms

#: so many units or leaders stand on a board; the others are folded away
HOLDERS_SHOWN = 10


@dataclass(frozen=True)
class WarnedRow:
    """A unit or leader with items behind or warned of, now or in 上期.

    Attributes:
        behind: leads to the items behind.
        warned: how many others are warned of.
        before: how many of the items stood behind in 上期; None without 上期.
    """

    name: str
    behind: Figure
    warned: int
    total: int
    before: int | None

    @property
    def difference(self) -> str:
        """The items behind, more or fewer than in 上期; "" for as many."""
        change = self.behind.count - (self.behind.count if self.before is None else self.before)
        return f"{change:+d}".replace("-", "−") if change else ""


@dataclass(frozen=True)
class WarnedList:
    """The units or the leaders, those with most items behind first.

    Attributes:
        heading: what the rows are.
        nothing: what is said where there are none.
        shared: how many of the items count for several of them, so that the rows add up to more.
    """

    heading: str
    holder: str
    rows: list[WarnedRow]
    nothing: str
    shared: int = 0

    @property
    def shown(self) -> list[WarnedRow]:
        return self.rows[:HOLDERS_SHOWN]

    @property
    def others(self) -> list[WarnedRow]:
        return self.rows[HOLDERS_SHOWN:]


class BoardPictures:
    """The pictures of the entries of a board.

    Attributes:
        previous: task id → the entry of 上期, where the board has read it.
    """

    def __init__(
        self,
        user: User,
        period: Period,
        entries: Sequence[ProgressEntry],
        links: Links,
        previous: dict[int, ProgressEntry] | None = None,
    ):
        self.user = user
        self.period = period
        self.entries = entries
        self.links = links
        self._previous = previous

    @cached_property
    def is_told_of_warnings(self) -> bool:
        """Whether the person reads what 预警 suggests."""
        return can(self.user, Permission.SEE_SUGGESTIONS)

    @cached_property
    def flow(self) -> FlowChart:
        warned = sum(QueueItem(entry).is_warned for entry in self.entries) if self.is_told_of_warnings else None
        return build_flow_chart(self.period, self.entries, clock.today(), warned)

    @cached_property
    def previous(self) -> dict[int, ProgressEntry]:
        """Task id → the entry of 上期."""
        return index_previous_entries(self.period) if self._previous is None else self._previous

    @cached_property
    def units(self) -> WarnedList:
        rows = self._list_warned(list_by_unit(self.entries, self.previous), "filer")
        return WarnedList("各单位预警，对比上期滞后", "报送单位", rows, "没有滞后或预警的事项。")

    @cached_property
    def leaders(self) -> WarnedList:
        is_led = any(entry.edition.leading_officials for entry in self.entries)
        rows = self._list_warned(list_by_official(self.entries, self.previous), "leader")
        nothing = "没有滞后或预警的事项。" if is_led else f"{self.period}的事项没有登记责任{terms.leader}。"
        told = [entry for entry in self.entries if entry.stood_behind or QueueItem(entry).is_warned]
        shared = sum(len(entry.edition.leading_officials) > 1 for entry in told)
        return WarnedList(f"各{terms.leader}预警，对比上期滞后", terms.leader, rows, nothing, shared)

    @cached_property
    def figures(self) -> list[MainFigure]:
        return list_main_figures(self.entries, suggested=self.is_told_of_warnings, choose=choose_headlines)

    @property
    def figure_lists(self) -> list[tuple[str, list[MainFigure]]]:
        """The rates, and the figures that grow through the year, each with its heading; those that there are."""
        rates = [one for one in self.figures if not one.is_growing]
        growing = [one for one in self.figures if one.is_growing]
        lists = [("当期值对全年目标", rates), ("累计完成数对全年目标和本期应达到的数", growing)]
        return [(heading, rows) for heading, rows in lists if rows]

    @property
    def elapsed(self) -> int:
        """时间进度 at the end of the period, in percent."""
        return round(self.period.quarter.share_of_year * 100)

    def _list_warned(self, rows: Sequence[HolderRow], filtered_by: str) -> list[WarnedRow]:
        return [self._build_row(row, filtered_by) for row in rows if row.behind or row.warned or row.before]

    def _build_row(self, row: HolderRow, filtered_by: str) -> WarnedRow:
        narrowed: dict[str, Any] = {filtered_by: row.holder.pk}
        url = self.links.build_task_list_url(**narrowed, stood=BEHIND)
        name = row.holder.printed_name if isinstance(row.holder, Official) else row.holder.name
        before = row.before if self.previous else None
        return WarnedRow(name, Figure(row.behind, "", url, "late"), row.warned, row.total, before)
