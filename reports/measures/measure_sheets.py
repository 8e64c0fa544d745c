"""主要指标表: all measures by year, and one measure with the source of each value, as tables to print."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.printing.sheet import Align, Cell, Column, Sheet, remove_unprintable
from tasks.measures.series import MeasureSeries, MeasureYear


def build_measures_sheet(rows: Sequence[MeasureSeries], years: Sequence[int], *, is_internal: bool) -> Sheet:
    """Builds 主要指标表: each measure with target, outcome and rank of each year.

    Args:
        years: the oldest first.
        is_internal: whether one of the items is internal.
    """
    width = 0.68 / (3 * len(years) or 1)
    columns = [Column("指标", 0.22, Align.LEFT), Column("单位", 0.1)]
    for year in years:
        # 10.9（上半年） stays on one line
        shares = {"目标": 0.8, "完成": 1.4, "情况": 0.8}
        columns += [Column(f"{year}年{name}", width * share) for name, share in shares.items()]
    told = tuple(tuple(_list_cells(series, years)) for series in rows)
    return Sheet("", "主要指标表", tuple(columns), told, is_internal=is_internal)


def _list_cells(series: MeasureSeries, years: Sequence[int]) -> Iterator[Cell]:
    yield remove_unprintable(str(series.measure))
    yield remove_unprintable(series.measure.unit)
    known = series.index_years()
    for year in years:
        one = known.get(year)
        if one is None:
            yield from ("", "", "")
            continue
        yield Decimal(one.target.label) if one.target else ""
        said = one.told
        if said is None or said.is_year_end:
            yield Decimal(said.label) if said else ""
        else:
            yield remove_unprintable(f"{said.label}（{said.period}）")
        unlike = "、".join(dict.fromkeys(other.label for other in one.others))
        told = (one.word, said.beside if said else "", f"另一处作{unlike}" if unlike else "")
        yield remove_unprintable("，".join(filter(None, told)))


def build_measure_sheet(series: MeasureSeries, *, is_internal: bool) -> Sheet:
    """Builds the table of one measure: each value of each year with its source."""
    columns = (
        Column("年度", 0.08),
        Column("目标", 0.1),
        Column("时间", 0.1),
        Column("完成", 0.1),
        Column("性质", 0.08),
        Column("情况", 0.12),
        Column("位次和另一口径", 0.14, Align.LEFT),
        Column("出处", 0.28, Align.LEFT),
    )
    told = tuple(row for year in series.years for row in _list_values(year))
    title = remove_unprintable(f"{series.measure}历年情况")
    return Sheet("", title, columns, told, is_internal=is_internal)


def _list_values(year: MeasureYear) -> Iterator[tuple[Cell, ...]]:
    unit = year.measure.unit
    target = f"{year.target.label}{unit}" if year.target else ""
    for value in year.values:
        word = year.word if value is year.outcome else ""
        source = f"{value.source}：{value.quote}" if value.quote else value.source
        row = (f"{year.year}年", target, value.period, f"{value.label}{unit}", value.state, word, value.beside, source)
        yield tuple(map(remove_unprintable, row))
    if not year.values:
        yield tuple(map(remove_unprintable, (f"{year.year}年", target, "", "", "", "", "", "")))
