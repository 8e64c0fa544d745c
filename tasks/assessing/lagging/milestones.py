"""节点未完成: signals for a milestone whose day has passed and that no filed entry reports as reached."""

from collections.abc import Iterator

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.completion import is_whole_reported
from tasks.assessing.lagging.due import is_completed
from tasks.assessing.lagging.evidence import MOST_QUOTES
from tasks.assessing.lagging.records import MILESTONE, Facts, Quote, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.enums import Severity
from tasks.periods import format_chinese_date


def detect_missed_milestones(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects missed milestones; one signal for all, heavy if the last milestone of the task is among them.

    A task that is reported as done as a whole, or in use, has none, even if its steps were not ticked.
    """
    if not facts.is_filed and not facts.is_past_filing:
        return
    known = facts.as_of or facts.quarter.ends_on
    missed = [each for each in facts.milestones if not each.is_done and (known - each.due).days > rules.milestone_days]
    if not missed or (is_completed(facts, rules) and is_whole_reported(facts.progress)):
        return
    first, last = missed[0], max(each.due for each in facts.milestones)
    severity = Severity.HIGH if any(each.due == last for each in missed) else Severity.MEDIUM
    others = f"，另有 {len(missed) - 1} 个节点过期" if len(missed) > 1 else ""
    message = f"节点应于 {format_chinese_date(first.due)} 完成，没有完成的报告{others}"
    quotes = tuple(Quote(each.text, 0, len(each.text), MILESTONE) for each in missed[:MOST_QUOTES])
    arithmetic = f"至 {format_chinese_date(known)} 已过 {(known - first.due).days} 天"
    yield Signal(SignalCode.MILESTONE_MISSED, severity, message, quotes, arithmetic)
