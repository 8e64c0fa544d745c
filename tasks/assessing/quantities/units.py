"""量化指标: the units of Chinese government texts, their conversion, and which count units are interchangeable.

Conversions follow the 中华人民共和国法定计量单位; 1 亩 is 2000/3 平方米, as in 全国土地调查.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from tasks.assessing.quantities.numbers import MAGNITUDES

_WIDE = Context(prec=60)
_MEASURED: dict[str, dict[str, str]] = {
    "面积": {
        "平方米": "1", "平米": "1", "㎡": "1", "m²": "1", "m2": "1", "平方公里": "1000000", "平方千米": "1000000",
        "km²": "1000000", "km2": "1000000", "公顷": "10000", "hm²": "10000", "hm2": "10000", "亩": "2000/3",
    },
    "长度": {"米": "1", "公里": "1000", "千米": "1000", "km": "1000", "KM": "1000", "m": "1", "延米": "1", "里": "500"},
    "体积": {"立方米": "1", "m³": "1", "m3": "1", "㎥": "1", "方": "1", "立方": "1"},
    "重量": {
        "吨": "1000", "t": "1000", "公斤": "1", "千克": "1", "kg": "1", "斤": "1/2", "克": "1/1000", "毫克": "1/1000000",
        "mg": "1/1000000", "微克": "1/1000000000", "μg": "1/1000000000", "ug": "1/1000000000",
    },
    "标准煤": {"吨标准煤": "1", "吨标煤": "1"},
    "金额": {"元": "1", "元人民币": "1", "块钱": "1"},
    "美元": {"美元": "1"},
    "欧元": {"欧元": "1"},
    "港元": {"港元": "1", "港币": "1"},
    "功率": {"千瓦": "1", "kW": "1", "KW": "1", "兆瓦": "1000", "MW": "1000", "吉瓦": "1000000", "GW": "1000000"},
    "电量": {
        "千瓦时": "1", "度": "1", "kWh": "1", "KWh": "1", "kW·h": "1", "兆瓦时": "1000", "MWh": "1000", "吉瓦时": "1000000",
        "GWh": "1000000",
    },
    "比率": {"%": "1", "‰": "1/10"},
    "百分点": {"个百分点": "1", "百分点": "1"},
    "倍数": {"倍": "100"},
    "时间": {"天": "24", "个工作日": "24", "工作日": "24", "小时": "1", "个小时": "1", "分钟": "1/60", "个月": "720"},
    "得分": {"分": "1"},
}  # fmt: skip
"""Family → unit → its size in base units of the family; 倍 in percent, with which it can be compared (翻番, 增长1.1倍)."""
_ONE_SCALE = {"倍数": "比率"}
"""The family whose base units another one shares."""
_IN_CHINESE = {
    "m²": "平方米", "m2": "平方米", "㎡": "平方米", "平米": "平方米", "km²": "平方公里", "m³": "立方米", "m3": "立方米", "㎥": "立方米",
    "km": "公里", "t": "吨", "kg": "公斤", "mg": "毫克", "μg": "微克", "ug": "微克", "d": "日", "天": "日", "h": "小时", "a": "年", "L": "升",
    "千克": "公斤", "kW": "千瓦", "kWh": "千瓦时",
}  # fmt: skip
"""Unit → the word under which the parts of a compound unit are compared: m³/d is 立方米/日."""

_PLACES = "个 座 处 所 条 项 栋 幢 套 台 部 块 宗 片 间 张 组 件 家 户 家次 处次 支 批"
_PEOPLE = "人 名 位 人次"
_EVENTS = "场 次 场次 起 例 轮 批次"
_VEHICLES = "辆 列 班 架 艘 班次 辆次 趟 车次"
_OTHERS = "笔 单 票 卷 只 头 羽 株 棵 盏 篇 部 种 门 本 册 份 面 根 剂 针 剂次 口 顶 箱 标箱 TEU 台套 件次 户次 对 枚 尾 盆 类"
CLASSES = {
    unit: name
    for name, units in (("物", _PLACES), ("人", _PEOPLE), ("次", _EVENTS), ("车", _VEHICLES))
    for unit in units.split()
}
"""Count unit → its class; units of one class are interchangeable (3个/3座/3处 公园)."""

# What must not follow a unit, since it makes another word: 所有, 家庭, 条例.
_NOT_BEFORE = {
    "个": "性化 体户 体工商 体经营 别", "家": "庭 乡", "所": "有 需 属", "处": "理 罚 室 级", "项": "目(?!标|录)", "条": "例 件",
    "台": "湾 账 风", "部": "门 分 委 队 署 级", "班": "子 组", "列": "入", "次": "级", "组": "织 建 团 长 合", "户": "型 籍 外",
    "本": "地 区 级 市 科 月 年 次 届", "天": "然 地 津 桥 府 气", "元": "素 旦 宵", "名": "称 单 录 胜 列 额", "位": "于 置 居 列",
    "分": "之 别 为 类 公 中 级 区 批 布 局 离 行 析 流 支 期 散 配 解 项 拨 管", "座": "谈", "片": "区", "种": "植 业 养 子 粮 类",
    "门": "店 诊 户 类 票", "口": "岸 径", "头": "部", "起": "点 步 草 来", "例": "如", "支": "持 付 线 出 路 行 撑 部", "套": "餐",
    "场": "所 馆 地", "人": "行 均 民 才 大代表 社 工智 防 口", "米": "面", "里": "程", "份": "额", "克": "服", "方": "案 面 式 向 便 法",
    "箱": "涵", "间": "接", "面": "积 向 对 临", "根": "据 本", "尾": "矿 水", "对": "接 口 外", "宗": "旨", "块": "链",
    "类": "水 别 型 似 标 以 及 地 危 项 功",
    "单": "位 独 一 个 体 项 身 元 价 笔 产 列", "票": "据 房 价 款 面 务",
}  # fmt: skip
_WORTHLESS_ALONE = set("度斤克里方面根口顶对头尾盆针间")
"""Units that count only behind 万 or 亿, since alone they are too often part of a word."""

CHINESE_COUNTED = set(
    "个 座 处 所 条 项 栋 幢 套 台 家 家次 户 户次 名 人 人次 件 辆 列 班 场 次 支 宗 块 公里 亩 平方米 吨 元 倍 天 起 部 张".split()
)
"""Units that count behind a Chinese numeral (三条, 两座); others are too often part of a name."""

_MAGNITUDES = sorted((key for key in MAGNITUDES if key), key=len, reverse=True)
_BASES = {unit for family in _MEASURED.values() for unit in family} | set(CLASSES) | set(_OTHERS.split())


def _build_pattern() -> str:
    longest_first = sorted(_BASES, key=len, reverse=True)
    words = (re.escape(unit) + _build_lookahead(unit) for unit in longest_first)
    return "|".join(words)


def _build_lookahead(unit: str) -> str:
    if unit[-1].isascii() and unit[0].isascii() and unit[-1].isalnum():
        return r"(?![A-Za-z0-9])"
    banned = _NOT_BEFORE.get(unit, "").split()
    return f"(?!{'|'.join(banned)})" if banned else ""


_DENOMINATORS = (
    r"(?:/(?:平方米|立方米|平方公里|公里|千人|万人|万元|亩|吨|人|日|天|年|小时|月|家|户|个|件|次|升"
    r"|(?:m[²³23]|㎡|㎥|km²?|kg|kWh|[tdhaL])(?![A-Za-z0-9])))?"
)
_UNIT = re.compile(rf"(?:{_build_pattern()}){_DENOMINATORS}")


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """The parts of a printed unit.

    Attributes:
        magnitude: "", "万", "亿" or "万亿".
        base: the unit without the magnitude; "" for a bare number.
        family: the family in which it can be converted, or "" for a count unit.
        factor: its size in base units of the family, or in pieces.
    """

    magnitude: str
    base: str
    family: str
    factor: Decimal


def match_unit(folded: str, at: int) -> str:
    """Returns the longest known unit at a position of a folded text, or ""."""
    found = _UNIT.match(folded, at)
    return found[0] if found else ""


def is_whole_unit(printed: str) -> bool:
    """Tells whether a text is only a known unit, with or without a magnitude: 亿元, 万平方米, 十万, %, 个."""
    base = printed[len(next((each for each in _MAGNITUDES if printed.startswith(each)), "")) :]
    return bool(printed) and (not base or match_unit(base, 0) == base)


def is_count_unit(printed: str) -> bool:
    """Tells whether a unit counts things (个, 家, 名) rather than measures them."""
    return parse_unit(printed).base in CLASSES


def can_follow_chinese(unit: str) -> bool:
    """Tells whether a Chinese numeral before this unit is a count rather than part of a name."""
    return unit in CHINESE_COUNTED


def can_follow_arabic(unit: str, magnitude: str) -> bool:
    """Tells whether an Arabic numeral before this unit is a quantity; some units need a magnitude."""
    return bool(magnitude) or unit not in _WORTHLESS_ALONE


@lru_cache(maxsize=1024)
def parse_unit(printed: str) -> MeasureUnit:
    """Splits a printed unit into its parts; an unknown one becomes a count unit of its own."""
    magnitude = next((each for each in _MAGNITUDES if printed.startswith(each)), "")
    base = printed[len(magnitude) :]
    for family, units in _MEASURED.items():
        if base in units:
            return MeasureUnit(magnitude, base, family, MAGNITUDES[magnitude] * _read_fraction(units[base]))
    if "/" in base:
        base = "/".join(_IN_CHINESE.get(part, part) for part in base.split("/"))
    return MeasureUnit(magnitude, base, "", MAGNITUDES[magnitude])


def _read_fraction(written: str) -> Decimal:
    above, _, below = written.partition("/")
    return Decimal(above) / Decimal(below or 1)


def compute_unit_affinity(one: str, other: str) -> float:
    """Computes whether two printed units count the same: 1 for equal or convertible units, 0 for unrelated ones.

    It is 0.85 for units of one class (个 and 座), and at most 0.8 if one of the two is missing.
    """
    left, right = parse_unit(one), parse_unit(other)
    if left.base == right.base:
        return 1.0
    if not left.base or not right.base:
        return _compute_bare_affinity(left, right)
    if left.family or right.family:
        return 1.0 if _get_scale(left) == _get_scale(right) else 0.0
    return 0.85 if CLASSES.get(left.base, left.base) == CLASSES.get(right.base, right.base) else 0.0


def _get_scale(unit: MeasureUnit) -> str:
    return _ONE_SCALE.get(unit.family, unit.family)


def _compute_bare_affinity(left: MeasureUnit, right: MeasureUnit) -> float:
    named = left if left.base else right
    bare = right if left.base else left
    if named.family == "金额":
        return 0.8 if bare.magnitude else 0.0
    return 0.6 if named.family in ("", "面积", "长度", "时间") else 0.0


_GENERAL = set("个 家 项 处 座 所 条 点".split())
_VAGUE = _GENERAL | set("户 人 名 位 件 次".split())
"""Count units that say little about what is counted."""


def is_same_sort(one: str, other: str) -> bool:
    """Tells whether two units count the same sort of thing: equal, convertible, or both general (个, 家, 项)."""
    return compute_unit_affinity(one, other) == 1.0 or {parse_unit(one).base, parse_unit(other).base} <= _GENERAL


def is_specific_unit(printed: str) -> bool:
    """Tells whether a unit itself says what is counted: 家次, 盏, 台, but not 个, 户, 人 or a measure."""
    unit = parse_unit(printed)
    return bool(unit.base) and not unit.family and unit.base not in _VAGUE


def convert_unit(value: Decimal, source: str, target: str) -> Decimal:
    """Converts a value from ``source`` to ``target`` units, rounded to four decimals.

    Raises:
        ValueError: the units do not measure the same thing.
    """
    if compute_unit_affinity(source, target) == 0:
        raise ValueError(f"单位“{source}”不能换算为“{target}”")
    left, right = parse_unit(source), parse_unit(target)
    if left.base and right.base:
        return round_decimal(value * left.factor / right.factor)
    return round_decimal(value * MAGNITUDES[left.magnitude] / MAGNITUDES[right.magnitude])


def round_decimal(value: Decimal) -> Decimal:
    """Rounds to four decimals, without trailing zeros or exponent."""
    rounded = value.quantize(Decimal("0.0001"), context=_WIDE).normalize(_WIDE)
    return rounded.quantize(Decimal(1), context=_WIDE) if rounded == rounded.to_integral_value() else rounded
