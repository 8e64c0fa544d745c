"""完成时限: the patterns of time expressions. They are for folded text; the letters that a scan puts for 1 and 0 count as
digits, so that a damaged date is seen as one and refused."""

import re

from tasks.assessing.deadlines.expressions import NEAR_YEARS
from tasks.assessing.deadlines.festivals import NAMES

DIGIT = "[0-9lIOo]"
NUMERALS = "〇零○一二三四五六七八九"
_NOT_INSIDE = rf"(?<!{DIGIT})(?<![.+×*])(?<!\d:)"
_CHINESE_MONTH = rf"(?<![{NUMERALS}十百])(?:十[一二]?|[一二三四五六七八九])"
_CHINESE_DAY = "[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
LINK = "[-~—–−至到]{1,2}"
_NEAR = "|".join(sorted(NEAR_YEARS, key=len, reverse=True))
_YEAR = (
    rf"(?:(?P<year>{_NOT_INSIDE}{DIGIT}{{1,8}}|(?<![{NUMERALS}十百])[{NUMERALS}]{{4}})年度?的?|(?P<near>{_NEAR})度?的?)"
)
_BEGUN = rf"(?:(?P<from>{_NOT_INSIDE}{DIGIT}{{1,2}}|{_CHINESE_MONTH})(?P<link>{LINK}|[、和]))?"
_PART = (
    "底|末|上中旬|中下旬|上旬|中旬|下旬|初(?![步审验评稿中选赛期])|中(?=前|完成|,|$)|份(?:底|末|初|上旬|中旬|下旬)?"
    rf"|(?:\d{{1,2}}(?:{LINK}|、))?(?P<day>{DIGIT}{{1,4}}|{_CHINESE_DAY})(?:日|号|(?=前))"
)

MONTH = re.compile(rf"{_YEAR}?{_BEGUN}(?P<month>{_NOT_INSIDE}{DIGIT}{{1,8}}|{_CHINESE_MONTH})月(?P<part>{_PART})?")
QUARTER = re.compile(
    rf"{_YEAR}?(?:(?:第?[一二三四1-4](?:季度?)?(?:{LINK}|[、和]))?(?P<quarter>前三个?|首|第?[一二三四1-4])季度(?P<part>末|底)?"
    r"|(?P<half>[上下])半年(?P<halfpart>末|底)?)"
)
YEAR_END = re.compile(
    rf"(?:{_YEAR}年?|(?<![{NUMERALS}十百两几每当多半\d年])年(?:度(?=内))?)"
    r"(?:底(?!数|盘|层|线|子|考核|结算)|末(?!常住|户籍|总|余额|端)|终(?=前)|以?内(?![环河涝部陆需外控生])|中(?=前))"
)
WHOLE_YEAR = re.compile(r"(?P<whole>全年)(?!龄|无休|不)")
YEAR = re.compile(
    rf"{_NOT_INSIDE}(?:(?P<first>(?:19|20|21)\d\d)年?{LINK})?(?P<year>{DIGIT}{{4}}|(?<![{NUMERALS}十百])[{NUMERALS}]{{4}})年度?"
)
DOTTED = re.compile(
    r"(?<![\d.\-/])(?P<year>\d{4})(?P<mark>[-./])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2}))?日?"
    r"(?![\d%‰万亿元个倍]|\.\d)"
)
SHORT = re.compile(r"(?<![\d.\-/])(?P<month>\d{1,2})\.(?P<day>\d{1,2})日?(?=(?:以|之)?前)")
FIVE_YEARS = re.compile(r"[“\"]?十(?P<plan>[二三四五六七])五[”\"]?(?:规划)?(?:时?期)?(?:末期?|收官)")
FESTIVAL = re.compile(
    rf"{_YEAR}?[“\"]?(?<![{NUMERALS}十双第月])(?P<festival>{'|'.join(NAMES)})[”\"]?(?:国际)?(?:劳动节|建党节|建军节|节)?"
    r"(?:小?长假|假期|放假|黄金周)?(?:到来|来临)?(?=(?:以|之)?前(?!后))"
)
LIMIT = re.compile(
    r"(?:\d{1,2}(?::\d\d|时|点)整?)?(?:(?P<before>(?:以|之)?前(?![后期往述列沿端置瞻三两二])夕?)|(?P<stop>截?止|为止))"
)
