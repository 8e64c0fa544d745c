"""预警: counts how often the office's judgements agreed with the signals and the suggested standings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.assessing.lagging import SignalCode
from tasks.decimals import compute_percent
from tasks.enums import WARNED, Standing
from tasks.models import Government, ProgressEntry


@dataclass(frozen=True)
class Agreement:
    """How often the office agreed with one signal code or standing.

    Attributes:
        what: the signal code or standing.
        raised: number of judged entries that had it.
        behind: number of those that the office judged 推进滞后 or 未完成.
    """

    what: SignalCode | Standing
    raised: int
    behind: int

    @property
    def others(self) -> int:
        """Number of judged entries that had it and that the office did not judge behind."""
        return self.raised - self.behind

    @property
    def share(self) -> int | None:
        """Percentage of ``raised`` that the office judged behind; None when ``raised`` is 0."""
        return compute_percent(self.behind, self.raised) if self.raised else None


@dataclass(frozen=True)
class WarningAccuracy:
    """Compares a period's suggested standings with the office's judgements and with the results of the whole year.

    Attributes:
        items, flagged: number of entries, and of those whose standing is 预警滞后 or 关注.
        listed, listed_flagged: number of entries that the office judged behind, and of those flagged.
        failed, failed_flagged, failed_listed: number of items that the whole-year report lists as not reached or no
            longer lists, of those flagged in this period, and of those judged behind in this period. ``failed`` is
            None while no entry of the whole year is judged.
    """

    items: int
    flagged: int
    listed: int
    listed_flagged: int
    failed: int | None = None
    failed_flagged: int = 0
    failed_listed: int = 0


def compute_warning_accuracy(entries: Sequence[ProgressEntry]) -> WarningAccuracy:
    """Computes the accuracy of the standings of one period.

    Args:
        entries: the period's assessed entries, with period, task and judgement loaded.
    """
    flagged = {entry.task_id for entry in entries if entry.standing in WARNED}
    listed = {entry.task_id for entry in entries if entry.is_behind}
    known = WarningAccuracy(len(entries), len(flagged), len(listed), len(listed & flagged))
    failed = find_failed_at_year_end(entries)
    if failed is None:
        return known
    return replace(known, failed=len(failed), failed_flagged=len(failed & flagged), failed_listed=len(failed & listed))


def find_failed_at_year_end(entries: Sequence[ProgressEntry]) -> set[int] | None:
    """Returns the ids of the tasks that the last report of the year judges behind or no longer lists.

    Tasks of a kind that the report does not cover are left out. Returns None while no whole-year entry is judged, or
    when the entries are themselves of the whole year.
    """
    if not entries or entries[0].period.quarter.is_last:
        return None
    plan = entries[0].period.plan
    final = ProgressEntry.objects.filter(period__plan=plan, period__number=plan.rhythm.last)
    judged = list(final.exclude(judgement=None).select_related("task__item_kind", "judgement"))
    if not judged:
        return None
    kinds = {entry.task.kind for entry in judged}
    reached = {entry.task_id for entry in judged if not entry.is_behind}
    return {entry.task_id for entry in entries if entry.task.kind in kinds} - reached


def select_judged_entries(government: Government):
    """Selects standing, signals and outcome of every entry that was both assessed and judged."""
    return (
        ProgressEntry.objects.filter(period__plan__government=government, judgement__isnull=False)
        .exclude(standing="")
        .values_list("standing", "signals", "judgement__outcome")
    )


def compute_agreement_by_rule(rows: Iterable[tuple]) -> list[Agreement]:
    """Computes the agreement for every signal code, the most frequent first; rows as ``select_judged_entries``."""
    raised: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for _, signals, outcome in rows:
        codes = {signal["code"] for signal in signals}
        raised.update(codes)
        if outcome.is_behind:
            behind.update(codes)
    agreements = [Agreement(code, raised[code.value], behind[code.value]) for code in SignalCode]
    return sorted(agreements, key=lambda agreement: -agreement.raised)


def compute_agreement_by_standing(rows: Iterable[tuple]) -> list[Agreement]:
    """Computes the agreement for every standing, in the order of the enum; rows as ``select_judged_entries``."""
    raised = Counter(standing for standing, _, _ in rows)
    behind = Counter(standing for standing, _, outcome in rows if outcome.is_behind)
    return [Agreement(standing, raised[standing.value], behind[standing.value]) for standing in Standing]
