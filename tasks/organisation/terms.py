"""用语: which words a government may choose, and how its present ones are told."""

import re
from collections.abc import Mapping

from tasks.models import Government
from tasks.models.changes import State
from tasks.secrecy.bar import describe_marked_text
from tasks.terms import BY_KEY, TERMS

#: a word that stands in the middle of our sentences: Chinese characters alone
FIT = re.compile(r"[\u4e00-\u9fff]{2,}")
#: the words that name different sides of one item, so that no two may be alike
DISTINCT = ("lead_unit", "cooperating_unit")


def describe_terms(government: Government) -> State:
    """Returns our word → the word that holds, as the audit log keeps it and a form compares it."""
    return {term.default: getattr(government.words, term.key) for term in TERMS}


def find_unfit_terms(values: Mapping[str, str]) -> dict[str, str]:
    """Finds why words cannot be used: key of the term → reason. An empty word stands for ours."""
    unfit = {key: why for key, word in values.items() if word and (why := _describe_unfit(key, word))}
    wanted = {key: values.get(key) or BY_KEY[key].default for key in DISTINCT}
    if len(set(wanted.values())) < len(wanted):
        unfit.setdefault(
            DISTINCT[1], f"与“{BY_KEY[DISTINCT[0]].default}”一行相同，事项的牵头和配合将分不清，请另用一个。"
        )
    return unfit


def _describe_unfit(key: str, word: str) -> str:
    term = BY_KEY.get(key)
    if term is None:
        return f"没有“{key}”这一项用语。"
    if not FIT.fullmatch(word):
        return "用语嵌在句子里，只能用汉字，至少两个字，不带标点、空格和字母。"
    if len(word) > term.limit:
        return f"不超过 {term.limit} 个字，现为 {len(word)} 个字。"
    return describe_marked_text(term.default, word)
