"""The report's text: what a template may say of a period, and the paragraphs that it makes of it.

The names in a template are Chinese, because offices write templates. What each of them holds stands in docs/layouts.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from reports import telling
from reports.attachments import Attachments, Occasion, belongs
from reports.figures import Count
from reports.items import Item, units_cell
from reports.layout import FOLDER, Layout
from reports.manuscript import ManuscriptError, render
from reports.paragraphs import Paragraph, UnmarkedError, read_paragraphs
from tasks import quantities
from tasks.enums import FigureState, Outcome, ResponsibilityRole, TaskKind
from tasks.facts import commitments_of
from tasks.models import Government, Indicator, Plan, ProgressEntry

LEVELS_OF_GOVERNMENT = ("自治区", "市", "区", "县", "旗", "镇", "乡")


def template_text(layout: Layout) -> str:
    """The template that comes with a layout.

    Raises:
        ManuscriptError: the file is missing.
    """
    path = template_path(layout)
    if not path.exists():
        raise ManuscriptError(f"版式“{layout.name}”没有报告模板：{path.name}。")
    return path.read_text(encoding="utf-8")


def template_path(layout: Layout) -> Path:
    return FOLDER / f"{layout.narrative or layout.key}.txt"


def paragraphs_of(template: str, values: Mapping) -> list[Paragraph]:
    """
    Raises:
        ManuscriptError: a mistake in the template.
    """
    try:
        return read_paragraphs(render(template, values))
    except UnmarkedError as error:
        raise ManuscriptError(str(error)) from error


def values_of(
    plan: Plan,
    occasion: Occasion,
    entries: Sequence[ProgressEntry],
    counts: Mapping[TaskKind, Count],
    indicators: Mapping[int, Sequence[Indicator]],
    on: date,
) -> dict:
    """What a template may use, but for the attachments (``attached``).

    Args:
        entries: of the period in printed order, with everything a row prints; none for a plan.
        indicators: of the targets and the lagging items, by task.
        on: the day the report is dated.
    """
    told = {kind: [each for each in entries if each.task.kind == kind] for kind in TaskKind}
    return {
        **occasion_values(plan, occasion, on),
        "预期目标": targets(told[TaskKind.TARGET], counts[TaskKind.TARGET], indicators),
        "民生实事": livelihood(told[TaskKind.LIVELIHOOD], counts[TaskKind.LIVELIHOOD], indicators),
        "重点任务": key_tasks(told[TaskKind.KEY], counts[TaskKind.KEY], indicators),
    }


def occasion_values(plan: Plan, occasion: Occasion, on: date) -> dict:
    return {
        "政府": plan.government.name,
        "本级": own_level(plan.government),
        "本级政府": f"{own_level(plan.government)}政府",
        "年度": occasion.year,
        "期": occasion.period,
        "月份": occasion.months,
        "日期": f"{on.year}年{on.month}月{on.day}日",
        "文号": plan.document_number,
    }


def own_level(government: Government) -> str:
    """As the government's own papers call it: 某市某区人民政府 → 区."""
    head = government.name.removesuffix("人民政府")
    return next((each for each in LEVELS_OF_GOVERNMENT if head.endswith(each)), "本")


def counted(count: Count) -> dict:
    return {
        "总数": count.total,
        "有进展": count.told,
        "正常数": count.going,
        "滞后数": count.behind,
        "未研判数": count.unjudged,
    }


def targets(entries, count: Count, indicators) -> dict:
    """The targets by how they stand: as judged, else as the signals have it."""
    told = [(stand_of_target(entry), target_values(entry, indicators)) for entry in entries]
    groups = {name: [values for stand, values in told if stand == name] for name in ("符合", "预计", "不达")}
    sizes = {f"{name}数": len(group) for name, group in groups.items()}
    return {**counted(count), **groups, **sizes, "事项": [values for _, values in told]}


def stand_of_target(entry: ProgressEntry) -> str:
    """符合 the target, 预计 to meet it, or 不达; nobody's judgement is replaced, a missing one is suggested."""
    if entry.judgement:
        outcome = Outcome(entry.judgement.outcome)
        if outcome.is_behind:
            return "不达"
        return "预计" if outcome == Outcome.EXPECTED else "符合"
    if telling.figure_quotes(entry.signals):
        return "不达"
    return "符合" if quantities.figures(entry.report_text) and not says_expected(entry) else "预计"


