"""The counts of a unit's work in a period or a year."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """The items that a unit leads, or those in which it cooperates.

    Attributes:
        items: items that count.
        good, bad: items whose last judgement is not behind, or is (推进滞后 or 未完成). The rest is not judged.
        reached, failed: items whose last judgement is 已完成, or 未完成.
        times: judgements in the period or year; an item may have several in a year.
        behind: judgements that put an item behind.
        lagged: those of ``behind`` that are not an item's last judgement.
        again: those of ``behind`` that directly follow another.
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


@dataclass(frozen=True, slots=True)
class FilingCounts:
    """The filings of a unit: entries of which it is the first lead unit.

    Attributes:
        due: filings that were made, or whose last day has passed.
        on_time: those filed in time.
        returns: how often each filing was returned; only those that were.
        empty: filings missing after their last day, without those that the unit's head was given in time and still reviews.
        copied: filings with the text of the last filed entry.
    """

    due: int = 0
    on_time: int = 0
    returns: tuple[int, ...] = ()
    empty: int = 0
    copied: int = 0

    def count_charged_returns(self, free: int) -> int:
        """Counts the returns beyond the first ``free`` of each filing."""
        return sum(max(0, times - free) for times in self.returns)


@dataclass(frozen=True, slots=True)
class NoteCounts:
    """The 配合填报 of a unit.

    Attributes:
        asked: asks that were answered, or whose last day has passed.
        on_time: those answered in time.
    """

    asked: int = 0
    on_time: int = 0

    @property
    def late(self) -> int:
        return self.asked - self.on_time

    def __add__(self, other: "NoteCounts") -> "NoteCounts":
        return NoteCounts(self.asked + other.asked, self.on_time + other.on_time)


@dataclass(frozen=True, slots=True)
class ScoringCounts:
    """Everything that is counted of a unit; ``granted`` requests are shown and cost nothing, nor do ``notes`` as long as
    the office gives them no weight."""

    lead: RoleCounts = RoleCounts()
    cooperate: RoleCounts = RoleCounts()
    filing: FilingCounts = FilingCounts()
    granted: int = 0
    notes: NoteCounts = NoteCounts()
