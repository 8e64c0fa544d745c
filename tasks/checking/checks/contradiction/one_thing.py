"""Compares what several places say of one thing: its stage, its value, what is promised of it and how it is judged."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.assessing.likeness import remove_marks
from tasks.assessing.quantities import Commitment, read_quantities, read_stated_figures
from tasks.assessing.quantities.similarity import compute_name_likeness, extract_name_core
from tasks.checking.checks.claims import (
    MeasureClaim,
    StageClaim,
    build_claim,
    extract_measure,
    is_conflict,
    is_same_thing,
    is_stock_beside_increase,
    read_measure_claims,
    read_own_claims,
    read_promises,
    read_stage_claims,
)
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.contradiction.across_items import is_general
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import get_body_paragraphs, read_paragraph_number
from tasks.checking.checks.reading import list_clause_places
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount
from tasks.enums import FigureState
from tasks.terms import terms

SHORTEST_MEASURE = 3
SHORTEST_CLAUSE = 7
"""In characters, of a promise without a number that is compared with another item's."""
PEOPLE = ("人", "名", "位")
_LIKE_MEASURE = 0.5
#: so many of the figures that are reported are the same where two items promise one thing
_SAME_FIGURES = 2
#: a smaller number is the same in two items by chance
_LARGE = 100
#: so many promises of one amount are compared, each with each
_MOST_ALIKE = 60
_KEY = tuple[str, str]


def check_stages(document: CheckedDocument) -> Iterator[Finding]:
    """Finds a project that is told in two stages in two places."""
    by_end: dict[str, list[tuple[StageClaim, CheckedText]]] = defaultdict(list)
    for source in iterate_checked_texts(document):
        for claim in read_stage_claims(source.text):
            by_end[claim.thing[-4:]].append((claim, source))
    for told in by_end.values():
        for at, (claim, source) in enumerate(told):
            rival = next((one for one in told[:at] if _is_two_stages(claim, source, *one)), None)
            if rival:
                other, there = rival
                message = f"“{claim.thing}”这里是{_describe(claim)}，{there.row}是{_describe(other)}。"
                finding = source.build_finding_at(Code.TWO_STAGES, message, claim.span)
                yield replace(finding, other=there.build_side(*other.span))


def _describe(claim: StageClaim) -> str:
    return f"完成{format_amount(claim.percent)}%" if claim.percent is not None else claim.stage.value


def _is_two_stages(claim: StageClaim, source: CheckedText, other: StageClaim, there: CheckedText) -> bool:
    is_elsewhere = source.item is not there.item or (source.item is None and source.text != there.text)
    return is_elsewhere and is_same_thing(claim.thing, other.thing) and is_conflict(claim, other)


def check_promised_values(document: CheckedDocument) -> Iterator[Finding]:
    """Finds an item that reports another value of a measure than the item that promises the measure."""
    told = _index_claims(document)
    places = {id(item): place for place, item in enumerate(document.items)}
    for item in document.items:
        for key in dict.fromkeys(key for key, _ in read_promises(item.text)):
            if not _is_named(key[0]):
                continue
            own = [claim for owner, claim in told[key] if owner is item]
            for other, claim in told[key]:
                values = {one.value for owner, one in told[key] if owner is other}
                if other is item or not own or is_stock_beside_increase(own[0].figure, claim.figure):
                    continue
                if not values & {one.value for one in own}:
                    # as of all pairs, the later item is the one that is reported
                    sides = (claim, other), (own[0], item)
                    later, earlier = sorted(sides, key=lambda side: -places[id(side[1])])
                    yield _build_two_values(*later, *earlier)
                    break


def _build_two_values(claim: MeasureClaim, item: CheckedItem, other: MeasureClaim, owner: CheckedItem) -> Finding:
    one, rival = claim.figure, other.figure
    source, there = CheckedText(item.words, item, Field.PROGRESS), CheckedText(owner.words, owner, Field.PROGRESS)
    message = (
        f"“{claim.measure}”本项写 {format_amount(one.value)}{one.unit}，"
        f"{owner.attachment or ''}第{owner.number}项写 {format_amount(rival.value)}{rival.unit}。"
    )
    finding = source.build_finding_at(Code.TWO_VALUES, message, one.span)
    return replace(finding, other=there.build_side(*rival.span))


def _is_named(measure: str) -> bool:
    return len(measure) >= SHORTEST_MEASURE and not is_general(measure)


