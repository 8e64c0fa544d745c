"""Builds the template values of the three kinds of items: counts, and the items grouped by how they stand."""

from reports.figures import ItemCounts
from reports.reporting.narrative.items import build_item_values, build_lagging_values, build_target_values
from reports.reporting.telling.signals import is_idle, list_figure_quotes
from tasks.enums import AT_THE_OFFICE, WARNED, EntryState, Outcome
from tasks.judging.queue import suggest_outcome
from tasks.models import ProgressEntry
from tasks.terms import terms
from tasks.visible_words import read_report_text


def build_count_values(count: ItemCounts) -> dict:
    return {
        "总数": count.total,
        "有进展": count.told,
        "正常数": count.going,
        "滞后数": count.behind,
        f"未{terms.judging}数": count.unjudged,
    }


def build_target_summary(entries, count: ItemCounts, indicators) -> dict:
    """Groups the targets by how they stand: as judged, else by the signals; what nobody has filed stands apart."""
    told = [build_target_values(entry, indicators) for entry in entries]
    stands = [classify_target(entry, states_figure=values["有数"]) for entry, values in zip(entries, told, strict=True)]
    groups = {
        name: [values for stand, values in zip(stands, told, strict=True) if stand == name]
        for name in ("符合", "预计", "不达", "未报")
    }
    sizes = {f"{name}数": len(group) for name, group in groups.items()}
    waiting = sum(entry.is_handed_over and not entry.judgement for entry in entries)
    return {
        **build_count_values(count),
        **groups,
        **sizes,
        f"待{terms.judging}数": waiting,
        "事项": told,
    }


def classify_target(entry: ProgressEntry, *, states_figure: bool) -> str:
    """Classifies a target as 符合, 预计 or 不达: by its judgement, else as 预警 suggests; 未报 if it is neither filed nor judged.

    What 预警 finds normal is never 不达. A warning that suggests no outcome (关注) is, if a figure misses its target. One of
    which the text states no figure is at most 预计: only a person can say that it is met.

    Args:
        states_figure: whether the text states a figure of what it measures.
    """
    if entry.judgement:
        if entry.is_behind:
            return "不达"
        return "预计" if entry.judgement.outcome == Outcome.EXPECTED else "符合"
    if not entry.is_handed_over:
        return "未报"
    if entry.stood_behind or (entry.standing in WARNED and list_figure_quotes(entry.signals)):
        return "不达"
    is_expected = suggest_outcome(entry) == Outcome.EXPECTED or has_expected_wording(entry)
    return "符合" if states_figure and not is_expected else "预计"


def has_expected_wording(entry: ProgressEntry) -> bool:
    """Whether the text promises the year's target instead of stating a figure: 预计能够完成年度目标任务."""
    said = read_report_text(entry)
    return "预计能够完成" in said or "预计可完成" in said


def build_livelihood_summary(entries, count: ItemCounts, indicators) -> dict:
    """Groups the projects into those in progress, those that lag or have not begun, and those that nobody has told of; and
    apart from these what is judged, since a draft says of the rest that it is not."""
    told = [(entry, build_lagging_values(entry, indicators)) for entry in entries]
    behind = [values for entry, values in told if is_livelihood_behind(entry)]
    others = [(entry, values) for entry, values in told if not is_livelihood_behind(entry)]
    going = [values for entry, values in others if entry.judgement or entry.is_handed_over]
    judged_behind = [values for entry, values in told if entry.is_behind]
    unjudged = [entry for entry in entries if not entry.judgement]
    waiting = sum(entry.state in AT_THE_OFFICE for entry in unjudged)
    returned = sum(entry.state == EntryState.RETURNED for entry in unjudged)
    return {
        **build_count_values(count),
        "滞后": behind,
        "滞后数": len(behind),
        "推进": going,
        "推进数": len(going),
        f"{terms.judging}滞后": judged_behind,
        f"{terms.judging}滞后数": len(judged_behind),
        f"待{terms.judging}数": waiting,
        "退回数": returned,
        "未报数": len(unjudged) - waiting - returned,
        **build_finished_values(entries),
        "事项": [values for _, values in told],
    }


def is_livelihood_behind(entry: ProgressEntry) -> bool:
    """Whether the item is judged behind; an unjudged one is behind if its signals say that nothing has begun."""
    return entry.is_behind if entry.judgement else is_idle(entry.signals)


def build_key_task_summary(entries, count: ItemCounts, indicators) -> dict:
    behind = [build_lagging_values(entry, indicators) for entry in entries if entry.is_behind]
    return {**build_count_values(count), "滞后": behind, **build_finished_values(entries)}


def build_finished_values(entries) -> dict:
    """Builds 完成 and 完成数: the items judged 已完成."""
    judged = [(entry, entry.judgement.outcome) for entry in entries if entry.judgement]
    finished = [build_item_values(entry) for entry, outcome in judged if outcome == Outcome.REACHED]
    return {"完成": finished, "完成数": len(finished)}
