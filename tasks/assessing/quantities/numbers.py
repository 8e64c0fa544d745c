"""量化指标: reads the numerals of Chinese government texts: 7000, 1,200.5, 1.2万, 三十五, 一亿二千万, 3万5000, full-width digits.

GB/T 15835-2011 (出版物上数字用法) allows Arabic and Chinese numerals, and Arabic ones with 万 and 亿. It parts the digits by
half-width commas (千分撇) or by thin spaces (千分空). Offices also type full-width commas and plain spaces, which may as well
stand between two numbers: such a number carries a doubt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessing.quantities.certainty import Doubt

LONGEST_DIGITS = 13
"""A longer run of digits is a code (credit code, account number), not a number."""
LONGEST_NUMERALS = 32

_TRADITIONAL = (
    "億亿萬万個个條条處处戶户畝亩噸吨項项總总額额達达開开實实現现長长點点幣币員员團团學学設设業业產产發发電电車车區区縣县鄉乡鎮镇與与較较為为時时"
    "間间進进農农糧粮廠厂館馆橋桥樑梁園园場场醫医療疗養养齡龄歲岁職职務务稅税資资費费貸贷銀银計计劃划約约讓让數数據据網网絡络線线纜缆頂顶樓楼層层"
    "隊队試试驗验種种類类積积後后餘余來来兩两幾几過过築筑遊游擴扩裝装經经濟济無无準准離离眾众當当體体舊旧環环綠绿備备啟启動动啓启運运輸输營营銷销"
    "購购買买賣卖儲储補补貼贴創创辦办協协議议簽签訂订審审報报單单圖图書书際际國国內内規规劑剂輛辆臺台檯台張张棟栋頓顿價价標标號号從从減减壓压縮缩"
    "漲涨幹干"
)
"""Traditional characters of counted things, each before its simplified form."""
_FOLD = str.maketrans(
    "０１２３４５６７８９．％﹪＋－−／（）：；～〜" + _TRADITIONAL[::2], "0123456789.%%+--/():;~~" + _TRADITIONAL[1::2]
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}

THIN_SPACES = "\u00a0\u2002-\u200a\u202f"
SPACES = f" \u3000{THIN_SPACES}"
_UNIT_BEHIND = rf"(?=(?:\.\d+)?[{SPACES}]?[A-Za-zμ㎡㎥%‰、\u4e00-\u9fff])"
_COMMA_GROUPS = rf"(?:，\d{{3}})+(?![,，]?\d){_UNIT_BEHIND}"
_SPACE_GROUPS = rf"(?:[{SPACES}]\d{{3}})+(?![{SPACES},，]?\d){_UNIT_BEHIND}"
_GROUPED = rf"(?<![\d.A-Za-z#第])(?<!\d[,，])[1-9]\d{{0,2}}(?:{_COMMA_GROUPS}|{_SPACE_GROUPS})(?:\.\d+)?"
_ARABIC = rf"(?=\d)(?:{_GROUPED}|(?<![\d.])\d{{1,3}}(?:,\d{{3}})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = r"万亿|千亿|百亿|十亿|千万|百万|十万|[万亿]|千(?![米克瓦伏卡帕])|百(?!分)"
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_SPOKEN = rf"(?=[一二两三五六七八])(?<![{_NUMERALS}\d第])(?:一[两二]|[两二]三|三[四五]|四五|五六|六七|七八|八九)[十百千万]?(?![{_NUMERALS}\d])"
"""Two neighbouring numerals: 三五家, 两三百人."""
_ROUND = r"[百千万](?=[余多])|(?<=[近约超逾达])[百千](?![\u4e00-\u9fff]{0,2}(?:级|强))|(?<=(?<!以)上)[百千]"
"""A round number without a numeral before it: 百余家, 近千张."""
_SECTION = re.compile(
    r"(?:(?P<thousands>[一二两三四五六七八九])千)?(?:零?(?P<hundreds>[一二两三四五六七八九])百)?"
    r"(?:零?(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?:(?P<zero>零)?(?P<ones>[一二两三四五六七八九]))?"
)
_NUMBER = re.compile(
    rf"(?P<arabic>{_ARABIC})"
    rf"(?:[ \u3000]*(?P<vague>[余多])?(?P<scale>{_SCALE})(?P<rest>\d{{1,4}}(?:[千百十]?万|千)|\d{{4}}(?![\d.万千亿])|[一二三四五六七八九][千百])?)?"
    rf"|(?P<spoken>{_SPOKEN})|(?=[百千万])(?<![{_NUMERALS}])(?P<round>{_ROUND})"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)"
)
_GROUP_START = re.compile(_GROUPED)
_PART = re.compile(r"\d+(?:\.\d+)?")
_GROUP_MARK = re.compile(rf"[,，{SPACES}]")
_WHOLE_GROUP = re.compile(r"\d{3}")
_TORN = re.compile(r"\d\s?[,，]\s?$")
_GROUP_BEHIND = re.compile(r"\s?[,，]\s?\d{3}(?!\d)")
_PLAIN_SPACE = re.compile(r"[ \u3000]")


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral in a folded text.

    Attributes:
        value: with its magnitude; 1.2万 is 12000.
        magnitude: "万", "亿" or "万亿" if the numeral ends with it, else "".
        is_chinese: whether it is written in Chinese numerals.
        is_vague: whether 余 or 多 is inside it (60多万), or it is a round number (近千).
        upper: the upper end of a spoken range (三五百), else None.
        doubt: why it may be no number, or another one; None if nothing speaks against it.
    """

    value: Decimal
    start: int
    end: int
    magnitude: str = ""
    is_chinese: bool = False
    is_vague: bool = False
    upper: Decimal | None = None
    doubt: Doubt | None = None

    @property
    def printed(self) -> Decimal:
        """The value before the magnitude: 1.2 of 1.2万."""
        return self.value / MAGNITUDES[self.magnitude]