def _is_full_name(claim: MeasureClaim, other: MeasureClaim) -> bool:
    """Returns whether two figures are of one action on one thing, however short its name: 招聘教师."""
    name = claim.figure.measure
    return len(name) >= SHORTEST_MEASURE + 1 and name == other.figure.measure and not is_general(name)


def _index_claims(document: CheckedDocument) -> dict[_KEY, list[tuple[CheckedItem, MeasureClaim]]]:
    told: dict[_KEY, list[tuple[CheckedItem, MeasureClaim]]] = defaultdict(list)
    for item in document.items:
        for claim in read_measure_claims(item.words):
            told[claim.key].append((item, claim))
    return told


def check_narrative_claims(document: CheckedDocument) -> Iterator[Finding]:
    """Finds a figure of the narrative for which the one item that reports the measure has another one."""
    if document.narrative is None:
        return
    told = _index_claims(document)
    promised: dict[_KEY, set[Decimal]] = defaultdict(set)
    promises: dict[_KEY, list[CheckedItem]] = defaultdict(list)
    for item in document.items:
        for key, one in read_promises(item.text):
            promised[key].add(one.value)
            promises[key].append(item)
    for paragraph in get_body_paragraphs(document.paragraphs):
        if read_paragraph_number(paragraph) is not None:
            continue
        for claim in read_measure_claims(paragraph):
            rows = told.get(claim.key) or _list_shorter_claims(claim, promises.get(claim.key, []))
            values = {one.value for _, one in rows}
            is_named = _is_named(claim.measure) or any(_is_full_name(claim, one) for _, one in rows)
            # a short name is the measure's own where an item promises it: 造林
            if not (is_named or claim.key in promised) or len(values) != 1 or claim.value in values:
                continue
            if claim.figure.value not in promised[claim.key]:
                item, rival = rows[0]
                yield _build_narrative_value(claim, paragraph, rival, item)


def _list_shorter_claims(claim: MeasureClaim, owners: Sequence[CheckedItem]) -> list[tuple[CheckedItem, MeasureClaim]]:
    """Lists what the one item that promises a measure reports of it under a shorter name: 滨海岸线, 岸线."""
    if len(owners) != 1:
        return []
    item, claims = owners[0], read_measure_claims(owners[0].words)
    shorter = [one for one in claims if one.unit == claim.unit and claim.measure.endswith(one.measure)]
    unnamed = [one for one in _list_unnamed_claims(item) if one.key == claim.key]
    return [(item, one) for one in shorter or unnamed]


def _list_unnamed_claims(item: CheckedItem) -> list[MeasureClaim]:
    """Lists what an item reports of a measure that its wording alone names: 建成31.6万平方米."""
    figures = {one.quote: one for one in read_stated_figures(item.words)}
    told = [(one.measure, figures.get(one.quote)) for one in item.indicators if one.state is FigureState.ACHIEVED]
    claims = [build_claim(figure, extract_measure(measure)) for measure, figure in told if figure]
    return [claim for claim in claims if claim]


def _build_narrative_value(claim: MeasureClaim, paragraph: str, rival: MeasureClaim, item: CheckedItem) -> Finding:
    one, other = claim.figure, rival.figure
    here, there = f"{format_amount(one.value)}{one.unit}", f"{format_amount(other.value)}{other.unit}"
    message = f"“{claim.measure}”正文写 {here}，附件写 {there}。"
    finding = CheckedText(paragraph, None, Field.NARRATIVE).build_finding_at(Code.TWO_VALUES, message, one.span)
    return replace(finding, other=CheckedText(item.words, item, Field.PROGRESS).build_side(*other.span))


def check_promised_twice(document: CheckedDocument) -> Iterator[Finding]:
    """Finds one promise in the wordings of two items; where they are judged differently, that is the graver finding."""
    first: dict[object, tuple[CheckedItem, tuple[int, int]]] = {}
    for item in document.items:
        found: dict[int, tuple[CheckedItem, tuple[int, int], tuple[int, int]]] = {}
        for key, span in _list_promises(item):
            owner, there = first.setdefault(key, (item, span))
            if (
                owner is not item
                and not _is_linked(item, owner)
                and remove_marks(item.text) != remove_marks(owner.text)
            ):
                found.setdefault(id(owner), (owner, span, there))
        for owner, span, there in found.values():
            yield _build_promised_twice(item, span, owner, there)


