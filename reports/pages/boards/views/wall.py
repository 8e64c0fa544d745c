"""会议大屏: the figures and pictures of the board of the head of government, large, for a projector in a meeting room."""

from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.pages.boards.views.board.head import HeadBoardPage
from reports.pages.boards.views.board.links import Figure
from reports.pages.boards.views.board.pictures import WarnedList
from tasks import clock
from tasks.models import Period
from tasks.pages.frame.context import NAMED, AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission

#: the page asks for itself again after so many seconds, so many times: a meeting, not a night
PAUSE, TURNS = 300, 36
TURN = "turn"


class WallPage(HeadBoardPage):
    """What the wall shows of a period.

    Attributes:
        turn: how often the page has asked for itself; ``TURNS`` when it does so no more.
    """

    def __init__(self, request: AuthenticatedRequest, period: Period):
        super().__init__(request, period)
        self.turn = read_turn(request.GET.get(TURN, "0"))
        self.shown_at = clock.now()

    @cached_property
    def tally(self) -> list[Figure]:
        """All items, how far they are, and what is wrong with them."""
        steps = [Figure(line.last, line.label, "") for line in self.pictures.flow.lines]
        return [self.total, *steps, self.behind, self.worse_figure, self.unfinished_figure]

    @property
    def warned_lists(self) -> list[WarnedList]:
        return [self.pictures.units, self.pictures.leaders]

    @property
    def is_refreshed(self) -> bool:
        return self.turn < TURNS

    @property
    def next_address(self) -> str:
        return self._build_address(self.turn + 1)

    @property
    def still_address(self) -> str:
        """The address of the page that stays as it is."""
        return self._build_address(TURNS)

    @property
    def fresh_address(self) -> str:
        return self._build_address(0)

    def _build_address(self, turn: int) -> str:
        named = {NAMED: self.request.GET[NAMED]} if NAMED in self.request.GET else {}
        return f"{self.request.path}?{urlencode(named | {TURN: turn})}"


def read_turn(asked: str) -> int:
    """Reads how often the page has asked for itself; what is no such number stops it."""
    known = {str(number): number for number in range(TURNS)}
    return known.get(asked, TURNS)


@require_safe
@restrict_to(Permission.SEE_ALL_TASKS)
def wall(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the wall, which asks for itself again every five minutes, for three hours."""
    period = find_current_period(request)
    if period is None:
        return render(request, "boards/none.html")
    page = WallPage(request, period)
    response = render(request, "boards/wall.html", {"page": page})
    if page.is_refreshed:
        response.headers["Refresh"] = f"{PAUSE};url={page.next_address}"
    return response
