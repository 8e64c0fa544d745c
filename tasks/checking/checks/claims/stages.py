"""Reads how far a text says that a named project is: planned, started, under way, done, stopped."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from tasks.assessing.quantities.remembered import cache_by_text
from tasks.checking.checks.reading import HAN

_THING_END = (
    "水厂|污水处理厂|电厂|工厂|学校|小学|中学|大学|学院|幼儿园|医院|保健院|院区|卫生院|大桥|特大桥|隧道|公路|大道|高速|铁路|"
    "水库|公园|广场|产业园|物流园|科技园|园区|体育馆|档案馆|图书馆|博物馆|美术馆|展览馆|规划馆|会展中心|文化中心|活动中心|"
    "服务中心|检测中心|数据中心|大厦|大楼|综合楼|停车楼|停车场|车站|客运站|高铁站|泵站|水电站|变电站|转运站|中转站|消防站|"
    "驿站|基地|市场|景区|湿地|码头|机场|剧院|福利院|养老院|敬老院|体育场|综合体|安置房|家园|平台"
)
_VERB = r"已|正|尚|未|完成|完工|建成|新建|改建|扩建|启动|开工|推进|建设|实施|将|拟|预计|计划|力争|即将|在"
_SUBJECT = re.compile(
    rf"\s*[①-⑳]?(?:其中|目前|现|当前)?[“《]?(?P<thing>(?:(?!{_VERB})[{HAN}A-Za-z\d]){{1,12}}?(?:{_THING_END}|(?<=[{HAN}]{{2}})路(?![基面段灯缘网由口径线程])))[”》]?"
    rf"(?P<phase>(?:[一二三四五]期|[A-Z\d一二三四五]+标段|[东西南北]段|[东南西北]区)?)(?:项目|工程|建设)*(?![（(])(?![{HAN}]{{0,2}}、)"
)
_CLAUSE = re.compile(r"[^，,。；;！!？?\n：:]+")
_STOP = re.compile(r"[。；;！!？?\n]")
_HEDGE = re.compile(
    r"预计|计划|力争|争取|确保|目标|待|[拟将]|年底|之前|以前|月前|日前|完成后|建成后|尽快|加快推进.{0,6}前期"
)
_FOLLOWS = re.compile(r"\s*(?:已|正在|即将|尚未|现已|目前|主体|完成)")
_PERCENT = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)[%％]")
_WORKS = re.compile(r"进度|完成|形象|总体|整体|累计|施工|建设")
#: the longest stretch between the name and the words of its stage
_REACH = 24


class Stage(Enum):
    """How far a project is, with its Chinese word."""

    STOPPED = "停工"
    PLANNED = "未开工"
    STARTED = "刚开工"
    BUILDING = "在建"
    DONE = "已建成"


_WORDS = (
    (Stage.STOPPED, re.compile(r"停工|停建|暂停(?:施工|建设|实施)|终止(?:建设|实施)")),
    (Stage.PLANNED, re.compile(r"尚未(?:开工|启动|动工|进场)|[暂]?未(?:开工|启动|动工|进场)|(?:即将|拟|准备|计划)(?:开工|启动|动工)")),
    (
        Stage.DONE,
        re.compile(
            r"(?<!主体)(?<!主体结构)(?<!主体工程)(?<!部分)(?:竣工|建成|完工|通车|投用|投入使用|投入运营|投入运行|投产|开园|开放|开业|开学|营业)(?!仪式|后|手续|验收手续)"
        ),
    ),
    (Stage.BUILDING, re.compile(r"封顶|砌筑|装修|装饰|设备安装|浇筑|铺设|布展|主体(?:结构|工程)?(?:施工|完工)|二次结构")),
    (Stage.STARTED, re.compile(r"启动(?:施工|建设)|(?:已|正式)?开工(?!手续|准备|仪式)|进场施工|破土|桩基|基础施工|场地平整")),
    (
        Stage.PLANNED,
        re.compile(r"立项|可研|可行性研究|初步设计|方案设计|施工图设计|设计方案|招投?标|选址|前期(?:工作|手续)|(?:征收|用地|报批)手续"),
    ),
)  # fmt: skip
_FURTHER = {Stage.PLANNED: 0, Stage.STARTED: 1, Stage.BUILDING: 2, Stage.DONE: 3}


@dataclass(frozen=True, slots=True)
class StageClaim:
    """A project and its stage as a text tells it.

    Attributes:
        thing: its name with its phase, without the district's 县 before it.
        percent: the share of the work that is done, where the text says it.
        span: from the name to the end of the clause that tells the stage.
    """

    thing: str
    stage: Stage
    percent: Decimal | None
    span: tuple[int, int]


@cache_by_text
def read_stage_claims(text: str) -> tuple[StageClaim, ...]:
    """Reads the furthest stage of each project that a text names at the start of a clause."""
    furthest: dict[str, StageClaim] = {}
    clauses = list(_CLAUSE.finditer(text))
    for at, clause in enumerate(clauses):
        subject = _SUBJECT.match(clause[0])
        if not subject:
            continue
        thing = re.sub(r"^[全我本]?[县区市州镇乡](?=.{4})", "", subject["thing"]) + subject["phase"]
        if len(thing) < 3:
            continue
        claims = [_read_stage(text, thing, clause.start(), clause.start() + subject.end(), clause.end())]
        if at + 1 < len(clauses) and not _STOP.search(text, clause.end(), clauses[at + 1].start()):
            following = clauses[at + 1]
            if _FOLLOWS.match(following[0]):
                claims.append(_read_stage(text, thing, clause.start(), following.start(), following.end()))
        for claim in claims:
            known = furthest.get(thing)
            if claim and (known is None or _is_further(claim, known)):
                furthest[thing] = claim
    return tuple(furthest.values())


def _read_stage(text: str, thing: str, start: int, after: int, end: int) -> StageClaim | None:
    end = min(end, after + _REACH)
    said = text[after:end]
    share = _PERCENT.search(said)
    if share and _WORKS.search(said[: share.start()]) and not _HEDGE.search(said[: share.start()]):
        percent = Decimal(share["value"])
        return StageClaim(
            thing, Stage.DONE if percent >= 100 else Stage.BUILDING, percent, (start, after + share.end())
        )
    for stage, pattern in _WORDS:
        found = pattern.search(said)
        if found and (stage is Stage.PLANNED or not _HEDGE.search(said[: found.start()])):
            return StageClaim(thing, stage, None, (start, end))
    return None


def _is_further(claim: StageClaim, known: StageClaim) -> bool:
    return _FURTHER.get(claim.stage, 4) > _FURTHER.get(known.stage, 4)


def is_same_thing(one: str, other: str) -> bool:
    """Returns whether two names are one project: equal, or one the other without the words before its own name."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 5 and long.endswith(short))


def is_conflict(one: StageClaim, other: StageClaim) -> bool:
    """Returns whether a project cannot be in both stages at one time."""
    if Stage.STOPPED in (one.stage, other.stage):
        return one.stage is not other.stage and Stage.PLANNED not in (one.stage, other.stage)
    less, more = sorted((one, other), key=lambda claim: _FURTHER[claim.stage])
    if less.stage is Stage.STARTED:
        return more.stage is Stage.DONE or (more.percent is not None and more.percent >= 50)
    return less.stage is not more.stage
