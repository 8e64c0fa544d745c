"""量化指标: counts things that a text names as done without saying how many: 甲站、乙站、丙站均已建成 is 3."""

import re
from decimal import Decimal

from tasks.assessing.quantities.clauses import split_clauses
from tasks.assessing.quantities.numbers import fold_text
from tasks.assessing.quantities.records import Commitment, Figure, Match, Span
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import is_count_unit
from tasks.enums import FigureState, IndicatorKind

CONFIDENCE = 0.6
"""Things that are only named are never counted surely."""
LONGEST = 4000
"""In characters; things that are only named are counted in a text of ordinary length."""
MOST_NAMED = 30
"""A commitment of more things than anybody would list."""
_DONE = re.compile(
    r"(?:均|都|全部|也|已|已经|按期|如期|顺利|陆续|工程|项目|主体工程|改造|加固|建设|整治|修缮|提升){0,5}"
    r"(?:建成(?:通车|投用|投运|投产|开放|并?投入使用)?|完工|竣工|投用|投运|投产|通车|开放|开园|交付|完成(?!主体|基础|招标|[设勘立选])|通过验收)"
)
_LEAD = re.compile(r"^(?:[①-⑳]|[一二三四五六七八九十]{1,3}[、.．是]|目前|现已|其中|已|截至目前)+")
_JOIN = re.compile(r"[、和及与]")
_OPEN = re.compile(r"等|未|待|正在|在建|部分|剩余|其余|计划|拟|将|预计|主体|前期|设计|方案|手续|立项|招标")
_COUNTED = re.compile(r"\d(?![\d年月日])")
_LONGEST = 60
_LONGEST_NAME = 20


def match_named_things(commitment: Commitment, progress: str) -> Match | None:
    """Answers a commitment with the number of finished things that a text names; None where it names none."""
    named = count_named_things(commitment, progress) if len(progress) <= LONGEST else None
    if named is None:
        return None
    reason = f"所列名称共 {named.value} 个；已完成数"
    return Match(
        commitment,
        (named,),
        named.value,
        named.unit,
        named.state,
        CONFIDENCE,
        reason,
        named.quote,
        commitment.doubt,
    )


def count_named_things(commitment: Commitment, progress: str) -> Figure | None:
    """Counts the things that finished clauses name; None unless they end in the noun of the commitment.

    A clause with a number is left to its number, and an open list (甲、乙等) is not counted.
    """
    countable = commitment.kind is IndicatorKind.CUMULATIVE and is_count_unit(commitment.unit)
    noun = extract_name_core(commitment.measure)
    if not countable or commitment.value > MOST_NAMED or len(noun) < 2:
        return None
    folded = fold_text(progress)
    names: dict[str, Span] = {}
    for clause in split_clauses(folded):
        for name in _list_finished_names(folded[clause.start : clause.end], noun):
            names.setdefault(name, Span(clause.start, clause.end))
    if not names:
        return None
    span = next(iter(names.values()))
    quote = progress[span.start : span.end].strip()
    return Figure(
        measure=noun,
        value=Decimal(len(names)),
        unit=commitment.unit,
        kind=IndicatorKind.CUMULATIVE,
        state=FigureState.ACHIEVED,
        span=span,
        quote=quote,
        sentence=quote,
    )


def _list_finished_names(clause: str, noun: str) -> list[str]:
    done = _DONE.search(clause[:_LONGEST])
    if done is None or _OPEN.search(clause) or _COUNTED.search(clause):
        return []
    names = _JOIN.split(_LEAD.sub("", clause[: done.start()].strip()))
    if not all(1 < len(name) <= _LONGEST_NAME for name in names):
        return []
    return names if _end_in_noun(names, noun) else []


def _end_in_noun(names: list[str], noun: str) -> bool:
    """Tells whether the last name ends in the noun (河口、东关农贸市场), or each in its last character (沙坪站、龙吟站)."""
    return noun[-2:] in names[-1] or all(name[-1] == noun[-1] for name in names)
