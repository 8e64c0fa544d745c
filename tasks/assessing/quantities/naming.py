"""量化指标: names the quantities of a text in order, and carries names on within a list or a sentence."""

import re
from collections.abc import Sequence

from tasks.assessing.quantities.clauses import ClauseIndex, ClauseSpan
from tasks.assessing.quantities.measures import (
    MeasureName,
    Surroundings,
    build_amount_name,
    build_rate_name,
    get_surroundings,
    remove_light_words,
)
from tasks.assessing.quantities.records import Quantity
from tasks.assessing.quantities.units import is_count_unit

_SIZE_OF = re.compile(r"(?:整治|使用|建筑|协议|总|投资|合同)*(?:面积|金额|总额|投资额?|引资额?|资金|人数|户数)")
_BARE_RATE = re.compile(r"占比|比重|比例|占|年均|规模|总量")
_JOINED = re.compile(r"[、和及与]|以及|[,，](?:和|以及)")
_BEFORE_RESPECTIVELY = re.compile(r"(?:同比|环比|较上年|[,，\s])+$")
_OWN_NAME = re.compile(r"(?:数|量|额|率|值|产|栏|面积|资金|投资|收入|人口|总数|厕)$|人均|净增|惠及|受益")


class Namer:
    """Names the quantities of one text; its methods must be called in the order of the text.

    Args:
        folded: the text, as ``fold_text`` returns it.
        tokens: its quantities in order.
        index: its clauses.
        is_report: whether it is a progress text, in which predicates follow the noun.
    """

    def __init__(self, folded: str, tokens: Sequence[Quantity], index: ClauseIndex, *, is_report: bool) -> None:
        self.folded, self.tokens, self.index, self.is_report = folded, tokens, index, is_report
        self._sentence = self._clause_number = -1
        self._subject = self._action = self._last_rate = ""
        self._amounts: list[str] = []
        self._respective = -1

    def name_amount(self, number: int, clause_number: int) -> MeasureName:
        """Names a counted or measured quantity; arguments as in ``name_rate``."""
        clause = self._enter_clause(clause_number)
        around = self._get_surroundings(number, clause)
        name = build_amount_name(around, self._get_inherited_action(number, clause_number), is_report=self.is_report)
        if name.action == self._action and clause_number != self._clause_number and _OWN_NAME.search(name.text):
            name = MeasureName(name.text.removeprefix(name.action))
        name = self._add_next_noun(number, name, clause)
        name = self._add_subject(name)
        self._action, self._clause_number = name.action, clause_number
        self._amounts.append(name.text)
        return name

    def name_rate(self, number: int, clause_number: int, *, is_share: bool = False) -> MeasureName:
        """Names a rate; one without a name of its own gets the name of the amount before it.

        Args:
            number: the index of the quantity.
            clause_number: the index of its clause.
            is_share: whether it is a share of the year's target, which never has a name of its own.
        """
        clause = self._enter_clause(clause_number)
        around = self._get_surroundings(number, clause)
        respective = self._find_respective_name(number, around)
        if respective:
            return MeasureName(respective)
        name = self._name_own_rate(around, is_share=is_share)
        self._last_rate = name.text
        return name

    def _name_own_rate(self, around: Surroundings, *, is_share: bool) -> MeasureName:
        name = build_rate_name(around)
        if is_share or not name.text:
            return MeasureName(self._subject)
        if _BARE_RATE.fullmatch(name.text) and self._subject:
            return MeasureName(self._subject + name.text)
        self._subject = self._subject or name.text
        return name

    def _enter_clause(self, clause_number: int) -> ClauseSpan:
        clause = self.index.clauses[clause_number]
        if clause.sentence != self._sentence:
            self._sentence, self._subject, self._action, self._amounts = clause.sentence, "", "", []
            self._respective, self._last_rate = -1, ""
        return clause

    def _get_surroundings(self, number: int, clause: ClauseSpan) -> Surroundings:
        before = self.tokens[number - 1] if number else None
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
        return get_surroundings(self.folded, clause, before, self.tokens[number], after)

    def _get_inherited_action(self, number: int, clause_number: int) -> str:
        """Returns the action of the quantity before; in the next clause only for counted things."""
        if clause_number == self._clause_number:
            return self._action
        is_next = clause_number - self._clause_number == 1
        unit = self.tokens[number].unit
        return self._action if is_next and (not unit or is_count_unit(unit)) else ""

    def _add_next_noun(self, number: int, name: MeasureName, clause: ClauseSpan) -> MeasureName:
        """Adds the noun behind the next quantity: in 8条10公里道路 both numbers measure 道路."""
        if name.text != name.action or number + 1 >= len(self.tokens):
            return name
        following = self.tokens[number + 1]
        if following.span.start != self.tokens[number].span.end or following.span.start >= clause.end:
            return name
        noun = build_amount_name(self._get_surroundings(number + 1, clause), "", is_report=self.is_report)
        return MeasureName(name.action + noun.text, name.action)

    def _add_subject(self, name: MeasureName) -> MeasureName:
        """Adds the subject of the sentence to a name without a noun (完工45户, 优化15条) or a size (面积6万平方米)."""
        if name.text in (name.action, ""):
            if self.is_report or not name.action:
                own = self._subject
            else:
                own = name.action + self._subject.removeprefix(self._action)
            return MeasureName(own or name.text, name.action)
        if _SIZE_OF.fullmatch(name.text) and self._subject:
            return MeasureName(self._subject + name.text, name.action)
        self._subject = name.text
        return name

    def _find_respective_name(self, number: int, around: Surroundings) -> str:
        """Finds the amount of a rate: in "甲5个，乙6个，分别增长10%、12%" the first rate belongs to the first amount."""
        joined = number and _JOINED.fullmatch(
            self.folded[self.tokens[number - 1].span.end : self.tokens[number].span.start]
        )
        if "分别" in around.left:
            return self._begin_respective_names(around.left)
        if joined and self._respective >= 0:
            self._respective += 1
            return self._amounts[self._respective] if self._respective < len(self._amounts) else ""
        self._respective = -1
        return self._last_rate if joined and len(around.left) < 3 else ""

    def _begin_respective_names(self, left: str) -> str:
        """Returns the first of the names listed before 分别, or of the sentence's amounts; "" behind a single name."""
        listed = _split_listed_names(left)
        if not listed and _BEFORE_RESPECTIVELY.sub("", left.partition("分别")[0]):
            self._respective = -1
            return ""
        self._amounts = listed or self._amounts
        self._respective = 0
        return self._amounts[0] if self._amounts else ""


def _split_listed_names(left: str) -> list[str]:
    """Splits the names listed before 分别 ("起数和人数分别下降"); empty if nothing is listed."""
    listed = _BEFORE_RESPECTIVELY.sub("", left.partition("分别")[0])
    return [remove_light_words(name) for name in _JOINED.split(listed)] if _JOINED.search(listed) else []
