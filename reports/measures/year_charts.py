"""Builds the picture of a measure over the years."""

from reports.charts import YearPoint, YearsChart
from tasks.measures.series import MeasureSeries, MeasureYear

#: of the picture; older years stand in the table
MOST_POINTS = 12


def build_years_chart(series: MeasureSeries) -> YearsChart:
    """Builds the picture of the newest years; of a year that is not over its last value."""
    points = [_build_point(one) for one in series.years[-MOST_POINTS:]]
    return YearsChart(str(series.measure), series.measure.unit, points)


def _build_point(year: MeasureYear) -> YearPoint:
    said = year.told
    return YearPoint(
        year.year,
        year.target.value if year.target else None,
        said.value if said else None,
        is_short=year.is_reached is False,
        is_open=year.outcome is None,
    )
