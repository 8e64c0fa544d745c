"""全年未完成: the year's end has a grammar. The verb of a task asks for a stage; the clauses that name its object answer.

正在施工, 待…后启动, 未来将 do not answer 建成; meetings, plans and papers answer nothing but 出台 and its like.
"""

import re
from collections.abc import Iterator

from tasks.assessing.lagging.behind import is_usable
from tasks.assessing.lagging.clauses import Clause, list_clauses
from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.completion import is_begun, is_end_told, is_reported_done, list_unfinished_clauses
from tasks.assessing.lagging.demand import TANGIBLE, TaskClause, list_task_clauses
from tasks.assessing.lagging.evidence import quote_clauses
from tasks.assessing.lagging.records import Facts, Signal
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.silence import compute_pair_share
from tasks.enums import FigureState, Severity

_START = re.compile(r"^\s*(?:全面|适时|年内|确保|争取|力争)?(?:启动|开工|动工|开建)")
_END = re.compile(
    r"建成|完成(?!率)|投用|投产|投运|达产|通车|竣工|完工|交付|开通|开业|开园|新增|引进|落户|组建|建立|成立|新建|出台|印发|制定|修订|培育|创成|拆除|改造"
)
_SOFT = re.compile(r"^\s*(?:加快|推进|推动|支持|持续|继续|深化|加强|积极|力争|争取|争创|启动|谋划|探索|引导|鼓励|促进)")
_PROMISED = re.compile(
    r"(?<![未已])将(?=[于在会成组建启开完]|陆续|尽快)|未来|今后|待[^，。；]{1,16}后|[^，。；]{1,16}后(?:即行|再行|再|即可|方可)?启动|明年|来年|次年"
    r"|预计|力争|(?<!按)计划|拟(?!定)|可望|有望"
)
_UNDER_WAY = re.compile(
    r"正(?:在|按|积|有|加|抓|全|稳|寻)|在建|施工中|建设中|推进中|(?:持续|有序|稳步|加快|加紧|抓紧|全力|扎实)(?:推进|建设|施工|实施|采购|安装|装修|办理)|着手|主体(?:结构)?(?:基本)?(?:完工|封顶)"
    r"|土建(?:基本)?完[工成]|寻找|洽谈|初稿|征求意见|等待|尚未|还未|未启动"
)
_PAPER_CLAUSE = re.compile(
    r"^\s*(?:[①-⑳]|[一二三四五六七八九十]是)?(?:组织|及时|已|先后|多次|研究|专题)*(?:召开|印发|制定|成立|组建|出台|下发|起草|编制|部署|拟定|建立)"
    r"[^，。；]{0,30}?(?:会|会议|方案|文件|通知|要点|清单|小组|专班|专家组|机制|意见|计划|办法|\d\s*[份次个件场])(?:（[^（）]{1,8}）)?[》”]?$"
    r"|^\s*(?:[一-鿿]{1,6}(?:委|办|局|会|公司|政府|专班))?(?:先后|多次|专题|[两二三四五\d]+次)*召开[^，。；]{0,12}会议?(?:专题)?(?:研究|讨论|审议|部署|听取|协调)[^，。；]{0,16}$"
    r"|^\s*(?:先后)?[与同和就][^，。；]{1,20}(?:举行|进行|开展|召开)[^，。；]{0,6}(?:座谈|会谈|洽谈|磋商|对接|沟通|交流)会?$"
    r"|^\s*(?:[一-鿿]{1,4})?[对就][^，。；]{1,24}(?:达成|形成)(?:一致|共识|初步意见|意向)$"
    r"|^\s*(?:收集|征集|征求|听取)[^，。；]{0,12}(?:意见|建议)[^，。；]{0,8}$"
    r"|^\s*(?:进一步|逐项|逐一)*明确了?[^，。；]{0,12}(?:分工|职责|责任|任务|要求|路径)$"
)
_ASKS_FOR_PAPERS = re.compile(
    r"出台|印发|制定|编制|修订|方案|办法|制度|意见|会议|论坛|机制|成立|组建|专班|规划|标准|清单|体系|召开|健全|完善"
)
_OBJECT_ECHO = 0.5
# a building that is to be built, without a word of its end: by the year's end its site is open at least
_BUILD = re.compile(rf"^\s*(?:高[标质][^，。；建]{{1,4}}|规划)?(?:建设|改造|扩建|修建|实施)[^，。；]*{TANGIBLE}")
_NOT_EVEN_BEGUN = re.compile(
    r"寻找|洽谈|磋商|尚未(?!开放)|还未|未启动|未开工|待[^，。；]{1,16}后|等待|选址|招标(?!完成)|前期|可研|对接"
)


