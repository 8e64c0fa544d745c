"""历年指标: the basis on which a number stands (规模以上, 区级, 扣除留抵退税因素). Two bases are never one measure."""

import re

#: how a basis is printed → how it is kept
_FIXED = {
    "规模以上": "规模以上",
    "规上": "规模以上",
    "规模以下": "规模以下",
    "限额以上": "限额以上",
    "限上": "限额以上",
    "限额以下": "限额以下",
    "区级": "区级",
    "县级": "县级",
    "本级": "本级",
    "区属": "区属",
    "县属": "县属",
    "全口径": "全口径",
    "同口径": "同口径",
    "自然口径": "自然口径",
    "可比口径": "同口径",
    "可比价": "可比价",
    "不变价": "可比价",
    "现价": "现价",
    "人民币计价": "人民币计价",
    "美元计价": "美元计价",
    "城镇": "城镇",
    "农村": "农村",
}
_FIXED_WORDS = re.compile("|".join(sorted(_FIXED, key=len, reverse=True)))
_LEFT_OUT = re.compile(r"(?:扣除|剔除|还原|不含)[一-鿿]{1,12}?(?:因素|(?=以?后|之后|[，,。；;：:（）()\d]|$))")
#: bound a basis only where people are counted: 农村公路 is no basis
_PEOPLE = re.compile(r"居民|就业|收入|失业")
_OF_PEOPLE = ("城镇", "农村")
#: behind 市级, 区级 … these speak of who runs a thing, not of a sum
_MONEY = re.compile(r"收入|税收|支出|财政|产值|资产|增加值|投资")
_OF_MONEY = ("区级", "县级", "本级", "区属", "县属")
#: of a name and of a clause, in characters
LONGEST_NAME, LONGEST_CLAUSE = 200, 300


def read_basis(name: str, clause: str) -> str:
    """Reads the basis on which a number stands out of its name or else out of the clause around it; "" for none."""
    name, clause = name[:LONGEST_NAME], clause[:LONGEST_CLAUSE]
    left_out = _LEFT_OUT.search(clause) or _LEFT_OUT.search(name)
    if left_out:
        return left_out[0]
    for text in (name, clause):
        for found in _FIXED_WORDS.finditer(text):
            if _is_meant(found[0], name):
                return _FIXED[found[0]]
    return ""


def _is_meant(words: str, name: str) -> bool:
    if words in _OF_PEOPLE:
        return bool(_PEOPLE.search(name))
    return words not in _OF_MONEY or bool(_MONEY.search(name))


def remove_basis(name: str) -> str:
    """Returns a name without the words of its basis; the name itself where nothing else is left."""
    plain = _FIXED_WORDS.sub(lambda found: "" if _is_meant(found[0], name) else found[0], name)
    return plain or name
