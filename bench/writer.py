"""Measures how the time of the Word writer grows with the rows of a table."""

from dataclasses import replace
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


def resize_sheet(sheet: Sheet, count: int) -> Sheet:
    """Returns the table with ``count`` rows, repeating its own, and without merges."""
    return replace(sheet, rows=tuple(islice(cycle(sheet.rows), count)), merges=())


def measure_growth() -> list[dict]:
    """Measures the longest table of the half-year report of 2022 at growing sizes; the sizes take turns.

    Returns:
        ``rows``, and ``p50`` and ``p95`` in ms, for each size.
    """
    report = build_report(Plan.objects.select_related("government").get(year=2022), Occasion(2022, "H1"))
    sheet = max(report.attachments.sheets, key=lambda each: len(each.rows))
    sheets = {count: resize_sheet(sheet, count) for count in SIZES}
    times: dict[int, list[float]] = {count: [] for count in SIZES}
    for _ in range(RUNS):
        for count, each in sheets.items():
            times[count].append(measure_milliseconds(partial(write_official_document, report.paragraphs, [each])))
    return [{"rows": count, **summarize_times(times[count])} for count in SIZES]
