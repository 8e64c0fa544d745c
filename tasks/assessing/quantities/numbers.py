"""量化指标: reads the numerals of Chinese government texts: 7000, 1,200.5, 1.2万, 三十五, 一亿二千万, 3万5000, full-width digits.

GB/T 15835-2011 (出版物上数字用法) allows Arabic and Chinese numerals, and Arabic ones with 万 and 亿.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

LONGEST_DIGITS = 13
"""A longer run of digits is a code (credit code, account number), not a number."""
LONGEST_NUMERALS = 32

_FOLD = str.maketrans("０１２３４５６７８９．％﹪＋－−／（）：；～〜", "0123456789.%%+--/():;~~")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}

_ARABIC = r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"万亿|千亿|百亿|十亿|千万|百万|十万|[万亿]|千(?![米克瓦伏卡帕])|百(?!分)"
_SECTION = re.compile(
    r"(?:(?P<thousands>[一二两三四五六七八九])千)?(?:零?(?P<hundreds>[一二两三四五六七八九])百)?"
    r"(?:零?(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?:(?P<zero>零)?(?P<ones>[一二两三四五六七八九]))?"
)
_NUMBER = re.compile(
    rf"(?P<arabic>{_ARABIC})"
    rf"(?:[ \u3000]*(?P<vague>[余多])?(?P<scale>{_SCALE})(?P<rest>\d{{1,4}}[万千]|\d{{4}}(?![\d.万千亿])|[一二三四五六七八九][千百])?)?"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral in a folded text.

    Attributes:
        value: with its magnitude; 1.2万 is 12000.
        magnitude: "万", "亿" or "万亿" if the numeral ends with it, else "".
        is_chinese: whether it is written in Chinese numerals.
        is_vague: whether 余 or 多 is inside it (60多万).
    """

    value: Decimal
    start: int
    end: int
    magnitude: str = ""
    is_chinese: bool = False
    is_vague: bool = False

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
        number = _read_chinese_match(found) if found["chinese"] else _read_arabic_match(found)
        if number is not None:
            yield number


def read_number(text: str) -> Decimal | None:
    """Returns the value of a text that is one numeral and nothing else, or None."""
    folded = fold_text(text.strip())
    numbers = list(find_numbers(folded))
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(folded)):
        return numbers[0].value
    return None


def _read_arabic_match(found: re.Match[str]) -> Number | None:
    digits = found["arabic"].replace(",", "")
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
    return Number(value, found.start(), end, magnitude, is_vague=bool(found["vague"]))


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
    """Reads what follows the first scale in 3亿5000万, 1万2千, 3万5000; None if it does not belong to the number."""
    if rest.isdigit():
        return Decimal(rest) if scale == "万" else None
    head, last = rest[:-1], rest[-1]
    value = Decimal(_DIGITS[head] if head in _DIGITS else int(head)) * (_SMALL.get(last) or _LARGE[last])
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