def fold_text(text: str) -> str:
    """Replaces full-width digits and signs by half-width ones; positions stay the same."""
    return text.translate(_FOLD)


def find_numbers(folded: str) -> Iterator[Number]:
    """Yields the numerals of a folded text in order, in linear time."""
    for found in _NUMBER.finditer(folded):
        number = _read_match(found)
        if number is not None:
            yield number


def list_group_parts(folded: str, number: Number) -> list[Number]:
    """Lists the numbers that stand in a numeral whose digits are parted by full-width commas or spaces."""
    parts = _PART.finditer(folded, number.start, number.end)
    return [Number(Decimal(part[0]), *part.span(), doubt=Doubt.RUN_ON) for part in parts]


def is_group_mark(folded: str, at: int) -> bool:
    """Tells whether the full-width comma at a position parts the digits of one numeral: 4，120人."""
    start = at
    while start and at - start < LONGEST_DIGITS and (folded[start - 1].isdecimal() or folded[start - 1] == "，"):
        start -= 1
    found = _GROUP_START.match(folded, start)
    return found is not None and found.end() > at


def _read_match(found: re.Match[str]) -> Number | None:
    if found["chinese"]:
        return _read_chinese_match(found)
    if found["spoken"]:
        return _read_spoken_match(found)
    if found["round"]:
        value = Decimal(_SMALL.get(found["round"]) or _LARGE[found["round"]])
        return Number(value, *found.span(), is_chinese=True, is_vague=True, doubt=Doubt.SPOKEN)
    return _read_arabic_match(found)


def read_number(text: str) -> Decimal | None:
    """Returns the value of a text that is one numeral without doubt and nothing else, or None."""
    folded = fold_text(text.strip())
    numbers = list(find_numbers(folded))
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(folded)) and not numbers[0].doubt:
        return numbers[0].value
    return None


def _read_arabic_match(found: re.Match[str]) -> Number | None:
    digits = _GROUP_MARK.sub("", found["arabic"])
    if len(digits) > LONGEST_DIGITS:
        return None
    scale, rest = found["scale"] or "", found["rest"] or ""
    value = Decimal(digits) * _compute_scale(scale)
    magnitude, end = _find_trailing_magnitude(scale), found.end()
    if rest:
        added = _read_rest(rest, scale)
        if added is None or "." in digits:
            end = found.start("rest")
        else:
            value, magnitude = value + added, _find_trailing_magnitude(rest)
    doubt = _find_group_doubt(found["arabic"], found.string, found.start(), found.end())
    return Number(value, found.start(), end, magnitude, is_vague=bool(found["vague"]), doubt=doubt)


