"""预警: tells whether the words of an entry report a task as done, or as begun where a deadline asks for no more."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from tasks.assessing.lagging.clauses import Clause, list_clauses
from tasks.assessing.lagging.records import Facts
from tasks.assessing.lagging.rules import LaggingRules
from tasks.assessing.lagging.stages import WorkStage, is_planned, read_stages

# what a task may ask for; reported in the same word it is done
_ASKED = re.compile(
    r"建成|完成|完工|竣工|投用|投产|投运|通车|开通|交付|使用|办结|清零|出台|印发|实现|启用|上线|挂牌|新增|新建|举办|召开|开展|组织|制定|编制"
    r"|修订|发布|公布|报送|提交|整治|整改|排查|拨付|发放|兑付|签约|引进|成立|组建|开业|开园|开放|运营|验收|搬迁|拆除|清理|销号|培训|建立"
)
# done in any task, besides the words of the rules
_ALWAYS_DONE = ("启用", "上线", "清零", "贯通", "揭牌", "合龙")
# an act is the result of a task that asks for it or its like, else a step on the way: word → the words that ask for it
_ACTS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(
        ("印发", "出台"), re.compile(r"印发|出台|制定|编制|修订|规划|方案|办法|细则|意见|制度|标准|清单|政策")
    ),
    **dict.fromkeys(("召开", "举办"), re.compile(r"召开|举办|开展|组织|大会|论坛|活动|大赛|培训")),
    "成立": re.compile(r"成立|组建|设立|挂牌"),
    "获批": re.compile(r"获批|批复|审批|申报|创建|争取"),
    "入库": re.compile(r"入库|入统|升规|储备|培育"),
    "落地": re.compile(r"落地|引进|招商|落户|签约"),
    **dict.fromkeys(("增长", "同比增长", "达到"), re.compile(r"增长|达到|提升|达")),
}
# a stage of building work; it is the result only where the task asks for it
_STEPS = re.compile(
    r"主体|桩基|路基|土建|土石?方|基坑|场平|平场|地下室|围挡|外立面|幕墙|装修|封顶|钢结构|首段|样板|前期|动员|部署|基础(?!设施|教育|数据|信息)"
    r"|摸底|摸排|台账|中标|开标|手续|方案|初稿|初步|征求意见|合同|资金|图纸|现场踏勘|实地踏勘"
)
_WHOLE = re.compile(r"全部|[均都]已|全面(?!推)|整体|全线|如期|按期|提前|超额|圆满|顺利|100[%％]")
_IN_USE = re.compile(
    r"投用|投入使用|投入运营|正式运营|启用|通车|开放|开业|开园|交付使用|通过.{0,10}(?:验收|复检|复审|复核|认定)|验收合格|办结|清零"
)
# cases that are closed one by one: 办结2项 out of 12 is no end
_CLOSED = re.compile(
    r"(?:办结|结案|化解|销号|整改完成|完成整改|清零)(?:了|率?达到?)?\s*(?P<count>\d{1,9})\s*[件项起宗例个]"
)
_CASES = re.compile(r"(?<!\d)(?P<count>\d{1,9})\s*[件项起宗例个]")

# something is left of the task
_LEFT = re.compile(
    r"剩余|其余|余下|没有(?:完成|建成|竣工|办结)|未(?![来经成央婚知见曾]|发[现生]|出现|[收接]到)|滞后|推进中|有序推进|"
    r"抓紧|加紧|仍在|还在|尚在|还[有剩需差]|尚[有需缺差余]|仍[有需缺差]|仅(?=.{0,6}\d)|只(?:完成|建成)|初稿|初步(?!验收|形成.{0,4}格局)|备选|"
    r"征求.{0,8}意见|报.{0,8}(?:审批|审定|审核)(?!同意|通过)|大?部分(?=[^，。；]{0,8}(?:完成|完工|建成|改造))|(?:完成|建成)了?大?部分|一半|过半"
)
# and something is going on or planned: of the task, unless it is what comes after its end
_GOING_ON = re.compile(
    r"正在|在建|加快(?:实施|推进|建设|办理|施工|进度)|稳步推进|陆续|逐步|预计|预期(?![效成目])|力争|争取(?!到|上级|中央|国家|市级|省级|资金)|(?<![按年动])计划(?!生育|内|任务|总)|拟[于在\d]|将[于在]|"
    r"(?<![招接期优款虐看对善厚])待(?![遇客业])|(?<![急所刚])需(?![求])"
)
_WORK = re.compile(
    r"建设|施工|改造|安装|装修|装饰|调试|铺|浇筑|完善|收尾|推进|完成|完工|竣工|建成|投用|通车|通水|通气|投入|交付|启用|上线|开放|验收|办理|整改|整治|排查|协调"
)
_AFTERWARDS = re.compile(
    r"结算|决算|审计|档案|移交|产值|税收|营收|惠及|受益|带动|就业|增收|年产|每年|管护|宣传|总结|巩固|下一步"
)
_SHARE = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?)\s*[%％]")
_PART_OF_IT = re.compile(r"基本(?:完|建)|走访|完成.{0,8}(?:采购|吊装|招标|设计|调查|测绘)")
_OF_WORK = re.compile(r"工程量|形象进度|总量|任务|进度|完成率|办结率|整改率|完成.{0,10}[%％]")
_NOT_OF_WORK = re.compile(r"超额|超出|增长|下降|提高|满意|合格|优良|同比")

_SITE_START = re.compile(r"开工|动工|开建|破土|奠基|进场|复工")
_START = re.compile(rf"{_SITE_START.pattern}|启动|着手|开始|开展")
_BUILT = re.compile(r"施工|桩基|主体|封顶|浇筑|基坑|土石?方|路基|建成|完工|竣工|投用|在建")
_NOT_BEGUN = re.compile(r"[未待没不]|力争|争取|(?<!按)计划|前期|具备")
_BEFORE_START = re.compile(r"前(?!后)|手续|条件|准备|许可|仪式筹备|方案|招标|筹备")


def list_unfinished_clauses(progress: str) -> list[Clause]:
    """Lists the clauses that report something as under way, planned, left over or done in part."""
    clauses = list_clauses(progress)
    is_ended = is_whole_reported(progress)
    return [clause for clause in clauses if _is_unfinished(clause.text, is_ended)]


def is_whole_reported(progress: str) -> bool:
    """Tells whether a clause says that all is done or in use."""
    return any(_says_end(one.text) for one in list_clauses(progress))


def is_reported_done(facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether something that the task asks for is reported as done, and nothing as under way, planned or left."""
    return bool(_list_done_clauses(facts.progress, facts.due_words, rules)) and not list_unfinished_clauses(
        facts.progress
    )


