"""完成时限: tells by the words around a time expression whether it is a deadline, and of what kind."""

import re

from tasks.assessing.deadlines.expressions import Expression, Form
from tasks.assessing.deadlines.festivals import NAMES
from tasks.assessing.deadlines.records import DeadlineKind
from tasks.assessing.deadlines.scopes import Place

_TITLES = re.compile(r"《[^《》]{0,80}》|〔[^〔〕]{0,12}〕|\[[^\[\]]{0,12}\]")
_PAST_BEFORE = re.compile(
    r"(?:截至|截止到?|自|从|[较比]|每个?|逐|各|已经?[于在]?|早在|去年|上年|上一?年度?|同期|农历|过去|近)$"
)
_RECURRING = re.compile(
    r"(?:每(?:一?年|半年|季度?|个?月|周)|逐[年月季])(?!都)[^,。;]{0,12}$|每(?:一?年|半年|季度?|个?月|周)$"
)
_FROM_THEN_ON = re.compile(
    r"(?:底|末)?(?:(?:以|之)?后(?![备勤续])|前后|以来|起(?![草步降动飞])|开始(?![运营试供])|期间|内(?![环河涝部陆需外])|为(?:基期|基数|基准)|相比|开学|施行|生效)"
)
_OF_A_THING = re.compile(r"(?:在[^,。;、]{1,6})?(?![全所剩其各完有符需应未])[\u4e00-\u9fff]{2,4}的(?!通知)")
_RECKONED_BEFORE = re.compile(r"(?:完成|实现|贯穿|达到|占|超过|超额|按|对照|围绕|聚焦)$")
_RECKONED = re.compile(r"(?:预算(?!收)|目标|任务|计划|工作(?!日)|指标|各项|综述)")
_EVENT = re.compile(
    r"[^,。;、()完建投竣开通交启举召印出试施并配报]{0,14}?(?:[^\d今当次每](?:日|节|周)(?!前(?!后)|末)|(?:宣传|活动|服务|生产|教育)月|"
    r"(?:大|例|会议|全|博览|常委|常务|交易|洽谈|工作|调度)会(?![堂场])|会议)"
)
_INTENT = re.compile(r"(?:力争|争取|计划|预计|确保|拟|于|到|至|在|将|定于|力求|时间|时限|日期|为|:)$")
_TOWARDS = re.compile(r"(?:力争|争取|计划|预计|确保|拟|力求|(?<![达复高升长])到)$")
_START = re.compile(
    r"开工(?!率|条件|手续|前|令|许可)|[动复]工|启动(?!区|资金|仪式|条件|键|器)|开建|破土|奠基|动土|进场|着手|开始(?:施工|建设|实施|招标)"
)
_DONE = re.compile(
    r"完成|建成|竣工|完工|投用|投产|投运|投入|交付|开放|开园|开馆|开业|开通|开诊|开学|通车|运营|运行|验收|上线|启用|招标|出台|印发|发布|"
    r"公布|公开|报送|提交|上报|举办|举行|召开|开展|落地|贯通|封顶|并网|达产|配租|配售|入住|搬迁|审批|批复|审查|挂牌|成立|签约|"
    r"出让|供地|评审|达到|形成|清零|清除|整改|销号|到位|推出|下达|拨付|兑付|答复|办结|移交|回迁|接入|通水|通气|通电|供水|供热|具备|"
    r"取得|摸底|更新|汇总|总结|整治|实现(?!开工|动工|启动)"
)
_ACTING = re.compile(
    rf"{_DONE.pattern}|全面|基本|组织|实施|施工|修订|制定|编制|集中|累计完成|消除|通过|新[增建改]|改造|建设|推[动行]"
)
_COURSE = re.compile(
    r"(?:集中|全面|组织|分批|陆续|持续)*(?:开展|举办|实施|组织|推进|进行|攻坚|整治|施工|排查|建设|(?P<done>完成))"
)
_FESTIVAL_BEFORE = re.compile(rf"(?:{'|'.join(NAMES)})节?[”\"]?[、和及]?$")
_ALREADY = re.compile(r",?(?:我区|全区)?已")
_STANDARD = re.compile(r"水平|同期|标准|规模")
_FINISHING = re.compile(
    r"(?:,|全面|基本|力争|全部|底)*(?:完成|建成|竣工|完工|投用|投产|投运|交付|通车|实现|达产|达到|取得|运营|开通)"
)
_STARTING_BEFORE = re.compile(r"(?:[开动复]工|启动|开建|进场)(?:建设)?(?:时间|日期)?(?:为|:|在|于|定于)?$")
_LABEL = re.compile(r"(?:时限|时间|期限|日期)(?:要求)?(?:为|:)?$")