def _find_group_doubt(printed: str, folded: str, start: int, end: int) -> Doubt | None:
    """Finds why groups of digits may be several numbers (1，120，300户, 共3 200人), or a number only a part of one (3 ,200户)."""
    commas, before = printed.count("，"), folded[max(0, start - 4) : start]
    is_end = _WHOLE_GROUP.fullmatch(printed) and _TORN.search(before)
    is_torn = is_end or (printed.isdecimal() and _GROUP_BEHIND.match(folded, end))
    if commas > 1 or is_torn or (before.endswith(("共", "、")) and _PLAIN_SPACE.search(printed)):
        return Doubt.RUN_ON
    if commas:
        return Doubt.COMMA
    return Doubt.SPACED if _PLAIN_SPACE.search(printed) else None


def _read_spoken_match(found: re.Match[str]) -> Number:
    low, high, scale = found["spoken"][0], found["spoken"][1], found["spoken"][2:]
    size = _SMALL.get(scale) or _LARGE.get(scale, 1)
    value, upper = Decimal(_DIGITS[low] * size), Decimal(_DIGITS[high] * size)
    magnitude = _find_trailing_magnitude(scale)
    return Number(
        value, *found.span(), magnitude, is_chinese=True, upper=upper / MAGNITUDES[magnitude], doubt=Doubt.SPOKEN
    )


def _compute_scale(scale: str) -> Decimal:
    value = Decimal(1)
    for char in scale:
        value *= _SMALL.get(char) or _LARGE[char]
    return value


def _find_trailing_magnitude(numeral: str) -> str:
    """Returns the 万亿, 万 or 亿 with which a numeral ends, or ""."""
    for magnitude in ("万亿", "万", "亿"):
        if numeral.endswith(magnitude):
            return magnitude
    return ""


def _read_rest(rest: str, scale: str) -> Decimal | None:
    """Reads what follows the first scale in 3亿5000万, 1亿2千万, 1万2千, 3万5000; None if it is no part of the number."""
    if rest.isdigit():
        return Decimal(rest) if scale == "万" else None
    head = rest.rstrip("十百千万")
    value = Decimal(_DIGITS[head] if head in _DIGITS else int(head)) * _compute_scale(rest[len(head) :])
    return value if value < _compute_scale(scale) else None


def _read_chinese_match(found: re.Match[str]) -> Number | None:
    run, _, decimals = found["chinese"].partition("点")
    value = read_chinese_numeral(run)
    if value is None:
        return None
    if decimals:
        value += Decimal("0." + "".join(str(_DIGITS[char]) for char in decimals))
    magnitude = "" if decimals else _find_trailing_magnitude(run)
    return Number(value, found.start(), found.end(), magnitude, is_chinese=True)


def read_chinese_numeral(run: str) -> Decimal | None:
    """Reads Chinese numerals such as 三十五 or 二〇二一; None for 三四 (three or four), 百 or anything invalid."""
    if len(run) > LONGEST_NUMERALS or run[0] in "百千万亿":
        return None
    if all(char in _DIGITS for char in run):
        return _read_digit_row(run)
    high, has_hundred_millions, low = run.partition("亿")
    if not has_hundred_millions:
        return _read_ten_thousands(run, is_first=True)
    above, below = _read_ten_thousands(high, is_first=True), _read_ten_thousands(low, is_first=False)
    return None if above is None or below is None else above * _LARGE["亿"] + below


def _read_digit_row(run: str) -> Decimal | None:
    if len(run) > 1 and len(run) < 4 and not set(run) & {"〇", "零"}:
        return None
    return Decimal("".join(str(_DIGITS[char]) for char in run))


def _read_ten_thousands(run: str, *, is_first: bool) -> Decimal | None:
    high, has_ten_thousands, low = run.partition("万")
    if not has_ten_thousands:
        return _read_section(run, is_first=is_first)
    above, below = _read_section(high, is_first=is_first), _read_section(low, is_first=False)
    return None if not above or below is None else above * _LARGE["万"] + below


def _read_section(run: str, *, is_first: bool) -> Decimal | None:
    """Reads up to four places; "" is 0 behind 万 or 亿. 一百五 and 一万五 are ambiguous (105 or 150) and give None."""
    if not run:
        return None if is_first else Decimal(0)
    places = _SECTION.fullmatch(run)
    if places is None:
        return None
    is_bare = places["ones"] and not places["zero"] and not places["ten"]
    if is_bare and (len(run) > 1 or not is_first):
        return None
    thousands, hundreds, ones = (_DIGITS.get(places[name] or "", 0) for name in ("thousands", "hundreds", "ones"))
    tens = _DIGITS.get(places["tens"] or "", 1) if places["ten"] else 0
    return Decimal(thousands * 1000 + hundreds * 100 + tens * 10 + ones)
