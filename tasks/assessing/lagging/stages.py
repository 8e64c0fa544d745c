"""预警: reads from each clause how far the work has come: not started, preparing, building or done."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from tasks.assessing.lagging.clauses import (
    REACH,
    Clause,
    find_asserted_cue,
    find_cues,
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


# a task that only starts or applies: its papers are the work itself
_APPLYING = re.compile(r"启动(?:创建|申报|申创|编制|修订|起草)|争创|申报|申创")
_APPLICATION = {
    "申报", "备案", "评审", "审批", "审议", "审定", "审查", "送审", "报审", "报批", "工作方案", "实施方案", "委托", "摸底", "摸排", "对接", "初稿", "起草",
}  # fmt: skip
MASK = "□"
# words whose meaning depends on what follows them: 完成立项 is preparing, 完成改造 is done
_WEAK = {
    "完成", "实现", "新增", "启动", "开展", "达到", "召开", "举办", "有序推进", "获批", "正在实施", "印发", "出台", "收集",
    "已通过", "顺利通过", "新建", "新改建", "改建", "引进", "引入", "启动建设", "基础",
}  # fmt: skip
_ENDS = {"建成", "投用", "投运", "投产", "完工", "竣工", "完成", "投入使用"}
# parts of a building or of the name of a project: they count as building only if the clause says that work is done on them
_NOUNS = {"主体", "桩基", "基础", "土石方", "土方", "装修", "装饰", "绿化", "外立面", "安装", "路基", "水稳"}
_DOING = re.compile(r"完成|正在|进行|施工|已|在建|[%％]|封顶|收尾|开展")
_PLANNED = re.compile(
    r"(?:(?<!按)计划|拟[^定订]?|预计|预期|即将|将[^军来]|准备|力争|争取|确保|待|下一步|年内|尽快|尽早|有望|推动|推进|加快|力促)(?!上半年|[1１]\s*[-—－至])"
)
_MADE = re.compile(r"已|目前完成|均完成")
_SHARE = re.compile(r"(?<!\d)\d{1,2}(?:\.\d+)?\s*[%％]")
# 尚未发现问题 does not mean that something has not started
_HARMLESS = re.compile(
    r"[尚暂还]?未(?:出现|发现|发生|收到|接到|新增|见|曾)"
    r"|[尚暂还]?未(?:[利使]用|纳入|参加|参保|登记|享受|就业|脱贫|入学|入住|覆盖|接种|体检|出租|销售|成年|办证)[^，。；的]{0,8}的"
)
_OF_PAPERS = re.compile(rf"{MASK}(?:工作|编制|文件|材料)?(?:也|均|都|全部|全面|基本|已|已经|目前)*$")
_DENIED = re.compile(r"(?:未|没有|无法|不能|难以|尚未|暂未)[^，。；]{0,4}$")


@dataclass(frozen=True, slots=True)
class ProgressStages:
    """The stages that a progress text reports.

    Attributes:
        stages: the clauses that report a stage, in order, each with its stage.
    """

    stages: dict[Clause, WorkStage]

    def list_clauses_at(self, stage: WorkStage) -> list[Clause]:
        return [clause for clause, found in self.stages.items() if found is stage]

    @property
    def highest(self) -> WorkStage:
        return max(self.stages.values(), default=WorkStage.NONE)

    def compute_topic_share(self, stage: WorkStage) -> float:
        """Computes the share of topics whose highest stage is ``stage``, 0 to 1; 0 if no clause reports a stage.

        A topic is a paragraph, or a sentence if only one paragraph reports stages.
        """
        is_one = len({clause.paragraph for clause in self.stages}) == 1
        best: dict[int, WorkStage] = {}
        for clause, found in self.stages.items():
            topic = clause.sentence if is_one else clause.paragraph
            best[topic] = max(best.get(topic, WorkStage.NONE), found)
        return sum(found is stage for found in best.values()) / len(best) if best else 0.0


def read_stages(progress: str, task: str, rules: LaggingRules) -> ProgressStages:
    """Reads the stages that ``progress`` reports for ``task``.

    A preparatory word that the task itself uses is not counted as preparation: for the task of drafting a plan,
    drafting is the work itself.
    """
    asks_for_papers = bool(_APPLYING.search(task))
    preparing = tuple(
        word for word in rules.preparing if word not in task and not (asks_for_papers and word in _APPLICATION)
    )
    stages = {clause: read_stage(clause, preparing, rules) for clause in list_clauses(progress)}
    return ProgressStages({clause: stage for clause, stage in stages.items() if stage is not WorkStage.NONE})


def read_stage(clause: Clause, preparing: Iterable[str], rules: LaggingRules) -> WorkStage:
    """Reads the highest stage that a clause reports as reached; NONE for a lost project.

    Building work that is only planned counts as preparing, other plans as NONE.
    """
    prepared = find_cues(clause.text, tuple(preparing))
    masked = _mask(clause.text, prepared)
    if find_asserted_cue(clause, rules.withdrawn):
        return WorkStage.NONE
    if any(not _HARMLESS.match(clause.text, hit.start()) for hit in list_cue_hits(clause, rules.not_started)):
        return WorkStage.NOT_STARTED
    done = [hit[0] for hit in find_cues(masked, rules.done) if _is_counted(masked, hit)]
    if done and not (_WEAK.issuperset(done) and _is_partial(clause, rules)):
        return WorkStage.DONE
    if done or any(_is_counted(masked, hit) for hit in find_cues(masked, rules.building)):
        return WorkStage.BUILDING
    return WorkStage.PREPARING if prepared or _is_future(masked, rules) else WorkStage.NONE


def _mask(text: str, hits: Iterable[re.Match[str]]) -> str:
    for hit in hits:
        text = f"{text[: hit.start()]}{MASK * len(hit[0])}{text[hit.end() :]}"
    return text


def _is_partial(clause: Clause, rules: LaggingRules) -> bool:
    """Tells whether only a part is done: 完成总工程量的60%, 完成土方."""
    return bool(_SHARE.search(clause.text) or list_cue_hits(clause, rules.early_works))


def _is_counted(masked: str, hit: re.Match[str]) -> bool:
    before, after = masked[max(0, hit.start() - REACH) : hit.start()], masked[hit.end() : hit.end() + REACH]
    if _DENIED.search(before) or (is_planned(before) and not hit[0].startswith("已")):
        return False
    if hit[0] in _NOUNS and not _DOING.search(masked):
        return False
    if after.startswith("后") and hit[0] in _ENDS:  # 建成后 says what comes then
        return False
    if hit[0] in _WEAK and _OF_PAPERS.search(before):  # 施工图设计已完成
        return False
    reach = REACH if hit[0] in _WEAK else 6
    return MASK not in after[:reach]


def is_planned(before: str) -> bool:
    """Tells whether the words before a verb make it a plan: 计划8月开工, 拟于年内建成, but not 按计划已建成."""
    intents = list(_PLANNED.finditer(before))
    return bool(intents) and not _MADE.search(before[intents[-1].end() :])


def _is_future(masked: str, rules: LaggingRules) -> bool:
    return bool(find_cues(masked, rules.building)) and is_planned(masked)
