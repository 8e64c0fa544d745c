"""历年: what the pages of all measures and of one show."""

from functools import cached_property

from tasks.enums import IndicatorKind
from tasks.measures.series import MeasureHistory, MeasureSeries, MeasureYear
from tasks.models import Measure, User
from tasks.permissions import Permission, can
from tasks.queries import select_visible_measures

#: so many years stand beside each other, the newest ones
MOST_YEARS = 10


class MeasureListPage:
    """The measures of a government, headline measures first, each with its years."""

    def __init__(self, user: User):
        self.may_manage = can(user, Permission.MANAGE_INDICATORS)
        self.history = MeasureHistory(user, select_visible_measures(user))

    @cached_property
    def years(self) -> list[int]:
        """The newest years of which something is known, the oldest first."""
        known = {one.year for series in self.history.series for one in series.years}
        return sorted(known)[-MOST_YEARS:]

    @cached_property
    def rows(self) -> list[tuple[MeasureSeries, list[tuple[int, MeasureYear | None]]]]:
        """Each measure with what is known of each year."""
        found = []
        for series in self.history.series:
            by_year = series.index_years()
            found.append((series, [(year, by_year.get(year)) for year in self.years]))
        return found


class MeasurePage:
    """One measure over the years: the picture, the years, and the periods of each year."""

    def __init__(self, user: User, measure: Measure):
        self.measure = measure
        self.may_manage = can(user, Permission.MANAGE_INDICATORS)
        self.history = MeasureHistory(user, [measure], whole=True)

    @property
    def facts(self) -> list[str]:
        """Kind, unit, basis and other names, in words."""
        one = self.measure
        told = [IndicatorKind(one.kind).label]
        told += [f"单位：{one.unit}"] if one.unit else []
        told += [f"口径：{one.basis}"] if one.basis else []
        return told + ([f"又名{'、'.join(one.aliases)}"] if one.aliases else [])

    @cached_property
    def series(self) -> MeasureSeries:
        return self.history.series[0]

    @property
    def years(self) -> list[MeasureYear]:
        """The newest year first."""
        return self.series.years[::-1]
