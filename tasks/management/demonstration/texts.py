"""Builds the invented filings of the demonstration from the indicators and clauses of each item."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from tasks.decimals import format_decimal
from tasks.enums import Comparison, IndicatorKind, SelfRating, TaskKind
from tasks.management.demonstration.chance import compute_chance, pick_item, pick_number
from tasks.models import Indicator, Task
from tasks.models.entry_fields import BLANK

MONTHS = {1: "1—3月", 2: "1—6月"}
#: pace of an item → period → least and greatest share of the year's target that is done
SHARES: dict[str, dict[int, tuple[float, float]]] = {
    "well": {1: (0.26, 0.36), 2: (0.52, 0.64)},
    "slowly": {1: (0.18, 0.22), 2: (0.40, 0.45)},
    "badly": {1: (0.05, 0.10), 2: (0.16, 0.24)},
    "fast": {1: (0.40, 0.44), 2: (0.82, 0.88)},
    "done": {1: (1, 1), 2: (1, 1)},
}
#: pace → least and greatest difference from the promised rate, in percentage points
RATES = {"well": (0.2, 1.4), "slowly": (-0.6, -0.2), "badly": (-3.4, -2.2), "fast": (0.2, 1.4), "done": (0.2, 1.4)}
#: pace → how a unit rates its item, unless it sees it in a better light or says nothing
RATINGS = {
    "well": SelfRating.NORMAL,
    "slowly": SelfRating.DIFFICULT,
    "badly": SelfRating.LAGGING,
    "fast": SelfRating.NORMAL,
    "done": SelfRating.NORMAL,
}
ACTING = re.compile(
    r"新增|新建|更新|办理|新改建|建成|引进|引育|孵化|改造|整治|治理|打造|落地|压减|盘活|安置|解决|培育|开工|加装|推动|支持"
)
AMOUNTS = re.compile(r"(?:额|产值|产量|投资|收入|就业|天数|规模)$")
#: a clause about something to be built
BUILT = re.compile(r"建设|建成|开工|改造|治理|整治|扩建|投用|基地|中心|园区|产业园|公园|道路|校区|项目")
WORKS = (
    "{clause}：已开工建设，完成总工程量的{share}%。",
    "{clause}：施工图审查通过，完成场平和基础施工，总体进度{share}%。",
    "{clause}：{many}个子项中已完工{some}个，其余正在施工。",
)
MEASURES = (
    "{clause}：已印发实施方案，{many}项重点工作完成{some}项。",
    "{clause}：召开专题调度会{few}次，形成工作清单{many}项，办结{some}项。",
    "{clause}：明确责任科室和时间节点，完成阶段任务{some}项，其余{few}项正在实施。",
    "{clause}：开展专项行动{few}次，走访企业和群众{many}家，解决问题{some}个。",
)
DONE = ("{clause}：已全部完成，6月21日通过验收并投入使用。",)
DONE_WITH_FIGURES = "，已全部完成，6月21日通过验收并投入使用。"
STALLED = (
    "{clause}：尚未启动，正在协调用地。",
    "{clause}：受管线迁改影响，未能按计划开工。",
    "{clause}：仍在比选方案，尚未完成立项。",
)
STALLED_MEASURES = (
    "{clause}：尚未启动，正在调研摸底。",
    "{clause}：方案多次修改，未能按计划印发。",
    "{clause}：仍在征求意见，尚未形成实施方案。",
)
PROBLEMS = (
    "用地尚未交付，征拆进度滞后。",
    "建设资金到位较慢，施工图审查未通过。",
    "意向企业多、落地慢，招商竞争激烈。",
    "管线迁改方案仍在协调，未能按计划开工。",
)
PROBLEMS_OF_MEASURES = (
    "涉及部门较多，意见尚未统一。",
    "上级配套文件尚未出台，部分条款难以确定。",
    "专业力量不足，前期调研耗时较长。",
)
NEXT_STEPS_OF_MEASURES = (
    "7月底前逐一对接相关部门统一意见，下季度提请审议。",
    "主动对接市级部门，配套文件出台后一个月内印发实施。",
    "抽调专人集中攻坚，下季度完成调研并形成方案。",
)
NEXT_STEPS = (
    "倒排工期，每周调度，下季度完成征拆交地。",
    "下季度完成施工图审查并组织进场施工。",
    "对在谈项目逐一明确专人跟进，力争下季度集中签约。",
    "会同属地镇街和管线单位制定迁改计划，下季度开工。",
)
#: what a unit asks its leader for, of works that are built, and of anything else
COORDINATION = (
    "请区领导协调市级部门加快用地预审和规划许可审批。",
    "请区领导协调管线单位明确迁改时间。",
    "请区领导协调落实区级配套资金。",
)
COORDINATION_OF_MEASURES = (
    "请区领导召集相关单位专题研究，明确分工和时限。",
    "请区领导协调市级主管部门加强指导和支持。",
    "请区领导协调落实年度工作经费。",
    "请区领导协调相关镇街配合推进。",
)


def build_demo_filing(
    task: Task, indicators: Sequence[Indicator], number: int, pace: str, *, asks: bool
) -> tuple[dict, dict[int, Decimal]]:
    """Builds what a unit files.

    Args:
        indicators: the confirmed ones, on which the unit reports.
        number: 1 (一季度) or 2 (上半年).
        pace: a key of ``SHARES``.
        asks: whether the unit asks its leader for coordination.

    Returns:
        The fields of the entry, and the readings: primary key of an indicator → value.
    """
    known = [(one, value) for one in indicators if (value := compute_demo_value(one, number, pace))]
    sentences = []
    if known:
        figures = "；".join(describe_figure(one, value) for one, value in known)
        sentences.append(f"{MONTHS[number]}，{figures}{DONE_WITH_FIGURES if pace == 'done' else '。'}")
    # the progress of a target or a 民生实事 is its figure alone
    if not known or (task.kind == TaskKind.KEY and pace != "done"):
        sentences.append(describe_step(task, number, pace))
    numbered = [f"{mark}{sentence}" for mark, sentence in zip("①②", sentences, strict=False)]
    explained = explain_demo_lag(task) if pace == "badly" or asks else {}
    fields = (
        BLANK
        | explained
        | {
            "text": "\n".join(numbered if len(sentences) > 1 else sentences),
            "needs_coordination": asks,
            "coordination": ask_for_demo_coordination(task) if asks else "",
        }
    )
    return fields, {one.pk: value for one, value in known}


def ask_for_demo_coordination(task: Task) -> str:
    """Returns what the unit of an item asks its leader for."""
    fits = COORDINATION if is_about_building(pick_clause(task)) else COORDINATION_OF_MEASURES
    return pick_item(fits, "coordination", task.kind, task.number)


def explain_demo_lag(task: Task) -> dict[str, str]:
    """Returns why an item lags and what comes next, as its unit says it."""
    is_built = is_about_building(pick_clause(task))
    problems = PROBLEMS if is_built else PROBLEMS_OF_MEASURES
    next_steps = NEXT_STEPS if is_built else NEXT_STEPS_OF_MEASURES
    return {
        "problem": pick_item(problems, task.number, "problem"),
        "next_step": pick_item(next_steps, task.number, "problem"),
    }


def rate_own_item(task: Task, pace: str) -> SelfRating | Literal[""]:
    """Returns how a unit rates its own item: one in eight not at all, one in four of what goes badly as 正常."""
    luck = compute_chance(task.kind, task.number, "rating")
    if luck < 0.12:
        return ""
    return SelfRating.NORMAL if luck < 0.37 else RATINGS[pace]


def compute_demo_value(indicator: Indicator, number: int, pace: str) -> Decimal | None:
    """Returns a value that fits the target and the pace, None if it would be 0."""
    is_share = indicator.kind == IndicatorKind.LEVEL and indicator.value < 100
    if is_share or indicator.kind == IndicatorKind.GROWTH:
        return round_to_digits(float(indicator.value) + pick_number(*RATES[pace], indicator.measure, number), 1)
    if indicator.kind == IndicatorKind.LOWER and indicator.comparison == Comparison.AT_MOST:
        return round_to_digits(float(indicator.value) - pick_number(0.1, 0.4, indicator.measure, number), 1)
    share = pick_number(*SHARES[pace][number], indicator.measure)
    amount = float(indicator.value) * share
    return (
        round_to_digits(amount, 0 if float(indicator.value) >= 30 or indicator.unit in "个家项条处所部名户" else 1)
        or None
    )


def round_to_digits(amount: float, digits: int) -> Decimal:
    return Decimal(f"{amount:.{digits}f}")


def describe_figure(indicator: Indicator, value: Decimal) -> str:
    """Formats a figure as a unit writes it."""
    figure = f"{format_decimal(value)}{indicator.unit}"
    if indicator.kind == IndicatorKind.GROWTH:
        return f"{indicator.measure}同比{'下降' if value < 0 else '增长'}{figure.removeprefix('-')}"
    if indicator.kind == IndicatorKind.LEVEL or AMOUNTS.search(indicator.measure):
        return f"{indicator.measure}达到{figure}"
    return f"{indicator.measure}{'' if ACTING.match(indicator.measure) else '完成'}{figure}"


def describe_step(task: Task, number: int, pace: str) -> str:
    """Returns a sentence about work on one clause of the item."""
    clause = pick_clause(task)
    is_built = is_about_building(clause)
    ways: Sequence[str]
    if pace == "badly":
        ways = STALLED if is_built else STALLED_MEASURES
    else:
        ways = DONE if pace == "done" else WORKS if is_built else MEASURES
    done = pick_number(*SHARES[pace][number], task.number)
    many = 6 + int(compute_chance(task.number, "many") * 10)
    return pick_item(ways, task.kind, task.number).format(
        clause=clause, many=many, some=max(2, round(many * done)), few=2 + number, share=round(done * 100)
    )


def is_about_building(clause: str) -> bool:
    return BUILT.search(clause) is not None


def pick_clause(task: Task) -> str:
    """Picks the clause of an item of which its unit tells besides figures."""
    clauses = [one for one in re.split(r"[，。；]", task.edition.text) if 5 <= len(one) <= 30]
    # the figures are about the clauses with numbers
    clauses = [one for one in clauses if not re.search(r"\d", one)] or clauses or [task.edition.text[:30]]
    return pick_item(clauses, task.number, "clause")
