"""A number with the address of the rows that it counts."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from reports.figures import Stage
from tasks.models import Period
from tasks.pages.frame.context import NAMED, AuthenticatedRequest


@dataclass(frozen=True)
class Figure:
    """
    Attributes:
        token: what gives a number other than 0 its colour; "" for none.
    """

    count: int
    label: str
    url: str
    token: str = ""


class Links:
    """Addresses of lists that show just what was counted, in the period of which the page speaks."""

    def __init__(self, request: AuthenticatedRequest):
        named = request.GET.get(NAMED)
        self.kept = {NAMED: named} if named else {}
        # a board links to the same few lists hundreds of times
        self.address_of = cache(reverse)

    def build_url(self, name: str, period: Period | None = None, **query) -> str:
        """
        Args:
            name: of an address without parts.
            period: another than the page's.
        """
        asked = query | ({NAMED: period.key} if period else self.kept)
        address = self.address_of(name)
        return f"{address}?{urlencode(asked)}" if asked else address

    def build_task_list_url(self, period: Period | None = None, **query) -> str:
        return self.build_url("task_list", period, **query)

    def build_judging_url(self, show: str) -> str:
        """The list of 研判 under one of its tabs."""
        return self.build_url("judging_queue", summary=1, show=show)

    def build_stage_url(self, stage: Stage, **query) -> str:
        """The items in a stage: judged, or in a state and not judged."""
        if stage == Stage.JUDGED:
            return self.build_task_list_url(outcome="judged", **query)
        return self.build_task_list_url(state=stage.value, outcome="none", **query)
