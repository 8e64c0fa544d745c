"""计划时间超期: signals for a planned date after the task's deadline."""

import re
from collections.abc import Iterator
from datetime import date

from tasks.assessing.lagging.clauses import Clause, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.demand import Demand, get_highest_demand
from tasks.assessing.lagging.evidence import iterate_clauses, limit_severity, quote_clause
from tasks.assessing.lagging.records import NEXT_STEP, PROBLEM, PROGRESS, Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.enums import Severity

_INTENT = re.compile(r"预计|计划|拟|力争|争取|将于|将在|确保|预期|延期|推迟|顺延|延至|调整至|待")
_DATE = re.compile(
    r"(?:(?P<year>20\d{2})年?(?![\d-])|(?P<next>明年|次年|翌年|下一?年度|来年))(?:(?P<month>1[0-2]|0?[1-9])月|第?(?P<quarter>[一二三四])季度)?"
)
_MONTH = re.compile(r"(?<![\d-])(?P<month>1[0-2]|0?[1-9])月")
_FINISH = re.compile(
    r"完成|建成|完工|竣工|投用|投产|投运|通车|开通|交付|投入使用|开业|运营|落地|上市|达产|主体|实施|开工|启动|进场|施工|招标"
)
_PERIOD_NAME = re.compile(r"(?:20\d{2})[年]?[-—－至到](?:20\d{2})")


def detect_late_dates(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects clauses that plan something of the task for a date after its deadline; one signal for all."""
    late = [
        (clause, source)
        for clause, source in iterate_clauses(facts, PROGRESS, PROBLEM, NEXT_STEP)
        if _is_late(clause, facts)
    ]
    if not late:
        return
    severity = Severity.HIGH if get_highest_demand(facts.text) is Demand.RESULT else Severity.MEDIUM
    if len(list_clauses(facts.progress)) > len(late) * 4:
        severity = limit_severity(severity, Severity.MEDIUM)
    message = f"计划时间晚于任务时限 {facts.deadline:%Y}年{facts.deadline.month}月"
    yield Signal(SignalCode.LATE_DATE, severity, message, tuple(quote_clause(*one) for one in late))


def _is_late(clause: Clause, facts: Facts) -> bool:
    intent = _INTENT.search(clause.text)
    if intent is None or _PERIOD_NAME.search(clause.text) or not _FINISH.search(clause.text):
        return False
    return any(day > facts.deadline for day in _iterate_days(clause.text[intent.start() :], facts))


def _iterate_days(text: str, facts: Facts) -> Iterator[date]:
    """Yields the first days of the years, quarters and months that a text names; bare months only if no year is named."""
    named = list(_DATE.finditer(text))
    for found in named:
        year = int(found["year"]) if found["year"] else facts.quarter.ends_on.year + 1
        month = int(found["month"]) if found["month"] else _get_first_month(found["quarter"])
        yield date(year, month, 1)
    if not named:
        for found in _MONTH.finditer(text):
            yield facts.quarter.rhythm.compute_month_start(facts.quarter.year, int(found["month"]))


def _get_first_month(quarter: str | None) -> int:
    return "一二三四".index(quarter) * 3 + 1 if quarter else 1
