"""How an item runs from period to period: whether its judgement turned, and for how long it has stood behind."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tasks.enums import Outcome, Turn
from tasks.models import Period, ProgressEntry


def turn_of(was: Outcome | None, now: Outcome | None) -> Turn | None:
    """None where the item is not behind and was not, or the period before was not judged."""
    if was is None or (now is None and not was.is_behind):
        return None
    if now is None:
        return Turn.UNDECIDED
    if now.is_behind:
        return Turn.AGAIN if was.is_behind else Turn.NEWLY
    return Turn.RECOVERED if was.is_behind else None


def outcome_of(entry: ProgressEntry) -> Outcome | None:
    """What the office judged; None where it has not."""
    return entry.judgement.outcome if entry.judgement else None


def before(period: Period) -> QuerySet[Period]:
    """The period before in the same year, alone; nothing before the first."""
    return Period.objects.filter(plan=period.plan_id, number__lt=period.number).order_by("-number")[:1]


def entries_before(period: Period) -> dict[int, ProgressEntry]:
    """Task id → its entry in the period before, with how and why it was judged; in one query."""
    former = ProgressEntry.objects.filter(period__in=before(period).values("pk")).select_related("judgement")
    known = former.only("task_id", "judgement__outcome", "judgement__reason").order_by()
    return {entry.task_id: entry for entry in known}


def turn_from(former: ProgressEntry | None, entry: ProgressEntry) -> Turn | None:
    """How an entry turned from its task's entry before; None without one."""
    return turn_of(outcome_of(former), outcome_of(entry)) if former else None


def turned(entries: QuerySet[ProgressEntry], period: Period, turn: Turn) -> QuerySet[ProgressEntry]:
    """Those of a period's entries whose judgement took ``turn`` since the period before."""
    former = entries_before(period)
    now = entries.order_by().select_related("judgement").only("task_id", "judgement__outcome")
    keys = [entry.pk for entry in now if turn_from(former.get(entry.task_id), entry) == turn]
    return entries.filter(pk__in=keys)


def runs_behind(earlier: Iterable[ProgressEntry]) -> dict[int, int]:
    """Task id → in how many periods running it stood behind, up to the last of ``earlier``.

    Args:
        earlier: entries of the year's periods in their order, each with its judgement at hand.
    """
    runs: dict[int, int] = {}
    for entry in earlier:
        runs[entry.task_id] = runs.get(entry.task_id, 0) + 1 if entry.stood_behind else 0
    return runs
