"""The board of a district leader: what lags and why, what changed, and what units ask of him."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.figures import count_outcomes, count_unanswered_before, group_by_lag_change
from reports.pages.boards.views.board.links import Figure, Links
from tasks.assessing.earlier import index_previous_entries
from tasks.enums import CoordinationState, LagChange, Outcome
from tasks.filing.coordination import prefetch_replies
from tasks.filing.entries import list_period_entries
from tasks.models import Judgement, Period, ProgressEntry, User
from tasks.models.entry_fields import OUTLOOK
from tasks.pages.filing.forms.coordination import list_coordination_requests
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.permissions import is_responsible_leader, may_read_text
from tasks.visible_words import read_words

#: the worst first; what nobody judged stands between behind and on track
WORST_FIRST = (
    Outcome.NOT_REACHED,
    Outcome.LAGGING,
    None,
    Outcome.ON_TRACK,
    Outcome.EXPECTED,
    Outcome.AHEAD,
    Outcome.REACHED,
)
#: which turns are told of an item that lags, the gravest first
GRAVEST_FIRST = (LagChange.AGAIN, LagChange.UNDECIDED, LagChange.NEWLY, None)


@dataclass(frozen=True)
class LaggingItem:
    """An item that was judged behind, now, or the time before and not yet anew.

    Attributes:
        judgement: the one that says so.
        strip: the item's four periods.
        outlook: what the unit filed of how it goes on, label and words; without the optional ones left blank.
    """

    entry: ProgressEntry
    turn: LagChange | None
    judgement: Judgement
    strip: YearMarks
    outlook: list[tuple[str, str]]


def build_leader_context(request: AuthenticatedRequest, period: Period) -> dict:
    user, links = request.user, Links(request)
    entries = prefetch_replies(
        [one for one in list_period_entries(user, period) if is_responsible_leader(user, one)]
    )
    own: dict[str, Any] = {"leader": user.official_id}
    before = index_previous_entries(period)
    turned = group_by_lag_change(entries, before)
    asked = list_coordination_requests(entries, user)
    return {
        "total": Figure(len(entries), "负责事项", links.build_task_list_url(**own)),
        "figures": [
            Figure(count, label, links.build_task_list_url(**own, outcome=value), token)
            for label, value, token, count in iterate_judgement_counts(entries)
        ],
        "lags": list_lagging_items(user, entries, turned, before),
        "turned": [
            (
                turn,
                Figure(len(found), turn.label, links.build_task_list_url(**own, turn=turn.value), turn.token),
                found,
            )
            for turn, found in turned.items()
            if found or turn != LagChange.UNDECIDED
        ],
        "has_before": any(entry.task_id in before for entry in entries),
        "waiting": [one for one in asked if one.state == CoordinationState.WAITING],
        "answered": [one for one in asked if one.state == CoordinationState.ANSWERED],
        "earlier": list_earlier_requests(request, period, links),
    }


def list_earlier_requests(request: AuthenticatedRequest, period: Period, links: Links) -> list[Figure]:
    """How many requests of earlier periods wait, each number with the board on which they are answered."""
    waiting = count_unanswered_before(request.user, period)
    return [
        Figure(waiting[one.number], one.label, links.build_url("board", one))
        for one in list_begun_periods(request)
        if one.plan_id == period.plan_id and one.number in waiting
    ]


def iterate_judgement_counts(entries: Iterable[ProgressEntry]) -> Iterator[tuple[str, str, str, int]]:
    """Label, value in the list's filter, colour and number of each judgement that occurs, the worst first."""
    outcomes = count_outcomes(entries)
    for outcome in WORST_FIRST:
        if count := outcomes[outcome]:
            named = (outcome.label, outcome.value, outcome.token) if outcome else ("尚未研判", "none", "none")
            yield (*named, count)


def list_lagging_items(
    user: User,
    entries: Iterable[ProgressEntry],
    turned: Mapping[LagChange, list[ProgressEntry]],
    before: Mapping[int, ProgressEntry],
) -> list[LaggingItem]:
    """What was judged behind last, the gravest first."""
    turns = {entry.pk: turn for turn, found in turned.items() for entry in found}
    judged = [
        (entry, (before[entry.task_id] if turns.get(entry.pk) == LagChange.UNDECIDED else entry).judgement)
        for entry in entries
    ]
    behind = [(entry, last) for entry, last in judged if last and last.outcome.is_behind]
    strips = map_tasks_to_marks((entry.task for entry, _ in behind), user)
    lags = [
        LaggingItem(entry, turns.get(entry.pk), last, strips[entry.task_id], build_outlook(user, entry))
        for entry, last in behind
    ]
    return sorted(lags, key=lambda lag: GRAVEST_FIRST.index(lag.turn))


def build_outlook(user: User, entry: ProgressEntry) -> list[tuple[str, str]]:
    """What the unit says of how it goes on, as ``Lag`` has it; the first is always told of."""
    first, *others = OUTLOOK
    if not may_read_text(user, entry):
        return [(first.label, "单位尚未报送本期进展。")]
    words = read_words(user, entry)
    written = [(field.label, field.format_value(getattr(words, field.name))) for field in others]
    told = first.format_value(getattr(words, first.name)) or "（单位未写）"
    return [(first.label, told), *((label, text) for label, text in written if text)]
