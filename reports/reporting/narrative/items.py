"""One item as templates print it."""

from reports.reporting.items import adjustments, units_cell
from reports.reporting.telling.lagging import short_commitment, what_was_done, why_behind
from reports.reporting.telling.signals import progress_quotes, quoted_clauses, unreported_words
from reports.reporting.telling.targets import target_figure, target_name, without_period
from reports.reporting.telling.texts import flat
from tasks.assessing import quantities
from tasks.assessing.facts import commitments_of
from tasks.assessing.lagging.records import TASK
from tasks.enums import FigureState, ResponsibilityRole
from tasks.models import ProgressEntry
from tasks.words import read_filed, read_report_text


def item_values(entry: ProgressEntry) -> dict:
    """What a template may print of any item."""
    units = units_cell(entry.edition, ResponsibilityRole.LEAD)
    return {
        "标识": entry.task_id,
        "序号": entry.number,
        "名称": one_line(entry.edition.name or entry.edition.text),
        "任务": one_line(entry.edition.text),
        "进展": flat(read_report_text(entry)),
        "单位": one_line(units, joint="、"),
        "调整": adjustments(entry),
    }


def target_values(entry: ProgressEntry, indicators) -> dict:
    promised = commitments_of(entry, indicators.get(entry.task_id, ()))
    read = [match for match in quantities.match(promised, read_report_text(entry)) if match]
    name = target_name(entry.edition.text, promised[0].measure if promised else "")
    figure = ""
    if read:
        is_estimate = read[0].state == FigureState.ESTIMATED
        figure = target_figure(name, read[0].quote, is_estimate)
    said = without_period(one_line(read_report_text(entry)))
    if name not in said:
        said = name + said
    return {**item_values(entry), "指标": name, "有数": bool(read), "情况": figure or said}


def lagging_values(entry: ProgressEntry, indicators) -> dict:
    """The item as the lagging list tells it: 承诺, 做了什么, 原因."""
    text, filed, said = entry.edition.text, read_filed(entry), read_report_text(entry)
    # the signals were found in the unit's own words; an office that wrote anew is quoted whole
    signals = entry.signals if said == filed.text else []
    promised = commitments_of(entry, indicators.get(entry.task_id, ()))
    done = what_was_done(said, progress_quotes(signals, said), unreported_words(signals, text))
    # a figure that is told needs its target beside it
    told = [
        (commitment.span.start, commitment.span.end)
        for commitment, match in zip(promised, quantities.match(promised, said), strict=True)
        if match and match.quote in done
    ]
    silent = quoted_clauses(signals, TASK, text)
    judgement = entry.judgement
    return {
        **item_values(entry),
        "承诺": one_line(short_commitment(text, [*told, *silent])),
        "完成": done,
        "原因": why_behind(
            judgement.reason if judgement else "",
            filed.problem,
            entry.signals,
            judgement.outcome if judgement else None,
        ),
    }


def one_line(text: str, joint: str = "") -> str:
    """A cell of several lines as one; names one under the other are joined by ``joint``."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "".join(
        line if not at or lines[at - 1][-1] in "、，,；;（(" or line[0] in "（(、，" else joint + line
        for at, line in enumerate(lines)
    )
