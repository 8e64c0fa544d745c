"""The board of a district leader: what lags and why, what changed, and what units ask of him."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.figures import outcomes_in, turned_in, unanswered_before
from reports.pages.boards.views.board.links import Figure, Links
from tasks.assessing.earlier import entries_of_previous_period
from tasks.enums import CoordinationState, Outcome, Turn
from tasks.filing.coordination import with_replies
from tasks.filing.entries import entries_in
from tasks.models import Judgement, Period, ProgressEntry, User
from tasks.models.entry_fields import OUTLOOK
from tasks.pages.filing.forms.coordination import asked_in
from tasks.pages.frame.context import AuthenticatedRequest, periods_for
from tasks.pages.frame.strips import Strip, strips_of
from tasks.permissions import answers_for, may_read_text
from tasks.words import read_words

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
GRAVEST_FIRST = (Turn.AGAIN, Turn.UNDECIDED, Turn.NEWLY, None)


@dataclass(frozen=True)
class Lag:
    """An item that was judged behind, now, or the time before and not yet anew.

    Attributes:
        judgement: the one that says so.
        strip: the item's four periods.
        outlook: what the unit filed of how it goes on, label and words; without the optional ones left blank.
    """

    entry: ProgressEntry
    turn: Turn | None
    judgement: Judgement
    strip: Strip
    outlook: list[tuple[str, str]]


def context_of(request: AuthenticatedRequest, period: Period) -> dict:
    user, links = request.user, Links(request)
    entries = with_replies([one for one in entries_in(user, period) if answers_for(user, one)])
    own: dict[str, Any] = {"leader": user.official_id}
    before = entries_of_previous_period(period)
    turned = turned_in(entries, before)
    asked = asked_in(entries, user)
    return {
        "total": Figure(len(entries), "负责事项", links.tasks(**own)),
        "figures": [
            Figure(count, label, links.tasks(**own, outcome=value), token)
            for label, value, token, count in judged_as(entries)
        ],
        "lags": lags_of(user, entries, turned, before),
        "turned": [
            (turn, Figure(len(found), turn.label, links.tasks(**own, turn=turn.value), turn.token), found)
            for turn, found in turned.items()
            if found or turn != Turn.UNDECIDED
        ],
        "has_before": any(entry.task_id in before for entry in entries),
        "waiting": [one for one in asked if one.state == CoordinationState.WAITING],
        "answered": [one for one in asked if one.state == CoordinationState.ANSWERED],
        "earlier": asked_earlier(request, period, links),
    }


def asked_earlier(request: AuthenticatedRequest, period: Period, links: Links) -> list[Figure]:
    """How many requests of earlier periods wait, each number with the board on which they are answered."""
    waiting = unanswered_before(request.user, period)
    return [
        Figure(waiting[one.number], one.label, links.to("board", one))
        for one in periods_for(request)
        if one.plan_id == period.plan_id and one.number in waiting
    ]


def judged_as(entries: Iterable[ProgressEntry]) -> Iterator[tuple[str, str, str, int]]:
    """Label, value in the list's filter, colour and number of each judgement that occurs, the worst first."""
    outcomes = outcomes_in(entries)
    for outcome in WORST_FIRST:
        if count := outcomes[outcome]:
            named = (outcome.label, outcome.value, outcome.token) if outcome else ("尚未研判", "none", "none")
            yield (*named, count)


def lags_of(
    user: User,
    entries: Iterable[ProgressEntry],
    turned: Mapping[Turn, list[ProgressEntry]],
    before: Mapping[int, ProgressEntry],
) -> list[Lag]:
    """What was judged behind last, the gravest first."""
    turns = {entry.pk: turn for turn, found in turned.items() for entry in found}
    judged = [
        (entry, (before[entry.task_id] if turns.get(entry.pk) == Turn.UNDECIDED else entry).judgement)
        for entry in entries
    ]
    behind = [(entry, last) for entry, last in judged if last and last.outcome.is_behind]
    strips = strips_of((entry.task for entry, _ in behind), user)
    lags = [
        Lag(entry, turns.get(entry.pk), last, strips[entry.task_id], outlook_of(user, entry))
        for entry, last in behind
    ]
    return sorted(lags, key=lambda lag: GRAVEST_FIRST.index(lag.turn))


def outlook_of(user: User, entry: ProgressEntry) -> list[tuple[str, str]]:
    """What the unit says of how it goes on, as ``Lag`` has it; the first is always told of."""
    first, *others = OUTLOOK
    if not may_read_text(user, entry):
        return [(first.label, "单位尚未报送本期进展。")]
    words = read_words(user, entry)
    written = [(field.label, field.printed(getattr(words, field.name))) for field in others]
    told = first.printed(getattr(words, first.name)) or "（单位未写）"
    return [(first.label, told), *((label, text) for label, text in written if text)]
