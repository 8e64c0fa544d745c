"""The formula in words, for the page and the workbook."""

from tasks.decimals import format_amount
from tasks.scoring.rules.counts import FilingCounts, RoleCounts, ScoringCounts
from tasks.scoring.rules.settings import ScoringRules
from tasks.terms import terms

#: an invented unit that shows the formula if there is no real one yet
EXAMPLE = ScoringCounts(
    lead=RoleCounts(items=10, good=9, bad=1, times=20, behind=3, lagged=2, again=1),
    cooperate=RoleCounts(items=5, good=4, bad=1, times=10, behind=1),
    filing=FilingCounts(due=20, on_time=18, returns=(2, 1), copied=1),
    granted=1,
)


def describe_formula(rules: ScoringRules) -> list[tuple[str, str]]:
    """Describes every part of the formula: name and explanation, in the order of the arithmetic."""
    again, free = format_amount(rules.again), format_amount(rules.free_returns)
    return [
        (
            "完成情况",
            f"{format_amount(rules.completion)} 分。按时序推进或完成的事项 ÷ 已{terms.judging}的事项。每项只看最后一次{terms.judging}；未{terms.judging}的不计。"
            f"牵头事项按 {format_amount(rules.lead)} 计，配合事项按 {format_amount(rules.cooperate)} 计。",
        ),
        (
            "按时报送",
            f"{format_amount(rules.on_time)} 分。按时报送的 ÷ 应由本单位报送的（第一{terms.lead_unit}）。以第一次报到{terms.office}之日为准，退回后重报不算迟报；"
            "获准延期的按延期后的日期；截止日遇节假日的顺延到下一个工作日。",
        ),
        (
            "过程滞后",
            f"最多扣 {format_amount(rules.lagging)} 分。此前各期{terms.judging}滞后的次数 ÷ {terms.judging}次数，按比例扣。决定完成情况的最后一次{terms.judging}不在此重复扣；"
            f"紧接上一期再次滞后的，每次加计 {again} 次。",
        ),
        (
            "退回",
            f"最多扣 {format_amount(rules.returned)} 分。退回次数 ÷ 应报项次，按比例扣。每项每期前 {free} 次不扣。",
        ),
        (
            "未报、照抄",
            f"最多扣 {format_amount(rules.hollow)} 分。到期没有报到{terms.office}（按时交单位审核、还待其审核的，在截止前不算），或与上一期一字不差的，÷ 应报项次，按比例扣。上一期已完成的事项除外。",
        ),
        *_describe_notes(rules),
        ("不影响得分", f"获准的申请、文字长短、佐证材料多少{'' if rules.notes else '、配合填报是否按时'}。"),
        (
            "总分",
            "得分减扣分，"
            f"不低于 {format_amount(rules.floor)} 分，不高于 {format_amount(rules.ceiling)} 分。没有报送任务的单位，完成情况按 100 分折算；"
            f"没有已{terms.judging}事项的单位不计分；已{terms.judging}事项少于 {format_amount(rules.few)} 项的单位不排名。"
            "有牵头事项的单位和只有配合事项的单位分别排名。",
        ),
    ]


def _describe_notes(rules: ScoringRules) -> list[tuple[str, str]]:
    """Describes the part of 配合填报; nothing as long as it has no weight."""
    if not rules.notes:
        return []
    said = f"最多扣 {format_amount(rules.notes)} 分。请本单位填写而未按时填写的 ÷ 请本单位填写的，按比例扣。没有请填写的不扣。"
    return [("配合填报", said)]
