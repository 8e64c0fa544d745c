"""A number of a board, and the address of the rows that it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from reports.figures import Stage, StandingPart
from tasks.enums import WITH_UNIT, CoordinationState
from tasks.models import Period, ProgressEntry
from tasks.pages.frame.context import NAMED, AuthenticatedRequest
from tasks.pages.items.narrowing import BEHIND, OPEN, WARNED
from tasks.terms import terms

#: part → the filter of the list that shows just its items
PART_FILTERS: dict[StandingPart, dict[str, Any]] = {
    StandingPart.DONE: {"outcome": "reached"},
    StandingPart.ON_COURSE: {"outcome": "on_course"},
    StandingPart.BEHIND: {"outcome": "behind"},
    StandingPart.WARNED: {"stood": WARNED},
    StandingPart.OPEN: {"stood": OPEN},
}


@dataclass(frozen=True)
class Figure:
    """
    Attributes:
        url: leads to the rows that the number counts; "" for none.
        token: the colour of a number other than 0; "" for none.
        note: what stands below it in small letters; "" for nothing.
    """

    count: int
    label: str
    url: str
    token: str = ""
    note: str = ""


class Links:
    """Builds addresses of lists that show what a board counts. A period named in the board's address is kept in them."""

    def __init__(self, request: AuthenticatedRequest):
        named = request.GET.get(NAMED)
        self.kept = {NAMED: named} if named else {}
        # a board links to the same few lists hundreds of times
        self.address_of = cache(reverse)

    def build_url(self, name: str, period: Period | None = None, **query) -> str:
        """
        Args:
            name: of a URL pattern without arguments.
            period: named in the address instead of the board's.
        """
        parameters = query | ({NAMED: period.key} if period else self.kept)
        address = self.address_of(name)
        return f"{address}?{urlencode(parameters)}" if parameters else address

    def build_task_list_url(self, period: Period | None = None, **query) -> str:
        # without any parameter the list would come back as the person last left it, and not hold what the figure counts
        return self.build_url("task_list", period, **(query or {"sort": ""}))

    def build_behind_figure(self, entries: Iterable[ProgressEntry], **query) -> Figure:
        """Builds the number of the items that stand behind, as judged or else as 预警 suggests; says how many are only
        suggested.

        Args:
            query: narrows the list to ``entries``.
        """
        behind = [entry for entry in entries if entry.stood_behind]
        warned = sum(entry.judgement is None for entry in behind)
        note = f"其中预警、未{terms.judging} {warned} 项" if warned else ""
        return Figure(len(behind), "滞后", self.build_task_list_url(stood=BEHIND, **query), "late", note)

    def build_judging_url(self, show: str) -> str:
        """Builds the address of one tab of the list of 研判."""
        return self.build_url("judging_queue", summary=1, show=show)

    def build_waiting_figures(self, waiting: Mapping[int, int], periods: Iterable[Period]) -> list[Figure]:
        """Builds a figure for each other period of which requests for coordination have no answer.

        Args:
            waiting: period → how many.
        """
        return [
            Figure(
                waiting[period.pk],
                f"{period}协调待答复",
                self.build_task_list_url(period, coordination=CoordinationState.WAITING.value),
                "watch",
            )
            for period in periods
            if waiting.get(period.pk)
        ]

    def build_stage_url(self, stage: Stage, **query) -> str:
        """Builds the address of the items in a stage (``get_stage``)."""
        if stage == Stage.JUDGED:
            return self.build_task_list_url(outcome="settled", **query)
        if stage.value in WITH_UNIT:
            return self.build_task_list_url(state=stage.value, **query)
        return self.build_task_list_url(state=stage.value, outcome="none", **query)
