"""Builds the template values of one item."""

from reports.reporting.items import describe_adjustments, format_unit_labels
from reports.reporting.telling.lagging import (
    describe_lag_reason,
    extract_done_work,
    leave_out_heading,
    list_heading_spans,
    shorten_commitment,
)
from reports.reporting.telling.signals import list_progress_quotes, list_quoted_spans, list_unreported_clauses
from reports.reporting.telling.targets import (
    describe_target_without_figure,
    format_target_figure,
    parse_target_name,
    quote_listed_name,
)
from tasks.assessing import quantities
from tasks.assessing.facts import list_commitments
from tasks.assessing.lagging.official import join_as_paragraph, leave_out_sentences
from tasks.assessing.lagging.records import TASK
from tasks.enums import FigureState, ResponsibilityRole
from tasks.models import ProgressEntry
from tasks.text_tables import write_out_tables
from tasks.visible_words import read_filed, read_report_text


def build_item_values(entry: ProgressEntry) -> dict:
    """Builds the values that every item has."""
    units = format_unit_labels(entry.edition, ResponsibilityRole.LEAD)
    return {
        "标识": entry.task_id,
        "序号": entry.number,
        "名称": join_lines(entry.edition.title),
        "任务": join_lines(entry.edition.text),
        "进展": join_as_paragraph(read_report_text(entry)),
        "单位": join_lines(units, joint="、"),
        "调整": describe_adjustments(entry),
    }


def build_target_values(entry: ProgressEntry, indicators) -> dict:
    promised = list_commitments(entry, indicators.get(entry.task_id, ()))
    read = [match for match in quantities.match_figures(promised, read_report_text(entry)) if match]
    name = parse_target_name(entry.edition.text, promised[0].measure if promised else "")
    figure = ""
    if read:
        is_estimate = read[0].state == FigureState.ESTIMATED
        figure = format_target_figure(name, read[0].quote, is_estimate)
    told = figure or describe_target_without_figure(name, read_report_text(entry))
    return {**build_item_values(entry), "指标": quote_listed_name(name), "有数": bool(read), "情况": told}


def build_lagging_values(entry: ProgressEntry, indicators) -> dict:
    """Builds the values of the lagging list: 承诺, 完成, 原因."""
    text, filed, said = entry.edition.text, read_filed(entry), read_report_text(entry)
    # the signals refer to the unit's text, so the office's own wording is printed whole
    signals = entry.signals if said == filed.text else []
    promised = list_commitments(entry, indicators.get(entry.task_id, ()))
    done = extract_done_work(said, list_progress_quotes(signals, said), list_unreported_clauses(signals, text))
    # the commitment is printed before it
    done = leave_out_sentences(done, [text]) or done
    # a printed figure needs its target
    told = [
        (commitment.span.start, commitment.span.end)
        for commitment, match in zip(promised, quantities.match_figures(promised, said), strict=True)
        if match and match.quote in done
    ]
    silent = [*list_quoted_spans(signals, TASK, text), *list_heading_spans(done, text)]
    commitment = join_lines(shorten_commitment(text, [*told, *silent], entry.edition.name))
    judgement = entry.judgement
    why = describe_lag_reason(
        judgement.reason if judgement else "", filed.problem, entry.signals, judgement.outcome if judgement else None
    )
    return {
        **build_item_values(entry),
        "承诺": commitment,
        "完成": leave_out_heading(done, commitment),
        "原因": leave_out_sentences(why, [text, done]),
    }


def join_lines(text: str, joint: str = "") -> str:
    """Joins the lines of a cell into one; ``joint`` goes between names on separate lines."""
    lines = [line.strip() for line in write_out_tables(text).split("\n") if line.strip()]
    return "".join(
        line if not at or lines[at - 1][-1] in "、，,；;（(" or line[0] in "（(、，" else joint + line
        for at, line in enumerate(lines)
    )