def check_promised_in_other_words(document: CheckedDocument) -> Iterator[Finding]:
    """Finds one promise in other words: the same amount of a like measure, with the same figures reported or judged
    otherwise. An amount that very many items promise, such as 1个, tells nothing and is left out."""
    told: dict[tuple[str, Decimal], list[tuple[CheckedItem, Commitment]]] = defaultdict(list)
    for item in document.items:
        for (_measure, unit), one in read_promises(item.text):
            told["人" if unit in PEOPLE else unit, one.value].append((item, one))
    for rows in told.values():
        for at, (item, one) in enumerate(rows if len(rows) <= _MOST_ALIKE else ()):
            for owner, other in rows[:at]:
                if owner is not item and not _is_linked(item, owner) and _is_in_other_words(item, one, owner, other):
                    yield _build_promised_twice(item, one.span, owner, other.span)
                    break


def _is_in_other_words(item: CheckedItem, one: Commitment, owner: CheckedItem, other: Commitment) -> bool:
    is_alike = compute_name_likeness(one.measure, other.measure) >= _LIKE_MEASURE
    own, rival = extract_name_core(one.measure), extract_name_core(other.measure)
    is_alike = is_alike or (min(len(own), len(rival)) >= SHORTEST_MEASURE and (own in rival or rival in own))
    same = _list_amounts(item) & _list_amounts(owner)
    if not is_alike:
        # of one thing under two names all figures are the same: 人才公寓, 保障性租赁住房
        large = [value for value, _ in same if value >= _LARGE]
        return one.unit == other.unit and (one.value, one.unit) in same and len(large) >= _SAME_FIGURES
    if own == rival and one.unit == other.unit:
        return False
    is_judged_apart = None not in (item.outcome, owner.outcome) and item.is_behind is not owner.is_behind
    return is_judged_apart or len(same) >= _SAME_FIGURES


def _list_amounts(item: CheckedItem) -> set[tuple[Decimal, str]]:
    return {(one.value, one.unit) for one in read_quantities(item.words) if one.unit}


def _list_promises(item: CheckedItem) -> Iterator[tuple[object, tuple[int, int]]]:
    """Yields what can be promised twice: a named amount, or a whole clause that names something."""
    for (measure, unit), one in read_promises(item.text):
        if len(measure) >= SHORTEST_MEASURE - 1 and not is_general(measure):
            yield (measure, unit, one.value, one.comparison), one.span
    clauses = list_clause_places(item.text)
    for start, end in clauses:
        clause = remove_marks(item.text[start:end])
        if len(clause) >= SHORTEST_CLAUSE:
            yield clause, (start, end)


def _is_linked(item: CheckedItem, other: CheckedItem) -> bool:
    return item.same_as is not None and item.same_as == other.same_as


def _build_promised_twice(
    item: CheckedItem, span: tuple[int, int], owner: CheckedItem, there: tuple[int, int]
) -> Finding:
    source, other = CheckedText(item.text, item, Field.TASK), CheckedText(owner.text, owner, Field.TASK)
    if item.outcome and owner.outcome and item.is_behind is not owner.is_behind:
        message = f"同一任务，本项{terms.judging}为“{item.judged}”，{other.row}为“{owner.judged}”。"
        code = Code.JUDGED_TWO_WAYS
    else:
        message = f"{other.row}也有这一任务。"
        code = Code.PROMISED_TWICE
    return replace(source.build_finding_at(code, message, span), other=other.build_side(*there))


def check_totals_fell(document: CheckedDocument) -> Iterator[Finding]:
    """Finds a running total of the words, of no target, that is below that of the last period."""
    for item in document.items:
        if not item.previous:
            continue
        before = {claim.key: claim for claim in read_own_claims(item.previous)}
        known = {one.quote for one in item.indicators if one.previous is not None}
        for claim in read_own_claims(item.words):
            former = before.get(claim.key)
            if former is None or claim.value >= former.value or claim.figure.quote in known:
                continue
            if _is_running(claim, item.words) or _is_running(former, item.previous):
                now, was = claim.figure, former.figure
                message = (
                    f"“{claim.measure}”上期 {format_amount(was.value)}{was.unit}，"
                    f"本期 {format_amount(now.value)}{now.unit}，累计数减少。"
                )
                finding = CheckedText(item.words, item, Field.PROGRESS).build_finding_at(Code.FELL, message, now.span)
                yield replace(finding, other=CheckedText(item.previous, item, Field.PREVIOUS).build_side(*was.span))


def _is_running(claim: MeasureClaim, text: str) -> bool:
    """Returns whether the sentence calls the figure a total of the year."""
    start = claim.figure.span.start
    sentence = text[max(text.rfind("。", 0, start) + 1, start - 60) : start]
    return claim.figure.is_total or any(word in sentence for word in ("累计", "共计", "今年以来", "截至", "截止", "共"))
