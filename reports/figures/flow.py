"""本期进程: counts by which day the items of a period were filed, accepted and judged."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby

from django.db.models import Min

from reports.charts import FlowChart, FlowLine
from tasks import clock
from tasks.enums import AT_THE_OFFICE, EntryState
from tasks.models import EntryRevision, Period, ProgressEntry
from tasks.terms import terms
from tasks.workdays import Workdays

#: in a longer period the weekends would be hairlines
LONGEST_WITH_WEEKENDS = 120


def build_flow_chart(period: Period, entries: Sequence[ProgressEntry], today: date, warned: int | None) -> FlowChart:
    """Builds the flow of the entries up to today, or up to the last act of a period that is closed; in one query.

    What is filed (已报送), accepted or judged now is counted on the day on which it was first filed, last accepted and last
    judged; so each line ends at the number that every page tells.

    Args:
        entries: of the period, with judgement loaded.
        warned: how many warnings are not judged; None for a reader who is not told of them.
    """
    lines = [
        FlowLine("已报送", _describe_unfiled(entries), _accumulate(_list_filing_days(period, entries))),
        FlowLine("已通过", _describe_unaccepted(entries), _accumulate(_list_accepted_days(period, entries))),
        FlowLine(
            f"已{terms.judging}", _describe_unjudged(entries, warned), _accumulate(_list_judged_days(period, entries))
        ),
    ]
    last = max([period.opens_on, *(day for line in lines for day, _ in line.counts)])
    # a closed period ends with its last act; one that opens later begins with its opening
    until = max(last, today if period.is_open else min(today, period.due_on))
    return FlowChart(
        title=f"{period}进程",
        total=len(entries),
        opens_on=period.opens_on,
        due_on=period.due_on,
        until=until,
        is_today=until == today,
        lines=lines,
        free=list_free_spans(period.plan.government.workdays, period.opens_on, max(until, period.due_on)),
    )


def list_free_spans(workdays: Workdays, start: date, end: date) -> list[tuple[date, date]]:
    """Lists the first and last day of each run of days off from ``start`` to ``end``; none for a very long time."""
    length = (end - start).days
    if length > LONGEST_WITH_WEEKENDS:
        return []
    days = [start + timedelta(days=number) for number in range(length + 1)]
    runs = [list(run) for works, run in groupby(days, workdays.works_on) if not works]
    return [(run[0], run[-1]) for run in runs]


def _list_filing_days(period: Period, entries: Iterable[ProgressEntry]) -> list[date]:
    filings = EntryRevision.objects.filter(entry__period=period, state=EntryState.SUBMITTED)
    first = dict(filings.order_by().values_list("entry").annotate(Min("saved_at")))
    return [
        _find_day(period, first.get(entry.pk) or entry.submitted_at or entry.reviewed_at)
        for entry in entries
        if entry.state in AT_THE_OFFICE
    ]


def _list_accepted_days(period: Period, entries: Iterable[ProgressEntry]) -> list[date]:
    return [
        _find_day(period, entry.reviewed_at or entry.submitted_at)
        for entry in entries
        if entry.state == EntryState.ACCEPTED
    ]


def _list_judged_days(period: Period, entries: Iterable[ProgressEntry]) -> list[date]:
    return [_find_day(period, entry.judgement.judged_at) for entry in entries if entry.judgement]


def _find_day(period: Period, moment: datetime | None) -> date:
    """Returns the day of an act in the place; what was done before the opening, or without a day, as out of a document, is
    there from the opening on."""
    return max(clock.convert_to_local(moment).date(), period.opens_on) if moment else period.opens_on


def _accumulate(days: Iterable[date]) -> list[tuple[date, int]]:
    counted = sorted(Counter(days).items())
    return list(zip((day for day, _ in counted), accumulate(count for _, count in counted), strict=True))


def _describe_unfiled(entries: Sequence[ProgressEntry]) -> str:
    unfiled = sum(not entry.is_handed_over for entry in entries)
    returned = sum(entry.state == EntryState.RETURNED for entry in entries)
    told = [f"未报送 {unfiled}" if unfiled else "", f"已退回 {returned}" if returned else ""]
    return "，".join(filter(None, told)) or "全部报齐"


def _describe_unaccepted(entries: Sequence[ProgressEntry]) -> str:
    return f"待审核 {sum(entry.state == EntryState.SUBMITTED for entry in entries)} 项"


def _describe_unjudged(entries: Sequence[ProgressEntry], warned: int | None) -> str:
    if warned:
        return f"预警待{terms.judging} {warned} 项"
    unjudged = sum(entry.judgement_id is None for entry in entries)
    return f"未{terms.judging} {unjudged} 项" if unjudged else f"全部{terms.judging}"
