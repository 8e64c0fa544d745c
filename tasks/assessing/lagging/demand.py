"""预警: reads from a task whether it demands a result within the year, work or effort, and which names it contains."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Demand(IntEnum):
    EFFORT = 0  # 推进, 深化, 加强: no result that could be missed
    WORK = 1  # 加快…公园建设: work on a construction site
    RESULT = 2  # 建成, 投用, 引进, 新增: exists at the end of the year or does not


_RESULT = re.compile(
    r"建成|完成|投用|投产|投运|达产|开通|通车|竣工|完工|交付|上市|落地|落户|开业|开园|开工|全覆盖|清零|引进|通过|新增|新建|新改建|引育"
    r"|培育|孵化|拆除|打通|组建|设立|成立|创建|创成|增设|新开|升规|栽种|建设|改造|编制|实现"
)
_FIRM = re.compile(
    r"建成|完成|投用|投产|投运|达产|开通|通车|竣工|完工|交付|上市|落户|开业|开园|开工|全覆盖|清零|引进|新增|新建|新改建|拆除|打通|增设|落地(?!重|见效)"
)
_SOFT = re.compile(
    r"加快|推进|推动|支持|持续|继续|深化|深入|加强|加大|强化|统筹|促进|大力|鼓励|引导|完善|优化|健全|提升|坚持|稳步|扎实|有序|协同"
    r"|积极|全力|抓好|发展|做好|落实|探索|争创|争取|争|力争|谋划|常态|巩固|提速|着力|坚决|严格|规范|抓好|聚焦|建立|全面落实|切实"
)
_LOOSE = ("落地", "开工", "全覆盖")
"""After 加快 or 支持 these words state a direction, not a result."""
TANGIBLE = "(?:园|站|馆|路|桥|港|院|中心|校|湖|基地|工程|项目|隧道|道|厂|新城|楼|综合体|街|广场|码头|管网|水库|堤|渠|小区|房|厕|场|泵|塔|通道|湿地)"
# construction on a site: 公园建设, 建设医院, but not 法治政府建设
_SITE = re.compile(rf"{TANGIBLE}[^，。；“”]{{0,3}}(?:建设|改造|整治)|(?:建设|改造|整治|实施)[^，。；“”]*{TANGIBLE}")
_TRAILING = re.compile(
    r"(?:等?[\d.]{0,9}[万亿]?(?:个|条|座|所|家|处|项|栋|套|台|户|亩|公里|平方米)?(?:重大|重点|标志性)?"
    r"(?:项目|工程|建设|落地|投产|投达产|建成|提档升级|开业|运营|上市|主体完工|完工))+$"
)
_LEADING = re.compile(
    r"^(?:加快|推进|推动|支持|持续|继续|积极|大力|全力|高标准|高质量|高水平|高起点|全面|启动|确保|实施|开工|统筹|提速|稳步|扎实|有序"
    r"|建成投产|建成投用|建成|建设|完成|投用|投运|开通|新增|新建|新改建|引进|引育|培育|孵化|拆除|打通|组建|设立|成立|创建|实现|打造|编制|改造"
    r"|提档升级|提升|整治|治理|修复|修缮|增设|落户|拓展|推出|优化|串联|落地|美化|规范|开展|扩建|对|将|[\d.一二两三四五六七八九十百]{1,9}[万亿]?(?:个|条|座|所|家|处|项|栋|套|台|户|亩|公里|平方米))+"
)
_BREAK = re.compile(r"[，,；;。\n]+")
_JOIN = re.compile(r"[、和及]|以及|等")
SHORTEST_NAME = 4
"""In characters; a shorter name is a common noun, for which a report may use another word."""


@dataclass(frozen=True, slots=True)
class TaskClause:
    """A clause of a task with its demand.

    Attributes:
        start: its position in the task text.
        names: the named things and their positions in the task text.
        is_firm: whether it demands that something exists (建成, 投用, 引进).
        any_of: whether the names are examples (甲、乙等10个), of which one is enough.
    """

    text: str
    start: int
    demand: Demand
    names: tuple[tuple[str, int], ...]
    is_firm: bool
    any_of: bool


def list_task_clauses(task: str) -> list[TaskClause]:
    found, left = [], 0
    for cut in [*_BREAK.finditer(task), None]:
        right = cut.start() if cut else len(task)
        piece = task[left:right]
        if piece.strip():
            found.append(_build_task_clause(piece, left))
        left = cut.end() if cut else right
    return found


def get_demand_at(task: str, position: int) -> Demand:
    """Returns the demand of the clause at a position of the task text."""
    return next(
        (part.demand for part in list_task_clauses(task) if position < part.start + len(part.text)),
        Demand.EFFORT,
    )


def get_highest_demand(task: str) -> Demand:
    """Returns the highest demand of all clauses of the task."""
    return max((part.demand for part in list_task_clauses(task)), default=Demand.EFFORT)


def _build_task_clause(piece: str, start: int) -> TaskClause:
    demand = _read_demand(piece)
    is_firm = demand is Demand.RESULT and bool(_FIRM.search(piece) or piece.startswith("建设"))
    return TaskClause(piece, start, demand, tuple(_iterate_names(piece, start)), is_firm, "等" in piece)


def _read_demand(piece: str) -> Demand:
    bare = piece.strip("“”\"' ")
    if not _RESULT.search(bare):
        return Demand.EFFORT
    if not _SOFT.match(bare):
        return Demand.RESULT
    firm = _FIRM.search(bare)
    if firm and firm[0] not in _LOOSE:
        return Demand.RESULT
    return Demand.WORK if _SITE.search(bare) else Demand.EFFORT


def _iterate_names(piece: str, start: int) -> Iterator[tuple[str, int]]:
    left = 0
    for cut in [*_JOIN.finditer(piece), None]:
        right = cut.start() if cut else len(piece)
        name = piece[left:right]
        lead = _LEADING.match(name)
        core = _TRAILING.sub("", name[lead.end() if lead else 0 :]).strip("“”\"' 　")
        if len(core) >= SHORTEST_NAME and not core.isdigit():
            yield core, start + left + name.find(core)
        left = cut.end() if cut else right