def names_start(text: str) -> bool:
    """Tells whether a text asks that something begins."""
    return bool(_START.search(text))


def names_completion(text: str) -> bool:
    """Tells whether a text asks that something is done."""
    return bool(_DONE.search(text))


def list_titles(folded: str) -> list[tuple[int, int]]:
    """Lists the spans of names of documents and their numbers, in which no deadline stands."""
    return [found.span() for found in _TITLES.finditer(folded)]


def is_deadline(folded: str, each: Expression, place: Place, *, is_past: bool, is_listed: bool) -> bool:
    """Tells whether an expression says until when something is to be done.

    Args:
        folded: the folded text.
        each: the expression.
        place: where it stands.
        is_past: whether its day lies before the year of the plan.
        is_listed: whether a deadline follows it directly, whose words it shares.
    """
    if _PAST_BEFORE.search(place.before) or _ALREADY.match(place.after):
        return False
    if _RECURRING.search(folded[max(0, each.start - 16) : each.start]):
        return False
    if each.festival and _FESTIVAL_BEFORE.search(place.before):
        return False
    if _FROM_THEN_ON.match(place.after) or _OF_A_THING.match(place.after):
        return False
    is_alone = _is_alone(folded, each, place)
    if is_past and not is_alone:
        return False
    return is_alone or is_listed or _says_limit(folded, each, place)


def _is_alone(folded: str, each: Expression, place: Place) -> bool:
    """Tells whether an expression stands for itself: as a clause of its own, as a cell, or behind 完成时限.

    A year, or a range from January on, begins many a report; a clause of its own is not enough for it.
    """
    if not place.after.strip("、") and _LABEL.search(folded, max(0, each.start - 8), each.start):
        return True
    if each.form is Form.YEAR or each.from_month == 1:
        return not (folded[: each.start] + folded[each.end :]).strip("、,。")
    return not place.besides.strip("、和及")


def _says_limit(folded: str, each: Expression, place: Place) -> bool:
    if each.is_firm:
        return True
    if each.form is Form.WHOLE_YEAR:
        return not (_RECKONED.match(place.after) or _RECKONED_BEFORE.search(place.before))
    if each.form is Form.YEAR:
        return _says_year(folded, each, place)
    if each.from_month:
        course = _COURSE.match(place.after)
        return course is not None and not (each.from_month == 1 and course["done"])
    if each.form is not Form.QUARTER and _EVENT.match(place.after):
        return False
    acts = _ACTING.search(place.after) or _START.search(place.after)
    return bool(acts or _INTENT.search(place.before) or _STARTING_BEFORE.search(place.before))


def _says_year(folded: str, each: Expression, place: Place) -> bool:
    """Tells whether a year is the one by which something is reached; most years belong to names and budgets."""
    if each.from_month or folded[each.end - 1] == "度":
        return False
    if _TOWARDS.search(place.before):
        return not _STANDARD.match(place.after)
    return bool(_FINISHING.match(place.after)) and (not place.before or place.before[-1] in "于在至")


def get_kind(folded: str, each: Expression, place: Place) -> DeadlineKind:
    """Returns START if what the date governs is to begin, else COMPLETION."""
    if _STARTING_BEFORE.search(folded, max(0, each.start - 10), each.start):
        return DeadlineKind.START
    begins, done = _START.search(place.after), _DONE.search(place.after)
    is_first = begins is not None and (done is None or begins.start() < done.start())
    return DeadlineKind.START if is_first else DeadlineKind.COMPLETION