def detect_unanswered_ends(facts: Facts, rules: LaggingRules) -> Iterator[Signal]:
    """Detects, for the whole year, objects of the task of which no clause says that they are where the verb asks for."""
    if not facts.is_whole_year or not facts.progress.strip():
        return
    clauses, found = list_clauses(facts.progress), []
    parts = list_task_clauses(facts.text)
    for part in parts:
        if not _is_told_by_figures(part, facts, rules):
            found += _list_open_answers(part, _list_answers(part, parts, clauses), facts, rules)
            found += [
                clause
                for answers in _group_answers_by_name(part, parts, clauses)
                for clause in _list_open_answers(part, answers, facts, rules)
            ]
    if found:
        clauses_once = sorted(set(found), key=lambda clause: clause.start)
        message = "全年已过，所述仍在进行或只是打算，没有说到任务要求的结果"
        yield Signal(SignalCode.NOT_REACHED, _grade(clauses_once), message, quote_clauses(clauses_once))
    elif clauses and all(_PAPER_CLAUSE.search(one.text) for one in clauses) and not _ASKS_FOR_PAPERS.search(facts.text):
        message = "全年已过，所述只有会议、文件，没有做成的事"
        yield Signal(SignalCode.NOT_REACHED, Severity.MEDIUM, message, quote_clauses(clauses))


def list_left_clauses(facts: Facts, rules: LaggingRules) -> list[Clause]:
    """Lists the clauses of a whole year that say what is left of a task of one clause that asks for an end.

    None where the end is told, or a number promised is reached.
    """
    parts = list_task_clauses(facts.text)
    if len(parts) != 1 or not _asks_for_end(parts[0]) or _is_told_by_figures(parts[0], facts, rules):
        return []
    return [] if is_reported_done(facts, rules) else list_unfinished_clauses(facts.progress)


def _asks_for_end(part: TaskClause) -> bool:
    return bool(_END.search(part.text)) and not _SOFT.match(part.text)


def _grade(clauses: list[Clause]) -> Severity:
    """Grades: heavy if something is only promised or has not begun; what is under way may have been told too modestly."""
    return Severity.HIGH if any(_PROMISED.search(one.text) for one in clauses) else Severity.MEDIUM


def _is_told_by_figures(part: TaskClause, facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether a number promised in a clause of the task is reached, which then decides."""
    inside = [one for one in facts.indicators if one.span and part.start <= one.span[0] < part.start + len(part.text)]
    done = (FigureState.ACHIEVED, None)
    return any(is_usable(one, rules) and one.state in done and one.reported >= one.target for one in inside)


def _list_answers(part: TaskClause, parts: list[TaskClause], clauses: list[Clause]) -> list[Clause]:
    """Lists the clauses that speak of the object of a task clause: all if the task has one clause, else its sentences."""
    if len(parts) == 1:
        return clauses
    sentences = {
        clause.sentence
        for clause in clauses
        for name, _start in part.names
        if name[-2:] in clause.text or compute_pair_share(name, clause.text) >= _OBJECT_ECHO
    }
    return [clause for clause in clauses if clause.sentence in sentences]


def _group_answers_by_name(part: TaskClause, parts: list[TaskClause], clauses: list[Clause]) -> list[list[Clause]]:
    """Groups the clauses by the thing of a task clause that they speak of; none if it names only one, or examples.

    A clause without a name goes on about what its sentence named last.
    """
    if len(part.names) < 2 or part.any_of:
        return []
    names = [name for one in parts for name, _start in one.names]
    groups: dict[str, list[Clause]] = {name: [] for name, _start in part.names}
    about: list[str] = []
    sentence = -1
    for clause in clauses:
        named = [name for name in names if compute_pair_share(name, clause.text) >= _OBJECT_ECHO]
        about = named or (about if clause.sentence == sentence else [])
        sentence = clause.sentence
        for name in about:
            groups.get(name, []).append(clause)
    return list(groups.values())


def _list_open_answers(part: TaskClause, answers: list[Clause], facts: Facts, rules: LaggingRules) -> list[Clause]:
    """Lists the answers that leave open what a task clause asks for; none if one of them tells it."""
    told = "。".join(clause.text for clause in answers)
    if _START.match(part.text):
        if any(is_begun(clause.text, part.text) for clause in answers):
            return []
        return [clause for clause in answers if _PROMISED.search(clause.text) or _UNDER_WAY.search(clause.text)]
    if _BUILD.search(part.text) and not _END.search(part.text):
        if any(is_begun(clause.text, "开工") for clause in answers) or is_end_told(told, part.text, rules):
            return []
        return [clause for clause in answers if _NOT_EVEN_BEGUN.search(clause.text)]
    if not _asks_for_end(part) or is_end_told(told, part.text, rules):
        return []
    return [clause for clause in answers if _PROMISED.search(clause.text) or _UNDER_WAY.search(clause.text)]