def says_expected(entry: ProgressEntry) -> bool:
    """Whether the words filed promise the year's target instead of a figure: 预计能够完成年度目标任务."""
    return "预计能够完成" in entry.report_text or "预计可完成" in entry.report_text


def target_values(entry: ProgressEntry, indicators) -> dict:
    promised = commitments_of(entry, indicators.get(entry.task_id, ()))
    read = [match for match in quantities.match(promised, entry.report_text) if match]
    name = telling.target_name(entry.edition.text, promised[0].measure if promised else "")
    figure = ""
    if read:
        is_estimate = read[0].state == FigureState.ESTIMATED
        figure = telling.target_figure(name, read[0].quote, is_estimate)
    said = telling.without_period(one_line(entry.report_text))
    if name not in said:
        said = name + said
    return {**item_values(entry), "指标": name, "有数": bool(read), "情况": figure or said}


def livelihood(entries, count: Count, indicators) -> dict:
    """The projects: those under way, and those that lag or have not begun."""
    told = [(is_behind(entry), lagging_values(entry, indicators)) for entry in entries]
    behind, going = ([values for late, values in told if late is wanted] for wanted in (True, False))
    return {
        **counted(count),
        "滞后": behind,
        "滞后数": len(behind),
        "推进": going,
        "推进数": len(going),
        "事项": [values for _, values in told],
    }


def is_behind(entry: ProgressEntry) -> bool:
    """As judged; an item nobody judged is behind when its words say that nothing has begun."""
    if entry.judgement:
        return Outcome(entry.judgement.outcome).is_behind
    return telling.is_idle(entry.signals)


def key_tasks(entries, count: Count, indicators) -> dict:
    judged = [entry for entry in entries if entry.judgement]
    behind = [entry for entry in judged if Outcome(entry.judgement.outcome).is_behind]
    return {**counted(count), "滞后": [lagging_values(entry, indicators) for entry in behind]}


def item_values(entry: ProgressEntry) -> dict:
    """What a template may print of any item."""
    units = units_cell(entry.edition, ResponsibilityRole.LEAD)
    return {
        "标识": entry.task_id,
        "序号": entry.number,
        "名称": one_line(entry.edition.name or entry.edition.text),
        "任务": one_line(entry.edition.text),
        "进展": telling.flat(entry.report_text),
        "单位": one_line(units, joint="、"),
    }


def lagging_values(entry: ProgressEntry, indicators) -> dict:
    """The item as the lagging list tells it: 承诺, 做了什么, 原因."""
    text, said = entry.edition.text, entry.report_text
    # the signals were found in the unit's own words; an office that wrote anew is quoted whole
    signals = entry.signals if said == entry.text else []
    promised = commitments_of(entry, indicators.get(entry.task_id, ()))
    behind = telling.figure_quotes(signals)
    lagging = [
        tuple(commitment.span)
        for commitment, match in zip(promised, quantities.match(promised, said), strict=True)
        if match and match.quote in behind
    ]
    silent = telling.quoted_clauses(signals, telling.TASK, text)
    judgement = entry.judgement
    return {
        **item_values(entry),
        "承诺": one_line(telling.short_commitment(text, [*lagging, *silent])),
        "完成": telling.what_was_done(
            said, telling.progress_quotes(signals, said), telling.unreported_words(signals, text)
        ),
        "原因": telling.why_behind(
            judgement.reason if judgement else "",
            entry.problem,
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


def attached(layout: Layout, attachments: Attachments, items: Iterable[Item]) -> dict:
    """The list of attachments as the tables are really titled, and which of them a paragraph refers to.

    ``见``: name of a group → 附件2; empty where the layout has no such table.
    """
    items = list(items)
    present = [each for each in layout.attachments if any(belongs(item, each) for item in items)]
    refers = dict.fromkeys(("预期目标", "民生实事", "滞后", "正常"), "")
    for table, sheet in zip(present, attachments.sheets, strict=True):
        for group in groups_of(table):
            refers[group] = refers[group] or sheet.label
    return {
        "附件": [{"标签": sheet.label, "标题": sheet.title} for sheet in attachments.sheets],
        "见": refers,
    }


def groups_of(table) -> list[str]:
    """Which groups of the narrative a table holds."""
    named = {TaskKind.TARGET: "预期目标", TaskKind.LIVELIHOOD: "民生实事"}
    groups = [named[kind] for kind in table.kinds if kind in named]
    if TaskKind.KEY in table.kinds:
        groups += {"滞后" if outcome.is_behind else "正常" for outcome in table.outcomes}
    return groups
