"""What a unit has to show in a period or a year, as plain numbers."""

from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """The items that a unit leads, or those in which it cooperates.

    Attributes:
        items: items that count.
        good, bad: by their last judgement: not behind, and behind (推进滞后 or 未完成). The rest is not judged.
        reached, failed: those of them that were judged 已完成 and 未完成.
        times: judgements in the period or year, several of one item in a year.
        behind: those of them that put the item behind.
        lagged: those of ``behind`` that did not decide ``good`` and ``bad``: an earlier period's.
        again: those of ``behind`` that followed directly upon one that was behind too.
    """

    items: int = 0
    good: int = 0
    bad: int = 0
    reached: int = 0
    failed: int = 0
    times: int = 0
    behind: int = 0
    lagged: int = 0
    again: int = 0

    @property
    def judged(self) -> int:
        return self.good + self.bad

    def __add__(self, other: Self) -> "RoleCounts":
        return RoleCounts(
            *(getattr(self, field.name) + getattr(other, field.name) for field in fields(RoleCounts))
        )


@dataclass(frozen=True, slots=True)
class FilingCounts:
    """What a unit had to file itself: the items of which it is the first lead unit.

    Attributes:
        due: filings whose day has come, or that were filed before it.
        on_time: those filed in time.
        returns: how often each filing was returned; one number for each that was.
        empty: not filed at all though their day has passed.
        copied: filed with the former period's text.
    """

    due: int = 0
    on_time: int = 0
    returns: tuple[int, ...] = ()
    empty: int = 0
    copied: int = 0

    def count_charged_returns(self, free: int) -> int:
        """Returns beyond the first ``free`` of each filing."""
        return sum(max(0, times - free) for times in self.returns)

    def __add__(self, other: Self) -> "FilingCounts":
        return FilingCounts(
            self.due + other.due,
            self.on_time + other.on_time,
            self.returns + other.returns,
            self.empty + other.empty,
            self.copied + other.copied,
        )


@dataclass(frozen=True, slots=True)
class ScoringCounts:
    """Everything that is counted of a unit. ``granted`` requests are shown and cost nothing."""

    lead: RoleCounts = RoleCounts()
    cooperate: RoleCounts = RoleCounts()
    filing: FilingCounts = FilingCounts()
    granted: int = 0

    def __add__(self, other: Self) -> "ScoringCounts":
        return ScoringCounts(
            self.lead + other.lead,
            self.cooperate + other.cooperate,
            self.filing + other.filing,
            self.granted + other.granted,
        )


NOTHING = ScoringCounts()
