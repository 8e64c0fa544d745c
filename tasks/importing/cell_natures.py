"""What the words of a cell are by their nature: a number, a date, a unit, a person, a label."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tasks.assessing.quantities import is_whole_unit

_NUMBER = r"[≥≤<>=＜＞~约超+\-－—]?\s*\d[\d,，. ]*(?:\.\d+)?"
#: a number, or a range of two, with a unit of at most three characters
_BARE = re.compile(
    rf"{_NUMBER}(?:\s*[-—~至]\s*{_NUMBER})?\s*(?:%|‰|[\u4e00-\u9fff]{{1,3}}|[a-zA-Z²³/]{{1,6}})?(?:以[上内下]|左右)?"
)
_CODE = re.compile(r"[A-Za-z]{1,4}[-—.]?\d{1,4}(?:[-—.]\d{1,4})?|\d{1,3}(?:[-—.]\d{1,3}){1,3}")
_NOTHING = re.compile(r"[-—–/／无]+|无")
_SAME = re.compile(r"[（(]?(?:同上|同前)[）)]?|[〃″]|''|\"")
_SERIAL = re.compile(r"[（(]?\d{1,4}[）).、．]?")
_DATE = re.compile(
    r"(?:截至|截止|至)?(?:(?:19|20)?\d{2}\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*(?:月|[./-])\s*(?:(?:3[01]|[12]?\d)\s*[日号]?|底|末|份|上旬|中旬|下旬)?"
    r"(?:前|之前|底前|以前)?|(?:19|20)\d{2}\s*年?(?:底|末|内)?前?|(?:全年|年底|年内|长期|持续推进|每季度|[一二三四]季度)[前末]?"
)
#: a name of a unit that cannot be a piece of work: a level, at most eight characters, and the ending of an organ
_UNIT = re.compile(
    r"(?:[区县市省州旗]|各)[\u4e00-\u9fff]{1,10}(?:局|委|办|厅|院|委员会|办公室|管委会|政府|中心|集团|公司|大队|支队|街道|镇街|乡镇|部门|单位)"
    r"|[\u4e00-\u9fff]{1,8}(?:街道办事处|[镇乡]人民政府|街道|管委会)|各镇街|各部门|各街道|各乡镇"
)
_WORK = re.compile(
    r"建设|建成|新建|改造|推进|完成|实施|开展|加强|提升|打造|创建|培育|引进|设立|成立|整治|修建|新增|落实|制定"
)
_LABEL = re.compile(
    r"(?:牵头|责任|配合|协同|协办|主办|承办|填报|主管)(?:责任)?(?:单位|部门|科室|领导|人)|(?:分管|责任|牵头|包联)(?:区|县|市)?领导"
    r"|(?:[一二三四]季度|上半年|下半年|全年|年度|\d{1,2}月|1[-—]\d{1,2}月|本月|本周|目前|当前)?(?:工作|任务)?(?:进展|推进|完成|落实)(?:情况|进度)"
    r"|(?:[一二三四]季度|上半年|全年|\d{1,2}月)进[展度]|序号|编号|备注|完成时限|存在(?:的)?问题|下一?步(?:工作)?(?:打算|计划|措施)|(?:工作|重点|目标)任务|任务内容|工作内容|项目名称"
)
_POST = re.compile(r"(?:副?[区县市镇乡院校局部主书董总][长任记事理]|同志|主席|经理)$")
#: the commonest surnames, which cover nineteen of twenty people
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚"
    "方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐"
    "向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁裴涂卜"
)
_TWO_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "夏侯", "皇甫")


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def is_bare_number(text: str) -> bool:
    """Returns whether a cell contains only a number, with its unit at most: 320, ≥35%, 1,200人."""
    return bool(_BARE.fullmatch(_squeeze(text)))


def is_measure_unit(text: str) -> bool:
    """Returns whether a cell contains only what numbers are counted in: 亿元, 万平方米, %, 个."""
    return is_whole_unit(_squeeze(text))


def is_item_code(text: str) -> bool:
    """Returns whether a cell contains only the code of an item, which counts nothing: A01, ZD-12, 3-2, 1.1."""
    return bool(_CODE.fullmatch(_squeeze(text)))


def is_serial_number(text: str) -> bool:
    """Returns whether a cell contains only a serial number."""
    return bool(_SERIAL.fullmatch(text))


def is_blank_sign(text: str) -> bool:
    """Returns whether a cell says that there is nothing: —, /, 无."""
    return bool(_NOTHING.fullmatch(_squeeze(text)))


def is_same_as_above(text: str) -> bool:
    """Returns whether a cell says that it repeats the one above: 同上, 〃."""
    return bool(_SAME.fullmatch(_squeeze(text)))


def is_date(text: str) -> bool:
    """Returns whether a cell contains only a day, a month or a year."""
    return bool(_DATE.fullmatch(_squeeze(text)))


def is_date_serial(text: str) -> bool:
    """Returns whether a number is one that Excel stores for a day of this century's first half."""
    return bool(re.fullmatch(r"[34567]\d{4}", text.strip()))


def is_certain_unit(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Returns whether a cell contains only the name of a unit and can be no piece of work."""
    plain = _squeeze(text)
    return plain in known or bool(_UNIT.fullmatch(plain) and not _WORK.search(plain))


def is_label(text: str) -> bool:
    """Returns whether a cell contains only the label of a column."""
    return bool(_LABEL.fullmatch(_squeeze(text)))


def is_person(text: str) -> bool:
    """Returns whether a word is the name of a person, with or without a post: 张伟, 王 明, 张镇长."""
    plain = re.sub(r"[（(].*?[）)]", "", _squeeze(text))
    if not re.fullmatch(r"[\u4e00-\u9fff·]{2,6}", plain):
        return False
    has_surname = plain[0] in _SURNAMES or plain.startswith(_TWO_SURNAMES)
    return has_surname and (bool(_POST.search(plain)) or len(plain) <= (4 if plain.startswith(_TWO_SURNAMES) else 3))


def tells_amounts_alone(columns: Iterable[Sequence[str]], others: Iterable[Sequence[str]], rows: int) -> bool:
    """Returns whether only one of some columns, given by their cells, says how much is to be done, and the others name it."""
    counted = [sum(any(map(str.isdigit, text)) for text in texts) for texts in columns]
    named = sum(any(map(str.isdigit, text)) for texts in others for text in texts)
    return max(counted, default=0) * 2 > rows > named * 4
