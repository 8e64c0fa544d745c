"""How often the machine and the office agreed: per rule, and per suggested standing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.assessing.lagging import SignalCode
from tasks.enums import WARNED, Standing
from tasks.models import Government, ProgressEntry
from tasks.periods import WHOLE_YEAR


@dataclass(frozen=True)
class Agreement:
    """One rule or standing against the office's judgements.

    Attributes:
        raised: judged entries that had it.
        behind: those of them that the office judged 推进滞后 or 未完成.
    """

    what: SignalCode | Standing
    raised: int
    behind: int

    @property
    def others(self) -> int:
        """Judged entries that had it and that the office did not judge behind."""
        return self.raised - self.behind

    @property
    def share(self) -> int | None:
        """Per cent of the raised ones that the office judged behind; None when none was raised."""
        return round(100 * self.behind / self.raised) if self.raised else None


@dataclass(frozen=True)
class WarningAccuracy:
    """A period's suggestions against the office's own lagging list and against what the year's end showed.

    Attributes:
        items, flagged: entries, and those of them that the machine warns of or would look at.
        listed, listed_flagged: entries the office judged behind, and those of them flagged.
        failed, failed_flagged, failed_listed: items not reached at the year's end or gone from its report; those
            flagged here, and those the office had listed here. None while there is no report of the whole year.
    """

    items: int
    flagged: int
    listed: int
    listed_flagged: int
    failed: int | None = None
    failed_flagged: int = 0
    failed_listed: int = 0


def compute_warning_accuracy(entries: Sequence[ProgressEntry]) -> WarningAccuracy:
    """What became of the suggestions of one period.

    Args:
        entries: assessed, with period, task and judgement at hand.
    """
    flagged = {entry.task_id for entry in entries if entry.standing in WARNED}
    listed = {entry.task_id for entry in entries if entry.is_behind}
    known = WarningAccuracy(len(entries), len(flagged), len(listed), len(listed & flagged))
    failed = find_failed_at_year_end(entries)
    if failed is None:
        return known
    return replace(
        known, failed=len(failed), failed_flagged=len(failed & flagged), failed_listed=len(failed & listed)
    )


def find_failed_at_year_end(entries: Sequence[ProgressEntry]) -> set[int] | None:
    """Tasks of the kinds that the year's report speaks of which it does not report as reached; None without one."""
    if not entries or entries[0].period.number == WHOLE_YEAR:
        return None
    final = ProgressEntry.objects.filter(period__plan=entries[0].period.plan_id, period__number=WHOLE_YEAR)
    judged = list(final.exclude(judgement=None).select_related("task", "judgement"))
    if not judged:
        return None
    kinds = {entry.task.kind for entry in judged}
    reached = {entry.task_id for entry in judged if not entry.is_behind}
    return {entry.task_id for entry in entries if entry.task.kind in kinds} - reached


def select_judged_entries(government: Government):
    """Standing, signals and outcome of every entry that was both assessed and judged."""
    return (
        ProgressEntry.objects.filter(period__plan__government=government, judgement__isnull=False)
        .exclude(standing="")
        .values_list("standing", "signals", "judgement__outcome")
    )


def compute_agreement_by_rule(rows: Iterable[tuple]) -> list[Agreement]:
    """Every rule, those raised most often first."""
    raised: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for _, signals, outcome in rows:
        codes = {signal["code"] for signal in signals}
        raised.update(codes)
        if outcome.is_behind:
            behind.update(codes)
    answers = [Agreement(code, raised[code.value], behind[code.value]) for code in SignalCode]
    return sorted(answers, key=lambda answer: -answer.raised)


def compute_agreement_by_standing(rows: Iterable[tuple]) -> list[Agreement]:
    """Every standing in the order of the enum."""
    raised = Counter(standing for standing, _, _ in rows)
    behind = Counter(standing for standing, _, outcome in rows if outcome.is_behind)
    return [Agreement(one, raised[one.value], behind[one.value]) for one in Standing]
