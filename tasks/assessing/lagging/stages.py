"""How far a text says that things have come: not started, preparing, building, done. Read clause by clause."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from tasks.assessing.lagging.clauses import (
    REACH,
    Clause,
    compile_cues,
    find_asserted_cue,
    list_clauses,
    list_cue_hits,
)
from tasks.assessing.lagging.rules import LaggingRules


class WorkStage(IntEnum):
    NONE = 0
    NOT_STARTED = 1
    PREPARING = 2
    BUILDING = 3
    DONE = 4


MASK = "□"
# words that say nothing by themselves: what they stand before decides (完成立项 is preparing, 完成改造 is done)
_WEAK = {
    "完成", "实现", "新增", "启动", "开展", "达到", "召开", "举办", "有序推进", "获批", "正在实施", "印发", "出台", "收集",
    "已通过", "顺利通过", "新建", "新改建", "改建", "引进", "引入", "启动建设", "基础",
}  # fmt: skip
# parts of a building, and of the names of works: being built only where the clause says that something is done to them
_NOUNS = {"主体", "桩基", "基础", "土石方", "土方", "装修", "装饰", "绿化", "外立面", "安装", "路基", "水稳"}
_DOING = re.compile(r"完成|正在|进行|施工|已|在建|[%％]|封顶|收尾|开展")
_PLANNED = re.compile(
    r"(?:(?<!按)计划|拟[^定订]?|预计|预期|即将|将[^军来]|准备|力争|争取|确保|待|下一步|年内|尽快|尽早|有望|推动|推进|加快|力促)(?!上半年|[1１]\s*[-—－至])"
)
_MADE = re.compile(r"已|目前完成|均完成")
_SHARE = re.compile(r"(?<!\d)\d{1,2}(?:\.\d+)?\s*[%％]")
# 尚未发现问题: nothing that should have begun
_HARMLESS = re.compile(r"[尚暂还]?未(?:出现|发现|发生|收到|接到|新增|见|曾)")
_DENIED = re.compile(r"(?:未|没有|无法|不能|难以|尚未|暂未)[^，。；]{0,4}$")


@dataclass(frozen=True, slots=True)
class StagedClause:
    clause: Clause
    stage: WorkStage


@dataclass(frozen=True, slots=True)
class ProgressStages:
    """The stages of a progress text.

    Attributes:
        clauses: those that say how far something has come.
    """

    clauses: tuple[StagedClause, ...]

    def list_clauses_at(self, stage: WorkStage) -> list[Clause]:
        """The clauses at one stage."""
        return [staged.clause for staged in self.clauses if staged.stage is stage]

    @property
    def highest(self) -> WorkStage:
        return max((staged.stage for staged in self.clauses), default=WorkStage.NONE)

    @property
    def topics(self) -> dict[int, WorkStage]:
        """The highest stage of each paragraph, or of each sentence where there is but one paragraph."""
        is_one = len({staged.clause.paragraph for staged in self.clauses}) == 1
        best: dict[int, WorkStage] = {}
        for staged in self.clauses:
            number = staged.clause.sentence if is_one else staged.clause.paragraph
            best[number] = max(best.get(number, WorkStage.NONE), staged.stage)
        return best

    def compute_topic_share(self, stage: WorkStage) -> float:
        """The share of topics that come no further than ``stage``; 0 when none speaks of a stage."""
        best = self.topics
        return sum(found is stage for found in best.values()) / len(best) if best else 0.0


def read_stages(progress: str, task: str, rules: LaggingRules) -> ProgressStages:
    """The stages that ``progress`` reports for ``task``.

    A preparatory word that the task itself uses is the task, not its preparation: drafting is the work where a plan
    is to be drafted.
    """
    preparing = tuple(word for word in rules.preparing if word not in task)
    staged = (StagedClause(clause, read_stage(clause, preparing, rules)) for clause in list_clauses(progress))
    return ProgressStages(tuple(one for one in staged if one.stage is not WorkStage.NONE))


def read_stage(clause: Clause, preparing: Iterable[str], rules: LaggingRules) -> WorkStage:
    """The highest stage that a clause says has been reached; what is only planned or has been lost has none."""
    masked, prepared = compile_cues(tuple(preparing)).subn(lambda hit: MASK * len(hit[0]), clause.text)
    if find_asserted_cue(clause, rules.withdrawn):
        return WorkStage.NONE
    if any(not _HARMLESS.match(clause.text, hit.start()) for hit in list_cue_hits(clause, rules.not_started)):
        return WorkStage.NOT_STARTED
    done = [hit[0] for hit in compile_cues(rules.done).finditer(masked) if _is_counted(masked, hit)]
    if done and not (_WEAK.issuperset(done) and _is_partial(clause, rules)):
        return WorkStage.DONE
    if done or any(_is_counted(masked, hit) for hit in compile_cues(rules.building).finditer(masked)):
        return WorkStage.BUILDING
    return WorkStage.PREPARING if prepared or _is_future(masked, rules) else WorkStage.NONE


def _is_partial(clause: Clause, rules: LaggingRules) -> bool:
    """完成总工程量的60%, 完成土方: some of it is done."""
    return bool(_SHARE.search(clause.text) or list_cue_hits(clause, rules.early_works))


def _is_counted(masked: str, hit: re.Match[str]) -> bool:
    before, after = masked[max(0, hit.start() - REACH) : hit.start()], masked[hit.end() : hit.end() + REACH]
    if _DENIED.search(before) or (is_planned(before) and not hit[0].startswith("已")):
        return False
    if hit[0] in _NOUNS and not _DOING.search(masked):
        return False
    reach = REACH if hit[0] in _WEAK else 6
    return MASK not in after[:reach]


def is_planned(before: str) -> bool:
    """Whether the words before a verb make it a plan: 计划8月开工, 拟于年内建成; not 按计划已建成."""
    intents = list(_PLANNED.finditer(before))
    return bool(intents) and not _MADE.search(before[intents[-1].end() :])


def _is_future(masked: str, rules: LaggingRules) -> bool:
    return bool(compile_cues(rules.building).search(masked)) and is_planned(masked)
