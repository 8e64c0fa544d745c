"""How the time of the Word writer grows with the rows of a table."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice

from bench.timing import measure_milliseconds, summarize_times
from reports.printing.official import write_official_document
from reports.printing.sheet import Sheet
from reports.reporting.attachments import Occasion
from reports.reporting.report import build_report
from tasks.models import Plan

SIZES = (125, 250, 500, 1_000, 2_000)
RUNS = 5


@dataclass(frozen=True)
class Growth:
    """``rows`` of a table, and ``times`` in ms: p50 and p95."""

    rows: int
    times: dict


def resize_sheet(sheet: Sheet, count: int) -> Sheet:
    """The same table with ``count`` rows, its own over and over; no cells merged."""
    return replace(sheet, rows=tuple(islice(cycle(sheet.rows), count)), merges=())


def measure_growth() -> list[Growth]:
    """The longest table of the half-year report of 2022, longer and longer; the sizes take turns."""
    report = build_report(Plan.objects.select_related("government").get(year=2022), Occasion(2022, "H1"))
    sheet = max(report.attachments.sheets, key=lambda each: len(each.rows))
    sheets = {count: resize_sheet(sheet, count) for count in SIZES}
    times: dict[int, list[float]] = {count: [] for count in SIZES}
    for _ in range(RUNS):
        for count, each in sheets.items():
            times[count].append(
                measure_milliseconds(partial(write_official_document, report.paragraphs, [each]))
            )
    return [Growth(count, summarize_times(times[count])) for count in SIZES]
