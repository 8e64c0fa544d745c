"""What a scorecard covers: one period, or the year so far."""

from dataclasses import dataclass

from tasks.models import Period, Plan

YEAR = "YEAR"


@dataclass(frozen=True)
class ScorecardScope:
    """A period of a plan, or the plan's year if ``period`` is None."""

    plan: Plan
    period: Period | None = None

    @property
    def key(self) -> str:
        """The key used in addresses: 2024-H1, 2024-YEAR."""
        return self.period.key if self.period else f"{self.plan.year}-{YEAR}"

    @property
    def label(self) -> str:
        return str(self.period) if self.period else self._name_year(self.plan.year)

    @property
    def before(self) -> str:
        """The label of the same span of the previous year."""
        year = self.plan.year - 1
        return f"{self.plan.rhythm.format_year(year)}{self.period.label}" if self.period else self._name_year(year)

    def _name_year(self, year: int) -> str:
        """Names a whole year: 2024年度, and 2024学年 where the plan's year is one of a school."""
        named = self.plan.rhythm.format_year(year)
        return f"{year}年度" if named.endswith("年") and not named.endswith("学年") else named
