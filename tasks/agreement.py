"""How often the machine and the office agreed: per rule, and per suggested standing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.enums import Outcome, Standing
from tasks.lagging import SignalCode
from tasks.models import Government, ProgressEntry


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


def judged_entries(government: Government):
    """Standing, signals and outcome of every entry that was both assessed and judged."""
    return (
        ProgressEntry.objects.filter(period__plan__government=government, judgement__isnull=False)
        .exclude(standing="")
        .values_list("standing", "signals", "judgement__outcome")
    )


def agreement_by_rule(rows: Iterable[tuple]) -> list[Agreement]:
    """Every rule, those raised most often first."""
    raised, behind = Counter(), Counter()
    for _, signals, outcome in rows:
        codes = {signal["code"] for signal in signals}
        raised.update(codes)
        if Outcome(outcome).is_behind:
            behind.update(codes)
    answers = [Agreement(code, raised[code.value], behind[code.value]) for code in SignalCode]
    return sorted(answers, key=lambda answer: -answer.raised)


def agreement_by_standing(rows: Iterable[tuple]) -> list[Agreement]:
    """Every standing in the order of the enum."""
    raised = Counter(standing for standing, _, _ in rows)
    behind = Counter(standing for standing, _, outcome in rows if Outcome(outcome).is_behind)
    return [Agreement(one, raised[one.value], behind[one.value]) for one in Standing]
