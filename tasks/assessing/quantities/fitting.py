"""量化指标: tells which figures can answer a commitment, by unit, kind and basis, and at which stage the verb asks for them."""

import re

from tasks.assessing.quantities import wording
from tasks.assessing.quantities.records import Commitment, Figure
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import compute_unit_affinity, is_same_sort, parse_unit
from tasks.enums import Comparison, FigureState, IndicatorKind

_BEGIN = re.compile(r"^(?:新?开工|启动|动工)")
_BEGUN = re.compile(r"(?:已|均|全部)(?:全部)?(?:开工|启动|动工|进场)|在建|正在(?:施工|建设)")
_BASIS = re.compile(
    r"(?P<added>增加值)|(?P<turnover>(?:主营业务|营业|业务)收入|营收)|(?P<output>总?产值)|(?P<sales>销售(?:收入|额))|(?P<tax>税收(?:收入)?)"
    r"|(?P<profit>利润)(?:总额)?|(?P<exports>(?<!进)出口)(?:总?额)?|(?P<invested>投资)(?:额|总额)?"
)
"""What a sum of money or its growth is measured in; two of them are never the same measure."""
_SECTOR = re.compile(r"战略性|高技术|支柱|主导|[一二三四五六七八九十]大")
"""What bounds a group of industries; two groups are never the same."""
_ASKED_STAGES = tuple(
    re.compile(words)
    for words in (
        r"签约",
        r"升规|入库|纳统|入统",
        r"(?:新?开工|启动|动工)(?!率)",
        r"建成|竣工|完工|投用|投产|投运|交付|通车|开通|建设(?:项目)?已?(?:全部)?完成",
    )
)
_STAGE_FIT = 0.2
_UNFINISHED_MISFIT = 0.3


_STEP_OF_WORK = re.compile(
    r"(?:工作|任务|子?事项|子项|工序|环节|步骤|举措|措施|节点|手续|要点)(?:已?(?:经|全部)?(?:完成|落实|办结|办理|推进))?$"
)
"""What counts the steps towards a thing, never the things themselves."""
_GENERAL = re.compile(r"建设$|[按每]?月度?|累计|新")


def can_answer(commitment: Commitment, figure: Figure) -> bool:
    """Tells whether unit, kind and basis of a figure fit a commitment; what is only hoped for answers none."""
    if figure.is_base or figure.is_hoped or compute_unit_affinity(commitment.unit, figure.unit) == 0:
        return False
    if figure.value == 0 and not figure.unit and commitment.comparison is not Comparison.AT_MOST:
        return False
    if is_on_other_basis(commitment.measure, figure.measure) or _is_step_of_work(commitment, figure):
        return False
    if parse_unit(commitment.unit).family not in ("比率", "百分点", "倍数"):
        return True
    if figure.is_target_share:
        return False
    is_change = commitment.kind is IndicatorKind.GROWTH or is_cut(commitment)
    return (figure.kind is IndicatorKind.GROWTH) == is_change


def _is_step_of_work(commitment: Commitment, figure: Figure) -> bool:
    """Tells whether a figure counts steps of the work (6项重点工作完成3项), which the commitment does not ask for."""
    return bool(_STEP_OF_WORK.search(figure.measure) and not _STEP_OF_WORK.search(commitment.measure))


def is_on_other_basis(asked: str, told: str) -> bool:
    """Tells whether two names measure unlike things: 产值 and 增加值, 战略性新兴产业 and 四大支柱产业."""
    mine, other = _find_basis(asked), _find_basis(told)
    if mine and other and mine != other:
        return True
    group, stranger = _SECTOR.search(asked), _SECTOR.search(told)
    return bool(group and stranger and group[0] != stranger[0])


def _find_basis(name: str) -> str | None:
    found = [one for one in _BASIS.finditer(name) if one.end() == len(name)]
    return found[-1].lastgroup if found else None


def is_cut(commitment: Commitment) -> bool:
    """Tells whether an amount is to be cut, as opposed to a ceiling or a level that should be low."""
    return commitment.kind is IndicatorKind.LOWER and bool(wording.CUT_VERB.search(commitment.measure))


def is_paper(commitment: Commitment, figure: Figure) -> bool:
    """Tells whether a figure counts papers or parts of a site, which the commitment does not ask for."""
    return figure.is_preliminary and not wording.PRELIMINARY.search(commitment.measure)


def resolve_state(commitment: Commitment, figure: Figure) -> FigureState:
    """Returns the state with regard to the commitment: 已开工 achieves a start, finished drawings do not achieve a building."""
    if figure.state is FigureState.UNDERWAY and _BEGIN.search(commitment.measure) and _BEGUN.search(figure.quote):
        return FigureState.ACHIEVED
    if figure.state is FigureState.ACHIEVED and is_paper(commitment, figure):
        return FigureState.UNDERWAY
    return figure.state


def compute_stage_fit(commitment: Commitment, figure: Figure) -> float:
    """Computes how well the stage of a figure fits the verb of a commitment: of 开工9个 and 建成2个 one answers 建成12个."""
    asked = next((stage for stage in _ASKED_STAGES if stage.match(commitment.measure)), None)
    if asked is None or not is_same_sort(commitment.unit, figure.unit):
        return 0.0
    told = [stage for stage in _ASKED_STAGES if stage.search(figure.clause_words)]
    if asked in told:
        return _STAGE_FIT
    return -_UNFINISHED_MISFIT if told or figure.state is FigureState.UNDERWAY else 0.0


def asks_for_end(commitment: Commitment) -> bool:
    """Tells whether the verb of a commitment asks for things that are done: 建成, 投用, 通车."""
    return bool(_ASKED_STAGES[-1].match(commitment.measure))


def tells_asked_end(commitment: Commitment, figure: Figure) -> bool:
    """Tells whether a figure of things of any name (2个项目) stands at the stage that the commitment asks for."""
    is_at_stage = compute_stage_fit(commitment, figure) > 0 and figure.state is FigureState.ACHIEVED
    return is_at_stage and not extract_name_core(_GENERAL.sub("", figure.measure))