def is_part_closed(progress: str, words: str) -> bool:
    """Tells whether fewer cases are reported as closed than there are: 办结2项, where the task or the report names 12项.

    Args:
        words: what the task asks for.
    """
    closed = [int(found["count"]) for found in _CLOSED.finditer(progress)]
    named = [int(found["count"]) for found in _CASES.finditer(f"{words}，{progress}")]
    return bool(closed) and max(named) > max(closed)


def is_reported_begun(facts: Facts, rules: LaggingRules) -> bool:
    """Tells whether the work is reported as begun, or as further on: neither planned nor denied."""
    asked = _SITE_START if _SITE_START.search(facts.due_words) else _START
    if any(_is_begun(clause.text, asked) for clause in list_clauses(facts.progress)):
        return True
    reading = read_stages(facts.progress, facts.text, rules)
    return any(stage >= WorkStage.BUILDING and _BUILT.search(clause.text) for clause, stage in reading.stages.items())


def is_start(words: str) -> bool:
    return bool(_START.search(words))


def is_end_told(progress: str, words: str, rules: LaggingRules) -> bool:
    """Tells whether a clause reports what ``words`` of a task ask for as done, or says that all is done."""
    done = [one for one in _list_done_clauses(progress, words, rules) if not _PART_OF_IT.search(one.text)]
    return bool(done) or any(_says_end(one.text) for one in list_clauses(progress))


def is_begun(text: str, words: str) -> bool:
    """Tells whether a clause reports as begun what ``words`` of a task ask to begin."""
    asked = _SITE_START if _SITE_START.search(words) else _START
    is_at_work = _BUILT.search(text) and not _NOT_BEGUN.search(text)
    return _is_begun(text, asked) or bool(is_at_work)


def _list_done_clauses(progress: str, words: str, rules: LaggingRules) -> list[Clause]:
    asked = tuple(dict.fromkeys(_ASKED.findall(words)))
    done = (*_leave_out_steps(rules.done, words), *_ALWAYS_DONE, *asked)
    reading = read_stages(progress, words, replace(rules, done=tuple(dict.fromkeys(done))))
    return [one for one in reading.list_clauses_at(WorkStage.DONE) if not _is_step(one.text, words)]


def _leave_out_steps(done: Sequence[str], task: str) -> list[str]:
    return [word for word in done if word not in _ACTS or _ACTS[word].search(task)]


def _is_step(text: str, task: str) -> bool:
    """Tells whether a clause reports a step of the work alone, which the task does not name: 主体结构已完工."""
    steps: Collection[str] = _STEPS.findall(text)
    return bool(steps) and not any(step in task for step in steps) and not _IN_USE.search(text)


def _is_unfinished(text: str, is_ended: bool) -> bool:
    if _LEFT.search(text) or _is_share_of_work(text):
        return True
    if not _GOING_ON.search(text) or _WHOLE.search(text):
        return False
    if _AFTERWARDS.search(text):
        return False
    return bool(_WORK.search(text)) if is_ended else True


def _is_share_of_work(text: str) -> bool:
    return bool(_SHARE.search(text) and _OF_WORK.search(text) and not _NOT_OF_WORK.search(text))


def _says_end(text: str) -> bool:
    is_open = _GOING_ON.search(text) or _LEFT.search(text)
    return not is_open and bool(_IN_USE.search(text) or (_WHOLE.search(text) and _ASKED.search(text)))


def _is_begun(text: str, asked: re.Pattern[str]) -> bool:
    return any(
        not is_planned(before := text[: found.start()])
        and not _NOT_BEGUN.search(before)
        and not _BEFORE_START.match(text, found.end())
        for found in asked.finditer(text)
    )
